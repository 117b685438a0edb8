"""The metrics of a strategy for `handbook.json`, with their formulas as steps for programs, and their edges."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from product_handbook.analysis.targets import targets
from product_handbook.formulas.expression import (
    Call,
    Expression,
    Negation,
    Number,
    Operation,
    Power,
    Reference,
    parts_of,
)
from product_handbook.formulas.units import exponent_text
from product_handbook.model import graph
from product_handbook.model.records import metric as records
from product_handbook.site.handbook_json.fields import Decimals, Id, Markdown, Part, PeriodText, Placed, Subject
from product_handbook.site.handbook_json.from_records import Computed, named, part_of
from product_handbook.site.handbook_json.numerals import digits, rounded
from product_handbook.site.handbook_json.places import Places, markdown, period

_TYPED = str.maketrans("×÷−", "*/-")
"""The signs that people type, for those that readers see."""


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


class Edge(Placed):
    """One metric in another: as an operand of its formula, or as a belief."""

    from_: Id = Field(alias="from", description="The id of the metric that is an operand, or that is believed to move.")
    to: Id = Field(description="The id of the metric that is computed, or that is believed to be moved.")
    kind: Literal["component", "influence"] = Field(
        description="`component` is arithmetic, from a formula; `influence` is a belief."
    )
    operators: tuple[str, ...] = Field(
        description="How an operand enters its formula, none twice: `+`, `-`, `*`, `/`, `^`, `min`, `max`, `mean`, or "
        "`=` where it is all there is. Empty for a belief."
    )
    lagged: bool = Field(description="Whether only earlier periods of the operand enter.")
    returns: bool = Field(
        description="Whether it closes a circle through an earlier period, as a stock does with itself. Without these "
        "edges the graph has no cycle."
    )
    because: Markdown | None = Field(None, description="Why the belief is held.")
    effect: records.Effect | None = Field(None, description="Whether `to` rises or falls when `from` rises.")
    coefficient: Decimals | None = Field(None, description="By how much `to` moves for one unit of `from`.")
    coefficient_unit: str | None = Field(None, description="The unit of the coefficient.")
    confidence: records.Confidence | None = Field(None, description="How sure one is.")
    evidence: tuple[Markdown, ...] = Field(description="Where the belief comes from.")


def gather_edges(places: Places) -> Iterator[Edge]:
    """What each metric is computed from or moved by, those that return from an earlier period among them."""
    return (_edge(places, edge) for edge in places.strategy.graph.edges)


def _cadence(places: Places, metric: records.Metric) -> str | None:
    return places.analysis.numbers.cadences[metric.id]


def _constant(places: Places, metric: records.Metric) -> str | None:
    constant = places.analysis.numbers.constants.get(metric.id)
    return rounded(constant) if isinstance(constant, Decimal) else None


def _progress(places: Places, metric: records.Metric) -> Progress | None:
    found = places.analysis.target_statuses[metric.id]
    if found.status == "no_target":
        return None
    lowest, highest = found.bounds or (None, None)
    return Progress(
        status=found.status,
        latest=period(found.latest),
        value=rounded(found.value),
        due=period(found.due),
        target=digits(found.target),
        lowest=rounded(lowest),
        highest=rounded(highest),
        distance=rounded(found.distance),
        pace=rounded(found.pace),
        needed_pace=rounded(found.needed_pace),
    )


def _formula(places: Places, metric: records.Metric) -> Formula | None:
    found = metric.formula
    if found is None:
        return None
    return Formula(**places.place(found.location), text=found.text, steps=to_steps(found.expression))


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
            return Step(number=digits(value), unit=None if unit is None else str(unit))
        case Reference(metric, lag):
            return Step(metric=metric, lag=lag or None)
        case Power(_, exponent):
            return Step(apply="^", operands=1, exponent=exponent_text(exponent).strip("()"))
        case Operation(operator):
            return Step(apply=operator, operands=2)
        case Negation():
            return Step(apply="negate", operands=1)
        case Call(function, arguments):
            return Step(apply=function, operands=len(arguments))


def _edge(places: Places, edge: graph.Edge) -> Edge:
    belief = edge.influence
    coefficient = None if belief is None else belief.coefficient
    unit = None if coefficient is None else coefficient.unit
    return Edge(
        **places.place(edge.location),
        from_=edge.input,
        to=edge.result,
        kind="component" if belief is None else "influence",
        operators=tuple(sign.translate(_TYPED) for sign in edge.operators),
        lagged=edge.lagged,
        returns=edge.returns,
        because=None if belief is None else markdown(belief.because),
        effect=None if belief is None else belief.effect,
        coefficient=None if coefficient is None else digits(coefficient.value),
        coefficient_unit=None if unit is None else str(unit),
        confidence=None if belief is None else belief.confidence,
        evidence=() if belief is None else tuple(item.text for item in belief.evidence),
    )


Metric = Annotated[
    Part,
    part_of(
        records.Metric,
        head=named("metric"),
        instead={
            "cadence": (
                Computed(
                    "cadence",
                    records.Cadence | None,
                    _cadence,
                    "How often it has a value: as written, else as its values or its operands have one.",
                ),
            ),
            "formula": (Computed("formula", Formula | None, _formula),),
            "value": (
                Computed(
                    "constant",
                    Decimals | None,
                    _constant,
                    "The value that holds in every period, of an assumption or of what is made of assumptions.",
                ),
            ),
            "serves": (
                Computed(
                    "serves",
                    tuple[Subject, ...],
                    lambda places, metric: tuple(places.customer(name.id) for name in metric.serves),
                ),
            ),
            "influenced_by": (),
            "targets": (
                "targets",
                Computed("progress", Progress | None, _progress, "Where it stands, if it has a target or bounds."),
            ),
        },
        said={
            "unit": "What it is counted in, as words with exponents; `1` is a pure number.",
            "tolerance": "How far the reported number may be from the formula, as a share; left out, 0.005.",
        },
    ),
]
