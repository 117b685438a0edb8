"""What was read so far, complete or not: the ground on which the checks across files stand."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.model.records.bet import Bet
from product_handbook.model.records.fields import HandbookObject, Record, attributes
from product_handbook.model.records.impact import Impact
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.mission import Mission
from product_handbook.model.records.north_star import NorthStar
from product_handbook.model.records.orientation import Orientation
from product_handbook.model.records.owner import Owner, Term
from product_handbook.model.records.reading import Prose
from product_handbook.model.records.request import Request
from product_handbook.model.records.stakeholders import Stakeholders
from product_handbook.model.records.value_web import ValueWeb
from product_handbook.model.reported import Series

ObjectKind = Literal[
    "page", "group", "segment", "metric", "owner", "party", "outcome", "loop", "bet", "request", "dimension"
]

HOMES = {
    "metric": "tree.yml",
    "segment": "stakeholders.yml",
    "owner": "owners.yml",
    "term": "glossary.yml",
    "party": "value-web.yml",
    "outcome": "impact.yml",
    "loop": "impact.yml",
    "bet": "bets.yml",
    "request": "requests.yml",
    "dimension": "orientation.yml",
}
"""The file in which an object of each kind is defined."""

HOLDERS = frozenset({"segments", "parties", "outcomes", "loops", "dimensions"})
"""The fields that hold objects of their own."""


@dataclass(frozen=True)
class Subject:
    """An object of the handbook, named as links by id name it: `metric:mau`, `page:mission`."""

    kind: ObjectKind
    id: str
    object: HandbookObject

    @property
    def location(self) -> Span:
        """Where the object starts in its file."""
        return self.object.location


@dataclass
class Parts:
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
    ids: dict[str, Collection[str] | None] = field(default_factory=lambda: dict.fromkeys(HOMES))
    """By each kind of `HOMES`, every id that stands in its file; None where that cannot be told."""

    @property
    def subjects(self) -> Iterator[Subject]:
        """Every object that could be read, in the order of the files."""
        if self.mission is not None:
            yield Subject("page", "mission", self.mission)
        for group in self.stakeholders.groups if self.stakeholders is not None else ():
            yield Subject("group", group.id, group)
            yield from (Subject("segment", segment.id, segment) for segment in group.segments.values())
        if self.north_star is not None:
            yield Subject("page", "north_star", self.north_star)
        yield from (Subject("metric", metric.id, metric) for metric in self.metrics.values())
        yield from (Subject("owner", owner.id, owner) for owner in self.owners.values())
        if self.value_web is not None:
            yield from (Subject("party", party.id, party) for party in self.value_web.parties.values())
        if self.impact is not None:
            yield from (Subject("outcome", outcome.id, outcome) for outcome in self.impact.outcomes.values())
            yield from (Subject("loop", loop.id, loop) for loop in self.impact.loops.values())
        yield from (Subject("bet", bet.id, bet) for bet in self.bets.values())
        yield from (Subject("request", request.id, request) for request in self.requests.values())
        if self.orientation is not None:
            yield Subject("page", "orientation", self.orientation)
            rubric = self.orientation.rubric
            dimensions = {} if rubric is None else rubric.dimensions
            yield from (Subject("dimension", dimension.id, dimension) for dimension in dimensions.values())

    @property
    def prose(self) -> Iterator[Prose]:
        """Every piece of prose, in the order of the files."""
        for subject in self.subjects:
            yield from prose_in(subject.object)
        if self.value_web is not None:
            yield from prose_in(self.value_web)
        for term in self.glossary.values():
            yield term.definition


def prose_in(value: object) -> Iterator[Prose]:
    """Every piece of prose in a record, its lists and its mappings; objects within it are left to themselves."""
    if isinstance(value, Prose):
        yield value
    elif isinstance(value, Record):
        for name, held in attributes(type(value)).items():
            if name not in HOLDERS:
                yield from prose_in(getattr(value, held))
    elif isinstance(value, tuple):
        for item in value:
            yield from prose_in(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from prose_in(item)
