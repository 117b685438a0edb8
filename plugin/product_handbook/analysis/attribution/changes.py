"""Which changes of a metric are explained: since the period before, since a year before, and its largest move."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from product_handbook.analysis.attribution.explanation import Depth, Explanation, explain_change
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.unavailable import Number, Unknown
from product_handbook.formulas.periods import Period, a_year_before


@dataclass(frozen=True)
class Change:
    """A change of a metric, and what it comes from."""

    metric: str
    earlier: Period
    later: Period
    before: Number
    after: Number
    depth: Depth
    explanation: Explanation | Unknown


def changes_of(numbers: Numbers, metric: str, *, is_top: bool) -> tuple[Change, ...]:
    """The change to the latest value from the period before and from a year before, if the series goes back so far.

    Divided among the operands; for a top metric among the inputs, and its largest move between periods is there too.
    Where the value to compare with is missing, the explanation says so. Empty for a metric without a formula.
    """
    if metric not in numbers.programs or not numbers.periods(metric):
        return ()
    pairs = [*_latest(numbers, metric), *(_largest(numbers, metric) if is_top else ())]
    return tuple(_change(numbers, metric, *pair, "inputs" if is_top else "operands") for pair in dict.fromkeys(pairs))


def _latest(numbers: Numbers, metric: str) -> Iterator[tuple[Period, Period]]:
    first, later = numbers.periods(metric)[0], numbers.periods(metric)[-1]
    for earlier in (later.shifted(-1), a_year_before(later)):
        if earlier.number >= first.number:
            yield earlier, later


def _largest(numbers: Numbers, metric: str) -> tuple[tuple[Period, Period], ...]:
    """The two periods, one after the other, between which a metric moved furthest; none in a series of one."""
    known = [
        (before, after) for before, after in pairwise(numbers.periods(metric)) if after.number == before.number + 1
    ]
    if not known:
        return ()
    return (max(known, key=lambda pair: _distance(numbers, metric, *pair)),)


def _distance(numbers: Numbers, metric: str, earlier: Period, later: Period) -> Decimal:
    before, after = numbers.value(metric, earlier), numbers.value(metric, later)
    return abs(after - before) if isinstance(before, Decimal) and isinstance(after, Decimal) else Decimal(0)


def _change(numbers: Numbers, metric: str, earlier: Period, later: Period, depth: Depth) -> Change:
    before, after = numbers.value(metric, earlier), numbers.value(metric, later)
    return Change(metric, earlier, later, before, after, depth, explain_change(numbers, metric, earlier, later, depth))
