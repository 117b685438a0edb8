"""Every strategy file, every kind of object and every page of a handbook, each declared once.

Reader, resolver, addresses, navigation, the reference and the checks of the suite go by these tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from product_handbook.model.records import (
    GROUPS,
    Bet,
    Dimension,
    Group,
    Impact,
    Loop,
    Metric,
    Mission,
    NorthStar,
    Orientation,
    Outcome,
    Owner,
    Party,
    Request,
    Segment,
    Stakeholders,
    Term,
    ValueWeb,
)
from product_handbook.model.records.fields import NamedObject, Record
from product_handbook.prose.id_links import Kind
from product_handbook.source.files import FileName

Section = Literal["strategy", "plans", "about", "reference"]
Place = Literal["page", "id", "kind and id"]


@dataclass(frozen=True)
class FileKind(FileName):
    """A strategy file."""

    field: str
    """The field of a strategy that holds what the file says."""
    purpose: str
    """What stands in it, in one sentence, for those who write it."""
    holds: str
    """The same in a few words, for those who read the handbook."""
    page: str
    """The page that shows it, among whose kind the reference explains it."""
    record: type[Record] | None = None
    """What the whole file is; none for a table, and where each of its keys is the id of an object."""


@dataclass(frozen=True)
class ObjectKind:
    """A kind of object that a link by id can name."""

    id: Kind
    key: str
    """What `handbook.json` calls all of them."""
    file: str
    """The name of the file in which they are defined."""
    record: type[NamedObject | Group | Term]
    page: str
    """The page that shows or lists them."""
    place: Place
    """A page of its own below that one, or a place on it: the id, or the kind and the id."""
    way: tuple[str, ...] = ()
    """The keys that lead to them in the file, or in what holds them; none where the file's own keys are their ids."""
    within: str = ""
    """The kind of object that holds them, if one does; its page shows them."""
    ids: tuple[str, ...] = ()
    """All ids that there can be, where the format says so."""

    @property
    def can_be_renamed(self) -> bool:
        """Whether it can say what it was called formerly."""
        return issubclass(self.record, Record) and "formerly" in self.record.model_fields


@dataclass(frozen=True)
class PageKind:
    """A page of a handbook."""

    id: str
    path: str
    """Its address below the folder of the handbook."""
    title: str
    section: Section
    """The part of the navigation in which it stands."""
    file: str | None = None
    """The name of the file without which there is no such page; none for a page that every handbook has."""


FILES = (
    FileKind(
        "mission",
        field="mission",
        purpose="The mission, the vision, what was chosen, and what was chosen against.",
        holds="The mission, the vision, what we chose and what we are not doing",
        page="mission",
        record=Mission,
        required=True,
    ),
    FileKind(
        "stakeholders",
        field="stakeholders",
        purpose="The three groups of stakeholders and their segments.",
        holds="The three groups, their segments and their jobs",
        page="stakeholders",
        record=Stakeholders,
        required=True,
    ),
    FileKind(
        "north-star",
        field="north_star",
        purpose="The North Star metric, the business metric beside it, and the guardrails.",
        holds="The North Star, the business metric and the guardrails",
        page="north_star",
        record=NorthStar,
        required=True,
    ),
    FileKind(
        "tree",
        field="metrics",
        purpose="The metrics, each under its id; a folder tree/ may hold several such files instead.",
        holds="The metrics: what they mean, what they are computed from, what moves them",
        page="tree",
        required=True,
        can_be_folder=True,
    ),
    FileKind(
        "owners",
        field="owners",
        purpose="Who answers for what, each under an id.",
        holds="Who answers for what",
        page="owners",
    ),
    FileKind(
        "glossary",
        field="glossary",
        purpose="What words mean here: under the id of each term, its meaning.",
        holds="What our words mean",
        page="glossary",
    ),
    FileKind(
        "value-web",
        field="value_web",
        purpose="Who gives what to whom around the product.",
        holds="Who gives what to whom around the product",
        page="value_web",
        record=ValueWeb,
    ),
    FileKind(
        "impact",
        field="impact",
        purpose="What customers achieve, what the business gains from it, and what feeds what.",
        holds="What customers achieve, what that does for the business, and what feeds what",
        page="impact",
        record=Impact,
    ),
    FileKind(
        "bets",
        field="bets",
        purpose="What we bet on, each under an id.",
        holds="What we bet on, and what each bet does for the three groups",
        page="bets",
        can_be_folder=True,
    ),
    FileKind(
        "requests",
        field="requests",
        purpose="What customers ask for, each under an id.",
        holds="What customers ask for, and what we decided",
        page="requests",
        can_be_folder=True,
    ),
    FileKind(
        "orientation",
        field="orientation",
        purpose="The rubric of customer orientation, and how teams were rated.",
        holds="How customer-oriented the teams are",
        page="orientation",
        record=Orientation,
    ),
    FileKind(
        "values",
        field="reported",
        purpose="The numbers that were measured, by period; a folder values/ may hold several such files instead.",
        holds="The values of the metrics, period by period",
        page="tree",
        can_be_folder=True,
        ending=".csv",
    ),
)
"""In the order in which their problems and their objects are shown."""

