"""The way of an edge: from port to port in smooth curves between the columns, and straight past the cards in them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from product_handbook.drawing.cards.dot import Point
from product_handbook.drawing.cards.grid import Grid
from product_handbook.drawing.cards.links import Link
from product_handbook.drawing.model import Edge

PORT_GAP = 20.0
"""Px between two ports on one side of a card, less on a card that is too low for them."""
PORT_MARGIN = 9.0
BULGE = 30.0
"""Px by which an edge within a column swings out to the right."""

Path = tuple[Point, ...]
"""Control points of joined cubic Bézier curves from tail to head: one, and three more for each curve; or none."""

_Side = tuple[int, str]
"""A card and its left or right side."""
_Port = tuple[str, ...]
"""What meets in one point there: edges that look the same and run the same way."""


def paths_of(links: Sequence[Link], edges: Sequence[Edge], grid: Grid) -> tuple[Path, ...]:
    """The paths of the edges in their order; an edge from a card to itself has none."""
    ends = [_ends(link, edge, grid) for link, edge in zip(links, edges, strict=True)]
    sides: dict[_Side, dict[_Port, list[float]]] = {}
    for side, port, towards in (end for pair in ends for end in pair):
        sides.setdefault(side, {}).setdefault(port, []).append(towards)
    downs = {(side, port): down for side, ports in sides.items() for port, down in _spread(side, ports, grid)}
    return tuple(
        _path(link, [downs[side, port] for side, port, _ in pair], grid) for link, pair in zip(links, ends, strict=True)
    )


def _ends(link: Link, edge: Edge, grid: Grid) -> list[tuple[_Side, _Port, float]]:
    """Where the edge meets its left and its right card: the side, the port, and how far down it goes from there."""
    if link.way == "self":
        return []
    looks = (edge.kind, edge.effect)
    passed = _passed(link, grid)
    towards_left, towards_right = grid.boxes[link.left].middle, grid.boxes[link.right].middle
    out, into = ("out", *looks), ("in", *looks)
    if link.way == "beside":
        return [((link.tail, "right"), out, towards_right), ((link.head, "right"), into, towards_left)]
    return [
        ((link.left, "right"), into if link.way == "back" else out, (*passed, towards_right)[0]),
        ((link.right, "left"), out if link.way == "back" else ("in",), (towards_left, *passed)[-1]),
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
    if link.way == "self":
        return ()
    start, end = downs
    if link.way == "beside":
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
    return tuple(points[::-1] if link.way == "back" else points)
