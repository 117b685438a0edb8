"""Boxes on an ellipse with curves between them: what the pictures of a value web and of a loop have in common.

Curves are quadratic, cut where they leave one box and where they enter the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, pi, sin

from product_handbook.drawing.geometry import CARD_WIDTH, Box, Point, pair

HEAD_LENGTH, HEAD_WIDTH = 9.0, 4.5
"""Px of an arrow head: along its line, and to each side of it."""
# 2^-14 of half a curve of 1,000 px is 0.03 px.
_STEPS = 14
"""Halvings with which the end of a curve is found: to less than a tenth of a px."""


MOST_ROUNDS = 20
"""How often the order is improved at most."""
MARGIN = 8.0
"""Px around everything, for the focus ring of a card and half the width of a line."""


@dataclass(frozen=True, slots=True)
class Ellipse:
    """An ellipse around 0 0, by half its width and half its height in px."""

    across: float
    down: float

    def scaled(self, factor: float) -> "Ellipse":
        """A larger or smaller one."""
        return Ellipse(self.across * factor, self.down * factor)

    def points(self, count: int, start: float) -> tuple[Point, ...]:
        """So many points on it at equal angles, clockwise from an angle (0 is on the right, a quarter turn below)."""
        turns = (start + 2 * pi * place / count for place in range(count))
        return tuple((self.across * cos(turn), self.down * sin(turn)) for turn in turns)


def box_around(middle: Point, height: float, width: float = CARD_WIDTH) -> Box:
    """A box by its middle."""
    return Box(middle[0] - width / 2, middle[1] - height / 2, width, height)


def ordered(count: int, ties: Mapping[tuple[int, int], int]) -> tuple[int, ...]:
    """The places 0 to `count` − 1 around a ring, so that those with many ties stand near each other.

    Two are exchanged as long as that shortens the ways; the same ties give the same order.
    """
    order = list(range(count))
    best = _length(order, ties)
    for _ in range(MOST_ROUNDS if ties else 0):
        before = best
        for one, other in combinations(range(count), 2):
            order[one], order[other] = order[other], order[one]
            length = _length(order, ties)
            if length < best:
                best = length
            else:
                order[one], order[other] = order[other], order[one]
        if best == before:
            break
    return tuple(order)


def _length(order: Sequence[int], ties: Mapping[tuple[int, int], int]) -> int:
    """The steps along the ring between all that have ties; a way across costs more than several round the rim."""
    place = {card: position for position, card in enumerate(order)}
    total = 0
    for (one, other), count in ties.items():
        apart = abs(place[one] - place[other])
        steps = min(apart, len(order) - apart)
        total += count * steps * steps
    return total


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

    @property
    def line(self) -> str:
        """As SVG path data, without the part that its head covers, but for one px so that no gap is seen."""
        x, y = _unit(self.bend, self.end)
        end = (self.end[0] - (HEAD_LENGTH - 1) * x, self.end[1] - (HEAD_LENGTH - 1) * y)
        return f"M{pair(self.start)}Q{pair(self.bend)} {pair(end)}"

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
        inside, outside = (half, outside) if box.holds(curve.at(half), gap) else (inside, half)
    return inside


def _unit(start: Point, end: Point) -> Point:
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down) or 1.0
    return across / length, down / length


@dataclass(frozen=True, slots=True)
class RingLayout:
    """Where everything stands, in px from the upper left corner."""

    width: float
    height: float
    cards: tuple[Box, ...]
    """In the order of the diagram's cards."""
    curves: tuple[Curve, ...]
    labels: tuple[Box, ...]


def fitted(cards: Sequence[Box], curves: Sequence[Curve], labels: Sequence[Box]) -> RingLayout:
    """All of it moved so that its upper left corner is at 0 0, and no larger than it has to be."""
    points = [curve.at(step / 8) for curve in curves for step in range(9)]
    boxes = (*cards, *labels)
    left = min([box.x for box in boxes] + [x for x, _ in points]) - MARGIN
    top = min([box.y for box in boxes] + [y for _, y in points]) - MARGIN
    right = max([box.right for box in boxes] + [x for x, _ in points]) + MARGIN
    bottom = max([box.bottom for box in boxes] + [y for _, y in points]) + MARGIN
    return RingLayout(
        right - left,
        bottom - top,
        tuple(box.moved(-left, -top) for box in cards),
        tuple(curve.moved(-left, -top) for curve in curves),
        tuple(box.moved(-left, -top) for box in labels),
    )
