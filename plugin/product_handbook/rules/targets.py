"""Rules about targets: whether they can be judged, go the way of the aim, still ask for something, and add up."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.targets.feasibility import Feasibility
from product_handbook.analysis.targets.targets import comparable_values, reaches
from product_handbook.analysis.values.arithmetic import DEFAULT_TOLERANCE
from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.target import DatedTarget
from product_handbook.rules.rule import BOUNDLESS, apart, at, metric_finding

LONG: Final = 3
"""Periods: two may be chance."""


def target_without_aim(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """A metric has a target, and does not say which way it should go.

    Whether 3 % is good beside a target of 5 % depends on what is counted: churn should stay below, retention should
    rise above. Nothing is guessed from the numbers, so the metric has no status until its `aim` is there. A band says
    by itself what is good.

    To fix it, add `aim: increase`, `aim: decrease` or `aim: maintain`.
    """
    for metric in analysis.strategy.metrics.values():
        judged = [target for target in metric.targets.values() if target.meaning != "between"]
        if metric.aim is None and judged and not metric.is_retired:
            found = f"{metric.title} has a target, and does not say whether it should rise or fall"
            help = "add `aim: increase`, `aim: decrease` or `aim: maintain`"
            yield metric_finding(metric, metric.place_of("targets"), found, help)


def targets_against_the_aim(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """The targets of a metric go back on the way that its `aim` says.

    Targets of 500, then 300, then 600 for something that should rise read like a slip of the pen; whoever means a dip
    on purpose can say so by accepting the finding.

    To fix it, correct the target that stands out, or the `aim`.
    """
    for metric in analysis.strategy.metrics.values():
        for before, after in pairwise(_levels(analysis, metric)):
            change = after.target.low - before.target.low
            if (change < 0 and metric.aim == "increase") or (change > 0 and metric.aim == "decrease"):
                one, other = apart(metric, before.target.low, after.target.low)
                found = (
                    f"{metric.title} should {'rise' if metric.aim == 'increase' else 'fall'}, but its target goes from "
                    f"{one} for {for_readers(before.period)} to {other} for {for_readers(after.period)}"
                )
                place = after.target.written.location
                help = "correct one of the two targets, or the `aim`"
                yield metric_finding(metric, place, found, help, at(after.period))


def target_long_reached(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """The last target of a metric is still to come, and its values have been past it for three periods or more.

    A target that has long been reached asks for nothing: either more is possible, or it was written in another unit
    than the values. A metric that is to be kept, and a band, are left alone.

    To fix it, set a target that asks for something, or check its unit.
    """
    for metric in analysis.strategy.metrics.values():
        levels, latest = _levels(analysis, metric), analysis.numbers.latest(metric.id)
        if not levels or latest is None or metric.aim not in {"increase", "decrease"} or metric.is_retired:
            continue
        last, values = levels[-1], _recent(analysis, metric, latest)
        if last.due > latest and len(values) == LONG and all(reaches(metric, last.target, each) for each in values):
            reached, wanted = apart(metric, values[-1], last.target.low)
            found = (
                f"{metric.title} stood at {reached} in {for_readers(latest)}, and has been past its target of {wanted} "
                f"for {for_readers(last.period)} for {LONG} {last.due.length}s or more"
            )
            help = "set a target that asks for more, or check its unit"
            yield metric_finding(metric, last.target.written.location, found, help, at(last.period))


def _recent(analysis: Analysis, metric: Metric, latest: Period) -> list[Decimal]:
    """The last few values that can be compared with each other."""
    return [*comparable_values(analysis.numbers, metric.id, latest).values()][-LONG:]


def _levels(analysis: Analysis, metric: Metric) -> list[DatedTarget]:
    like = analysis.numbers.around(metric.id, analysis.today)
    dated = metric.targets_due(like) if like else ()
    return [found for found in dated if found.target.is_level]


def targets_that_do_not_add_up(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """The targets of a metric's inputs, put through its formula, do not give its own target.

    Teams that each reach their target should together reach the one above. Where they do not, somebody will be
    surprised on the day. An input without a target for that period is taken as it is now; the target may be missed by
    as much as the metric's `tolerance`. To give more than the target is all right, or less where the metric should
    fall; where it says no `aim`, both are found. Retired metrics are left alone. An acceptance is for the period of the
    target, and `up_to: 5%` bounds how far apart the two may be.

    To fix it, raise the targets of the inputs, or lower that of the metric; where it should fall, the reverse.
    """
    for metric in analysis.strategy.metrics.values():
        for found in analysis.feasibilities.get(metric.id, ()):
            if _misses(metric, found):
                implied, target = apart(metric, found.implied, found.target)
                gives = f"the targets of the inputs of {metric.title} give {implied}"
                message = f"{gives} for {for_readers(found.due)}, and its own target is {target}"
                help = "change the targets of the inputs, or that of the metric, until they agree"
                size = BOUNDLESS if found.relative is None else abs(found.relative)
                yield metric_finding(metric, metric.place_of("targets"), message, help, at(found.due, size))


def _misses(metric: Metric, found: Feasibility) -> bool:
    """Whether the gap is on the wrong side, and wider than the tolerance; of a target of zero, any gap is."""
    is_wrong = {"increase": found.gap < 0, "decrease": found.gap > 0}.get(metric.aim or "", found.gap != 0)
    tolerance = DEFAULT_TOLERANCE if metric.tolerance is None else metric.tolerance
    return is_wrong and (found.relative is None or abs(found.relative) > tolerance)
