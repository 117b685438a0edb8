"""The objects of every handbook as `handbook.json` has them: what it says of them in another way than their records."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from product_handbook.model.records import mission, north_star, owner, stakeholders
from product_handbook.site.handbook_json.fields import Id, Link, Markdown, Object, Part, Placed
from product_handbook.site.handbook_json.from_records import NO_HEAD, Computed, Head, named, on_page, part_of
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
