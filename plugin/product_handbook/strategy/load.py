"""From the files of a folder to a strategy, or to every problem that prevents one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from product_handbook.strategy.consistency import check_consistency, check_cycles
from product_handbook.strategy.files import READ, UNREAD, StrategyFile, Survey, survey
from product_handbook.strategy.graph import build_graph
from product_handbook.strategy.nodes import Mapping, Node, Scalar, parse_nodes
from product_handbook.strategy.parts import Parts
from product_handbook.strategy.problems import Location, Problem
from product_handbook.strategy.records.fields import Record
from product_handbook.strategy.records.metric import Metric
from product_handbook.strategy.records.mission import Mission
from product_handbook.strategy.records.north_star import NorthStar
from product_handbook.strategy.records.owner import Owner, Term
from product_handbook.strategy.records.reading import Key
from product_handbook.strategy.records.stakeholders import GROUPS, Stakeholders
from product_handbook.strategy.references import check_references
from product_handbook.strategy.source import Source, read_source
from product_handbook.strategy.strategy import Strategy
from product_handbook.strategy.validation import entries_of, read_id, read_prose, read_record, to_values

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class Invalid:
    """Strategy files that cannot be read as meant."""

    problems: tuple[Problem, ...]
    """At least one, in the order of the files, each once."""
    files: tuple[str, ...]
    """The paths of the files that were found."""


def load(folder: Path, shown: str | None = None) -> Strategy | Invalid:
    """The strategy in a folder, or all its problems; `shown` is the path of the folder in their locations."""
    shown = folder.as_posix() if shown is None else shown
    if not folder.is_dir():
        mend = "create it with mission.yml, stakeholders.yml, north-star.yml and tree.yml, or correct the option"
        return Invalid((Problem(Location(shown), "there is no such strategy folder", mend),), ())
    found = survey(folder, shown)
    reader = _Reader(found)
    reader.read_all()
    parts, problems = reader.parts, [*found.problems, *reader.problems]
    named = () if parts.north_star is None else (parts.north_star.metric.id, parts.north_star.business_metric.id)
    graph = build_graph(parts.metrics, named)
    problems += [*check_references(parts), *check_consistency(parts), *check_cycles(graph)]
    if problems or parts.mission is None or parts.stakeholders is None or parts.north_star is None:
        return Invalid(_ordered(problems, found.paths), found.paths)
    return Strategy(
        folder=shown,
        files=found.paths,
        unread=tuple(file.path for name in UNREAD for file in found.files.get(name, ())),
        mission=parts.mission,
        stakeholders=parts.stakeholders,
        north_star=parts.north_star,
        metrics=parts.metrics,
        owners=parts.owners,
        glossary=parts.glossary,
        subjects=tuple(parts.subjects),
        graph=graph,
    )


def _ordered(problems: list[Problem], paths: tuple[str, ...]) -> tuple[Problem, ...]:
    position = {path: index for index, path in enumerate(paths)}
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda problem: (position.get(problem.location.path, -1), problem))
    )


class _Reader:
    """Reads file after file into parts; what is broken becomes problems."""

    def __init__(self, found: Survey) -> None:
        self.found = found
        self.parts = Parts()
        self.problems: list[Problem] = []

    def read_all(self) -> None:
        """Reads every file of the format that lies in the folder."""
        trees = {name: self.trees(name) for name in READ}
        self.parts.mission = self.single(Mission, trees["mission"])
        self.parts.stakeholders = self.stakeholders(trees["stakeholders"])
        self.parts.north_star = self.single(NorthStar, trees["north-star"])
        self.parts.metrics = self.collection(Metric, "metric", trees["tree"])
        self.parts.owners = self.collection(Owner, "owner", trees["owners"])
        self.parts.glossary = self.glossary(trees["glossary"])

    def trees(self, name: str) -> list[Mapping | None]:
        """The mapping in each file of a name; None for a file that cannot be read."""
        return [self.tree(file) for file in self.found.files.get(name, ())]

    def tree(self, file: StrategyFile) -> Mapping | None:
        """The mapping that a file holds."""
        source = read_source(file.file, file.path)
        if isinstance(source, Problem):
            self.problems.append(source)
            return None
        tree = parse_nodes(source)
        if isinstance(tree, tuple):
            self.problems.extend(tree)
        elif isinstance(tree, Mapping):
            return tree
        else:
            self.problems.append(_not_a_mapping(tree, source))
        return None

    def single(self, model: type[RecordT], trees: list[Mapping | None]) -> RecordT | None:
        """The record that a whole file is."""
        if not trees or trees[0] is None:
            return None
        place = Location(trees[0].source.path)
        return read_record(model, to_values(trees[0], self.problems), place, self.problems)

    def stakeholders(self, trees: list[Mapping | None]) -> Stakeholders | None:
        """The three groups; the ids of segments are kept even where a group is broken."""
        stakeholders = self.single(Stakeholders, trees)
        if trees and trees[0] is not None:
            ids = {
                key: place for group in _children(trees[0], GROUPS) for key, place in _keys(_child(group, "segments"))
            }
            self.parts.ids["segment"] = ids
        return stakeholders

    def collection(self, model: type[RecordT], kind: str, trees: list[Mapping | None]) -> dict[str, RecordT]:
        """The records of a file, or of all files of a folder, by id."""
        records: dict[str, RecordT] = {}
        for key, node in self.entries(kind, trees):
            value = to_values(node, self.problems, key)
            record = read_record(model, value, key.written.location, self.problems)
            if record is not None:
                records[str(key)] = record
        return records

    def glossary(self, trees: list[Mapping | None]) -> dict[str, Term]:
        """The terms of the glossary by id."""
        terms = {}
        for key, node in self.entries("term", trees):
            value = to_values(node, self.problems, key)
            definition = read_prose(value, key.written.location, self.problems)
            if definition is not None:
                terms[str(key)] = Term(str(key), definition, key.written.location)
        return terms

    def entries(self, kind: str, trees: list[Mapping | None]) -> Iterator[tuple[Key, Node]]:
        """The entries of all files of a kind with each proper id once; every id is kept, of broken objects too."""
        ids: dict[str, Location] = {}
        for tree in trees:
            for key, node in entries_of(tree, self.problems) if tree is not None else ():
                place = key.written.location
                if key in ids:
                    found = f"the {kind} `{key}` is defined in {ids[key].path}, line {ids[key].line}, already"
                    self.problems.append(Problem(place, found, "delete one of the two, or rename it"))
                elif read_id(key, self.problems):
                    ids[str(key)] = place
                    yield key, node
        if trees and None not in trees:
            self.parts.ids[kind] = ids


def _not_a_mapping(tree: Node | None, source: Source) -> Problem:
    if tree is None:
        return Problem(Location(source.path), "the file is empty", "write its keys, or delete the file")
    found = "a list" if not isinstance(tree, Scalar) else "text" if tree.text else "nothing"
    return Problem(
        tree.location, f"found {found}, expected `key: value` lines", "write each key at the start of a line"
    )


def _children(tree: Mapping, keys: tuple[str, ...]) -> Iterator[Node]:
    return (value for key, value in tree.entries if isinstance(key, Scalar) and key.text in keys)


def _child(node: Node, key: str) -> Node | None:
    return next(_children(node, (key,)), None) if isinstance(node, Mapping) else None


def _keys(node: Node | None) -> Iterator[tuple[str, Location]]:
    for key, _ in node.entries if isinstance(node, Mapping) else ():
        if isinstance(key, Scalar):
            yield key.text, key.location
