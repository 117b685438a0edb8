"""A strategy: everything that its files say, read and checked, and before that as far as it could be read."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.formulas.periods import FiscalYear
from product_handbook.model.graph import MetricGraph
from product_handbook.model.kinds import FILES, OBJECTS, ObjectKind, held_by, objects_in
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
from product_handbook.model.records.fields import HandbookObject, Record, TitledObject, attributes, folded
from product_handbook.model.records.reading import Prose
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

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """By kind and former id, such as `metric:mau`, what has it now."""
        return {
            f"{subject.kind}:{old}": f"{subject.kind}:{subject.id}"
            for subject in self.subjects
            for old in getattr(subject.object, "formerly", ())
        }

    def serving(self, target: str) -> tuple[Metric, ...]:
        """The metrics that say they serve a group or a segment, in the order of the files."""
        return tuple(metric for metric in self.metrics.values() if target in {served.id for served in metric.serves})

    def related_to(self, metric: str) -> tuple[str, ...]:
        """The ids of the metrics that stand beside one: those that it names, then those that name it."""
        naming = (other.id for other in self.metrics.values() if any(name.id == metric for name in other.related))
        return tuple(dict.fromkeys((*(name.id for name in self.metrics[metric].related), *naming)))

    def owner_of(self, holder: HandbookObject) -> str:
        """The id of who answers for an object, or the name where there is no `owners.yml`; may be empty."""
        return next(self._owners(holder), "")

    def helpers_of(self, holder: HandbookObject) -> tuple[str, ...]:
        """The ids or names of those who help with it."""
        return tuple(self._owners(holder))[1:]

    def _owners(self, holder: HandbookObject) -> Iterator[str]:
        for name in holder.owners:
            owner = find_owner(self.owners, name.id)
            yield name.id if owner is None else owner.id


def share_names(subjects: Iterable[Subject]) -> None:
    """Lets the objects of a kind that have the same name know of it, so that their titles tell them apart."""
    for same in same_names(subjects).values():
        for subject in same if same[1:] else ():
            if isinstance(subject.object, TitledObject):
                subject.object.share_name()


def same_names(subjects: Iterable[Subject]) -> Mapping[tuple[Kind, str], list[Subject]]:
    """The objects by their kind and by what they are called, folded, in the order of the files."""
    found: dict[tuple[Kind, str], list[Subject]] = {}
    for subject in subjects:
        if isinstance(subject.object, TitledObject):
            found.setdefault((subject.kind, folded(subject.object.called)), []).append(subject)
    return found


def find_owner(owners: Mapping[str, Owner], written: str) -> Owner | None:
    """The owner that a field means: by id, or by its id or name in another spelling of case, spaces and hyphens."""
    if written in owners:
        return owners[written]
    wanted = _spelled(written)
    return next((owner for owner in owners.values() if wanted in {_spelled(owner.id), _spelled(owner.called)}), None)


def _spelled(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


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
    def fiscal_year(self) -> FiscalYear | None:
        """The company's own year; some year where what is said of it is a problem already."""
        mission = self.mission
        if mission is None or (mission.fiscal_year_starts is None and not mission.leaves_out("fiscal_year_starts")):
            return FiscalYear()
        return mission.fiscal_year

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
