"""Labels on curves: each on its own one, off the cards, off each other, and off other lines where there is room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from product_handbook.diagrams.dot import Point
from product_handbook.diagrams.grid import Box
from product_handbook.diagrams.text import text_width, wrap
from product_handbook.diagrams.web.curves import Curve
from product_handbook.diagrams.web.icons import SIZE as ICON
from product_handbook.diagrams.web.rings import meet

TEXT_SIZE = 11.0
LINE = 14.0
"""Px from one line of text to the next."""
WIDEST_TEXT = 112.0
MOST_LINES = 3
_PADDING = 7.0
"""Px between a label's ends and what stands in it."""
ICON_GAP = 5.0

_PLACES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8)
"""How far along its curve a label may stand."""
_CLEAR = 3.0
"""Px between two labels, or a label and a card."""
_COVERED, _LINE_COVERED, _FAR = 1000.0, 2.0, 6.0
"""How bad it is to cover a label or a card, to cover a point of another line, and to stand at the end of one's own."""
_POINTS = 16
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
        return _PADDING + ICON + ICON_GAP


def face_of(text: str) -> Face:
    """The face of a label with a sign and a text."""
    lines = wrap(text, WIDEST_TEXT, MOST_LINES, TEXT_SIZE)
    widest = max((text_width(line, TEXT_SIZE) for line in lines), default=0.0)
    return Face(lines, 2 * _PADDING + ICON + ICON_GAP + widest, 8.0 + LINE * max(1, len(lines)))


Placed = tuple[Box, ...]
"""Where the labels stand, in the order of their curves."""


def room_for(curves: Sequence[Curve], faces: Sequence[Face], cards: Sequence[Box]) -> Placed | None:
    """Every label on its own curve, clear of cards and of each other; None where there is no room."""
    return _placed(curves, faces, cards, crowded=False)


def crowded(curves: Sequence[Curve], faces: Sequence[Face], cards: Sequence[Box]) -> Placed:
    """The same, as good as it gets."""
    return _placed(curves, faces, cards, crowded=True) or ()


def _placed(curves: Sequence[Curve], faces: Sequence[Face], cards: Sequence[Box], *, crowded: bool) -> Placed | None:
    """The largest choose first, since the fewest places fit them."""
    # Numbers are small, and lines under them no harm.
    points = [[] if crowded else [curve.at(step / _POINTS) for step in range(_POINTS + 1)] for curve in curves]
    taken: dict[int, Box] = {}
    for place in sorted(range(len(curves)), key=lambda place: -faces[place].width * faces[place].height):
        solid = [*cards, *taken.values()]
        others = [point for other, found in enumerate(points) if other != place for point in found]
        cost, box = min(_choices(curves[place], faces[place], solid, others), key=lambda choice: choice[0])
        if cost >= _COVERED and not crowded:
            return None
        taken[place] = box
    return tuple(taken[place] for place in range(len(curves)))


def _choices(curve: Curve, face: Face, solid: Sequence[Box], others: Sequence[Point]) -> Iterator[tuple[float, Box]]:
    """Where the label may stand, each with how bad that is."""
    for time in _PLACES:
        x, y = curve.at(time)
        box = Box(x - face.width / 2, y - face.height / 2, face.width, face.height)
        covered = sum(meet(box, other, _CLEAR) for other in solid)
        lines = sum(box.x < px < box.right and box.y < py < box.bottom for px, py in others)
        yield _COVERED * covered + _LINE_COVERED * lines + _FAR * abs(time - 0.5), box
