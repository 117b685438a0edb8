"""The metrics of a strategy for `handbook.json`, with their formulas as steps for programs, and their edges."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from product_handbook.analysis.targets import targets
from product_handbook.formulas.expression import (
    Call,
    Expression,
    Negation,
    Number,
    Operation,
    Power,
    Reference,
    RollUp,
    parts_of,
)
from product_handbook.formulas.units import exponent_text
from product_handbook.model.records import metric as records
from product_handbook.model.records.target import Meaning
from product_handbook.site.handbook_json.fields import (
    Customer,
    Decimals,
    From,
    Id,
    Markdown,
    Part,
    PeriodText,
    Placed,
    Plain,
    Renamed,
    Rounded,
    at,
    if_known,
)
from product_handbook.site.handbook_json.from_records import Own, part_of
from product_handbook.site.handbook_json.places import Places

_TYPED = str.maketrans("×÷−", "*/-")
"""The signs that people type, for those that readers see."""
_Sign = Annotated[str, BeforeValidator(lambda sign: sign.translate(_TYPED))]


class Step(Part):
    """A step of a formula: exactly one of `number`, `metric` and `apply` is there."""

    number: Decimals | None = Field(None, description="Puts a number on the stack.")
    unit: Plain | None = Field(None, description="The unit of the number; without one it is a pure number.")
    metric: Id | None = Field(None, description="Puts the value of a metric on the stack.")
    lag: int | None = Field(None, description="How many periods ago the metric's value is taken; left out, now.")
    roll_up: RollUp | None = Field(
        None,
        description="How the metric's values in the shorter periods within this one become one; left out, it has the "
        "same periods.",
    )
    apply: str | None = Field(
        None,
        description="Takes `operands` values from the stack, and puts on it what they give: `+`, `-`, `*`, `/`, `^`, "
        "`negate`, `min`, `max` or `mean`. The operand that was put there first is the left one.",
    )
    operands: int | None = Field(None, description="How many values are taken.")
    exponent: str | None = Field(None, description="With `^`, the exponent: a whole number or a fraction such as 1/12.")


def to_steps(expression: Expression) -> tuple[Step, ...]:
    """A formula in postfix order: its parts from left to right, each after what it is made of."""
    waiting, found = [expression], []
    while waiting:
        part = waiting.pop()
        found.append(_step(part))
        waiting.extend(parts_of(part))
    return tuple(reversed(found))


def _step(part: Expression) -> Step:
    match part:
        case Number(value, unit):
            return Step(number=value, unit=unit)
        case Reference(metric, lag, roll=roll):
            return Step(metric=metric, lag=lag or None, roll_up=roll)
        case Power(_, exponent):
            return Step(apply="^", operands=1, exponent=exponent_text(exponent).strip("()"))
        case Operation(operator):
            return Step(apply=operator, operands=2)
        case Negation():
            return Step(apply="negate", operands=1)
        case Call(function, arguments):
            return Step(apply=function, operands=len(arguments))


class Formula(Placed):
    """How a metric is computed from others."""

    text: str = Field(description="As it is written in the file.")
    steps: Annotated[tuple[Step, ...], From(lambda _, formula: to_steps(formula.expression))] = Field(
        description="The same in postfix order, so that a program can compute it with a stack and needs no parser."
    )


class Progress(Part):
    """Where a metric stands on the way to its target, in its own unit; the reference explains each status."""

    status: targets.Status = Field(description="Whether it gets there, by the rules of the site's reference.")
    period: PeriodText | None = Field(
        None, description="The period that the target is written for; left out, it always holds."
    )
    meaning: Annotated[Meaning | None, From(lambda _, found: None if found.meaning == "level" else found.meaning)] = (
        Field(None, description="How the target is meant; left out, as the level at the end of its period.")
    )
    latest: PeriodText | None = Field(None, description="The period of the value that the status is about.")
    value: Rounded | None = Field(None, description="The value in that period.")
    due: PeriodText | None = Field(None, description="The period in which the target is to be reached.")
    target: Decimals | None = Field(None, description="The value to be reached.")
    lowest: Annotated[Rounded | None, From(lambda _, found: found.bounds and found.bounds[0])] = Field(
        None, description="For a metric to be kept, the lowest value that is all right."
    )
    highest: Annotated[Rounded | None, From(lambda _, found: found.bounds and found.bounds[1])] = Field(
        None, description="For a metric to be kept, the highest value that is all right."
    )
    so_far: Annotated[Rounded | None, From(lambda _, found: found.total and found.total.so_far(found.meaning))] = Field(
        None, description="What has come together, of a total or an average."
    )
    projected: Annotated[
        Rounded | None, From(lambda _, found: found.total and found.total.projected(found.meaning))
    ] = Field(None, description="What it is heading for, if the periods to come are like the last three.")
    distance: Rounded | None = Field(
        None, description="The target less the value, or less what has come together of a total."
    )
    pace: Rounded | None = Field(None, description="The average change a period lately.")
    needed_pace: Rounded | None = Field(
        None, description="The change a period that would reach the target just in time."
    )


class Edge(Placed):
    """One metric in another: as an operand of its formula, or as a belief."""

    from_: Annotated[Id, at("input")] = Field(
        alias="from", description="The id of the metric that is an operand, or that is believed to move."
    )
    to: Annotated[Id, at("result")] = Field(
        description="The id of the metric that is computed, or that is believed to be moved."
    )
    kind: Annotated[
        Literal["component", "influence"], From(lambda _, edge: "component" if edge.is_component else "influence")
    ] = Field(description="`component` is arithmetic, from a formula; `influence` is a belief.")
    operators: tuple[_Sign, ...] = Field(
        description="How an operand enters its formula, none twice: `+`, `-`, `*`, `/`, `^`, `min`, `max`, `mean`, "
        "`total`, `average`, `latest`, or `=` where it is all there is. Empty for a belief."
    )
    lagged: bool = Field(
        description="Whether only earlier periods of the operand enter, or the belief shows only after its lag."
    )
    returns: bool = Field(
        description="Whether it closes a circle through an earlier period, as a stock does with itself. Without these "
        "edges the graph has no cycle."
    )
    because: Annotated[Markdown | None, at("influence.because")] = Field(None, description="Why the belief is held.")
    effect: Annotated[records.Effect | None, at("influence.effect")] = Field(
        None, description="Whether `to` rises or falls when `from` rises."
    )
    coefficient: Annotated[Decimals | None, at("influence.coefficient.value")] = Field(
        None, description="By how much `to` moves for one unit of `from`."
    )
    coefficient_unit: Annotated[Plain | None, at("influence.coefficient.unit")] = Field(
        None, description="The unit of the coefficient."
    )
    confidence: Annotated[records.Confidence | None, at("influence.confidence")] = Field(
        None, description="How sure one is."
    )
    lag: Annotated[Plain | None, at("influence.lag")] = Field(
        None, description="How long it takes until the belief shows, such as `2 months`."
    )
    evidence: Annotated[tuple[Markdown, ...], at("influence.evidence", ())] = Field(
        description="Where the belief comes from."
    )


def _progress(places: Places, metric: records.Metric) -> targets.TargetStatus | None:
    found = places.analysis.target_statuses[metric.id]
    return None if found.status == "no_target" else found


Metric = Annotated[
    Part,
    part_of(
        records.Metric,
        base=Renamed,
        without=("value", "influenced_by"),
        unit=Own("What it is counted in, as words with exponents; `1` is a pure number."),
        cadence=Own(
            "How often it has a value: as written, else as its values or its operands have one.",
            gather=lambda places, metric: places.analysis.numbers.cadences[metric.id],
        ),
        formula=Own(type=Formula | None),
        constant=Own(
            "The value that holds in every period, of an assumption or of what is made of assumptions.",
            Rounded | None,
            lambda places, metric: if_known(places.analysis.numbers.constants.get(metric.id)),
            before="tolerance",
        ),
        tolerance=Own("How far the reported number may be from the formula, as a share; left out, 0.005."),
        serves=Own(type=tuple[Customer, ...]),
        related=Own(
            "The ids of metrics beside it, which neither make nor move it: those that it names and those that name it.",
            gather=lambda places, metric: places.strategy.related_to(metric.id),
        ),
        progress=Own("Where it stands, if it has a target or bounds.", Progress | None, _progress, before="breaks"),
        standings=Own(
            "The same for each of its targets, by when they are due; one that always holds comes last.",
            tuple[Progress, ...],
            lambda places, metric: places.analysis.statuses_of(metric.id),
            before="breaks",
        ),
    ),
]
