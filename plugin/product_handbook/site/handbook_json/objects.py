"""The objects of every handbook as `handbook.json` has them: what it says of them in another way than their records."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from product_handbook.model.records import mission, north_star, owner, stakeholders
from product_handbook.model.records.fields import Record
from product_handbook.model.strategy import Strategy
from product_handbook.site.handbook_json.fields import Id, Link, Markdown, Object, Part, Placed
from product_handbook.site.handbook_json.from_records import NO_HEAD, Computed, Head, named, on_page, part_of, to_json
from product_handbook.site.handbook_json.places import Places

CHOICE = part_of(
    mission.Exclusion,
    mission.Choice,
    north_star.Considered,
    name="Choice",
    doc="Something that was chosen, or that was considered and not chosen.",
    said={"name": "The choice in a few words.", "because": "Why."},
)
CRITERIA = part_of(north_star.Criteria, head=NO_HEAD)

_GROUP_ID = Computed("group", Id, lambda places, segment: places.group_of(segment.id), "The id of its group.")

Mission = Annotated[Part, part_of(mission.Mission, head=on_page("mission", "Mission"))]
Group = Annotated[
    Part,
    part_of(
        stakeholders.Group,
        head=Head(Object, lambda places, group: places.common("group", group.id, group.title, group)),
        instead={"segments": ()},
    ),
]
Segment = Annotated[Part, part_of(stakeholders.Segment, head=named("segment"), instead={"who": (_GROUP_ID, "who")})]
NorthStar = Annotated[Part, part_of(north_star.NorthStar, head=on_page("north_star", "North Star"))]
Owner = Annotated[Part, part_of(owner.Owner, head=named("owner"))]


class Term(Placed):
    """A word that the handbook uses in a sense of its own."""

    id: Id = Field(description="Its id.")
    name: str = Field(description="The term as words.")
    page: Link = Field(description="Where the site shows it, from the address of this file.")
    definition: Markdown = Field(description="What it means here.")


def gather_terms(places: Places) -> Iterator[Term]:
    """The terms of the glossary."""
    for term in places.strategy.glossary.values():
        place, page = places.place(term.location), places.page("term", term.id)
        yield Term(**place, id=term.id, name=term.title, page=page, definition=term.definition.text)


def gather_objects(places: Places) -> dict[str, object]:
    """What is made from records, by the name of its field."""
    strategy = places.strategy
    return {
        "mission": to_json(places, strategy.mission),
        "north_star": to_json(places, strategy.north_star),
        "orientation": to_json(places, strategy.orientation) if strategy.orientation else None,
        **{key: tuple(to_json(places, record) for record in found) for key, found in _lists(strategy).items()},
    }


def _lists(strategy: Strategy) -> dict[str, Iterable[Record]]:
    """The records of which there are several."""
    web, impact, orientation = strategy.value_web, strategy.impact, strategy.orientation
    return {
        "groups": strategy.stakeholders.groups,
        "segments": (segment for _, segment in strategy.segments.values()),
        "metrics": strategy.metrics.values(),
        "parties": web.parties.values() if web else (),
        "exchanges": web.exchanges if web else (),
        "outcomes": impact.outcomes.values() if impact else (),
        "loops": impact.loops.values() if impact else (),
        "bets": strategy.bets.values(),
        "requests": strategy.requests.values(),
        "dimensions": strategy.rubric.dimensions.values() if strategy.rubric else (),
        "assessments": orientation.assessments if orientation else (),
        "owners": strategy.owners.values(),
    }
