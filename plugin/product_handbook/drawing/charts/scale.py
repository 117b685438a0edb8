"""From values to places: round ticks that span a range, and the way from a value to px or percent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Final

from product_handbook.drawing.charts.model import ChartValue

MOST_TICKS: Final = 6
WHOLE: Final = 100.0
"""The width of a chart, in percent."""
# Ticks at 1, 2 or 5 times a power of ten are those that people count in.
_STEPS: Final = (1, 2, 5)
# A line far from zero may leave it out; a range that nearly reaches zero would only look as if it did.
_FROM_ZERO: Final = Fraction(1, 2)
"""A range that begins below this part of its end is shown from zero."""


@dataclass(frozen=True)
class Scale:
    """The values from `low` to `high`, which differ, laid out over `length`."""

    low: Fraction
    high: Fraction
    length: float

    def place(self, value: ChartValue) -> float:
        """How far from the low end the value lies: within the length, whatever the value."""
        # In whole numbers, since fractions would be reduced at each step, and floats lose what is close and large.
        above, below = value.as_integer_ratio()
        part = (above * self._low[1] - self._low[0] * below) * self._span[1]
        whole = below * self._low[1] * self._span[0]
        return min(max(part, 0), whole) / whole * self.length

    @cached_property
    def _low(self) -> tuple[int, int]:
        return self.low.as_integer_ratio()

    @cached_property
    def _span(self) -> tuple[int, int]:
        return (self.high - self.low).as_integer_ratio()


def range_of(values: Iterable[ChartValue]) -> tuple[Fraction, Fraction]:
    """The range to show: with zero in it unless the values, all of one sign, lie close together far from it."""
    found = [Fraction(value) for value in values]
    low, high = min(found, default=Fraction()), max(found, default=Fraction())
    if low == high:
        return (min(low, Fraction()), max(high, Fraction())) if low else (Fraction(), Fraction(1))
    if 0 < low < high * _FROM_ZERO:
        low = Fraction()
    elif low * _FROM_ZERO < high < 0:
        high = Fraction()
    return low, high


def nice_ticks(
    low: Fraction, high: Fraction, most: int = MOST_TICKS, steps: Sequence[Fraction] = ()
) -> tuple[Fraction, ...]:
    """Round values, evenly apart, ascending, from at or below `low` to at or above `high`; 2 to `most` of them.

    They are apart by one of the steps, if there are any; below the smallest and above the largest, counted in tens.
    """
    apart = (high - low) / most if high > low else (steps[0] if steps else Fraction(1))
    step = next(step for step in _steps(apart, steps) if ceil(high / step) - floor(low / step) < most)
    first, last = floor(low / step), ceil(high / step)
    return tuple(step * place for place in range(first, max(last, first + 1) + 1))


def ticks_within(low: Fraction, high: Fraction, most: int, steps: Sequence[Fraction] = ()) -> tuple[Fraction, ...]:
    """The round values inside a range, ascending; where it is narrow, perhaps one."""
    return tuple(tick for tick in nice_ticks(low, high, most + 2, steps) if low <= tick <= high)


def spread(count: int, most: int) -> tuple[int, ...]:
    """Which of so many things to label: the first, the last and, evenly, as many between as there is room for."""
    if count <= 1:
        return tuple(range(count))
    best = max(2, min(most, count))
    even = next(labels for labels in range(best, 1, -1) if (count - 1) % (labels - 1) == 0)
    labels = even if even * 2 > best + 1 else best
    return tuple(dict.fromkeys(round(Fraction(place * (count - 1), labels - 1)) for place in range(labels)))


def percent_of(place: int, count: int) -> float:
    """Where the period of this place of so many stands between 0 and 100; a single one in the middle."""
    return WHOLE / 2 if count == 1 else WHOLE * place / (count - 1)


def _power_below(size: Fraction) -> Fraction:
    power = Fraction(1)
    while power > size:
        power /= 10
    while power * 10 <= size:
        power *= 10
    return power


def _steps(least: Fraction, steps: Sequence[Fraction]) -> Iterable[Fraction]:
    """How far apart ticks may be, from about so far on."""
    if steps and least >= steps[0]:
        yield from steps
        yield from (steps[-1] * factor for factor in _factors())
    unit = steps[0] if steps else Fraction(1)
    smallest = unit * _power_below(least / unit)
    yield from (smallest * factor for factor in _factors())


def _factors() -> Iterable[int]:
    power = 1
    while True:
        yield from (step * power for step in _STEPS)
        power *= 10
