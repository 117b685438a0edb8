"""The parts of a line chart: px from top to bottom, percent from left to right, so that text keeps its size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import Final

from product_handbook.drawing.charts.labels import LabelRequest, Spot
from product_handbook.drawing.charts.model import ChartSeries, ChartValue, DataPoint, GoalStatus, LineChart
from product_handbook.drawing.charts.scale import WHOLE, Scale, percent_of, spread
from product_handbook.drawing.geometry import number
from product_handbook.drawing.text import one_line, text_width, wrap

SMALL: Final = 11.0
"""Px of the text of axes; that of labels is bold and a little larger."""
LABEL: Final = 12.5
# SVG paths take no percentages. A chart is at most 720 px wide, so that a thousandth of it is less than a px.
GRID: Final = 1000
"""What the width counts in the paths, which are stretched to it."""
# Three years of months and a few to come still have their dots; days and weeks are lines.
MOST_DOTS: Final = 40
"""A series of more points has dots only where they stand alone."""
# On the narrowest chart, 300 px, 24 points are 12 px apart: about what a pointer hits.
MOST_TOOLTIPS: Final = 24
"""A series of more points says nothing when pointed at: they lie too close to be hit, and a table has the latest."""
ROOMY: Final = 3
"""How many periods there are for each label before a wide chart gets more labels."""
HEADROOM, LITTLE_HEADROOM = 30.0, 8.0
"""Px above the plot, with and without labels or marks of breaks there."""
_LONGEST_TICK: Final = 90.0
_CROWDED, _LOWER = 8.0, 18.0
"""Percent between two breaks whose numbers would touch, and px by which the second is then lower."""
_LONGEST_LABEL: Final = 180.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A value or a period of an axis; `place` is px from the top or percent from the left."""

    place: str
    text: str
    anchor: str = "end"
    only_wide: bool = False
    """Whether it gives way where the chart is narrow."""


@dataclass(frozen=True, slots=True)
class DataDot:
    """A point to point at, as a path of no length."""

    data: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A series: the path through its points, broken at gaps, and its dots."""

    look: str
    data: str
    dots: str
    """The points to see that say nothing, in one path."""
    with_tooltip: tuple[DataDot, ...]
    """The points to see that have a tooltip."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A goal, the end of a bound, or a break: percent from the left, px from the top."""

    x: str
    y: str
    look: str
    tooltip: str
    number: str = ""


