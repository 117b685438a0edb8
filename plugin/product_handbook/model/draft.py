"""What was read so far, complete or not: the ground on which the checks across files stand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from product_handbook.model.kinds import FILES, OBJECTS, ObjectKind, held_by, objects_in
from product_handbook.model.records import (
    Bet,
    Impact,
    Metric,
    Mission,
    NorthStar,
    Orientation,
    Owner,
    Request,
    Stakeholders,
    Term,
    ValueWeb,
)
from product_handbook.model.records.fields import HandbookObject, Record, attributes
from product_handbook.model.records.reading import Prose
from product_handbook.model.reported import Series
from product_handbook.model.strategy import Subject


@dataclass
class PartialStrategy:
    """The records of the files that could be read, and the ids that stand in them even where a record is broken."""

    mission: Mission | None = None
    stakeholders: Stakeholders | None = None
    north_star: NorthStar | None = None
    metrics: dict[str, Metric] = field(default_factory=dict)
    owners: dict[str, Owner] = field(default_factory=dict)
    glossary: dict[str, Term] = field(default_factory=dict)
    value_web: ValueWeb | None = None
    impact: Impact | None = None
    bets: dict[str, Bet] = field(default_factory=dict)
    requests: dict[str, Request] = field(default_factory=dict)
    orientation: Orientation | None = None
    reported: Mapping[str, Series] = field(default_factory=dict)
    ids: dict[str, Collection[str] | None] = field(
        default_factory=lambda: {kind.id: kind.ids or None for kind in OBJECTS}
    )
    """By each kind of object, every id that stands in its file; None where that cannot be told."""

    @property
    def subjects(self) -> Iterator[Subject]:
        """Every object that could be read, in the order of the files."""
        for file in FILES:
            held = getattr(self, file.field)
            if isinstance(held, HandbookObject):
                yield Subject("page", file.page, held)
            for kind in objects_in(file.name):
                if not kind.within:
                    yield from _subjects(kind, held)

    @property
    def prose(self) -> Iterator[Prose]:
        """Every piece of prose, in the order of the files."""
        return all_prose(self, self.subjects)


def _subjects(kind: ObjectKind, holder: object) -> Iterator[Subject]:
    """The objects of a kind, each followed by those that it holds itself."""
    for held in held_by(holder, kind.way):
        if isinstance(held, HandbookObject):
            yield Subject(kind.id, held.id, held)
        for inner in OBJECTS:
            if inner.within == kind.id:
                yield from _subjects(inner, held)


def all_prose(strategy: object, subjects: Iterable[Subject]) -> Iterator[Prose]:
    """Every piece of prose of a strategy, as far as it was read: of its objects, and what stands beside them."""
    for subject in subjects:
        yield from prose_in(subject.object)
    for file in FILES:
        if file.ending == ".yml":
            yield from _prose_outside_objects(getattr(strategy, file.field))


def prose_in(value: object) -> Iterator[Prose]:
    """Every piece of prose in a record, its lists and its mappings; objects within it are left to themselves."""
    if isinstance(value, Prose):
        yield value
    elif isinstance(value, Term):
        yield value.definition
    else:
        for part in _parts(value):
            yield from _prose_outside_objects(part)


def _prose_outside_objects(value: object) -> Iterator[Prose]:
    return iter(()) if isinstance(value, HandbookObject) else prose_in(value)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, Record):
        return (getattr(value, held) for held in attributes(type(value)).values())
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, tuple) else ()
