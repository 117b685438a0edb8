"""`bets.yml`: what the company bets on, what each bet should move, and what it does for the three groups."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from product_handbook.strategy.records.fields import (
    Entries,
    MentionField,
    NamedObject,
    NameField,
    NumberField,
    PeriodField,
    ProseField,
    Record,
    ScoreField,
    ShiftField,
    TextField,
    Word,
)

BetStatus = Literal["proposed", "committed", "shipped", "learned", "dropped"]


class Move(Record):
    """What a bet should do to a metric."""

    metric: NameField = Field(description="The id of the metric.", examples=["documents_per_user"])
    low: ShiftField = Field(
        description="The least that it should move by: `2%` of the baseline, `2 points` of a share, or a number in the "
        "metric's unit.",
        examples=["2%"],
    )
    high: ShiftField = Field(description="The most that it should move by.", examples=["6%"])
    by: PeriodField | None = Field(None, description="The period by which it should have moved.", examples=["2027-06"])
    baseline: NumberField | None = Field(
        None,
        description="The value that `%` is relative to; left out, the latest one.",
        examples=["4.55"],
    )


class Score(Record):
    """How much a bet does for a group."""

    score: ScoreField = Field(description="A whole number from -2, it harms them, to 3.", examples=["2"])
    because: ProseField = Field(description="Why.")


class Serves(Record):
    """What a bet does for each of the three groups, always all of them."""

    current_customer: Score = Field(description="What it does for those who use and pay for the product today.")
    future_customer: Score = Field(description="What it does for those to be won.")
    company: Score = Field(description="What it does for the company's vision and strategy.")


class Result(Record):
    """What a shipped bet did to a metric."""

    metric: NameField = Field(description="The id of the metric.", examples=["documents_per_user"])
    change: ShiftField = Field(description="By how much it moved, written as in `moves`.", examples=["3.1%"])
    learned: ProseField | None = Field(None, description="What we learned from it.")


class Bet(NamedObject):
    """Something that the company may do, with what it expects from it."""

    status: Annotated[BetStatus, Word] = Field("proposed", description="How far it is.", examples=["committed"])
    when: PeriodField | None = Field(None, description="When it is worked on or ships.", examples=["2027-Q1"])
    hypothesis: ProseField | None = Field(
        None, description="What we believe and why.", examples=["We believe that ... because ..."]
    )
    moves: tuple[Move, ...] = Field((), description="The metrics that it should move.")
    serves: Serves = Field(description="A score and a reason for each of the three groups of stakeholders.")
    effort: NumberField | None = Field(None, description="What it takes, in person-weeks.", examples=["6"])
    requests: tuple[NameField, ...] = Field(
        (), description="The ids of the requests behind it.", examples=["[work_on_a_plane]"]
    )
    results: tuple[Result, ...] = Field((), description="What it did, once it has shipped.")
    relies_on: tuple[MentionField, ...] = Field(
        (),
        description="What the argument stands on, as links by id name it.",
        examples=["[page:mission, metric:documents_per_user]"],
    )
    argued_on: Annotated[Mapping[TextField, TextField], Entries] = Field(
        {}, description="Fingerprints of what the argument stands on, written by the command line."
    )