OBJECTS = (
    ObjectKind("group", "groups", "stakeholders", Group, "stakeholders", "page", way=("groups",), ids=GROUPS),
    ObjectKind("segment", "segments", "stakeholders", Segment, "stakeholders", "id", way=("segments",), within="group"),
    ObjectKind("metric", "metrics", "tree", Metric, "tree", "page"),
    ObjectKind("owner", "owners", "owners", Owner, "owners", "id"),
    ObjectKind("term", "glossary", "glossary", Term, "glossary", "id"),
    ObjectKind("party", "parties", "value-web", Party, "value_web", "kind and id", way=("parties",)),
    ObjectKind("outcome", "outcomes", "impact", Outcome, "impact", "kind and id", way=("outcomes",)),
    ObjectKind("loop", "loops", "impact", Loop, "impact", "kind and id", way=("loops",)),
    ObjectKind("bet", "bets", "bets", Bet, "bets", "page"),
    ObjectKind("request", "requests", "requests", Request, "requests", "kind and id"),
    ObjectKind(
        "dimension", "dimensions", "orientation", Dimension, "orientation", "kind and id", way=("rubric", "dimensions")
    ),
)
"""In the order of the files."""

PAGES = (
    PageKind("home", "index.md", "Home", "strategy"),
    PageKind("mission", "mission.md", "Mission", "strategy"),
    PageKind("stakeholders", "stakeholders/index.md", "Stakeholders", "strategy"),
    PageKind("north_star", "north-star.md", "North Star", "strategy"),
    PageKind("tree", "tree/index.md", "Metric tree", "strategy"),
    PageKind("value_web", "value-web.md", "Value web", "plans", "value-web"),
    PageKind("impact", "impact.md", "Impact", "plans", "impact"),
    PageKind("bets", "bets/index.md", "Bets", "plans", "bets"),
    PageKind("requests", "requests.md", "Requests", "plans", "requests"),
    PageKind("orientation", "orientation.md", "Orientation", "plans", "orientation"),
    PageKind("owners", "owners.md", "Owners", "about"),
    PageKind("glossary", "glossary.md", "Glossary", "about"),
    PageKind("health", "health.md", "Health", "about"),
    PageKind("reference", "reference/index.md", "Reference", "reference"),
)
"""In the order in which the navigation shows them."""

FILE: Mapping[str, FileKind] = {file.name: file for file in FILES}
OBJECT: Mapping[str, ObjectKind] = {kind.id: kind for kind in OBJECTS}
PAGE: Mapping[str, PageKind] = {page.id: page for page in PAGES}
FILES_AS_READ = tuple(file for page in PAGES for file in FILES if file.page == page.id)
"""The files in the order of the pages that show them."""


@cache
def objects_in(file: str) -> tuple[ObjectKind, ...]:
    """The kinds of objects that are defined in a file."""
    return tuple(kind for kind in OBJECTS if kind.file == file)


def object_by_key(file: FileKind) -> ObjectKind | None:
    """The kind of object that stands under each key of a file; none of a file that is one record or a table."""
    return next((kind for kind in objects_in(file.name) if not kind.way), None)


def pages_of(strategy: object) -> Iterator[PageKind]:
    """The pages that a strategy has, as far as it was read, by the files that it has."""
    for page in PAGES:
        if page.file is None or getattr(strategy, FILE[page.file].field):
            yield page


def objects_of(strategy: object, kind: ObjectKind) -> Iterator[NamedObject | Group | Term]:
    """All objects of a kind that a strategy has; of the rubric, those of the one that comes along too."""
    if kind.id == "dimension":
        return held_by(strategy, kind.way)
    held = getattr(strategy, FILE[kind.file].field)
    if kind.within:
        holders = held_by(held, OBJECT[kind.within].way)
        return (found for holder in holders for found in held_by(holder, kind.way))
    return held_by(held, kind.way)


def held_by(holder: object, way: tuple[str, ...]) -> Iterator[NamedObject | Group | Term]:
    """The objects to which a way leads; none where a part of it was left out or could not be read."""
    for step in way:
        holder = None if holder is None else getattr(holder, step)
    for held in holder.values() if isinstance(holder, Mapping) else holder if isinstance(holder, tuple) else ():
        if isinstance(held, NamedObject | Group | Term):
            yield held
