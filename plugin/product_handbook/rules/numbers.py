"""Rules about reported numbers: whether they agree, whether they are there, and where they lead."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from product_handbook.rules.finding import Remark
from product_handbook.strategy.numbers.arithmetic import ZERO
from product_handbook.strategy.numbers.feasibility import Feasibility, feasibilities
from product_handbook.strategy.numbers.reconciliation import DEFAULT_TOLERANCE, Reconciliation
from product_handbook.strategy.parts import Subject
from product_handbook.strategy.periods import Period, for_readers, period_around
from product_handbook.strategy.problems import Location
from product_handbook.strategy.records.metric import Metric
from product_handbook.strategy.strategy import Strategy

APART_FOR = 3
"""Periods: two may be chance."""
LATE_PERIODS = 2
"""Whole periods that may pass after the latest value: the one before this is often still being counted."""


def _remark(metric: Metric, place: Location, message: str, mend: str) -> Remark:
    return Remark(Subject("metric", metric.id, metric), place, message, mend)


def number_off_its_formula(strategy: Strategy, _: date) -> Iterator[Remark]:
    """A reported number is further from its formula than the metric's tolerance.

    A formula is a claim about numbers. Where both are there and do not agree, one of them is wrong, or the metric
    counts something that the formula leaves out; to explain a change with it is to explain another metric. A number agrees if it is equal after rounding to the digits that were reported, if the rounding of the operands
    explains the difference, or if it is within the `tolerance` of the metric, half a percent unless it says otherwise.

    To mend it, correct the number or the formula, or raise the `tolerance` and say why in the definition.
    """
    for id, rows in strategy.reconciliations.items():
        off = [row for row in rows if row.agreement == "off"]
        if off:
            worst = max(off, key=lambda row: abs(row.relative or ZERO))
            periods = "1 period" if len(off) == 1 else f"{len(off)} periods, most"
            found = f"{strategy.metrics[id].title} is off its formula in {periods} in {for_readers(worst.period)}"
            place = strategy.reported[id][worst.period].location
            mend = "correct the number or the formula, or raise the `tolerance`"
            yield _remark(strategy.metrics[id], place, found + _by_how_much(worst), mend)


def _by_how_much(row: Reconciliation) -> str:
    computed = f"reported {row.reported:f}, and the formula gives {_short(row.computed)}"
    return f": {computed}" if isinstance(row.computed, Decimal) else ""


def _short(value: object) -> str:
    """A number in no more digits than a message needs."""
    return f"{value:.6g}" if isinstance(value, Decimal) and abs(value) < 10**6 else f"{value:,.0f}"


def live_metric_without_values(strategy: Strategy, _: date) -> Iterator[Remark]:
    """A live metric has no value, though the handbook holds values of others.

    A metric that is said to be live and that nobody reports steers nothing. A metric with a formula is computed where
    its operands are known, and needs no values of its own. Metrics that are not measured yet are `planned`.

    To mend it, report its values, give it a formula, or say `status: planned`.
    """
    numbers = strategy.numbers
    if not numbers.has_values:
        return
    for metric in strategy.metrics.values():
        if metric.status == "live" and metric.id not in numbers.constants and not numbers.periods(metric.id):
            mend = f"add a column `{metric.id}` to values.csv, or say `status: planned`"
            yield _remark(metric, metric.location, f"{metric.title} is live, but has no value", mend)


def values_out_of_date(strategy: Strategy, today: date) -> Iterator[Remark]:
    """The latest value of a live metric is older than it should be.

    Numbers that stopped are read as if they were news. One whole period may pass before a value is there, so that a
    monthly metric is late when the month before the last one is missing.

    To mend it, report the missing periods, or say `status: retired`.
    """
    for id, series in strategy.reported.items():
        latest = max(series)
        metric, now = strategy.metrics[id], period_around(today, latest.cadence)
        if metric.status == "live" and latest.number < now.number - LATE_PERIODS:
            found = f"the latest value of {metric.title} is that for {for_readers(latest)}"
            mend = "report the periods since, or say `status: retired`"
            yield _remark(metric, series[latest].location, found, mend)


def value_of_the_future(strategy: Strategy, today: date) -> Iterator[Remark]:
    """A value is reported for a period that has not begun.

    What has not happened cannot have been measured: it is a plan or a slip of the pen. Plans are `targets`.

    To mend it, correct the period, or move the number to the `targets` of the metric.
    """
    for id, series in strategy.reported.items():
        ahead = [period for period in series if period.first_day > today]
        if ahead:
            found = f"{strategy.metrics[id].title} has a value for {for_readers(ahead[0])}, which has not begun"
            mend = "correct the period, or make the number a target"
            yield _remark(strategy.metrics[id], series[ahead[0]].location, found, mend)


def gap_in_a_series(strategy: Strategy, _: date) -> Iterator[Remark]:
    """A period between two reported ones has no value, and none can be computed.

    A gap stays a gap: nothing is drawn or computed across it, so that changes over it cannot be explained.

    To mend it, report the missing period, or accept the finding with what happened.
    """
    for id, series in strategy.reported.items():
        known = strategy.numbers.periods(id)
        missing = [before.shifted(1) for before, after in pairwise(known) if after.number > before.number + 1]
        if missing:
            found = f"{strategy.metrics[id].title} has no value for {_listed(missing)}"
            after = next(period for period in series if period.number > missing[0].number)
            yield _remark(
                strategy.metrics[id], series[after].location, found, "report it, or accept that it is unknown"
            )


def _listed(periods: list[Period]) -> str:
    return for_readers(periods[0]) + (f" and {len(periods) - 1} other times" if len(periods) > 1 else "")


def north_star_and_business_metric_moved_apart(strategy: Strategy, _: date) -> Iterator[Remark]:
    """The North Star and the business metric have moved in opposite directions for several periods.

    Value delivered and value captured should grow together. When one rises while the other falls for three periods on
    end, either customers get less for more money, which they notice later, or the company gives away what it lives on.

    To mend it, look at what moved each of the two, and decide which of the causes to go after.
    """
    numbers, star, business = strategy.numbers, strategy.star, strategy.business
    latest = numbers.latest(star.id)
    if latest is None or star is business or numbers.cadences[business.id] != latest.cadence:
        return
    signs = [_direction(strategy, star, business, latest.shifted(-back)) for back in range(APART_FOR)]
    if signs[0] and all(sign == signs[0] for sign in signs):
        first = for_readers(latest.shifted(-APART_FOR))
        rose, fell = (star, business) if signs[0] > 0 else (business, star)
        found = f"{rose.title} has risen and {fell.title} has fallen in every {latest.cadence} since {first}"
        page = Subject("page", "north_star", strategy.north_star)
        mend = "look at what moved each of the two, and decide which cause to go after"
        yield Remark(page, strategy.north_star.location, found, mend)


def _direction(strategy: Strategy, star: Metric, business: Metric, period: Period) -> int:
    """1 where in a period the North Star rose and the business metric fell, -1 the other way round, else 0."""
    moves = []
    for metric in (star, business):
        now, before = (strategy.numbers.value(metric.id, at) for at in (period, period.shifted(-1)))
        if not (isinstance(now, Decimal) and isinstance(before, Decimal)):
            return 0
        moves.append((now > before) - (now < before))
    return moves[0] if moves[0] == -moves[1] else 0


def guardrail_broken(strategy: Strategy, _: date) -> Iterator[Remark]:
    """The latest value of a guardrail is beyond its bound.

    A guardrail is a number that must not get worse while the North Star grows; now it has.

    To mend it, find out what the growth of the North Star costs, or change the bound and say why.
    """
    for guardrail in strategy.north_star.guardrails:
        metric = strategy.metrics[guardrail.metric.id]
        latest = strategy.numbers.latest(metric.id)
        value = None if latest is None else strategy.numbers.value(metric.id, latest)
        if latest is None or not isinstance(value, Decimal):
            continue
        at = f"{metric.title} was {_short(value)} in {for_readers(latest)}"
        mend = "find out what the growth of the North Star costs, or change the bound and say why"
        if guardrail.at_most is not None and value > guardrail.at_most:
            found = f"{at}, and should be at most {guardrail.at_most:f}"
            yield _remark(metric, guardrail.place_of("at_most"), found, mend)
        if guardrail.at_least is not None and value < guardrail.at_least:
            found = f"{at}, and should be at least {guardrail.at_least:f}"
            yield _remark(metric, guardrail.place_of("at_least"), found, mend)


def targets_that_do_not_add_up(strategy: Strategy, _: date) -> Iterator[Remark]:
    """The targets of a metric's inputs, put through its formula, do not give its own target.

    Teams that each reach their target should together reach the one above. Where they do not, somebody will be
    surprised on the day. An input without a target for that period is taken as it is now; the target may be missed by
    as much as the metric's `tolerance`.

    To mend it, raise the targets of the inputs, or lower that of the metric.
    """
    for metric in strategy.metrics.values():
        for found in feasibilities(strategy.numbers, metric.id) if metric.targets else ():
            tolerance = DEFAULT_TOLERANCE if metric.tolerance is None else metric.tolerance
            if found.relative is not None and _misses(metric, found) and abs(found.relative) > tolerance:
                gives = f"the targets of the inputs of {metric.title} give {_short(found.implied)}"
                message = f"{gives} for {for_readers(found.due)}, and its own target is {_short(found.target)}"
                mend = "raise the targets of the inputs, or lower that of the metric"
                yield _remark(metric, metric.place_of("targets"), message, mend)


def _misses(metric: Metric, found: Feasibility) -> bool:
    """Whether the gap is on the wrong side; for a metric that is to be kept, either is."""
    return {"increase": found.gap < 0, "decrease": found.gap > 0}.get(metric.aim or "", True)
