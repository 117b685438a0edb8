"""The geometry of a waterfall: a row for each total and step, px from top to bottom, percent from left to right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Final

from product_handbook.drawing.charts.model import ChartValue, Waterfall, WaterfallStep, WaterfallTotal
from product_handbook.drawing.charts.scale import WHOLE, Scale, range_of, ticks_within
from product_handbook.drawing.geometry import number
from product_handbook.drawing.text import is_right_to_left, one_line, text_width, wrap

SIZE: Final = 12.5
SMALL: Final = 11.0
NARROWEST: Final = 290
"""Px for which names are wrapped; a wider chart has more room between them and their values."""
LINE: Final = 16.0
THICK: Final = 12.0
APART: Final = 11.0
"""Px between a bar and the name below it."""
LEAST: Final = 0.6
"""Percent of the width that a bar has at least, so that the smallest is seen."""
_LONGEST_VALUE: Final = 130.0
_MOST_TICKS: Final = 4
# Bars begin at zero, or their lengths would lie; but then a change of a few percent could not be seen. Cut bars of
# the totals say that the scale is another one.
_SMALL_CHANGE: Final = Fraction(1, 4)
"""A change of less than this part of the largest total is drawn on a scale that does not begin at zero."""
_MARGIN: Final = Fraction(1, 3)
"""How much of the change such a scale shows besides it, for the cut bars of the totals."""


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line of a name; it begins at the left, whatever its direction."""

    text: str
    y: str
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, its value as text, and its bar."""

    look: str
    lines: tuple[NameLine, ...]
    label: str
    label_y: str
    sign: str
    """▲ or ▼ before the label of a step; empty for a total and a step of nothing."""
    x: str
    y: str
    width: str
    cut: str
    """Where the bar of a total is cut since the scale does not begin at zero, in percent; empty where it is whole."""
    ends_at: str
    """Where it ends and the row after it begins, in percent."""
    tooltip: str


@dataclass(frozen=True, slots=True)
class Joint:
    """The line from the end of a bar to where the next one begins."""

    x: str
    top: str
    bottom: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A waterfall ready to be written, `height` px high."""

    bars: tuple[Bar, ...]
    joints: tuple[Joint, ...]
    zero: str
    """Where zero is, in percent; empty where it is off the scale."""
    ticks: tuple[tuple[str, str, str], ...]
    """Place in percent, label and anchor of each value of the axis."""
    bottom: str
    height: int
    is_cut: bool


def bars_of(change: Waterfall) -> Bars:
    """The waterfall in its places."""
    runs = tuple(accumulate((Fraction(step.value) for step in change.steps), initial=Fraction(change.start.value)))
    low, high, is_cut = _range((*runs, Fraction(change.end.value)))
    scale = Scale(low, high, WHOLE)
    bars = tuple(_rows(change, runs, scale))
    bottom = float(bars[-1].y) + THICK + 8
    ticks = ticks_within(low, high, _MOST_TICKS, change.apart)
    return Bars(
        bars,
        tuple(Joint(bar.ends_at, number(float(bar.y) + THICK), below.y) for bar, below in pairwise(bars)),
        "" if is_cut else _percent(scale.place(0)),
        tuple(_ticks(scale, ticks, change.labels(ticks))),
        number(bottom),
        int(bottom + 24),
        is_cut,
    )


def _range(totals: tuple[Fraction, ...]) -> tuple[Fraction, Fraction, bool]:
    """The lowest and the highest value to show, and whether zero is left out."""
    low, high = min(totals), max(totals)
    largest = max(abs(low), abs(high))
    if low == high or low <= 0 <= high or high - low >= largest * _SMALL_CHANGE:
        shown_low, shown_high = min(low, Fraction()), max(high, Fraction())
        return (shown_low, shown_high, False) if shown_low < shown_high else (*range_of(totals), False)
    margin = (high - low) * _MARGIN
    return (low - margin, high, True) if low > 0 else (low, high + margin, True)


def _rows(change: Waterfall, runs: tuple[Fraction, ...], scale: Scale) -> Iterator[Bar]:
    top = 0.0
    rows: list[tuple[WaterfallTotal | WaterfallStep, Fraction, Fraction]] = [(change.start, _base(scale), runs[0])]
    rows += list(zip(change.steps, runs[:-1], runs[1:], strict=True))
    rows.append((change.end, _base(scale), Fraction(change.end.value)))
    for row, begins, ends in rows:
        bar = _bar(row, begins, ends, scale, top)
        yield bar
        top = float(bar.y) + THICK + APART


def _base(scale: Scale) -> Fraction:
    """Where the bars of totals begin: at zero, or at the edge of the scale that is nearer to it."""
    return min(max(Fraction(), scale.low), scale.high)


def _bar(row: WaterfallTotal | WaterfallStep, begins: Fraction, ends: Fraction, scale: Scale, top: float) -> Bar:
    label = wrap(one_line(row.label) or "·", _LONGEST_VALUE, 1, SIZE)[0]
    room = NARROWEST - text_width(f"▲ {label}", SIZE) - 12
    names = wrap(one_line(row.name) or "·", room, 2, SIZE)
    y = top + LINE * len(names) + 4
    start, end = _span(scale.place(begins), scale.place(ends))
    is_total = isinstance(row, WaterfallTotal)
    cut = _cut(scale) if is_total and not scale.low <= 0 <= scale.high else ""
    return Bar(
        "hb-total" if is_total else f"hb-change {_welcome(row)}",
        tuple(
            NameLine(text, number(top + LINE * place + 13), is_right_to_left(text)) for place, text in enumerate(names)
        ),
        label,
        number(top + LINE * (len(names) - 1) + 13),
        "" if is_total else _sign(row.value),
        _percent(start),
        number(y),
        _percent(end - start),
        cut,
        _percent(scale.place(ends)),
        "" if isinstance(row, WaterfallTotal) else one_line(row.tooltip) or one_line(row.name),
    )


def _span(one: float, other: float) -> tuple[float, float]:
    """From where to where a bar is drawn, wide enough to be seen."""
    start, end = sorted((one, other))
    missing = max(0.0, LEAST - (end - start))
    return (start - missing, end) if end + missing > WHOLE else (start, end + missing)


def _cut(scale: Scale) -> str:
    """Near the end of the bar that is towards zero."""
    return "5%" if scale.low > 0 else "95%"


def _welcome(row: WaterfallTotal | WaterfallStep) -> str:
    if isinstance(row, WaterfallTotal) or row.good is None or not row.value:
        return "hb-neutral"
    return "hb-good" if row.good else "hb-bad"


def _sign(value: ChartValue) -> str:
    return "" if not value else "▲" if value > 0 else "▼"


def _ticks(scale: Scale, ticks: Sequence[Fraction], texts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each tick that has room beside the one before it."""
    free_from = float("-inf")
    for tick, text in zip(ticks, map(one_line, texts), strict=True):
        place, width = scale.place(tick), text_width(text, SMALL)
        near = width / 2 * WHOLE / NARROWEST
        anchor = "start" if place < near else "end" if place > WHOLE - near else "middle"
        begins = place * NARROWEST / WHOLE - {"start": 0, "middle": 0.5, "end": 1}[anchor] * width
        if begins >= free_from and width <= _LONGEST_VALUE:
            free_from = begins + width + 10
            yield _percent(place), text, anchor


def _percent(place: float) -> str:
    return f"{place:.2f}".rstrip("0").rstrip(".") + "%"
