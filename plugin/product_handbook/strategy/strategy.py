"""A strategy as a whole: everything that its files say, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from product_handbook.strategy.default_rubric import default_rubric
from product_handbook.strategy.graph import MetricGraph
from product_handbook.strategy.numbers.changes import Change, changes_of
from product_handbook.strategy.numbers.feasibility import Feasibility, feasibilities
from product_handbook.strategy.numbers.numbers import Numbers
from product_handbook.strategy.numbers.reconciliation import Reconciliation, reconcile
from product_handbook.strategy.numbers.scenario import Model, build_model
from product_handbook.strategy.numbers.sensitivity import Sensitivity, sensitivities
from product_handbook.strategy.numbers.targets import Progress, progress
from product_handbook.strategy.parts import Subject
from product_handbook.strategy.records.bet import Bet
from product_handbook.strategy.records.fields import HandbookObject
from product_handbook.strategy.records.impact import Impact
from product_handbook.strategy.records.metric import Metric
from product_handbook.strategy.records.mission import Mission
from product_handbook.strategy.records.north_star import NorthStar
from product_handbook.strategy.records.orientation import Orientation, Rubric
from product_handbook.strategy.records.owner import Owner, Term
from product_handbook.strategy.records.request import Request
from product_handbook.strategy.records.stakeholders import Group, Segment, Stakeholders
from product_handbook.strategy.records.value_web import ValueWeb
from product_handbook.strategy.reported import Series


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

    @property
    def rubric(self) -> Rubric | None:
        """What customer orientation looks like here: the site's own rubric, or the one that comes with the handbook."""
        if self.orientation is None:
            return None
        return self.orientation.rubric or default_rubric()

    @cached_property
    def numbers(self) -> Numbers:
        """Every value, reported and computed."""
        return Numbers(self.metrics, self.reported, self.graph)

    @cached_property
    def reconciliations(self) -> Mapping[str, tuple[Reconciliation, ...]]:
        """By metric with a formula and reported values, each of these beside what the formula gives, oldest first."""
        found = {id: reconcile(self.numbers, id) for id in self.reported}
        return {id: rows for id, rows in found.items() if rows}

    @cached_property
    def standings(self) -> Mapping[str, Progress]:
        """By metric, where it stands on the way to its target."""
        return {id: progress(self.numbers, metric) for id, metric in self.metrics.items()}

    @cached_property
    def changes(self) -> Mapping[str, tuple[Change, ...]]:
        """By metric with a formula, what its latest changes come from: operands, or inputs for the two top ones."""
        tops = {self.star.id, self.business.id}
        found = {id: changes_of(self.numbers, id, is_top=id in tops) for id in self.numbers.programs}
        return {id: changes for id, changes in found.items() if changes}

    @cached_property
    def scenario(self) -> Model:
        """What the North Star and the business metric are made of, for playing what if."""
        return build_model(self.numbers, (self.star.id, self.business.id))

    @cached_property
    def sensitivities(self) -> tuple[Sensitivity, ...]:
        """What one percent more of each input does to the North Star and the business metric, the strongest first."""
        return sensitivities(self.scenario)

    @cached_property
    def feasibilities(self) -> Mapping[str, tuple[Feasibility, ...]]:
        """By metric, its targets beside what the targets of its inputs give; only those that these bear on."""
        found = {id: feasibilities(self.numbers, id) for id, metric in self.metrics.items() if metric.targets}
        return {id: rows for id, rows in found.items() if rows}

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
