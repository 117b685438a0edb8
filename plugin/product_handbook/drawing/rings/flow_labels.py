"""Labels on the curves of a value web: what stands in each, and where each stands.

Each stands on its own curve, off the cards, off the other labels, and off other lines where there is room. A sign for
each kind of value that changes hands tells the kinds apart without their colours.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from product_handbook.drawing.geometry import Box, Point
from product_handbook.drawing.rings.ring import Curve
from product_handbook.drawing.text import text_width, wrap
from product_handbook.model.records.value_web import ExchangeKind

ICON: Final = 14.0
"""Px of a sign, both ways."""

ICONS: Final[Mapping[ExchangeKind, str]] = {
    "money": "M7 1.5A5.5 5.5 0 1 0 7 12.5 5.5 5.5 0 1 0 7 1.5z"
    "M8.9 5.2Q7 3.6 5.6 5 4.8 6.4 7 7 9.3 7.7 8.4 9.1 7 10.4 5 8.9M7 3V11",
    "attention": "M1 7Q7 .5 13 7 7 13.5 1 7zM7 5A2 2 0 1 0 7 9 2 2 0 1 0 7 5z",
    "content": "M3 1.5H8.5L11 4V12.5H3zM5 6.2H9M5 8.2H9M5 10.2H7.5",
    "access": "M4.5 5.6A2.7 2.7 0 1 0 4.5 11 2.7 2.7 0 1 0 4.5 5.6zM6.5 6.4L11.7 1.5M9.6 3.5L11.6 5.5",
    "data": "M2 12.5V8.5M5.3 12.5V5.5M8.7 12.5V7M12 12.5V2.5",
    "work": "M2 12L7.3 6.7M6 3.6A3.2 3.2 0 0 1 10 2.3L8.3 4 10 5.7 11.7 4A3.2 3.2 0 0 1 7.3 6.7",
    "trust": "M7 1.5L12 3V7Q11.5 10.8 7 12.5 2.5 10.8 2 7V3zM4.8 6.8L6.5 8.5 9.4 5.2",
    "reach": "M2 5.5V8.5H4.5L9.5 11.5V2.5L4.5 5.5zM11.3 5.2Q12.6 7 11.3 8.8",
}
"""A coin, an eye, a sheet, a key, bars, a spanner, a shield and a megaphone; as SVG path data, to be drawn as lines."""

OTHER_DASH: Final = "6 4"
"""How the line of anything but money is broken."""

TEXT_SIZE = 11.0
LINE = 14.0
"""Px from one line of text to the next."""
# Three lines of it hold some 50 letters, more than exchanges are written with; wider labels would need larger rings.
WIDEST_TEXT = 112.0
MOST_LINES = 3
_PADDING = 7.0
"""Px between a label's ends and what stands in it."""
ICON_GAP = 5.0
MARK, MARK_GAP = 10.0, 4.0
"""Px of the arrow that says which way a label's value goes, and of the gap before it."""
SIGNS = ICON + MARK_GAP + MARK

# From the middle outwards, to either side in turn: the first of several equally good places is the one nearest to it.
_PLACES = (0.5, *(0.5 + side * step / 40 for step in range(1, 14) for side in (-1, 1)))
"""How far along its curve a label may stand."""
_CLEAR = 3.0
"""Px between two labels, or a label and a card or the line of another."""
# So far apart that a covered card is never traded for a few flaws, nor a flaw for a place nearer to the middle.
_COVERED, _FLAWED, _FAR = 1000.0, 10.0, 6.0
"""How bad it is to cover a label or a card, to have a flaw, and to stand far from the middle of one's own line."""
_END = 16.0
"""Px between a label and a card in which an arrow head and some of its line are seen."""
_POINTS = 64
"""How many points of a line are looked at."""


@dataclass(frozen=True, slots=True)
class FlowLabel:
    """What stands in a label, and how large that makes it."""

    lines: tuple[str, ...]
    width: float
    height: float

    @property
    def text_start(self) -> float:
        """Px from its left edge to its text."""
        return _PADDING + SIGNS + ICON_GAP

    @property
    def mark(self) -> float:
        """Px from its left edge to the middle of its arrow."""
        return _PADDING + SIGNS - MARK / 2


