"""Reads the strategy files one after the other into records; what is broken becomes problems."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TypeVar

from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.diagnostics.quoting import quoted
from product_handbook.model.draft import PartialStrategy
from product_handbook.model.kinds import FILE, FILES, FileKind, object_by_key, objects_in
from product_handbook.model.loading.default_rubric import default_rubric
from product_handbook.model.loading.validation import read_id, read_prose, read_record
from product_handbook.model.records import GROUPS, Group, Term
from product_handbook.model.records.fields import NamedObject, Record, field_names
from product_handbook.model.records.reading import likely_id
from product_handbook.model.values.file import read_values
from product_handbook.source.files import StrategyFile, Survey
from product_handbook.source.text import Source, read_source
from product_handbook.source.yaml.located import Key
from product_handbook.source.yaml.nodes import Mapping, Node, Scalar
from product_handbook.source.yaml.parsing import parse_nodes
from product_handbook.source.yaml.values import entries_of, is_incomplete, to_values

RecordT = TypeVar("RecordT", bound=Record)
ObjectT = TypeVar("ObjectT", bound=NamedObject)
Trees = list[Mapping | None]
"""What each file of a name holds; None for a file that cannot be read."""
YAML_FILES = tuple(file for file in FILES if file.ending == ".yml")


class Reader:
    """Reads all files that were found."""

    def __init__(self, found: Survey) -> None:
        self.found = found
        self.parts = PartialStrategy()
        self.problems: list[Diagnostic] = []

    def read_all(self) -> None:
        """Reads every file of the format that lies in the folder."""
        trees = {file: [self._tree(found) for found in self.found.files.get(file.name, ())] for file in YAML_FILES}
        self._note_absent_kinds(trees)
        for file, read in trees.items():
            setattr(self.parts, file.field, self._held(file, read))
            for kind in objects_in(file.name) if read else ():
                if kind.within:
                    self.parts.ids[kind.id] = _segment_ids(read)
                elif kind.way and not kind.ids:
                    self.parts.ids[kind.id] = _inner_ids(read[-1], kind.way)
        if self.parts.orientation is not None and self.parts.orientation.rubric is None:
            self.parts.ids["dimension"] = tuple(default_rubric().dimensions)
        self.parts.reported = read_values(self._texts("values"), self.parts, self.problems)

    def _held(self, file: FileKind, trees: Trees) -> object:
        """What a file holds: one record, or objects by their ids."""
        kind = object_by_key(file)
        if kind is None:
            return self._single(file.record, trees) if file.record else None
        return (
            self._objects(kind.record, kind.id, trees) if issubclass(kind.record, NamedObject) else self._terms(trees)
        )

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

    def _texts(self, name: str) -> Iterator[Source]:
        """The text of each file of a name that can be read as text, in the order of their names."""
        for file in sorted(self.found.files.get(name, ()), key=lambda file: file.path):
            if (source := self._text(file)) is not None:
                yield source

    def _text(self, file: StrategyFile) -> Source | None:
        source = read_source(file.file, file.path)
        if isinstance(source, Source):
            return source
        self.problems.extend(source)
        return None

    def _tree(self, file: StrategyFile) -> Mapping | None:
        """The keys and values that a file holds."""
        source = self._text(file)
        if source is None:
            return None
        parsed = parse_nodes(source)
        self.problems.extend(parsed.problems)
        if isinstance(parsed.tree, Mapping):
            return parsed.tree
        if not parsed.problems:
            self.problems.append(_no_keys(parsed.tree, source))
        return None

    def _single(self, model: type[RecordT], trees: Trees) -> RecordT | None:
        """The record that a whole file is."""
        if not trees or (tree := trees[-1]) is None:
            return None
        return read_record(model, to_values(tree, self.problems), Span(tree.source.path), self.problems)

    def _objects(self, model: type[ObjectT], kind: str, trees: Trees) -> dict[str, ObjectT]:
        """The records of a file, or of all files of a folder, by id."""
        records: dict[str, ObjectT] = {}
        for key, node in self._entries(kind, trees, field_names(model)):
            if not isinstance(node, Mapping) and key in field_names(model) and not _is_blank(node):
                found = f"found `{key}:` at the start of the line, where the id of a {kind} is expected"
                help = f"indent it below the {kind} that it belongs to"
                self.problems.append(Diagnostic("wrong_shape", key.written.location, found, help))
                continue
            value = to_values(node, self.problems, key)
            record = read_record(model, value, key.written.location, self.problems)
            if record is not None:
                records[str(key)] = record
        return records

    def _terms(self, trees: Trees) -> dict[str, Term]:
        """The terms of the glossary by id."""
        terms = {}
        for key, node in self._entries("term", trees):
            value = to_values(node, self.problems, key)
            definition = read_prose(value, key.written.location, self.problems)
            if definition is not None:
                terms[str(key)] = Term(str(key), definition, key.written.location)
        return terms

    def _entries(self, kind: str, trees: Trees, fields: tuple[str, ...] = ()) -> Iterator[tuple[Key, Node]]:
        """The entries of all files of a kind with each proper id once; every id is kept, of broken objects too."""
        defined: dict[str, Span] = {}
        likely: set[str] = set()
        for tree in filter(None, trees):
            for key, node in entries_of(tree, self.problems):
                place = key.written.location
                likely |= {likely_id(key), *_inner_keys(node, fields)}
                if key in defined:
                    before = defined[key]
                    found = f"the {kind} {quoted(key)} is defined in {before.path}, line {before.line}, already"
                    self.problems.append(
                        Diagnostic("duplicate_id", place, found, "delete one of the two, or rename it")
                    )
                elif read_id(key, self.problems):
                    defined[str(key)] = place
                    yield key, node
        if trees:
            is_known = all(tree is not None and not is_incomplete(tree) for tree in trees)
            self.parts.ids[kind] = dict.fromkeys([*defined, *sorted(likely - {""})]) if is_known else None


def _inner_keys(node: Node, fields: tuple[str, ...]) -> Iterator[str]:
    """The keys within an object that are none of its fields but hold keys themselves: objects indented too far."""
    for key, value in node.entries if isinstance(node, Mapping) and fields else ():
        if isinstance(key, Scalar) and key.text not in fields and (isinstance(value, Mapping) or _is_blank(value)):
            yield key.text


def _segment_ids(trees: Trees) -> tuple[str, ...] | None:
    """The ids of all segments, those below misspelled keys included; None where fewer than three groups stand there."""
    if not trees or (tree := trees[-1]) is None or is_incomplete(tree) or len(tree.entries) < len(GROUPS):
        return None
    fields = tuple(name for name in field_names(Group) if name != "segments")
    inner = [value for _, group in tree.entries if isinstance(group, Mapping) for value in _values_but(group, fields)]
    ids = [key.text for node in inner for key, _ in node.entries if isinstance(key, Scalar)]
    return (*ids, *(likely_id(found) for found in ids))


def _inner_ids(tree: Mapping | None, way: tuple[str, ...]) -> tuple[str, ...] | None:
    """The ids below some keys of a file; none where these are left out, None where that cannot be told."""
    node: Node | None = tree
    for step in way:
        if not isinstance(node, Mapping) or is_incomplete(node):
            return None
        node = next((value for key, value in node.entries if isinstance(key, Scalar) and key.text == step), None)
        if node is None:
            return ()
    if not isinstance(node, Mapping) or is_incomplete(node):
        return None
    ids = [key.text for key, _ in node.entries if isinstance(key, Scalar)]
    return (*ids, *(likely for found in ids if (likely := likely_id(found))))


def _values_but(node: Mapping, fields: tuple[str, ...]) -> Iterator[Mapping]:
    """The keys and values below every key but some."""
    for key, value in node.entries:
        if isinstance(key, Scalar) and key.text not in fields and isinstance(value, Mapping):
            yield value


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_blank


def _no_keys(tree: Node | None, source: Source) -> Diagnostic:
    """That a file holds something else than keys and values."""
    if tree is None or _is_blank(tree):
        file = FILE.get(PurePosixPath(source.path).stem)
        help = "write its keys" if file and file.required else "write its keys, or delete the file"
        return Diagnostic("file_empty", Span(source.path), "the file is empty", help)
    if not isinstance(tree, Scalar):
        return Diagnostic(
            "wrong_shape",
            tree.location,
            "found a list, expected keys and values",
            "begin each line with a key and a colon",
        )
    if squeezed := re.match(r"[a-z_]+:(?=\S)", tree.text):
        help = f"put a space after the colon of `{squeezed.group()}`"
    else:
        help = "begin each line with a key and a colon"
    return Diagnostic("wrong_shape", tree.location, f"found {quoted(tree.text)}, expected keys and values", help)
