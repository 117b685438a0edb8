"""`bets.yml`: what the company bets on, what each bet should move, and what it does for the three groups."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from product_handbook.model.records.fields import (
    Entries,
    MentionField,
    NamedObject,
    NameField,
    PeriodField,
    ProseField,
    Record,
    TextField,
    Word,
)
from product_handbook.model.records.quantities import NumberField, ScoreField, ShiftField

BetStatus = Literal["proposed", "committed", "shipped", "learned", "dropped"]


class Move(Record):
    """What a bet should do to a metric, which may be computed from others too."""

    metric: NameField = Field(description="The id of the metric.", examples=["documents_per_user"])
    low: ShiftField = Field(
        description="The lower end of what it should move by: `2%` of the baseline, `2 points` of a share, or a number "
        "in the metric's unit. A fall has a minus, so that the greater fall is the lower end.",
        examples=["2%"],
    )
    high: ShiftField = Field(description="The higher end of what it should move by, written as `low`.", examples=["6%"])
    by: PeriodField | None = Field(
        None,
        description="The period by which it should have moved; a shipped bet owes its results from then on.",
        examples=["2027-06"],
    )
    baseline: NumberField | None = Field(
        None,
        description="The value that `%` is relative to; left out, the latest one. Write it down when the bet is "
        "committed: once it has shipped, the latest value holds what it did.",
        examples=["4.55"],
    )


class Score(Record):
    """How much a bet does for a group."""

    score: ScoreField = Field(
        description="A whole number from -2 to 3: below 0 it harms them, 0 does nothing for them, 3 is what they need "
        "most.",
        examples=["2"],
    )
    because: ProseField = Field(description="Why.")


class Serves(Record):
    """What a bet does for each of the three groups, always all of them."""

    current_customer: Score = Field(description="What it does for those who use and pay for the product today.")
    future_customer: Score = Field(description="What it does for those to be won.")
    company: Score = Field(description="What it does for the company's vision and strategy.")

    @property
    def scores(self) -> tuple[Score, Score, Score]:
        """The three scores, in the order in which the groups are always shown."""
        return self.current_customer, self.future_customer, self.company

    def of(self, group: str) -> Score:
        """What the bet does for a group, by the id of the group."""
        score: Score = getattr(self, group)
        return score


class Result(Record):
    """What a shipped bet did to a metric."""

    metric: NameField = Field(description="The id of the metric.", examples=["documents_per_user"])
    change: ShiftField = Field(
        description="By how much it moved, written as in `moves`: relative to the same baseline, if in percent.",
        examples=["3.1%"],
    )
    learned: ProseField | None = Field(None, description="What we learned from it.")


class Bet(NamedObject):
    """Something that the company may do, with what it expects from it."""

    status: Annotated[BetStatus, Word] = Field(
        "proposed",
        description="How far it is. `proposed` and `committed` bets are open and take part in the order; `shipped` and "
        "`learned` ones are held against their forecasts; a `dropped` one stays, with its reasons.",
        examples=["committed"],
    )
    when: PeriodField | None = Field(
        None, description="When it is done: a quarter, a month or a year.", examples=["2027-Q1"]
    )
    hypothesis: ProseField | None = Field(
        None, description="What we believe and why.", examples=["We believe that ... because ..."]
    )
    moves: tuple[Move, ...] = Field(
        (), description="The metrics that it should move, each with the least and the most."
    )
    serves: Serves = Field(
        description="A score and a reason for each of the three groups of stakeholders; a bet that does nothing for a "
        "group says so with 0."
    )
    effort: NumberField | None = Field(
        None,
        description="What it takes, in person-weeks. It is shown beside the score and does not change the order.",
        examples=["6"],
    )
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
