"""Checks that the operands of a formula are reported as often as its metric."""

from collections.abc import Iterator, Mapping

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.expression import Reference, references
from product_handbook.model.records.metric import Cadence, Metric
from product_handbook.model.records.quantities import Formula
from product_handbook.model.records.reading import LONGEST_ID

SHORTEST_FIRST: tuple[Cadence, ...] = ("day", "week", "month", "quarter", "year")


def check_cadences(metrics: Mapping[str, Metric]) -> Iterator[Diagnostic]:
    """A problem for each operand of another cadence than its metric, or one where all of several operands have it.

    A constant fits any cadence, and so does a metric without one.
    """
    for metric in metrics.values():
        if metric.formula is not None and not metric.is_constant:
            yield from _formula(metric, metric.formula, metrics)


def _formula(metric: Metric, formula: Formula, metrics: Mapping[str, Metric]) -> Iterator[Diagnostic]:
    uses = _uses(metric, formula, metrics)
    cadences = list(dict.fromkeys(cadence for _, cadence in uses))
    expected = metric.cadence or next(iter(cadences), None)
    if expected is None or cadences == [expected]:
        return
    other = f"the formula of `{metric.id}`" if metric.cadence else f"`{uses[0][0].metric}` in the same formula"
    if len(uses) > 1 and len(cadences) == 1:
        found = (
            f"all operands of `{metric.id}` are reported for each {cadences[0]}, but `{metric.id}` for each {expected}"
        )
        help = f"write `cadence: {cadences[0]}` for `{metric.id}`, or use metrics with `cadence: {expected}`"
        yield Diagnostic(
            "cadence_mismatch", formula.written.locate(uses[0][0].span.start, uses[0][0].span.end), found, help
        )
        return
    for reference, cadence in uses:
        if cadence != expected:
            found = f"`{reference.metric}` is reported for each {cadence}, but {other} is for each {expected}"
            yield Diagnostic(
                "cadence_mismatch",
                formula.written.locate(reference.span.start, reference.span.end),
                found,
                _help(reference, cadence, expected),
            )


def _uses(metric: Metric, formula: Formula, metrics: Mapping[str, Metric]) -> list[tuple[Reference, Cadence]]:
    """The first use of each other metric that has a cadence, from left to right."""
    first: dict[str, Reference] = {}
    for reference in references(formula.expression):
        first.setdefault(reference.metric, reference)
    operands = ((reference, metrics[id]) for id, reference in first.items() if id in metrics and id != metric.id)
    return [
        (reference, operand.cadence)
        for reference, operand in operands
        if operand.cadence is not None and not operand.is_constant
    ]


def _help(reference: Reference, cadence: Cadence, expected: Cadence) -> str:
    average = f"average_{reference.metric}"
    is_finer = SHORTEST_FIRST.index(cadence) < SHORTEST_FIRST.index(expected)
    example = f", such as `{average}`" if is_finer and len(average) <= LONGEST_ID else ""
    return f"use a metric with `cadence: {expected}`{example}, or change one of the two cadences"
