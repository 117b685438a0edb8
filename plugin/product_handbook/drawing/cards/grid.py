"""The columns that Graphviz found, as boxes of ours, the lanes on which edges pass them, and the paths of the edges.

A path runs from port to port: in smooth curves between the columns, and straight past the cards in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from product_handbook.drawing.cards.dot import Placement
from product_handbook.drawing.cards.links import Link
from product_handbook.drawing.geometry import CARD_WIDTH, Box, Path, Point, on_curve
from product_handbook.drawing.model import DiagramEdge

# Graphviz keeps all columns equally far apart; ours follow the slopes, so that flat edges take little room and steep
# ones stay readable.
NARROWEST_GAP, WIDEST_GAP = 48.0, 88.0
"""Px between two columns: the further edges rise or fall in between, the more."""
GAP_PER_RISE = 0.06
CLEARANCE = 5.0
"""Px between a lane and the cards that it passes."""
# A lane that jogs by less reads as a mistake of the drawing, not as an edge that makes room.
SMALL_STEP = 8.0
"""Px by which a lane may be moved to be straight."""
PORT_GAP = 20.0
"""Px between two ports on one side of a card, less on a card that is too low for them."""
PORT_MARGIN = 9.0
BULGE = 30.0
"""Px by which an edge within a column swings out to the right."""

_Side = tuple[int, str]
"""A card and its left or right side."""
_Port = tuple[str, ...]
"""What meets in one point there: edges that look the same and run the same way."""


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
    boxes = {card: Box(edges[column[card]][0], rows[card], CARD_WIDTH, heights[card]) for card in heights}
    return Grid(boxes, column, edges, lanes)


def _apart(values: Sequence[float]) -> list[float]:
    """The values without those that differ from the one before by a rounding only."""
    return [value for before, value in pairwise((float("-inf"), *values)) if value - before > CARD_WIDTH / 2]


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
        edges.append((x, x + CARD_WIDTH))
        x += CARD_WIDTH + min(NARROWEST_GAP + GAP_PER_RISE * max(0.0, rise - NARROWEST_GAP), WIDEST_GAP)
    return edges


def paths_of(links: Sequence[Link], edges: Sequence[DiagramEdge], grid: Grid) -> tuple[Path, ...]:
    """The paths of the edges in their order; an edge from a card to itself has none."""
    ends = [_ends(link, edge, grid) for link, edge in zip(links, edges, strict=True)]
    sides: dict[_Side, dict[_Port, list[float]]] = {}
    for side, port, towards in (end for pair in ends for end in pair):
        sides.setdefault(side, {}).setdefault(port, []).append(towards)
    downs = {(side, port): down for side, ports in sides.items() for port, down in _spread(side, ports, grid)}
    return tuple(
        _path(link, [downs[side, port] for side, port, _ in pair], grid) for link, pair in zip(links, ends, strict=True)
    )


def _ends(link: Link, edge: DiagramEdge, grid: Grid) -> list[tuple[_Side, _Port, float]]:
    """Where the edge meets its left and its right card: the side, the port, and how far down it goes from there."""
    if link.direction == "self":
        return []
    looks = (edge.kind, edge.effect)
    passed = _passed(link, grid)
    towards_left, towards_right = grid.boxes[link.left].middle, grid.boxes[link.right].middle
    out, into = ("out", *looks), ("in", *looks)
    if link.direction == "beside":
        return [((link.tail, "right"), out, towards_right), ((link.head, "right"), into, towards_left)]
    return [
        ((link.left, "right"), into if link.direction == "back" else out, (*passed, towards_right)[0]),
        ((link.right, "left"), out if link.direction == "back" else ("in",), (towards_left, *passed)[-1]),
    ]


def _passed(link: Link, grid: Grid) -> tuple[float, ...]:
    return grid.lanes.get((link.left, link.right), ())


def _spread(side: _Side, ports: Mapping[_Port, Sequence[float]], grid: Grid) -> list[tuple[_Port, float]]:
    """The ports of one side with their places, in the order in which their edges fan out."""
    box = grid.boxes[side[0]]
    ordered = sorted(ports, key=lambda port: (sum(ports[port]) / len(ports[port]), port))
    room = (box.height - 2 * PORT_MARGIN) / max(1, len(ordered) - 1)
    gap = min(PORT_GAP, room)
    first = box.middle - gap * (len(ordered) - 1) / 2
    return [(port, first + gap * place) for place, port in enumerate(ordered)]


def _path(link: Link, downs: Sequence[float], grid: Grid) -> Path:
    """The curve between two ports that are this far down."""
    if link.direction == "self":
        return ()
    start, end = downs
    if link.direction == "beside":
        x = grid.boxes[link.tail].right
        return ((x, start), (x + BULGE, start), (x + BULGE, end), (x, end))
    columns = grid.edges[grid.column[link.left] : grid.column[link.right] + 1]
    points: list[Point] = [(columns[0][1], start)]
    for (_, leave), (enter, far) in pairwise(columns):
        lanes = (*_passed(link, grid), end)
        down = lanes[len(points) // 6]
        half = (leave + enter) / 2
        points += [(half, points[-1][1]), (half, down), (enter, down)]
        if far != columns[-1][1]:
            points += [(enter, down), (far, down), (far, down)]
    return tuple(points[::-1] if link.direction == "back" else points)
