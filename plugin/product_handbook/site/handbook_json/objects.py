"""The objects of `handbook.json` that are made from records: what it says of them in another way than these."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Annotated, Literal

from pydantic import Field

from product_handbook.analysis.guardrails import Verdict
from product_handbook.model import records
from product_handbook.model.records import bet, impact, mission, north_star, orientation
from product_handbook.site.handbook_json.fields import (
    Customer,
    Gather,
    Id,
    LevelText,
    Markdown,
    Named,
    Object,
    Part,
    PeriodText,
    Renamed,
    Rounded,
    at,
)
from product_handbook.site.handbook_json.from_records import Own, part_of
from product_handbook.site.handbook_json.places import Places


def _scale(change: str, description: str) -> Own:
    scale = attrgetter(f"{change}.scale")
    return Own(description, Literal["relative", "points", "unit"], lambda _, record: scale(record), before=change)


def _guardrail(attribute: str) -> Gather:
    """Something of where a guardrail stands; None where it is not judged."""

    def gather(places: Places, guardrail: north_star.Guardrail) -> object:
        found = (each for each in places.analysis.guardrails if each.guardrail is guardrail)
        return getattr(next(found, None), attribute, None)

    return gather


part_of(
    mission.Exclusion,
    mission.Choice,
    north_star.Considered,
    called="Choice",
    doc="Something that was chosen, or that was considered and not chosen.",
    name=Own("The choice in a few words."),
    because=Own("Why."),
)
part_of(north_star.Criteria, base=Part)
part_of(
    north_star.Guardrail,
    status=Own(
        "Whether the latest value is within the bounds; left out for a retired metric.",
        Verdict | None,
        _guardrail("status"),
        before="because",
    ),
    since=Own(
        "The first of the last periods that are all kept or all broken, one after the other and counted alike; left "
        "out for a constant.",
        PeriodText | None,
        _guardrail("since"),
        before="because",
    ),
    latest=Own(
        "The period of the latest value, which has ended.", PeriodText | None, _guardrail("latest"), before="because"
    ),
    value=Own(
        "The value in that period, or that of a constant.", Rounded | None, _guardrail("value"), before="because"
    ),
)
part_of(
    records.Move,
    doc="What a bet should do to a metric.",
    scale=_scale(
        "low",
        "What `low` and `high` are. `relative`: a share of the baseline, so that 0.02 is 2%. `points`: a change of a "
        "share, so that 0.02 is two percentage points. `unit`: a change in the unit of the metric.",
    ),
    low=Own("The lower end of what it should move by."),
    high=Own("The higher end of what it should move by."),
    baseline=Own("The value that a `relative` change is relative to; left out, the latest one."),
)
part_of(bet.Result, scale=_scale("change", "What `change` is, as with a move."), change=Own("By how much it moved."))
part_of(bet.Serves, base=Part, doc="What a bet does for each of the three groups.")
part_of(impact.Step, called="LoopStep", doc="A step of a loop: exactly one of `outcome` and `metric` is there.")

Mission = Annotated[Part, part_of(records.Mission, base=Object)]
Group = Annotated[Part, part_of(records.Group, base=Object, without=("segments",))]
Segment = Annotated[
    Part,
    part_of(
        records.Segment,
        base=Renamed,
        group=Own(
            "The id of its group.", Id, lambda places, segment: places.strategy.segments[segment.id][0].id, before="who"
        ),
    ),
]
NorthStar = Annotated[Part, part_of(records.NorthStar, base=Object)]
Owner = Annotated[Part, part_of(records.Owner, base=Renamed)]
Party = Annotated[Part, part_of(records.Party, base=Renamed)]
Exchange = Annotated[Part, part_of(records.Exchange)]
Outcome = Annotated[
    Part, part_of(records.Outcome, base=Renamed, customer=Own("The segment or the group that achieves it.", Customer))
]
Loop = Annotated[Part, part_of(records.Loop, base=Renamed)]
Bet = Annotated[
    Part,
    part_of(
        records.Bet,
        base=Renamed,
        argued_on=Own("Fingerprints of what the argument stood on when it was made, by kind and id as they were then."),
    ),
]
Request = Annotated[
    Part, part_of(records.Request, base=Renamed, segment=Own("The segment or the group that asked.", Customer | None))
]
Orientation = Annotated[
    Part,
    part_of(
        records.Orientation,
        base=Object,
        doc="How customer-oriented teams are: the rubric, whose sides are `dimensions` and whose ratings "
        "`assessments`.",
        without=("assessments",),
        rubric=Own(
            "Whether the rubric is the one that comes with the handbook, or one of the site's own.",
            Literal["default", "own"],
            lambda _, record: "default" if record.rubric is None else "own",
        ),
        level_names=Own(
            "What the five levels are called, from novice to master.",
            tuple[str, str, str, str, str],
            lambda places, _: places.strategy.rubric and places.strategy.rubric.level_names,
            before="assessments",
        ),
    ),
]
Dimension = Annotated[
    Part,
    part_of(
        records.Dimension,
        base=Renamed,
        doc="One side of being oriented towards customers; one of the default rubric stands where that is named.",
        practices=Own(
            "What helps to climb to a level, by the number of that level.",
            Mapping[LevelText, tuple[str, ...]],
            lambda _, dimension: dict(sorted(dimension.practices.items())),
        ),
    ),
]
Assessment = Annotated[
    Part,
    part_of(
        orientation.Assessment,
        doc="How somebody rated a team in a dimension.",
        team=Own(
            "The team: an id of `owners`, or a name where that list is empty.",
            str,
            lambda places, assessment: places.team(assessment),
        ),
    ),
]


class Term(Named):
    """A word that the handbook uses in a sense of its own."""

    id: Id = Field(description="Its id.")
    name: Annotated[str, at("title")] = Field(description="The term as words.")
    definition: Markdown = Field(description="What it means here.")
