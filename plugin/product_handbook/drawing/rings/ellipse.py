"""Boxes on an ellipse around a middle, and the order in which neighbours have most to do with each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin

from product_handbook.drawing.cards.card_layout import WIDTH
from product_handbook.drawing.cards.dot import Point
from product_handbook.drawing.cards.grid import Box

MOST_ROUNDS = 20
"""How often the order is improved at most."""


@dataclass(frozen=True, slots=True)
class Ring:
    """An ellipse around 0 0, by half its width and half its height in px."""

    across: float
    down: float

    def scaled(self, factor: float) -> "Ring":
        """A larger or smaller one."""
        return Ring(self.across * factor, self.down * factor)

    def points(self, count: int, start: float) -> tuple[Point, ...]:
        """So many points on it at equal angles, clockwise from an angle (0 is on the right, a quarter turn below)."""
        turns = (start + 2 * pi * place / count for place in range(count))
        return tuple((self.across * cos(turn), self.down * sin(turn)) for turn in turns)


def box_around(middle: Point, height: float, width: float = WIDTH) -> Box:
    """A box by its middle."""
    return Box(middle[0] - width / 2, middle[1] - height / 2, width, height)


def meet(one: Box, other: Box, gap: float) -> bool:
    """Whether there is less than a gap between two boxes, both across and down."""
    across = one.x - gap < other.right and other.x < one.right + gap
    return across and one.y - gap < other.bottom and other.y < one.bottom + gap


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
