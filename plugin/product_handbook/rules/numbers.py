"""Rules about reported numbers: whether they agree, whether they are there, and where they lead."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.guardrails import GuardrailStatus
from product_handbook.analysis.values.reconciliation import Reconciliation
from product_handbook.diagnostics.diagnostic import Case, Diagnostic
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.model.strategy import Subject
from product_handbook.rules.likely_numbers import slip_behind
from product_handbook.rules.rule import BOUNDLESS, apart, at, finding, metric_finding

APART_FOR: Final = 3
"""Periods: two may be chance."""
LATE_AFTER: Final = 2
"""How many whole periods have passed since the latest value when it is late."""
DAYS_LATE_AFTER: Final = 7
"""The same for a value a day, which may wait for holidays."""


def number_off_its_formula(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """A reported number is further from its formula than the metric's tolerance.

    A formula is a claim about numbers. Where both are there and do not agree, one of them is wrong, or the metric
    counts something that the formula leaves out; to explain a change with it is to explain another metric. A number
    agrees if it is equal after rounding to the digits that were reported, if it is within the `tolerance` of the
    metric, half a percent unless it says otherwise, or if the rounding of the operands explains the difference and
    no `tolerance` says that this is too far. Constants are exact.

    Where the number itself or one that the formula uses is out of line with its series, the message says which. An
    acceptance holds for periods, such as `for: 2025-12`, and with `up_to: 5%` only as far as the number is not further
    off.

    To fix it, correct the number or the formula, or raise the `tolerance` and say why in the definition.
    """
    for id, rows in analysis.reconciliations.items():
        for row in rows:
            if row.agreement == "off":
                metric, place = analysis.strategy.metrics[id], analysis.strategy.reported[id][row.period].location
                help = slip_behind(analysis, id, row.period)
                help = help or "correct the number or the formula, or raise the `tolerance`"
                found = f"{metric.title} is off its formula in {for_readers(row.period)}{_by_how_much(metric, row)}"
                # Nothing is further off than from zero.
                size = BOUNDLESS if row.relative is None else abs(row.relative)
                yield metric_finding(metric, place, found, help, at(row.period, size))


def _by_how_much(metric: Metric, row: Reconciliation) -> str:
    if not isinstance(row.computed, Decimal):
        return ""
    reported, computed = apart(metric, row.reported, row.computed)
    return f": reported is {reported}, and the formula gives {computed}"


def live_metric_without_values(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """A live metric has no value, though the handbook holds values of others.

    A metric that is said to be live and that nobody reports steers nothing. A metric with a formula is computed where
    its operands are known, and needs no values of its own; where one of these is found, the metric above it is not.
    Metrics that are not measured yet are `planned`.

    To fix it, report its values, give it a formula, or say `status: planned`.
    """
    numbers = analysis.numbers
    if not numbers.has_values:
        return
    without = {
        metric.id: metric
        for metric in analysis.strategy.metrics.values()
        if metric.status == "live" and metric.id not in numbers.constants and not numbers.known_periods(metric.id)
    }
    file = next(path for path in analysis.strategy.files if path.endswith(".csv"))
    for id, metric in without.items():
        if not any(use.metric in without and not use.lag for use in numbers.uses.get(id, ())):
            help = f"report it in {file} as `{id}`, or say `status: planned`"
            if rolled := next((use for use in numbers.uses.get(id, ()) if use.roll), None):
                whole = numbers.around(id, numbers.today)
                help = (
                    f"report `{rolled.metric}` in {file} for all of one {whole.length if whole else 'period'}, "
                    "or say `status: planned`"
                )
            yield metric_finding(metric, metric.location, f"{metric.title} is live, but has no value", help)


def values_out_of_date(analysis: Analysis, today: date) -> Iterator[Diagnostic]:
    """The latest value of a live metric is older than it should be.

    Numbers that stopped are read as if they were news. One whole period may pass before a value is there, so that a
    monthly metric is late when two whole months have passed since the last month with a value; a daily one when seven
    days have. A metric that is computed since its last report is not late.

    To fix it, report the missing periods, or say `status: retired`.
    """
    for id, series in analysis.strategy.reported.items():
        metric, known = analysis.strategy.metrics[id], analysis.numbers.known_periods(id)
        if metric.status != "live" or not known:
            continue
        latest = known[-1]
        if latest.around(today).number - latest.number > (DAYS_LATE_AFTER if latest.cadence == "day" else LATE_AFTER):
            *_, last = series.values()
            found = f"the latest value of {metric.title} is that of {for_readers(latest)}"
            help = "report the periods since, or say `status: retired`"
            late = metric_finding(metric, last.location, found, help, at(latest))
            yield replace(late, cause=f"the latest value is that of {for_readers(latest)}")


def value_of_the_future(analysis: Analysis, today: date) -> Iterator[Diagnostic]:
    """A value is reported for a period that has not begun.

    What has not happened cannot have been measured: it is a plan or a slip of the pen. Plans are `targets`.

    To fix it, correct the period, or move the number to the `targets` of the metric.
    """
    for id, series in analysis.strategy.reported.items():
        for period in (period for period in series if period.first_day > today):
            metric, help = analysis.strategy.metrics[id], "correct the period, or make the number a target"
            found = f"{metric.title} has a value for {for_readers(period)}, which has not begun"
            yield metric_finding(metric, series[period].location, found, help, at(period))


def gap_in_a_series(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """A period between two reported ones has no value, and none can be computed.

    A gap stays a gap: nothing is drawn or computed across it, so that changes over it cannot be explained. Retired
    metrics are left alone.

    To fix it, report the missing period, or accept the finding with what happened.
    """
    for id, series in analysis.strategy.reported.items():
        metric = analysis.strategy.metrics[id]
        for missing in _missing(analysis, id) if not metric.is_retired else ():
            after = next(value for period, value in series.items() if period > missing)
            found = f"{metric.title} has no value for {for_readers(missing)}"
            help = "report what is missing, or accept the finding with what happened"
            yield metric_finding(metric, after.location, found, help, at(missing))


def _missing(analysis: Analysis, metric: str) -> list[Period]:
    """The periods without a value between the first and the last reported one, the oldest first."""
    reported = tuple(analysis.strategy.reported[metric])
    first, length = reported[0], reported[-1].number - reported[0].number + 1
    if length == len(reported):
        return []
    known = {period.number - first.number for period in analysis.numbers.known_periods(metric)}
    return [first.shifted(later) for later in range(length) if later not in known]


def north_star_and_business_metric_moved_apart(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """The North Star and the business metric have moved in opposite directions for several periods.

    Value delivered and value captured should grow together. When one gets better while the other gets worse for three
    periods on end, either customers get less for more money, which they notice later, or the company gives away what
    it lives on. A metric whose `aim` is `decrease` gets better when it falls. Nothing is said about one that is to be
    kept, about metrics of different cadences, and about changes across a break.

    To fix it, look at what moved each of the two, and decide which of the causes to go after.
    """
    star, business = analysis.strategy.star, analysis.strategy.business
    latest = _latest_of_both(analysis)
    moves = [_moves(analysis, metric, latest) for metric in (star, business)] if latest else []
    if latest and moves in ([{1}, {-1}], [{-1}, {1}]):
        better, worse = (star, business) if moves[0] == {1} else (business, star)
        first = for_readers(latest.shifted(1 - APART_FOR))
        when = f"in every {latest.length} from {first} to {for_readers(latest)}"
        found = f"{better.title} {_went(better, 1)} while {worse.title} {_went(worse, -1)} {when}"
        if _went(better, 1) == _went(worse, -1):
            wanted = "fall" if worse.aim == "decrease" else "rise"
            found = f"{better.title} {_went(better, 1)} and so did {worse.title}, which should {wanted}, {when}"
        page = Subject("page", "north_star", analysis.strategy.north_star)
        help = "look at what moved each of the two, and decide which cause to go after"
        yield finding(page, analysis.strategy.north_star.business_metric.location, found, help, at(latest))


def _latest_of_both(analysis: Analysis) -> Period | None:
    """The latest period in which the North Star and the business metric can be compared; None where they cannot."""
    star, business = (
        analysis.numbers.latest(analysis.strategy.star.id),
        analysis.numbers.latest(analysis.strategy.business.id),
    )
    if (
        analysis.strategy.star is analysis.strategy.business
        or star is None
        or business is None
        or star.cadence != business.cadence
    ):
        return None
    return min(star, business)


def _moves(analysis: Analysis, metric: Metric, latest: Period) -> set[int]:
    """Whether a metric got better (1), worse (-1) or neither (0) in the last periods: one number if always the same."""
    found: set[int] = set()
    for later in range(1 - APART_FOR, 1):
        before, period = latest.shifted(later - 1), latest.shifted(later)
        was, now = analysis.numbers.value(metric.id, before), analysis.numbers.value(metric.id, period)
        is_broken = analysis.numbers.break_between(metric.id, before, period) is not None
        if is_broken or metric.aim == "maintain" or not (isinstance(was, Decimal) and isinstance(now, Decimal)):
            return {0}
        found.add(((now > was) - (now < was)) * (-1 if metric.aim == "decrease" else 1))
    return found


def _went(metric: Metric, move: int) -> str:
    return "rose" if (move > 0) != (metric.aim == "decrease") else "fell"


def guardrail_broken(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """The latest value of a guardrail is beyond its bound.

    A guardrail is a number that must not get worse while the North Star grows; now it has. The bound itself is still
    all right, and a retired metric guards nothing any more. The message says since when: the first of the periods, one
    after the other and counted alike, whose values are all beyond. It stays advice, for bad news must be published; and
    it stands before all other findings. An acceptance holds for periods, and `up_to: 5%` limits how far beyond the
    bound the value may be; of a constant, it holds for the metric.

    To fix it, find out what the growth of the North Star costs, or change the bound and say why.
    """
    help = "find out what the growth of the North Star costs, or change the bound and say why"
    for found in analysis.guardrails:
        if (field := found.broken_bound) and found.value is not None:
            reached, allowed = apart(found.metric, found.value, found.bounds[field])
            stood = f"{found.metric.title} stood at {reached}{_when(found.latest)}"
            message = f"{stood}, and should be {field.replace('_', ' ')} {allowed}{_since(found)}"
            case = _beyond(found, found.value, found.bounds[field])
            yield metric_finding(found.metric, found.guardrail.place_of(field), message, help, case)


def _beyond(found: GuardrailStatus, value: Decimal, bound: Decimal) -> Case:
    """The case of a broken guardrail: its latest period, and how far beyond its bound that is."""
    size = abs((value - bound) / bound) if bound else BOUNDLESS
    return at(found.latest, size) if found.latest else Case(f"metric:{found.metric.id}", size=size)


def _when(period: Period | None) -> str:
    return f" in {for_readers(period)}" if period else " in every period"


def _since(found: GuardrailStatus) -> str:
    if found.since is None:
        return ""
    return f"; broken since {'then' if found.since == found.latest else for_readers(found.since)}"
