"""Reads the strategy files one after the other into records; what is broken becomes problems."""

from product_handbook.model.kinds import FILES, FileKind, object_by_key, objects_in
from product_handbook.model.loading.default_rubric import default_rubric
from product_handbook.model.loading.objects import ObjectReader, Trees, inner_ids, segment_ids
from product_handbook.model.loading.trees import read_texts, read_tree
from product_handbook.model.records.fields import NamedObject
from product_handbook.model.strategy import PartialStrategy
from product_handbook.model.values.file import read_values
from product_handbook.source.files import Survey

YAML_FILES = tuple(file for file in FILES if file.ending == ".yml")


class Reader:
    """Reads all files that were found."""

    def __init__(self, found: Survey) -> None:
        self.found = found
        self.parts = PartialStrategy()
        self.objects = ObjectReader(self.parts.ids)
        self.problems = self.objects.problems

    def read_all(self) -> None:
        """Reads every file of the format that lies in the folder."""
        trees = {
            file: [read_tree(found, self.problems) for found in self.found.files.get(file.name, ())]
            for file in YAML_FILES
        }
        self._note_absent_kinds(trees)
        for file, read in trees.items():
            setattr(self.parts, file.field, self._held(file, read))
            # `mission.yml`, which is the first, says when the company's year begins.
            self.objects.context = self.parts.fiscal_year
            for kind in objects_in(file.name) if read else ():
                if kind.within:
                    self.parts.ids[kind.id] = segment_ids(read)
                elif kind.way and not kind.ids:
                    self.parts.ids[kind.id] = inner_ids(read[-1], kind.way)
        if self.parts.orientation is not None and self.parts.orientation.rubric is None:
            self.parts.ids["dimension"] = tuple(default_rubric().dimensions)
        tables = sorted(self.found.files.get("values", ()), key=lambda file: file.path)
        self.parts.reported = read_values(read_texts(tables, self.problems), self.parts, self.problems)

    def _held(self, file: FileKind, trees: Trees) -> object:
        """What a file holds: one record, or objects by their ids."""
        kind = object_by_key(file)
        if kind is None:
            return self.objects.single(file.record, trees) if file.record else None
        if issubclass(kind.record, NamedObject):
            return self.objects.by_id(kind.record, kind.id, trees)
        return self.objects.terms(trees)

    def _note_absent_kinds(self, trees: dict[FileKind, Trees]) -> None:
        """Marks the kinds of objects of which there are none, since there is no file for them."""
        for file in YAML_FILES:
            if file.name not in self.found.files and not file.required:
                self.parts.ids.update((kind.id, ()) for kind in objects_in(file.name))
        is_unread = any(
            None in read or not read for file, read in trees.items() if file.required or file.name in self.found.files
        )
        if is_unread and self.parts.ids["owner"] == ():
            # Without `owners.yml`, owners are the names that stand in all the other files.
            self.parts.ids["owner"] = None
