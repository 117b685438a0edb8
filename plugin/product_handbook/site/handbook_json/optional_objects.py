"""The objects of the optional files as `handbook.json` has them: what it says of them in another way than records."""

from collections.abc import Mapping
from typing import Annotated, Literal

from product_handbook.analysis.ratings import team_of
from product_handbook.model.records import bet, impact, orientation, request, value_web
from product_handbook.site.handbook_json.fields import LevelText, Part, Renamed, Subject
from product_handbook.site.handbook_json.from_records import NO_HEAD, Computed, Head, named, on_page, part_of
from product_handbook.site.handbook_json.places import Places


def _scale(change: str, description: str) -> Computed:
    scales = Literal["relative", "points", "unit"]
    return Computed("scale", scales, lambda _, record: getattr(record, change).scale, description)


def _segment(places: Places, asked: request.Request) -> str | None:
    return None if asked.segment is None else places.customer(asked.segment.id)


def _dimension_head(places: Places, dimension: orientation.Dimension) -> Mapping[str, object]:
    """One of the default rubric stands where the strategy file names that."""
    record = places.strategy.orientation
    location = record.place_of("rubric") if record and record.rubric is None else dimension.location
    return {**places.named("dimension", dimension), **places.place(location)}


def _practices(_: Places, dimension: orientation.Dimension) -> Mapping[str, tuple[str, ...]]:
    return {str(level): texts for level, texts in sorted(dimension.practices.items())}


MOVE = part_of(
    bet.Move,
    doc="What a bet should do to a metric.",
    instead={
        "low": (
            _scale(
                "low",
                "What `low` and `high` are. `relative`: a share of the baseline, so that 0.02 is 2%. `points`: a "
                "change of a share, so that 0.02 is two percentage points. `unit`: a change in the unit of the metric.",
            ),
            "low",
        )
    },
    said={
        "low": "The lower end of what it should move by.",
        "high": "The higher end of what it should move by.",
        "baseline": "The value that a `relative` change is relative to; left out, the latest one.",
    },
)
RESULT = part_of(
    bet.Result,
    instead={"change": (_scale("change", "What `change` is, as with a move."), "change")},
    said={"change": "By how much it moved."},
)
SERVES = part_of(bet.Serves, head=NO_HEAD, doc="What a bet does for each of the three groups.")
STEP = part_of(impact.Step, name="LoopStep", doc="A step of a loop: exactly one of `outcome` and `metric` is there.")

Party = Annotated[Part, part_of(value_web.Party, head=named("party"))]
Exchange = Annotated[Part, part_of(value_web.Exchange)]
Outcome = Annotated[
    Part,
    part_of(
        impact.Outcome,
        head=named("outcome"),
        instead={
            "customer": (
                Computed(
                    "customer",
                    Subject,
                    lambda places, outcome: places.customer(outcome.customer.id),
                    "The segment or the group that achieves it.",
                ),
            )
        },
    ),
]
Loop = Annotated[Part, part_of(impact.Loop, head=named("loop"))]
Bet = Annotated[
    Part,
    part_of(
        bet.Bet,
        head=named("bet"),
        said={
            "argued_on": "Fingerprints of what the argument stood on when it was made, by kind and id as they were "
            "then."
        },
    ),
]
Request = Annotated[
    Part,
    part_of(
        request.Request,
        head=named("request"),
        instead={"segment": (Computed("segment", Subject | None, _segment, "The segment or the group that asked."),)},
    ),
]
Orientation = Annotated[
    Part,
    part_of(
        orientation.Orientation,
        head=on_page("orientation", "Orientation"),
        doc="How customer-oriented teams are: the rubric, whose sides are `dimensions` and whose ratings "
        "`assessments`.",
        instead={
            "rubric": (
                Computed(
                    "rubric",
                    Literal["default", "own"],
                    lambda _, record: "default" if record.rubric is None else "own",
                    "Whether the rubric is the one that comes with the handbook, or one of the site's own.",
                ),
                Computed(
                    "level_names",
                    tuple[str, str, str, str, str],
                    lambda places, _: places.strategy.rubric.level_names if places.strategy.rubric else (),
                    "What the five levels are called, from novice to master.",
                ),
            ),
            "assessments": (),
        },
    ),
]
Dimension = Annotated[
    Part,
    part_of(
        orientation.Dimension,
        head=Head(Renamed, _dimension_head),
        doc="One side of being oriented towards customers; one of the default rubric stands where that is named.",
        instead={
            "practices": (
                Computed(
                    "practices",
                    Mapping[LevelText, tuple[str, ...]],
                    _practices,
                    "What helps to climb to a level, by the number of that level.",
                ),
            )
        },
    ),
]
Assessment = Annotated[
    Part,
    part_of(
        orientation.Assessment,
        doc="How somebody rated a team in a dimension.",
        instead={
            "team": (
                Computed(
                    "team",
                    str,
                    lambda places, assessment: team_of(places.strategy, assessment),
                    "The team: an id of `owners`, or a name where that list is empty.",
                ),
            )
        },
    ),
]
