"""The metrics of a strategy for `handbook.json`, with their formulas as steps for programs, and their edges."""

from collections.abc import Iterator
from decimal import Decimal

from product_handbook.analysis.targets.targets import target_status
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
from product_handbook.formulas.notation import exponent_text
from product_handbook.model import graph
from product_handbook.model.records import metric as records
from product_handbook.model.records import reading
from product_handbook.site.handbook_json.document import Edge
from product_handbook.site.handbook_json.numerals import digits, rounded
from product_handbook.site.handbook_json.objects import Formula, Metric, Progress, Step
from product_handbook.site.handbook_json.places import Places, markdown, period

_TYPED = str.maketrans("×÷−", "*/-")
"""The signs that people type, for those that readers see."""


def gather_metrics(places: Places) -> Iterator[Metric]:
    """All metrics."""
    return (_metric(places, metric) for metric in places.strategy.metrics.values())


def gather_edges(places: Places) -> Iterator[Edge]:
    """What each metric is computed from or moved by, those that return from an earlier period among them."""
    return (_edge(places, edge) for edge in places.strategy.graph.edges)


def _metric(places: Places, metric: records.Metric) -> Metric:
    numbers = places.analysis.numbers
    constant = numbers.constants.get(metric.id)
    return Metric(
        **places.named("metric", metric),
        definition=markdown(metric.definition),
        status=metric.status,
        unit=None if metric.unit is None else str(metric.unit),
        cadence=numbers.cadences[metric.id],
        aim=metric.aim,
        between=None if metric.between is None else (digits(metric.between[0]), digits(metric.between[1])),
        formula=None if metric.formula is None else _formula(places, metric.formula),
        constant=rounded(constant) if isinstance(constant, Decimal) else None,
        tolerance=digits(metric.tolerance),
        source=markdown(metric.source),
        indicator=metric.indicator,
        impact_driver=metric.impact_driver,
        serves=tuple(places.customer(name.id) for name in metric.serves),
        targets={str(due): digits(target) for due, target in metric.targets.items()},
        progress=_progress(places, metric),
        breaks={str(since): prose.text for since, prose in metric.breaks.items()},
        format=metric.format,
    )


def _progress(places: Places, metric: records.Metric) -> Progress | None:
    found = target_status(places.analysis.numbers, metric)
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


def _formula(places: Places, formula: reading.Formula) -> Formula:
    return Formula(**places.place(formula.location), text=formula.text, steps=to_steps(formula.expression))


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
