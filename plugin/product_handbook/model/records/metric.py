"""`tree.yml` or `tree/*.yml`: the metrics, each under its id."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from product_handbook.formulas.periods import Period
from product_handbook.model.records.fields import Entries, NamedObject, NameField, PeriodField, ProseField, Record, Word
from product_handbook.model.records.lag import LagField
from product_handbook.model.records.quantities import AmountField, FormulaField, NumberField, ShareField, UnitField
from product_handbook.model.records.reading import Prose
from product_handbook.model.records.target import ALWAYS, DatedTarget, Target, TargetsField

Status = Literal["planned", "live", "retired"]
Cadence = Literal["day", "week", "month", "quarter", "year", "fiscal_quarter", "fiscal_year"]
Aim = Literal["increase", "decrease", "maintain"]
Indicator = Literal["leading", "lagging"]
ImpactDriver = Literal["revenue_growth", "user_engagement", "return_on_investment", "customer_growth", "product_usage"]
Format = Literal["number", "percent", "currency", "duration"]
Effect = Literal["positive", "negative"]
Confidence = Literal["low", "medium", "high"]


class Influence(Record):
    """A belief that another metric moves this one, where no formula says so."""

    metric: NameField = Field(
        description="The id of the metric that moves this one.", examples=["time_to_first_document"]
    )
    because: ProseField | None = Field(None, description="Why we believe so.")
    effect: Annotated[Effect, Word] | None = Field(
        None, description="Whether this metric rises or falls when that one rises.", examples=["negative"]
    )
    coefficient: AmountField | None = Field(
        None,
        description="By how much this metric moves for one unit of that one, with its unit in brackets.",
        examples=["-0.02 [document/user/month/minute]"],
    )
    confidence: Annotated[Confidence, Word] | None = Field(None, description="How sure we are.", examples=["low"])
    lag: LagField | None = Field(
        None,
        description="How long it takes until it shows: a whole number of days, weeks, months, quarters or years. A "
        "belief with a lag may close a circle.",
        examples=["2 months"],
    )
    evidence: tuple[ProseField, ...] = Field(
        (),
        description="Where the belief comes from: links or words.",
        examples=["[https://blue.example/studies/first-hour]"],
    )


class Metric(NamedObject):
    """A number that the product is steered by."""

    definition: ProseField | None = Field(None, description="What is counted, and what is not.")
    status: Annotated[Status, Word] = Field(
        "live", description="Whether it is measured yet; only live metrics owe values.", examples=["live"]
    )
    retired: PeriodField | None = Field(
        None, description="With `status: retired`, the period since which it is so.", examples=["2026-10"]
    )
    replaced_by: tuple[NameField, ...] = Field(
        (),
        description="With `status: retired`, the ids of the metrics that took its place.",
        examples=["[documents_opened]"],
    )
    unit: UnitField | None = Field(
        None,
        description="What it is counted in: words in the singular, joined with `*`, `/` and `^`; `1` for a pure "
        "number.",
        examples=["document/user/month"],
    )
    cadence: Annotated[Cadence, Word] | None = Field(None, description="How often it is reported.", examples=["month"])
    aim: Annotated[Aim, Word] | None = Field(None, description="Which way it should go.", examples=["increase"])
    between: tuple[NumberField, NumberField] | None = Field(
        None,
        description="With `aim: maintain`, the lowest and the highest value that are all right.",
        examples=["[2, 3]"],
    )
    formula: FormulaField | None = Field(
        None,
        description="How it is computed from other metrics.",
        examples=["monthly_active_users * documents_per_user"],
    )
    value: NumberField | None = Field(
        None, description="For a constant, an assumption with a name: its value.", examples=["12"]
    )
    tolerance: ShareField | None = Field(
        None,
        description="How far the reported number may be from the formula, even where rounding would explain more; "
        "left out, 0.5%.",
        examples=["1%"],
    )
    source: ProseField | None = Field(None, description="Where the number is measured.")
    indicator: Annotated[Indicator, Word] | None = Field(
        None,
        description="Whether it moves before the result does, or only tells of it afterwards.",
        examples=["leading"],
    )
    impact_driver: Annotated[ImpactDriver, Word] | None = Field(
        None,
        description='Which of the five drivers of impact it belongs to, after Marc Abraham, "Making an impact".',
        examples=["product_usage"],
    )
    serves: tuple[NameField, ...] = Field(
        (), description="The groups or segments whose success it shows.", examples=["[current_customer]"]
    )
    related: tuple[NameField, ...] = Field(
        (),
        description="The ids of metrics beside it, which neither make nor move it; shown on the pages of both.",
        examples=["[documents_shared]"],
    )
    influenced_by: tuple[Influence, ...] = Field((), description="The metrics that are believed to move it.")
    targets: TargetsField = Field(
        {},
        description="What it should reach, by period; under `always`, what each period should. A number is the level "
        "at the end of its period; where that could be misread, `{latest: 5}`, `{total: 5}` or `{average: 5}` says how "
        "it is meant; `{between: [2, 3]}` is a band.",
        examples=["{2026-12: 1600000}", "{2026: {total: 12500}}", "{always: 84%}"],
    )
    no_target: ProseField | None = Field(None, description="Why it has no target.", examples=["It follows the season."])
    breaks: Annotated[Mapping[PeriodField, ProseField], Entries] = Field(
        {},
        description="The periods from which it is counted differently, and how.",
        examples=["{2026-10: Counting moved to the event log.}"],
    )
    notes: Annotated[Mapping[PeriodField, ProseField], Entries] = Field(
        {},
        description="What the number of a period does not say; shown at the chart, in the table and beside a change.",
        examples=["{2026-08: The import was down for nine days.}"],
    )
    format: Annotated[Format, Word] | None = Field(
        None, description="How it is shown, never what it is.", examples=["percent"]
    )

    @property
    def dated_targets(self) -> Mapping[Period, Target]:
        """The targets but for a standing one."""
        return {due: target for due, target in self.targets.items() if isinstance(due, Period)}

    def targets_due(self, like: Period) -> tuple[DatedTarget, ...]:
        """Those by when they are due, those of longer periods last: each in the last one within its period."""
        found = (
            DatedTarget(period, like.around(period.last_day), target) for period, target in self.dated_targets.items()
        )
        return tuple(sorted(found, key=lambda each: (each.due.number, -each.period.first_day.toordinal())))

    @property
    def standing_target(self) -> Target | None:
        """What each complete period is held against."""
        return self.targets.get(ALWAYS)

    def notes_in(self, period: Period) -> Iterator[Prose]:
        """What is noted of a period of its cadence, and of those inside it."""
        return (note for at, note in self.notes.items() if period.around(at.first_day) == period)

    @property
    def is_retired(self) -> bool:
        """Whether nobody measures it any more, so that it owes nothing."""
        return self.status == "retired"

    @property
    def is_constant(self) -> bool:
        """Whether it is an assumption with a fixed value."""
        return self.value is not None
