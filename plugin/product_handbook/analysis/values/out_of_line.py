"""Reported values that stand an order of magnitude apart from all others of their series.

Nearly always the unit was mistaken, a separator, or the sign of a percentage. Sizes are compared as logarithms to ten,
so that a tenth is as far away as ten times.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from math import log10
from operator import attrgetter
from statistics import median
from typing import Final, NamedTuple

from product_handbook.analysis.values.numbers import Numbers
from product_handbook.formulas.periods import Period, a_year_before
from product_handbook.model.records.metric import Metric
from product_handbook.model.reported import Reported, Series

APART: Final = 0.9
"""An order of magnitude, less what a series moves by itself: 8 times, since ten times a low value is no more."""
RESTLESS: Final = 2
"""So many times the largest step between the others must a value be away, growth apart. Of 8,400 made series (calm and
wild, growing up to tenfold a month, wandering, counts of rare events), one in 170 has a value out of line with 2, and
1 in 60 with 1.5. With 3, half of the slips by a hundred in series that vary by half stay unseen, with 2 one in seven.
Of 3,006 series of real purchases, by day, week and month, nine have one: what single customers spent.
"""
FEWEST: Final = 3
"""So many others it takes to know what is usual."""
ENOUGH: Final = 8
"""So many others it takes to know how far a series moves by itself: of fewer, one step more is asked for."""
AROUND: Final = 6
"""With how many neighbours a value is compared: three on each side outvote two slips in a row."""
MOST: Final = 4
"""One in so many values may be a slip; where more are far from the rest, that is how the series is."""
A_FEW: Final = 5
"""Added to counts before they are compared: 30 after 3 is no more surprising than 13 after 9."""

_PARTED = re.compile(r'"?-?[0-9]{1,3}[.][0-9]{3}"?')


class OutOfLine(NamedTuple):
    """A value that is far from all others of its series."""

    reported: Reported
    usual: Decimal
    """What its neighbours let expect."""


class _Point(NamedTuple):
    period: Period
    reported: Reported
    size: float
    """The logarithm of the value."""
    level: float
    """The same less what the series usually grows by: of steady growth all levels are alike."""


def of_metric(numbers: Numbers, metric: str) -> dict[Period, OutOfLine]:
    """The values of a metric that are far from the others, which breaks of the series keep apart, the oldest first."""
    found = _mistaken_shares(numbers.metrics[metric], numbers.reported[metric])
    stretch: dict[Period, Reported] = {}
    last: Period | None = None
    for period, reported in numbers.reported[metric].items():
        if last is not None and numbers.break_between(metric, last, period):
            found |= out_of_line(stretch, numbers.running(metric))
            stretch = {}
        stretch[period], last = reported, period
    found |= out_of_line(stretch, numbers.running(metric))
    return dict(sorted(found.items()))


def out_of_line(stretch: Mapping[Period, Reported], running: Period | None = None) -> dict[Period, OutOfLine]:
    """The values that are far from the others of a series without breaks, the period that has not ended apart."""
    points = _points(stretch)
    # Zeros have no size; where they are many, what lies between is an event each time.
    if len(points) <= FEWEST or MOST * (len(stretch) - len(points)) > len(stretch):
        return {}
    far = [index for index in range(len(points)) if abs(points[index].level - _around(points, index)) >= APART]
    far = _without_seasons(points, far)
    if not far or MOST * len(far) > len(points):
        return {}
    slips = set(far)
    others = [point for index, point in enumerate(points) if index not in slips]
    if len(others) < FEWEST or len({point.reported.value > 0 for point in others}) > 1:
        return {}
    restless = RESTLESS if len(others) >= ENOUGH else RESTLESS + 1
    wanted = restless * max(abs(later.level - earlier.level) for earlier, later in pairwise(others))
    return {
        points[index].period: OutOfLine(points[index].reported, usual)
        for index in far
        if (usual := _usual(points[index], others, wanted, running)) is not None
    }


def _points(stretch: Mapping[Period, Reported]) -> list[_Point]:
    """The values that have a size."""
    known = {period: reported for period, reported in stretch.items() if reported.value}
    whole = sum(value == value.to_integral_value() for value, *_ in known.values())
    more = A_FEW if MOST * whole >= (MOST - 1) * len(known) else 0
    sizes = {period.number: log10(abs(reported.value) + more) for period, reported in known.items()}
    steps = [(sizes[later] - sizes[earlier]) / (later - earlier) for earlier, later in pairwise(sizes)]
    growth = median(steps) if steps else 0
    return [
        _Point(period, reported, sizes[period.number], sizes[period.number] - growth * period.number)
        for period, reported in known.items()
    ]


def _around(points: Sequence[_Point], index: int) -> float:
    """The median level of the values nearest to one in time."""
    start = max(0, min(index - AROUND // 2, len(points) - AROUND - 1))
    return median(points[other].level for other in range(start, min(start + AROUND + 1, len(points))) if other != index)


def _without_seasons(points: Sequence[_Point], far: Sequence[int]) -> list[int]:
    """Those of the values that are not as far from the others as that of a year before or after."""
    periods = {points[index].period for index in far}
    yearly = {period for period in periods if a_year_before(period) in periods}
    yearly |= {a_year_before(period) for period in yearly}
    return [index for index in far if points[index].period not in yearly]


def _usual(point: _Point, others: Sequence[_Point], wanted: float, running: Period | None) -> Decimal | None:
    """What the values on both sides of one let expect; None where it is not far enough from either."""
    place = bisect_left(others, point.period, key=attrgetter("period"))
    near, is_first = others[max(0, place - 1) : place + 1], place == 0
    is_low = point.size < near[0].size
    for other in near:
        is_near = abs(point.size - other.size) < APART or abs(point.level - other.level) < wanted
        if is_near or (point.size < other.size) != is_low or (point.level < other.level) != is_low:
            return None
    # What begins is small: the first periods of a product, and one that has not ended. A sign that turns passes zero.
    is_begun = is_first or (running is not None and point.period >= running)
    is_turned = (point.reported.value > 0) != (others[0].reported.value > 0)
    usual = sum((other.reported.value for other in near), Decimal(0)) / len(near)
    return None if is_low and (is_turned or (is_begun and not _is_parted(point.reported, usual))) else usual


def _is_parted(reported: Reported, usual: Decimal) -> bool:
    """Whether a small number is a large one whose thousands are parted by a point: `1.234` for 1234."""
    return bool(_PARTED.fullmatch(reported.written)) and APART > log10(abs(reported.value * 1000 / usual)) > -APART


def _mistaken_shares(metric: Metric, series: Series) -> dict[Period, OutOfLine]:
    """The numbers among shares whose sign of percent was left out, be it of most."""
    known = [reported for reported in series.values() if reported.value and abs(reported.value) <= 1]
    if not known or not is_share(metric):
        return {}
    if metric.format != "percent" and not any("%" in reported.written for reported in known):
        return {}
    shares = [abs(reported.value) for reported in known]
    usual = median(shares)
    return {
        period: OutOfLine(reported, usual)
        for period, reported in series.items()
        if abs(reported.value) >= 10 * max(shares)
        and "%" not in reported.written
        and min(shares) / 2 <= abs(reported.value) / 100 <= 2 * max(shares)
    }


def is_share(metric: Metric) -> bool:
    """Whether a metric is one part of something: shown in percent, or a pure number."""
    return metric.format == "percent" or (metric.unit is not None and not metric.unit.powers)


def all_out_of_line(numbers: Numbers) -> Iterator[tuple[str, Mapping[Period, OutOfLine]]]:
    """By metric, its values that are far from the others."""
    for metric in numbers.reported:
        if found := of_metric(numbers, metric):
            yield metric, found
