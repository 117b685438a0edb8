"""The geometry of a sparkline: 80 by 22 px, no axis."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final

from product_handbook.drawing.charts.model import ChartValue, Sparkline
from product_handbook.drawing.charts.scale import WHOLE, Scale, percent_of
from product_handbook.drawing.geometry import number

WIDTH: Final = 80
HEIGHT: Final = 22
_EDGE: Final = 4.0
"""Px that are left free for the last dot."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A sparkline ready to be written."""

    data: str
    last: tuple[str, str]
    goal: str
    """The y of the goal's line; empty without a goal."""


def spark_of(series: Sparkline) -> Spark | None:
    """The sparkline in its places; None where it has no value."""
    wanted = [] if series.goal is None else [series.goal]
    values = [value for value in series.values if value is not None]
    if not values:
        return None
    scale = _scale([*values, *wanted])
    count = len(series.values)
    points = [
        None
        if value is None
        else (number(_EDGE + (WIDTH - 2 * _EDGE) * percent_of(place, count) / WHOLE), number(_y(scale, value)))
        for place, value in enumerate(series.values)
    ]
    stretches = ([point for point in found if point] for is_value, found in groupby(points, key=bool) if is_value)
    data = "".join(_path(stretch) for stretch in stretches)
    last = next(point for point in reversed(points) if point)
    goal = "" if series.goal is None else number(_y(scale, series.goal))
    return Spark(data, last, goal)


def _path(stretch: list[tuple[str, str]]) -> str:
    """A path through neighbouring points; through a single one a path of no length, drawn as a dot."""
    return "M" + "L".join(map(" ".join, stretch)) + ("h0" if len(stretch) == 1 else "")


def _scale(values: list[ChartValue]) -> Scale:
    low, high = Fraction(min(values)), Fraction(max(values))
    low, high = (low - 1, high + 1) if low == high else (low, high)
    return Scale(low, high, HEIGHT - 2 * _EDGE)


def _y(scale: Scale, value: ChartValue) -> float:
    return HEIGHT - _EDGE - scale.place(value)