@dataclass(frozen=True)
class Canvas:
    """A chart and the scale of its values."""

    chart: LineChart
    scale: Scale

    @property
    def top(self) -> float:
        """The y of the plot's upper edge."""
        has_labels = (
            self.chart.goals or self.chart.bounds or self.chart.breaks or (self.chart.latest and not self.chart.heading)
        )
        return HEADROOM if has_labels else LITTLE_HEADROOM

    @property
    def bottom(self) -> float:
        """The y of the plot's lower edge."""
        return self.top + self.scale.length

    def x(self, place: int) -> float:
        """Where a period stands, in percent."""
        return percent_of(place, len(self.chart.periods))

    def y(self, value: ChartValue) -> float:
        """Where a value stands, in px."""
        return self.bottom - self.scale.place(value)

    def values(self, ticks: Sequence[Fraction]) -> tuple[Tick, ...]:
        """The axis of values."""
        texts = (wrap(one_line(text) or "·", _LONGEST_TICK, 1, SMALL)[0] for text in self.chart.labels(ticks))
        return tuple(Tick(number(self.y(tick)), text) for tick, text in zip(ticks, texts, strict=True))

    def periods(self, room: float) -> tuple[Tick, ...]:
        """The axis of periods: the first, the last, and some between that have room, more of them on a wide chart."""
        texts = [wrap(one_line(period) or "·", room / 2 - 8, 1, SMALL)[0] for period in self.chart.periods]
        count = len(texts)
        few = len(spread(count, int(room // (max(text_width(text, SMALL) for text in texts) + 14))))
        chosen = spread(count, 2 * few - 1 if count >= ROOMY * few else few)
        skip = 2 if len(chosen) == 2 * few - 1 > few else 1
        anchors = {0: "start", count - 1: "end"} if count > 1 else {}
        return tuple(
            Tick(percent(self.x(place)), texts[place], anchors.get(place, "middle"), only_wide=order % skip != 0)
            for order, place in enumerate(chosen)
        )

    def band(self) -> tuple[str, str] | None:
        """The upper edge of the band and its height."""
        if self.chart.band is None:
            return None
        top, bottom = sorted(self.y(value) for value in self.chart.band)
        return number(top), number(bottom - top)

    def pace(self) -> str:
        """The path from the last value to the first goal after it."""
        last = self._lines[0][-1:]
        goals = [(goal.place, self.y(goal.value)) for goal in self.chart.goals]
        ahead = sorted(goal for goal in goals if last and self.x(goal[0]) > last[0][0])
        return f"M{_pair(*last[0])}L{_pair(self.x(ahead[0][0]), ahead[0][1])}" if ahead else ""

    def lines(self) -> tuple[ChartLine, ...]:
        """The series with their gaps."""
        return tuple(map(self._line, self.chart.series, self._lines))

    def _line(self, series: ChartSeries, spots: Sequence[Spot]) -> ChartLine:
        """A series that stands in these places, with its gaps; a break is one too."""
        stretches = list(_stretches(series.points, {found.place for found in self.chart.breaks if found.is_cut}))
        places = (place for place, point in enumerate(series.points) if point.value is not None)
        where = {place: _pair(*spot) for place, spot in zip(places, spots, strict=True)}
        paths = ("M" + "L".join(where[place] for place in stretch) for stretch in stretches if len(stretch) > 1)
        alone = {stretch[0] for stretch in stretches if len(stretch) == 1}
        seen = (place for place in where if len(where) <= MOST_DOTS or place in alone)
        described = where if len(where) <= MOST_TOOLTIPS else ()
        tooltips = {place: one_line(series.points[place].tooltip) for place in described}
        with_tooltip = tuple(DataDot(f"M{where[place]}h0", text) for place, text in tooltips.items() if text)
        look = "hb-so-far" if series.so_far else "hb-computed" if series.computed else "hb-reported"
        return ChartLine(look, "".join(paths), "".join(f"M{where[place]}h0" for place in seen), with_tooltip)

    def goals(self) -> Iterator[Mark]:
        """The goals as diamonds."""
        for goal in self.chart.goals:
            place = percent(self.x(goal.place)), number(self.y(goal.value))
            yield Mark(*place, f"hb-goal {status_look(goal.status)}", one_line(goal.tooltip))

    def bounds(self) -> Iterator[Mark]:
        """The bounds as lines all the way across."""
        for bound in self.chart.bounds:
            look = f"hb-bound hb-{bound.kind} {status_look(bound.status)}"
            yield Mark("100%", number(self.y(bound.value)), look, one_line(bound.label))

    def breaks(self) -> Iterator[Mark]:
        """The breaks as rules between two periods, the notes as rules at one, numbered."""
        for count, ((x, y), found) in enumerate(zip(self._badges(), self.chart.breaks, strict=True), 1):
            yield Mark(percent(x), number(y), "hb-break", one_line(found.note), str(count))

    def signs(self) -> tuple[Spot, ...]:
        """What no label may cover."""
        return (*((self.x(goal.place), self.y(goal.value)) for goal in self.chart.goals), *self._badges())

    def requests(self) -> Iterator[LabelRequest]:
        """The labels to place, the most important one first."""
        lines = self._lines
        avoided = tuple(spot for line in lines for spot in (*line, *_between(line)))
        if lines[0] and self.chart.latest and not self.chart.heading:
            yield _label_request("hb-latest", self.chart.latest, lines[0][-1], avoided)
        for goal in self.chart.goals:
            if goal.label:
                spot = self.x(goal.place), self.y(goal.value)
                yield _label_request(f"hb-goal-text {status_look(goal.status)}", goal.label, spot, avoided)
        for bound in self.chart.bounds:
            y = self.y(bound.value)
            spot = _clearer_end(y, (*avoided, *self.signs())), y
            yield _label_request(f"hb-goal-text {status_look(bound.status)}", bound.label, spot, avoided)

    def _badges(self) -> tuple[Spot, ...]:
        """Where the numbers of breaks stand; one too near to the one before it stands lower."""
        spots: list[Spot] = []
        for found in self.chart.breaks:
            x = (self.x(found.place) + self.x(max(found.place - found.is_cut, 0))) / 2
            crowded = spots and abs(x - spots[-1][0]) < _CROWDED and spots[-1][1] == self.top
            spots.append((x, self.top + _LOWER if crowded else self.top))
        return tuple(spots)

    @cached_property
    def _lines(self) -> tuple[tuple[Spot, ...], ...]:
        """Where the values of each series stand."""
        return tuple(tuple(self._spots(series)) for series in self.chart.series)

    def _spots(self, series: ChartSeries) -> Iterator[Spot]:
        for place, point in enumerate(series.points):
            if point.value is not None:
                yield self.x(place), self.y(point.value)


def percent(place: float) -> str:
    """Percent of the width, to a hundredth."""
    return f"{place:.2f}".rstrip("0").rstrip(".") + "%"


def _pair(x: float, y: float) -> str:
    return f"{number(x * GRID / 100)} {number(y)}"


def status_look(status: GoalStatus) -> str:
    """The CSS class that gives a status its colour."""
    return f"hb-is-{status.replace('_', '-')}"


def _stretches(points: tuple[DataPoint, ...], cuts: set[int]) -> Iterator[list[int]]:
    """The places of values without a gap or a break between them."""
    stretch: list[int] = []
    for place, point in enumerate(points):
        if stretch and (point.value is None or place in cuts):
            yield stretch
            stretch = []
        if point.value is not None:
            stretch.append(place)
    if stretch:
        yield stretch


def _label_request(look: str, text: str, at: Spot, avoided: tuple[Spot, ...]) -> LabelRequest:
    shown = wrap(one_line(text) or "·", _LONGEST_LABEL, 1, LABEL)[0]
    return LabelRequest(look, shown, *at, text_width(shown, LABEL), avoided)


def _clearer_end(y: float, avoided: tuple[Spot, ...]) -> float:
    """The end of a line across, in percent, in whose half everything else keeps further away from it."""
    left, right = (
        min((abs(spot[1] - y) for spot in avoided if abs(spot[0] - end) <= WHOLE / 2), default=inf)
        for end in (0, WHOLE)
    )
    return 0 if left >= right else WHOLE


def _between(line: tuple[tuple[float, float], ...]) -> Iterator[tuple[float, float]]:
    """Places along the line, a quarter of a stretch apart."""
    for (x, y), (next_x, next_y) in pairwise(line):
        for part in (0.25, 0.5, 0.75):
            yield x + (next_x - x) * part, y + (next_y - y) * part
