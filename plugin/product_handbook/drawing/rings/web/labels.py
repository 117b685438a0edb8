"""Labels on curves: each on its own one, off the cards, off each other, and off other lines where there is room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from product_handbook.drawing.cards.dot import Point
from product_handbook.drawing.cards.grid import Box
from product_handbook.drawing.rings.curves import Curve
from product_handbook.drawing.rings.ellipse import meet
from product_handbook.drawing.rings.web.icons import SIZE as ICON
from product_handbook.drawing.text import text_width, wrap

TEXT_SIZE = 11.0
LINE = 14.0
"""Px from one line of text to the next."""
WIDEST_TEXT = 112.0
MOST_LINES = 3
_PADDING = 7.0
"""Px between a label's ends and what stands in it."""
ICON_GAP = 5.0
MARK, MARK_GAP = 10.0, 4.0
"""Px of the arrow that says which way a label's value goes, and of the gap before it."""
SIGNS = ICON + MARK_GAP + MARK

_PLACES = (0.5, *(0.5 + side * step / 40 for step in range(1, 14) for side in (-1, 1)))
"""How far along its curve a label may stand."""
_CLEAR = 3.0
"""Px between two labels, or a label and a card or the line of another."""
_COVERED, _FLAWED, _FAR = 1000.0, 10.0, 6.0
"""How bad it is to cover a label or a card, to have a flaw, and to stand far from the middle of one's own line."""
_END = 16.0
"""Px between a label and a card in which an arrow head and some of its line are seen."""
_POINTS = 64
"""How many points of a line are looked at."""


@dataclass(frozen=True, slots=True)
class Face:
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


def face_of(text: str) -> Face:
    """The face of a label with a sign and a text."""
    lines = wrap(text, WIDEST_TEXT, MOST_LINES, TEXT_SIZE)
    widest = max((text_width(line, TEXT_SIZE) for line in lines), default=0.0)
    return Face(lines, 2 * _PADDING + SIGNS + ICON_GAP + widest, 8.0 + LINE * max(1, len(lines)))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the labels stand, in the order of their curves."""

    boxes: tuple[Box, ...]
    flaws: int
    """How often a label lies on the line of another, or so near a card that it hides the end of a line."""


def room_for(curves: Sequence[Curve], faces: Sequence[Face], cards: Sequence[Box]) -> Placed | None:
    """Every label on its own curve, clear of cards and of each other; None where there is no room."""
    return _placed(curves, faces, cards, crowded=False)


def crowded(curves: Sequence[Curve], faces: Sequence[Face], cards: Sequence[Box]) -> Placed:
    """The same, as good as it gets."""
    return _placed(curves, faces, cards, crowded=True) or Placed((), 0)


def _placed(curves: Sequence[Curve], faces: Sequence[Face], cards: Sequence[Box], *, crowded: bool) -> Placed | None:
    """The largest choose first, since the fewest places fit them."""
    # Numbers are small, and lines under them no harm.
    lines = [[] if crowded else [curve.at(step / _POINTS) for step in range(_POINTS + 1)] for curve in curves]
    taken: dict[int, _Choice] = {}
    for place in sorted(range(len(curves)), key=lambda place: -faces[place].width * faces[place].height):
        labels = tuple(choice.box for choice in taken.values())
        near = _near(curves[place], faces[place], lines[:place] + lines[place + 1 :])
        choices = _choices(curves[place], faces[place], cards, labels, near)
        best = min(choices, key=lambda choice: choice.cost)
        if best.cost >= _COVERED and not crowded:
            return None
        taken[place] = best
    chosen = tuple(taken[place] for place in range(len(curves)))
    return Placed(tuple(choice.box for choice in chosen), sum(choice.flaws for choice in chosen))


def _near(curve: Curve, face: Face, lines: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Of the points of the other lines, those that a label on the curve may reach."""
    across, down = zip(curve.start, curve.bend, curve.end, strict=True)
    aside, below = face.width / 2 + _CLEAR, face.height / 2 + _CLEAR
    left, right = min(across) - aside, max(across) + aside
    top, bottom = min(down) - below, max(down) + below
    found = ([(x, y) for x, y in line if left < x < right and top < y < bottom] for line in lines)
    return [points for points in found if points]


@dataclass(frozen=True, slots=True)
class _Choice:
    cost: float
    flaws: int
    box: Box


def _choices(
    curve: Curve, face: Face, cards: Sequence[Box], labels: Sequence[Box], others: Sequence[Sequence[Point]]
) -> Iterator[_Choice]:
    """Where the label may stand, each with how bad that is."""
    for time in _PLACES:
        x, y = curve.at(time)
        box = Box(x - face.width / 2, y - face.height / 2, face.width, face.height)
        covered = sum(meet(box, other, _CLEAR) for other in (*cards, *labels))
        left, right, top, bottom = box.x - _CLEAR, box.right + _CLEAR, box.y - _CLEAR, box.bottom + _CLEAR
        lines = sum(any(left < x < right and top < y < bottom for x, y in points) for points in others)
        flaws = lines + any(meet(box, card, _END) for card in cards)
        yield _Choice(_COVERED * covered + _FLAWED * flaws + _FAR * abs(time - 0.5), flaws, box)
