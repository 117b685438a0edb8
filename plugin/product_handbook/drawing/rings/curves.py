"""Curves between boxes: quadratic, cut where they leave one box and where they enter the other."""

from dataclasses import dataclass
from math import hypot

from product_handbook.drawing.cards.dot import Point
from product_handbook.drawing.cards.grid import Box
from product_handbook.drawing.cards.strokes import number

HEAD_LENGTH, HEAD_WIDTH = 9.0, 4.5
"""Px of an arrow head: along its line, and to each side of it."""
_STEPS = 14
"""Halvings with which the end of a curve is found: to less than a tenth of a px."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic Bézier curve."""

    start: Point
    bend: Point
    end: Point

    def at(self, time: float) -> Point:
        """A point of it, from 0 at its start to 1 at its end."""
        rest = 1 - time
        x, y = (
            rest * rest * a + 2 * rest * time * b + time * time * c
            for a, b, c in zip(self.start, self.bend, self.end, strict=True)
        )
        return x, y

    def between(self, early: float, late: float) -> "Curve":
        """The part of it between two times."""
        one = (1 - early) * (1 - late)
        two = (1 - early) * late + (1 - late) * early
        three = early * late
        x, y = (one * a + two * b + three * c for a, b, c in zip(self.start, self.bend, self.end, strict=True))
        return Curve(self.at(early), (x, y), self.at(late))

    def reversed(self) -> "Curve":
        """The same curve from its end to its start."""
        return Curve(self.end, self.bend, self.start)

    def moved(self, right: float, down: float) -> "Curve":
        """The same curve elsewhere."""
        start, bend, end = ((x + right, y + down) for x, y in (self.start, self.bend, self.end))
        return Curve(start, bend, end)

    def shortened(self, px: float) -> "Curve":
        """The curve without its last px, for the head that stands there."""
        x, y = _unit(self.bend, self.end)
        return Curve(self.start, self.bend, (self.end[0] - px * x, self.end[1] - px * y))

    @property
    def data(self) -> str:
        """As SVG path data."""
        return f"M{pair(self.start)}Q{pair(self.bend)} {pair(self.end)}"

    @property
    def head(self) -> str:
        """A full arrow head at its end, as SVG path data."""
        (x, y), (along, down) = self.end, _unit(self.bend, self.end)
        back = (x - HEAD_LENGTH * along, y - HEAD_LENGTH * down)
        left = (back[0] - HEAD_WIDTH * down, back[1] + HEAD_WIDTH * along)
        right = (back[0] + HEAD_WIDTH * down, back[1] - HEAD_WIDTH * along)
        return f"M{pair(left)}L{pair(self.end)} {pair(right)}z"


def bent_through(start: Point, middle: Point, end: Point) -> Curve:
    """The curve that passes a point half-way."""
    x, y = (2 * m - (a + b) / 2 for a, m, b in zip(start, middle, end, strict=True))
    return Curve(start, (x, y), end)


def cut(curve: Curve, first: Box, last: Box, gap: float) -> Curve:
    """The curve between two boxes that its ends lie in, a gap away from both."""
    late = 1 - _leaves(curve.reversed(), last, gap)
    early = _leaves(curve, first, gap)
    return curve.between(early, max(late, early))


def _leaves(curve: Curve, box: Box, gap: float) -> float:
    """When the curve leaves the box that it starts in."""
    inside, outside = 0.0, 0.5
    for _ in range(_STEPS):
        half = (inside + outside) / 2
        x, y = curve.at(half)
        within = box.x - gap < x < box.right + gap and box.y - gap < y < box.bottom + gap
        inside, outside = (half, outside) if within else (inside, half)
    return inside


def pair(point: Point) -> str:
    """A point as SVG path data has it."""
    return f"{number(point[0])} {number(point[1])}"


def _unit(start: Point, end: Point) -> Point:
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down) or 1.0
    return across / length, down / length
