"""A line chart with everything in its place, as the templates write it."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from product_handbook.drawing.charts.canvas import SMALL, Canvas, ChartLine, Mark, Tick
from product_handbook.drawing.charts.labels import Label, placed
from product_handbook.drawing.charts.model import LineChart
from product_handbook.drawing.charts.scale import Scale, nice_ticks, range_of
from product_handbook.drawing.geometry import number
from product_handbook.drawing.text import text_width

NARROWEST: Final = 300
"""Px of the whole chart for which labels are placed so that they never overlap; a wider one has more room for them."""
WIDEST: Final = 720
SIDE: Final = 10
"""Px to the right of the plot, for dots at its edge."""
FOOTROOM: Final = 26
"""Px below the plot, for its periods."""
TALL, LOW = 190.0, 110.0
"""Px of the plot of a chart by itself, and of one of several."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A line chart ready to be written; `left` and `right` are px beside it, `bottom` the y of its lower edge."""

    chart: LineChart
    left: int
    right: int
    bottom: str
    height: int
    values: tuple[Tick, ...]
    periods: tuple[Tick, ...]
    band: tuple[str, str] | None
    pace: str
    """The path from the last value to the goal after it; empty where there is none."""
    lines: tuple[ChartLine, ...]
    goals: tuple[Mark, ...]
    bounds: tuple[Mark, ...]
    breaks: tuple[Mark, ...]
    labels: tuple[Label, ...]


def plot_of(chart: LineChart, *, tall: bool = True, left: int = 0, with_periods: bool = True) -> Plot | None:
    """The chart in its places, at least `left` px from the left; None where it has no value at all."""
    ticks = _ticks(chart)
    if not ticks:
        return None
    canvas = Canvas(chart, Scale(ticks[0], ticks[-1], TALL if tall else LOW))
    values = canvas.values(ticks)
    beside = max(left, _gutter(values))
    room = NARROWEST - beside - SIDE
    return Plot(
        chart=chart,
        left=beside,
        right=SIDE,
        bottom=number(canvas.bottom),
        height=ceil(canvas.bottom + (FOOTROOM if with_periods else 6)),
        values=values,
        periods=canvas.periods(room) if with_periods else (),
        band=canvas.band(),
        pace=canvas.pace(),
        lines=canvas.lines(),
        goals=tuple(canvas.goals()),
        bounds=tuple(canvas.bounds()),
        breaks=tuple(canvas.breaks()),
        labels=placed(canvas.requests(), canvas.signs(), (room, WIDEST - beside - SIDE), (2.0, canvas.bottom)),
    )


def _ticks(chart: LineChart) -> tuple[Fraction, ...]:
    """The values of the axis: empty for a chart without a value."""
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    goals, bounds = [goal.value for goal in chart.goals], [bound.value for bound in chart.bounds]
    return nice_ticks(*range_of([*values, *goals, *bounds]), steps=chart.apart) if values else ()


def _gutter(values: tuple[Tick, ...]) -> int:
    """Px that the labels of values take beside the plot."""
    return ceil(max(text_width(tick.text, SMALL) for tick in values)) + 10