def flow_label(text: str) -> FlowLabel:
    """The face of a label with a sign and a text."""
    lines = wrap(text, WIDEST_TEXT, MOST_LINES, TEXT_SIZE)
    widest = max((text_width(line, TEXT_SIZE) for line in lines), default=0.0)
    return FlowLabel(lines, 2 * _PADDING + SIGNS + ICON_GAP + widest, 8.0 + LINE * max(1, len(lines)))


@dataclass(frozen=True, slots=True)
class LabelPlacement:
    """Where the labels stand, in the order of their curves."""

    boxes: tuple[Box, ...]
    flaws: int
    """How often a label lies on the line of another, or so near a card that it hides the end of a line."""


def room_for(curves: Sequence[Curve], faces: Sequence[FlowLabel], cards: Sequence[Box]) -> LabelPlacement | None:
    """Every label on its own curve, clear of cards and of each other; None where there is no room."""
    return _placed(curves, faces, cards, crowded=False)


def crowded(curves: Sequence[Curve], faces: Sequence[FlowLabel], cards: Sequence[Box]) -> LabelPlacement:
    """The same, as good as it gets."""
    return _placed(curves, faces, cards, crowded=True) or LabelPlacement((), 0)


def _placed(
    curves: Sequence[Curve], faces: Sequence[FlowLabel], cards: Sequence[Box], *, crowded: bool
) -> LabelPlacement | None:
    """The largest choose first, since the fewest places fit them."""
    # Numbers are small, and lines under them no harm.
    lines = [[] if crowded else [curve.at(step / _POINTS) for step in range(_POINTS + 1)] for curve in curves]
    taken: dict[int, _Candidate] = {}
    for place in sorted(range(len(curves)), key=lambda place: -faces[place].width * faces[place].height):
        labels = tuple(choice.box for choice in taken.values())
        near = _near(curves[place], faces[place], lines[:place] + lines[place + 1 :])
        choices = _choices(curves[place], faces[place], cards, labels, near)
        best = min(choices, key=lambda choice: choice.cost)
        if best.cost >= _COVERED and not crowded:
            return None
        taken[place] = best
    chosen = tuple(taken[place] for place in range(len(curves)))
    return LabelPlacement(tuple(choice.box for choice in chosen), sum(choice.flaws for choice in chosen))


def _near(curve: Curve, face: FlowLabel, lines: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Of the points of the other lines, those that a label on the curve may reach."""
    across, down = zip(curve.start, curve.bend, curve.end, strict=True)
    aside, below = face.width / 2 + _CLEAR, face.height / 2 + _CLEAR
    left, right = min(across) - aside, max(across) + aside
    top, bottom = min(down) - below, max(down) + below
    found = ([(x, y) for x, y in line if left < x < right and top < y < bottom] for line in lines)
    return [points for points in found if points]


@dataclass(frozen=True, slots=True)
class _Candidate:
    cost: float
    flaws: int
    box: Box


def _choices(
    curve: Curve, face: FlowLabel, cards: Sequence[Box], labels: Sequence[Box], others: Sequence[Sequence[Point]]
) -> Iterator[_Candidate]:
    """Where the label may stand, each with how bad that is."""
    for time in _PLACES:
        x, y = curve.at(time)
        box = Box(x - face.width / 2, y - face.height / 2, face.width, face.height)
        covered = sum(box.meets(other, _CLEAR) for other in (*cards, *labels))
        left, right, top, bottom = box.x - _CLEAR, box.right + _CLEAR, box.y - _CLEAR, box.bottom + _CLEAR
        lines = sum(any(left < x < right and top < y < bottom for x, y in points) for points in others)
        flaws = lines + any(box.meets(card, _END) for card in cards)
        yield _Candidate(_COVERED * covered + _FLAWED * flaws + _FAR * abs(time - 0.5), flaws, box)
