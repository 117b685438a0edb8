"""Which changes of a metric are explained: since the period before, and since a year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from product_handbook.strategy.numbers.explanation import Depth, Explanation, explain_change
from product_handbook.strategy.numbers.numbers import Numbers
from product_handbook.strategy.numbers.unknown import Unknown
from product_handbook.strategy.periods import Period, a_year_before


@dataclass(frozen=True)
class Change:
    """A change of a metric, and what it comes from."""

    metric: str
    earlier: Period
    later: Period
    before: Decimal
    after: Decimal
    depth: Depth
    explanation: Explanation | Unknown


def changes_of(numbers: Numbers, metric: str, depth: Depth) -> tuple[Change, ...]:
    """The change to the latest value from the period before and from a year before, as far as there are such values.

    Empty for a metric without a formula.
    """
    later = numbers.latest(metric)
    if metric not in numbers.programs or later is None:
        return ()
    return tuple(_changes(numbers, metric, later, depth))


def _changes(numbers: Numbers, metric: str, later: Period, depth: Depth) -> Iterator[Change]:
    after = numbers.value(metric, later)
    for earlier in dict.fromkeys([later.shifted(-1), a_year_before(later)]):
        before = numbers.value(metric, earlier)
        if isinstance(before, Decimal) and isinstance(after, Decimal):
            found = explain_change(numbers, metric, earlier, later, depth)
            yield Change(metric, earlier, later, before, after, depth, found)
