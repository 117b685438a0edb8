"""When "now" is: the last period in which all is known, and what keeps it from being later."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.unavailable import Gap, Number, Unknown
from product_handbook.formulas.periods import Cadence, Period


def present_periods(numbers: Numbers, metrics: Iterable[str]) -> dict[Cadence, Period]:
    """For each cadence, the last period in which all metrics of it are known; else the last of any."""
    by_cadence: dict[Cadence, list[tuple[Period, ...]]] = {}
    for metric in metrics:
        if periods := _explained_periods(numbers, metric):
            by_cadence.setdefault(periods[0].cadence, []).append(periods)
    found: dict[Cadence, Period] = {}
    for cadence, rows in by_cadence.items():
        shared = set(rows[0]).intersection(*rows[1:])
        found[cadence] = max(shared) if shared else max(row[-1] for row in rows)
    return found


def last_known(numbers: Numbers, metric: str, period: Period) -> tuple[Decimal, Period] | None:
    """The value of a metric in a period or, failing that, its last one before, with the period of it."""
    for known in reversed(numbers.periods(metric)):
        if known.cadence == period.cadence and known <= period:
            value = numbers.value(metric, known)
            return (value, known) if isinstance(value, Decimal) else None
    return None


def hindrances(numbers: Numbers, roots: Iterable[str], metrics: Collection[str], period: Period) -> tuple[Gap, ...]:
    """Why the present of some roots is a period and no later one: what is not known of the periods after it.

    The one that ended first comes first, and each metric once. Empty where none of the metrics, which are all that the
    roots follow from, has a later value.
    """
    known = {each for id in metrics for each in numbers.periods(id) if each.cadence == period.cadence}
    later = sorted(each for each in known if each > period)
    if not later:
        return ()
    gaps = {gap.metric: gap for at in (later[-1], later[0]) for gap in _gaps(numbers, roots, at)}
    return tuple(sorted(gaps.values(), key=lambda gap: (_end(numbers, gap.metric), gap.metric)))


def _gaps(numbers: Numbers, roots: Iterable[str], period: Period) -> Iterator[Gap]:
    for root in roots:
        if numbers.cadences[root] == period.cadence and isinstance(found := _explained(numbers, root, period), Unknown):
            yield from found.gaps


def _explained(numbers: Numbers, metric: str, period: Period) -> Number:
    """What the formula of a metric gives, where it ever gives anything; else its value."""
    computes = any(isinstance(numbers.computed(metric, each), Decimal) for each in numbers.periods(metric))
    return numbers.computed(metric, period) if computes else numbers.value(metric, period)


def _end(numbers: Numbers, metric: str) -> int:
    latest = numbers.latest(metric)
    return 0 if latest is None else latest.first_day.toordinal()


def _explained_periods(numbers: Numbers, metric: str) -> tuple[Period, ...]:
    """The periods in which a metric and its formula have a value; those of the metric where there is none."""
    known = numbers.periods(metric)
    if metric not in numbers.programs:
        return known
    return tuple(period for period in known if isinstance(numbers.computed(metric, period), Decimal)) or known
