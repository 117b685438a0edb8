"""The objects of a handbook as `handbook.json` has them."""

from collections.abc import Mapping

from pydantic import Field

from product_handbook.analysis.targets import targets
from product_handbook.model.records import metric as records
from product_handbook.model.records.stakeholders import FutureKind
from product_handbook.site.handbook_json.fields import (
    Decimals,
    DecimalsByPeriod,
    Id,
    Link,
    Markdown,
    Object,
    Part,
    PeriodText,
    Placed,
    Renamed,
    Subject,
)


class Choice(Placed):
    """Something that was chosen, or that was considered and not chosen."""

    name: str = Field(description="The choice in a few words.")
    because: Markdown | None = Field(None, description="Why.")
    reopen_when: Markdown | None = Field(None, description="What would have to happen for it to be looked at again.")


class Mission(Object):
    """The mission and the strategy around it."""

    company: str | None = Field(None, description="The name of the company or product.")
    mission: str = Field(description="What the company is for, in one sentence.")
    promise: str | None = Field(None, description="The core value in a few words.")
    vision: Markdown | None = Field(None, description="Where the company is going beyond today's product.")
    choices: tuple[Choice, ...] = Field(description="What was chosen.")
    not_doing: tuple[Choice, ...] = Field(description="What was chosen against.")


class Group(Object):
    """One of the three groups of stakeholders."""

    who: str = Field(description="Who they are.")
    needs: Markdown | None = Field(None, description="What they need from the product.")
    weight: Decimals | None = Field(None, description="How much the group counts, as a share of 1.")


class Segment(Renamed):
    """A part of a group whose needs are alike."""

    group: Id = Field(description="The id of its group.")
    who: str | None = Field(None, description="Who they are.")
    kind: FutureKind | None = Field(None, description="What makes them a customer of tomorrow.")
    jobs: tuple[str, ...] = Field(description="What they want to get done, each in their words.")


class Criteria(Part):
    """How the North Star meets each of its criteria."""

    measurable: Markdown | None = Field(None, description="How it is measured.")
    customer_success: Markdown | None = Field(None, description="Why it stands for the success of customers.")
    actionable: Markdown | None = Field(None, description="What the company can do to move it.")


class Guardrail(Placed):
    """A number that must not get worse while the North Star grows."""

    metric: Id = Field(description="The id of the metric.")
    at_most: Decimals | None = Field(None, description="The highest value that is still all right.")
    at_least: Decimals | None = Field(None, description="The lowest value that is still all right.")
    because: Markdown | None = Field(None, description="What would go wrong beyond it.")


class NorthStar(Object):
    """The North Star metric, and the business metric beside it."""

    metric: Id = Field(description="The id of the North Star metric.")
    because: Markdown = Field(description="Why this number stands for the value that customers get.")
    criteria: Criteria | None = Field(None, description="How it meets each of its criteria.")
    business_metric: Id = Field(description="The id of the top business metric.")
    business_because: Markdown | None = Field(
        None, description="Why this number stands for the value that the company captures."
    )
    guardrails: tuple[Guardrail, ...] = Field(description="Numbers that must not get worse while it grows.")
    considered: tuple[Choice, ...] = Field(description="What the North Star could have been.")


class Step(Part):
    """A step of a formula: exactly one of `number`, `metric` and `apply` is there."""

    number: Decimals | None = Field(None, description="Puts a number on the stack.")
    unit: str | None = Field(None, description="The unit of the number; without one it is a pure number.")
    metric: Id | None = Field(None, description="Puts the value of a metric on the stack.")
    lag: int | None = Field(None, description="How many periods ago the metric's value is taken; left out, now.")
    apply: str | None = Field(
        None,
        description="Takes `operands` values from the stack, and puts on it what they give: `+`, `-`, `*`, `/`, `^`, "
        "`negate`, `min`, `max` or `mean`. The operand that was put there first is the left one.",
    )
    operands: int | None = Field(None, description="How many values are taken.")
    exponent: str | None = Field(None, description="With `^`, the exponent: a whole number or a fraction such as 1/12.")


class Formula(Placed):
    """How a metric is computed from others."""

    text: str = Field(description="As it is written in the file.")
    steps: tuple[Step, ...] = Field(
        description="The same in postfix order, so that a program can compute it with a stack and needs no parser."
    )


class Progress(Part):
    """Where a metric stands on the way to its target, in its own unit; the reference explains each status."""

    status: targets.Status = Field(description="Whether it gets there, by the rules of the site's reference.")
    latest: PeriodText | None = Field(None, description="The period of the value that the status is about.")
    value: Decimals | None = Field(None, description="The value in that period.")
    due: PeriodText | None = Field(None, description="The period in which the target is to be reached.")
    target: Decimals | None = Field(None, description="The value to be reached.")
    lowest: Decimals | None = Field(None, description="For a metric to be kept, the lowest value that is all right.")
    highest: Decimals | None = Field(None, description="For a metric to be kept, the highest value that is all right.")
    distance: Decimals | None = Field(None, description="The target less the value.")
    pace: Decimals | None = Field(None, description="The average change a period of late.")
    needed_pace: Decimals | None = Field(
        None, description="The change a period that would reach the target just in time."
    )


class Metric(Renamed):
    """A number that the product is steered by."""

    definition: Markdown | None = Field(None, description="What is counted, and what is not.")
    status: records.Status = Field(description="Whether it is measured yet.")
    unit: str | None = Field(None, description="What it is counted in, as words with exponents; `1` is a pure number.")
    cadence: records.Cadence | None = Field(
        None, description="How often it has a value: as written, else as its values or its operands have one."
    )
    aim: records.Aim | None = Field(None, description="Which way it should go.")
    between: tuple[Decimals, Decimals] | None = Field(
        None, description="The lowest and the highest value of a metric that is to be kept."
    )
    formula: Formula | None = Field(None, description="How it is computed from other metrics.")
    constant: Decimals | None = Field(
        None, description="The value that holds in every period, of an assumption or of what is made of assumptions."
    )
    tolerance: Decimals | None = Field(
        None, description="How far the reported number may be from the formula, as a share; left out, 0.005."
    )
    source: Markdown | None = Field(None, description="Where the number is measured.")
    indicator: records.Indicator | None = Field(None, description="Whether it moves before the result does, or after.")
    impact_driver: records.ImpactDriver | None = Field(None, description="Which driver of impact it belongs to.")
    serves: tuple[Subject, ...] = Field(description="The groups and segments whose success it shows.")
    targets: DecimalsByPeriod = Field(description="What it should reach, by period.")
    progress: Progress | None = Field(None, description="Where it stands, if it has a target or bounds.")
    breaks: Mapping[PeriodText, Markdown] = Field(
        description="The periods from which it is counted differently, and how."
    )
    format: records.Format | None = Field(None, description="How it is shown to people, never what it is.")


class Owner(Renamed):
    """A team or a person that answers for objects."""

    contact: str | None = Field(None, description="Where to reach them.")


class Term(Placed):
    """A word that the handbook uses in a sense of its own."""

    id: Id = Field(description="Its id.")
    name: str = Field(description="The term as words.")
    page: Link = Field(description="Where the site shows it, from the address of this file.")
    definition: Markdown = Field(description="What it means here.")
