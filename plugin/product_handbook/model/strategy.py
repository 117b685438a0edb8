"""A strategy as a whole: everything that its files say, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.model.graph import MetricGraph
from product_handbook.model.records import (
    Bet,
    Group,
    Impact,
    Metric,
    Mission,
    NorthStar,
    Orientation,
    Owner,
    Request,
    Rubric,
    Segment,
    Stakeholders,
    Term,
    ValueWeb,
)
from product_handbook.model.records.fields import HandbookObject
from product_handbook.model.reported import Series
from product_handbook.prose.id_links import Kind


@dataclass(frozen=True)
class Subject:
    """An object of the handbook, named as links by id name it: `metric:mau`, `page:mission`."""

    kind: Kind
    id: str
    object: HandbookObject

    @property
    def location(self) -> Span:
        """Where the object starts in its file."""
        return self.object.location


@dataclass(frozen=True)
class Strategy:
    """The records of one handbook, in the order of the files; every id in them leads somewhere."""

    folder: str
    """The strategy folder as its locations name it."""
    files: tuple[str, ...]
    """The paths of the files that were read."""
    mission: Mission
    stakeholders: Stakeholders
    north_star: NorthStar
    metrics: Mapping[str, Metric]
    owners: Mapping[str, Owner]
    """Empty where there is no `owners.yml`: owners are plain names then."""
    glossary: Mapping[str, Term]
    subjects: tuple[Subject, ...]
    """Every object, in the order of the files."""
    graph: MetricGraph
    value_web: ValueWeb | None = None
    """Parties and exchanges, where there is a `value-web.yml`."""
    impact: Impact | None = None
    """Outcomes and loops, where there is an `impact.yml`."""
    bets: Mapping[str, Bet] = field(default_factory=dict)
    requests: Mapping[str, Request] = field(default_factory=dict)
    orientation: Orientation | None = None
    """The rubric and its assessments, where there is an `orientation.yml`."""
    rubric: Rubric | None = None
    """With it, what customer orientation looks like here: the site's own rubric, or the one that comes along."""
    reported: Mapping[str, Series] = field(default_factory=dict)
    """The reported values by the id of their metric, as it is called now; a metric without any is not in it."""

    @property
    def star(self) -> Metric:
        """The North Star metric."""
        return self.metrics[self.north_star.metric.id]

    @property
    def business(self) -> Metric:
        """The top business metric."""
        return self.metrics[self.north_star.business_metric.id]

    @cached_property
    def segments(self) -> Mapping[str, tuple[Group, Segment]]:
        """Every segment by its id, with its group."""
        return {key: (group, segment) for group in self.stakeholders.groups for key, segment in group.segments.items()}

    def serving(self, target: str) -> tuple[Metric, ...]:
        """The metrics that say they serve a group or a segment, in the order of the files."""
        return tuple(metric for metric in self.metrics.values() if target in {served.id for served in metric.serves})

    def owner_of(self, holder: HandbookObject) -> str:
        """The id of an object's owner in `owners.yml`, or the name where there is no such file; may be empty."""
        if holder.owner is None:
            return ""
        owner = find_owner(self.owners, holder.owner.id)
        return holder.owner.id if owner is None else owner.id


def find_owner(owners: Mapping[str, Owner], written: str) -> Owner | None:
    """The owner that a field means: by id, or by its id or name in another spelling of case, spaces and hyphens."""
    if written in owners:
        return owners[written]
    wanted = _spelled(written)
    return next((owner for owner in owners.values() if wanted in {_spelled(owner.id), _spelled(owner.title)}), None)


def _spelled(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
