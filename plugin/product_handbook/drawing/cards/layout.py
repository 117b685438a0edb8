"""From a diagram to places: boxes for its cards and paths for its edges."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from product_handbook.drawing.cards.card_layout import card_layout
from product_handbook.drawing.cards.dot import dot_of, read_plain
from product_handbook.drawing.cards.grid import Grid, grid_of, paths_of
from product_handbook.drawing.cards.links import ConnectedCards, Link, connected_cards, links_of
from product_handbook.drawing.geometry import CARD_WIDTH, Box, Layout, Path
from product_handbook.drawing.model import Diagram, DiagramEdge, EdgeKind

Engine = Callable[[str], str]
"""From DOT to Graphviz' `plain` positions; it raises LayoutError."""

MARGIN = 6.0
"""Px around everything, for lines and the focus ring."""
PART_GAP = 24.0
SHELF_WIDTH = 4 * CARD_WIDTH + 3 * PART_GAP
"""Px beyond which parts that hang together with nothing else begin a new row, unless one part is wider."""

# Arithmetic is what readers follow, so it runs straight; an influence may bend around it.
_WEIGHTS: Mapping[EdgeKind, int] = {"component": 3, "step": 3, "shared": 3, "influence": 1}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part by itself: its boxes and paths by their places in the diagram, and how far all of it reaches."""

    boxes: Mapping[int, Box]
    paths: Mapping[int, Path]
    left: float
    top: float
    width: float
    height: float


def lay_out(diagram: Diagram, engine: Engine) -> Layout:
    """The places of the diagram's cards and edges; roots on the left, what they are made of on the right.

    Cards without edges do not start the engine.

    Raises:
        LayoutError: The engine failed or took too long.
    """
    heights = [card_layout(card).height for card in diagram.cards]
    links = links_of(diagram)
    parts = connected_cards(diagram, links)
    part_of = {card: number for number, part in enumerate(parts) for card in part.cards}
    held: list[dict[int, tuple[Link, DiagramEdge]]] = [{} for _ in parts]
    for place, (link, edge) in enumerate(zip(links, diagram.edges, strict=True)):
        held[part_of[link.tail]][place] = (link, edge)
    return _shelved(
        [
            _place(part, {card: heights[card] for card in part.cards}, edges, engine)
            for part, edges in zip(parts, held, strict=True)
        ]
    )


def _place(
    part: ConnectedCards, heights: Mapping[int, float], edges: Mapping[int, tuple[Link, DiagramEdge]], engine: Engine
) -> _Placed:
    """One part, laid out by the engine unless it is a single card."""
    if len(part.cards) == 1:
        card = part.cards[0]
        grid = Grid({card: Box(0.0, 0.0, CARD_WIDTH, heights[card])}, {card: 0}, [(0.0, CARD_WIDTH)], {})
    else:
        weights: dict[tuple[int, int], int] = {}
        for link, edge in edges.values():
            if link.direction in {"onward", "back"}:
                pair = (link.left, link.right)
                weights[pair] = max(weights.get(pair, 0), _WEIGHTS[edge.kind])
        grid = grid_of(read_plain(engine(dot_of(heights, weights, part.columns))), heights)
    links, kinds = [link for link, _ in edges.values()], [edge for _, edge in edges.values()]
    return _measured(grid.boxes, dict(zip(edges, paths_of(links, kinds, grid), strict=True)))


def _measured(boxes: Mapping[int, Box], paths: Mapping[int, Path]) -> _Placed:
    points = [point for path in paths.values() for point in path]
    left = min([box.x for box in boxes.values()] + [x for x, _ in points])
    top = min([box.y for box in boxes.values()] + [y for _, y in points])
    right = max([box.right for box in boxes.values()] + [x for x, _ in points])
    bottom = max([box.bottom for box in boxes.values()] + [y for _, y in points])
    return _Placed(boxes, paths, left, top, right - left, bottom - top)


def _shelved(parts: Sequence[_Placed]) -> Layout:
    """The parts side by side in rows, in their order; single cards begin a new row."""
    widest = max([SHELF_WIDTH, *(part.width for part in parts)])
    boxes: dict[int, Box] = {}
    paths: dict[int, Path] = {}
    x, y, row, width = MARGIN, MARGIN, 0.0, 0.0
    for number, part in enumerate(parts):
        first_single = number > 0 and len(part.boxes) == 1 < len(parts[number - 1].boxes)
        if x > MARGIN and (first_single or x - MARGIN + part.width > widest):
            x, y, row = MARGIN, y + row + PART_GAP, 0.0
        right, down = x - part.left, y - part.top
        boxes |= {card: box.moved(right, down) for card, box in part.boxes.items()}
        paths |= {edge: tuple((px + right, py + down) for px, py in path) for edge, path in part.paths.items()}
        x, row, width = x + part.width + PART_GAP, max(row, part.height), max(width, x + part.width)
    ordered = (tuple(boxes[place] for place in sorted(boxes)), tuple(paths[place] for place in sorted(paths)))
    return Layout(width + MARGIN, y + row + MARGIN, *ordered)
