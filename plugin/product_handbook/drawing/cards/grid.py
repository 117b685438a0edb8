"""The columns that Graphviz found, as boxes of ours, and the lanes on which edges pass them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from product_handbook.drawing.cards.card_layout import WIDTH
from product_handbook.drawing.cards.dot import Placement, Point

NARROWEST_GAP, WIDEST_GAP = 48.0, 88.0
"""Px between two columns: the further edges rise or fall in between, the more."""
GAP_PER_RISE = 0.06
CLEARANCE = 5.0
"""Px between a lane and the cards that it passes."""
SMALL_STEP = 8.0
"""Px by which a lane may be moved to be straight."""


@dataclass(frozen=True, slots=True)
class Box:
    """A card's place, in px from the upper left corner."""

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

    def moved(self, right: float, down: float) -> "Box":
        """The same box elsewhere."""
        return Box(self.x + right, self.y + down, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes in columns; every box of a column has the same left and right edge."""

    boxes: Mapping[int, Box]
    column: Mapping[int, int]
    """By card, counted from 0 on the left."""
    edges: Sequence[tuple[float, float]]
    """The left and right edge of each column."""
    lanes: Mapping[tuple[int, int], tuple[float, ...]]
    """By left and right card: how far down the edge between them passes each column in between."""


def grid_of(placement: Placement, heights: Mapping[int, float]) -> Grid:
    """The boxes and lanes of one part; its first column begins at 0, and so may its highest card."""
    middles = _apart(sorted(x for x, _ in placement.nodes.values()))
    column = {card: _nearest(x, middles) for card, (x, _) in placement.nodes.items()}
    rows = {card: y - heights[card] / 2 for card, (_, y) in placement.nodes.items()}
    held: list[list[int]] = [[] for _ in middles]
    for card in sorted(rows, key=rows.__getitem__):
        held[column[card]].append(card)
    spans = [[(rows[card], rows[card] + heights[card]) for card in cards] for cards in held]
    lanes: dict[tuple[int, int], tuple[float, ...]] = {}
    for (left, right), spline in placement.splines.items():
        between = range(column[left] + 1, column[right])
        downs = [_clear(_down_at(middles[place], spline), spans[place]) for place in between]
        ends = (placement.nodes[left][1], placement.nodes[right][1])
        lanes[left, right] = tuple(_straightened(downs, ends, [spans[place] for place in between]))
    edges = _column_edges(placement, column, lanes)
    boxes = {card: Box(edges[column[card]][0], rows[card], WIDTH, heights[card]) for card in heights}
    return Grid(boxes, column, edges, lanes)


def _apart(values: Sequence[float]) -> list[float]:
    """The values without those that differ from the one before by a rounding only."""
    return [value for before, value in pairwise((float("-inf"), *values)) if value - before > WIDTH / 2]


def _nearest(x: float, middles: Sequence[float]) -> int:
    return min(range(len(middles)), key=lambda place: abs(middles[place] - x))


def _down_at(x: float, spline: Sequence[Point]) -> float:
    """How far down a spline is that runs from left to right, where it passes `x`."""
    pieces = [spline[start : start + 4] for start in range(0, len(spline) - 3, 3)]
    piece = next((piece for piece in pieces if x <= piece[3][0]), pieces[-1])
    early, late = 0.0, 1.0
    for _ in range(16):
        half = (early + late) / 2
        if on_curve(half, [point[0] for point in piece]) < x:
            early = half
        else:
            late = half
    return on_curve(early, [point[1] for point in piece])


def on_curve(time: float, controls: Sequence[float]) -> float:
    """A cubic Bézier curve in one dimension."""
    start, first, second, end = controls
    rest = 1 - time
    return rest**3 * start + 3 * rest**2 * time * first + 3 * rest * time**2 * second + time**3 * end


def _clear(down: float, spans: Sequence[tuple[float, float]]) -> float:
    """The nearest place to `down` that is clear of the column's cards, given by top and bottom."""
    for top, bottom in spans:
        above, below = top - CLEARANCE, bottom + CLEARANCE
        if above < down < below:
            return above if down - above < below - down else below
    return down


def _straightened(
    downs: Sequence[float], ends: tuple[float, float], spans: Sequence[Sequence[tuple[float, float]]]
) -> list[float]:
    """The lanes of one edge without small steps, as far as its cards allow."""
    before, end = ends
    straight: list[float] = []
    for place, down in enumerate(downs):
        aims = (before, end) if place == len(downs) - 1 else (before,)
        near = (aim for aim in aims if abs(aim - down) <= SMALL_STEP and _clear(aim, spans[place]) == aim)
        before = next(near, down)
        straight.append(before)
    return straight


def _column_edges(
    placement: Placement, column: Mapping[int, int], lanes: Mapping[tuple[int, int], tuple[float, ...]]
) -> list[tuple[float, float]]:
    """The columns' left and right edges, further apart where edges rise or fall a lot in between."""
    rises = [0.0] * (max(column.values()) + 1)
    for (left, right), passed in lanes.items():
        downs = (placement.nodes[left][1], *passed, placement.nodes[right][1])
        for place, (before, after) in enumerate(pairwise(downs), start=column[left]):
            rises[place] = max(rises[place], abs(after - before))
    edges: list[tuple[float, float]] = []
    x = 0.0
    for rise in rises:
        edges.append((x, x + WIDTH))
        x += WIDTH + min(NARROWEST_GAP + GAP_PER_RISE * max(0.0, rise - NARROWEST_GAP), WIDEST_GAP)
    return edges
