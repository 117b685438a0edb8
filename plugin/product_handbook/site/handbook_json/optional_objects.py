"""The objects of the optional files as `handbook.json` has them."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from product_handbook.model.records.bet import BetStatus
from product_handbook.model.records.request import Decision
from product_handbook.model.records.value_web import ExchangeKind
from product_handbook.site.handbook_json.fields import (
    Day,
    Decimals,
    Id,
    LevelText,
    Markdown,
    Object,
    Part,
    PeriodText,
    Placed,
    Renamed,
    Subject,
)

Scale = Literal["relative", "points", "unit"]


class Party(Renamed):
    """Somebody who gives or gets value: customers, suppliers, partners, the company."""

    group: Id | None = Field(None, description="The id of its group; suppliers and partners belong to none.")
    who: str | None = Field(None, description="Who they are.")


class Exchange(Placed):
    """A moment in which value changes hands."""

    from_: Id = Field(alias="from", description="The id of the party that gives.")
    to: Id = Field(description="The id of the party that gets.")
    value: str = Field(description="What changes hands.")
    kind: ExchangeKind = Field(description="What sort of value it is: money, or another currency.")
    because: Markdown | None = Field(None, description="Why they give it, or what they get out of giving it.")
    metric: Id | None = Field(None, description="The id of the metric that shows that it flows.")


class BusinessImpact(Placed):
    """What the business gains from an outcome."""

    metric: Id = Field(description="The id of the metric that shows it.")
    because: Markdown | None = Field(None, description="Why the outcome moves it.")


class Outcome(Renamed):
    """Something that customers achieve: what success looks like for them."""

    customer: Subject = Field(description="The segment or the group that achieves it.")
    outcome: str = Field(description="What they achieve.")
    value_metric: Id | None = Field(
        None, description="The id of the metric that counts the value as the customer meets it."
    )
    business_impact: tuple[BusinessImpact, ...] = Field(description="What the business gains from it.")
    requests: tuple[Id, ...] = Field(description="The ids of the requests that ask for it.")


class LoopStep(Placed):
    """A step of a loop: exactly one of `outcome` and `metric` is there."""

    outcome: Id | None = Field(None, description="The id of the outcome that it is.")
    metric: Id | None = Field(None, description="The id of the metric that it is.")
    because: Markdown | None = Field(
        None, description="Why it follows from the step before; at the first step, why the last one leads back to it."
    )


class Loop(Renamed):
    """A flywheel: what feeds what, back to the start."""

    steps: tuple[LoopStep, ...] = Field(description="Two or more; each feeds the next, and the last one the first.")


class Move(Placed):
    """What a bet should do to a metric."""

    metric: Id = Field(description="The id of the metric.")
    scale: Scale = Field(
        description="What `low` and `high` are. `relative`: a share of the baseline, so that 0.02 is 2%. `points`: a "
        "change of a share, so that 0.02 is two percentage points. `unit`: a change in the unit of the metric."
    )
    low: Decimals = Field(description="The least that it should move by.")
    high: Decimals = Field(description="The most that it should move by.")
    by: PeriodText | None = Field(None, description="The period by which it should have moved.")
    baseline: Decimals | None = Field(
        None, description="The value that a `relative` change is relative to; left out, the latest one."
    )


class Score(Placed):
    """How much a bet does for a group."""

    score: int = Field(description="A whole number from -2, it harms them, to 3.", ge=-2, le=3)
    because: Markdown = Field(description="Why.")


class Serves(Part):
    """What a bet does for each of the three groups."""

    current_customer: Score = Field(description="What it does for those who use and pay for the product today.")
    future_customer: Score = Field(description="What it does for those to be won.")
    company: Score = Field(description="What it does for the company's vision and strategy.")


class Result(Placed):
    """What a shipped bet did to a metric."""

    metric: Id = Field(description="The id of the metric.")
    scale: Scale = Field(description="What `change` is, as with a move.")
    change: Decimals = Field(description="By how much it moved.")
    learned: Markdown | None = Field(None, description="What was learned from it.")


class Bet(Renamed):
    """Something that the company may do, with what it expects from it."""

    status: BetStatus = Field(description="How far it is.")
    when: PeriodText | None = Field(None, description="When it is worked on or ships.")
    hypothesis: Markdown | None = Field(None, description="What is believed, and why.")
    moves: tuple[Move, ...] = Field(description="The metrics that it should move.")
    serves: Serves = Field(description="A score and a reason for each of the three groups.")
    effort: Decimals | None = Field(None, description="What it takes, in person-weeks.")
    requests: tuple[Id, ...] = Field(description="The ids of the requests behind it.")
    results: tuple[Result, ...] = Field(description="What it did, once it has shipped.")
    relies_on: tuple[Subject, ...] = Field(description="What the argument stands on.")
    argued_on: Mapping[str, str] = Field(
        description="Fingerprints of what the argument stood on when it was made, by kind and id as they were then."
    )


class Request(Renamed):
    """Something that somebody asked for, with what was decided."""

    asked: Day | None = Field(None, description="The day on which it was asked.")
    segment: Subject | None = Field(None, description="The segment or the group that asked.")
    asked_by: str | None = Field(None, description="Where it came from.")
    request: Markdown = Field(description="What was asked, in their words.")
    theme: str | None = Field(None, description="The pattern that it belongs to.")
    decision: Decision = Field(description="What was decided.")
    because: Markdown | None = Field(None, description="Why it was decided so.")
    reopen_when: Markdown | None = Field(None, description="What would have to happen for it to be looked at again.")


class Orientation(Object):
    """How customer-oriented teams are: the rubric, whose sides are `dimensions` and whose ratings `assessments`."""

    rubric: Literal["default", "own"] = Field(
        description="Whether the rubric is the one that comes with the handbook, or one of the site's own."
    )
    level_names: tuple[str, str, str, str, str] = Field(
        description="What the five levels are called, from novice to master."
    )


class Dimension(Renamed):
    """One side of being oriented towards customers; one of the default rubric stands where that is named."""

    levels: tuple[str, str, str, str, str] = Field(description="What one sees at each of the five levels.")
    practices: Mapping[LevelText, tuple[str, ...]] = Field(
        description="What helps to climb to a level, by the number of that level."
    )


class Assessment(Placed):
    """How somebody rated a team in a dimension."""

    team: str = Field(description="The team: an id of `owners`, or a name where that list is empty.")
    dimension: Id = Field(description="The id of the dimension.")
    level: int = Field(description="The level that it had reached, from 1 to 5.", ge=1, le=5)
    aim: int | None = Field(None, description="The level that it worked towards.", ge=1, le=5)
    date: Day = Field(description="The day of the rating.")
    by: str | None = Field(None, description="Who rated it.")
    evidence: Markdown | None = Field(None, description="What was seen.")
