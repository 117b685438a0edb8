"""From keys and values to records, and to the ids that stand among them even where a record is broken."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from product_handbook.diagnostics.diagnostic import Diagnostic, Span, quoted
from product_handbook.model.loading.validation import read_id, read_prose, read_record
from product_handbook.model.records import GROUPS, Group, Term
from product_handbook.model.records.fields import NamedObject, Record, field_names
from product_handbook.model.records.reading import likely_id
from product_handbook.source.yaml.nodes import Key, Mapping, Node, Scalar
from product_handbook.source.yaml.values import entries_of, is_incomplete, to_values

RecordT = TypeVar("RecordT", bound=Record)
ObjectT = TypeVar("ObjectT", bound=NamedObject)
Trees = list[Mapping | None]
"""What each file of a name holds; None for a file that cannot be read."""


@dataclass
class ObjectReader:
    """Reads records out of trees, and notes their ids by kind and what is wrong with them."""

    ids: dict[str, Collection[str] | None]
    problems: list[Diagnostic] = field(default_factory=list)
    context: object = None
    """What the readers of fields have to know: the company's own year, by which periods such as `FY27` are read."""

    def single(self, model: type[RecordT], trees: Trees) -> RecordT | None:
        """The record that a whole file is."""
        if not trees or (tree := trees[-1]) is None:
            return None
        return read_record(model, to_values(tree, self.problems), Span(tree.source.path), self.problems, self.context)

    def by_id(self, model: type[ObjectT], kind: str, trees: Trees) -> dict[str, ObjectT]:
        """The records of a file, or of all files of a folder, by id."""
        records: dict[str, ObjectT] = {}
        for key, node in self._entries(kind, trees, field_names(model)):
            if not isinstance(node, Mapping) and key in field_names(model) and not _is_blank(node):
                found = f"found `{key}:` at the start of the line, where the id of a {kind} is expected"
                help = f"indent it below the {kind} that it belongs to"
                self.problems.append(Diagnostic("wrong_shape", key.written.location, found, help))
                continue
            value = to_values(node, self.problems, key)
            record = read_record(model, value, key.written.location, self.problems, self.context)
            if record is not None:
                records[str(key)] = record
        return records

    def terms(self, trees: Trees) -> dict[str, Term]:
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
            self.ids[kind] = dict.fromkeys([*defined, *sorted(likely - {""})]) if is_known else None


def _inner_keys(node: Node, fields: tuple[str, ...]) -> Iterator[str]:
    """The keys within an object that are none of its fields but hold keys themselves: objects indented too far."""
    for key, value in node.entries if isinstance(node, Mapping) and fields else ():
        if isinstance(key, Scalar) and key.text not in fields and (isinstance(value, Mapping) or _is_blank(value)):
            yield key.text


def segment_ids(trees: Trees) -> tuple[str, ...] | None:
    """The ids of all segments, those below misspelled keys included; None where fewer than three groups stand there."""
    if not trees or (tree := trees[-1]) is None or is_incomplete(tree) or len(tree.entries) < len(GROUPS):
        return None
    fields = tuple(name for name in field_names(Group) if name != "segments")
    inner = [value for _, group in tree.entries if isinstance(group, Mapping) for value in _values_but(group, fields)]
    ids = [key.text for node in inner for key, _ in node.entries if isinstance(key, Scalar)]
    return (*ids, *(likely_id(found) for found in ids))


def inner_ids(tree: Mapping | None, way: tuple[str, ...]) -> tuple[str, ...] | None:
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
