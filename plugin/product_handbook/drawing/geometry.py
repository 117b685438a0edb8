"""Places in px from the upper left corner, x to the right and y downwards, and how they are written."""

from collections.abc import Sequence
from dataclasses import dataclass

CARD_WIDTH = 176.0
"""Px of every card; four of them with their gaps fit a column of text at four fifths of their size."""

Point = tuple[float, float]

Path = tuple[Point, ...]
"""Control points of joined cubic Bézier curves from tail to head: one, and three more for each curve; or none."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, such as the place of a card."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half-way down."""
        return self.y + self.height / 2

    def meets(self, other: "Box", gap: float) -> bool:
        """Whether there is less than a gap between two boxes, both across and down."""
        across = self.x - gap < other.right and other.x < self.right + gap
        return across and self.y - gap < other.bottom and other.y < self.bottom + gap

    def holds(self, point: Point, gap: float = 0.0) -> bool:
        """Whether a point is inside, or outside by less than a gap."""
        x, y = point
        return self.x - gap < x < self.right + gap and self.y - gap < y < self.bottom + gap

    def moved(self, right: float, down: float) -> "Box":
        """The same box elsewhere."""
        return Box(self.x + right, self.y + down, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in px from the upper left corner."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    """In the order of the diagram's cards."""
    paths: tuple[Path, ...]
    """In the order of the diagram's edges; empty for an edge from a card to itself."""


def on_curve(time: float, controls: Sequence[float]) -> float:
    """A cubic Bézier curve in one dimension."""
    start, first, second, end = controls
    rest = 1 - time
    return rest**3 * start + 3 * rest**2 * time * first + 3 * rest * time**2 * second + time**3 * end


def number(px: float) -> str:
    """Px to a tenth, as short as can be."""
    text = f"{px:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


def pair(point: Point) -> str:
    """A point as SVG path data has it."""
    return f"{number(point[0])} {number(point[1])}"
