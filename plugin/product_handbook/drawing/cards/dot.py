"""Graphviz' languages: the DOT that we write and the `plain` positions that we read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphviz import Digraph

from product_handbook.drawing.geometry import CARD_WIDTH, Point

# The column gap matters to Graphviz alone, for how it routes splines; `grid.py` sets the columns anew.
ROW_GAP, COLUMN_GAP = 14.0, 64.0
"""Px between neighbours in a column and, for Graphviz alone, between columns."""

_PX_PER_INCH = 72.0

LIMIT_MARK = "limit: "
"""What an engine's answer begins with in place of positions, when it stopped at a limit that it will meet again."""


class LayoutError(Exception):
    """A drawing could not be laid out; the message ends with what to do."""


class LayoutLimitError(LayoutError):
    """A drawing is too large or too dense to be laid out; others are not affected."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What Graphviz found, in px with y downwards: the middle of each node, and the spline of each edge."""

    nodes: Mapping[int, Point]
    splines: Mapping[tuple[int, int], tuple[Point, ...]]
    """By the nodes at its left and right end; Bézier control points from left to right, three for each piece."""


def dot_of(
    heights: Mapping[int, float], weights: Mapping[tuple[int, int], int], columns: Sequence[Sequence[int]]
) -> str:
    """The DOT of one part: nodes of fixed size without labels, edges from right side to left side.

    Args:
        heights: Px by node, in the order in which the nodes shall stand.
        weights: How much an edge wants to be short and straight, by its left and right end.
        columns: Nodes to be held in one column each; those of the first stand first, in their order.
    """
    graph = Digraph(
        graph_attr={
            "rankdir": "LR",
            "nodesep": _inches(ROW_GAP),
            "ranksep": _inches(COLUMN_GAP),
        },
        node_attr={"shape": "box", "fixedsize": "true", "label": "", "width": _inches(CARD_WIDTH)},
        edge_attr={"arrowhead": "none"},
    )
    for node, height in heights.items():
        graph.node(f"n{node}", height=_inches(height))
    for place, column in enumerate(columns):
        if column:
            with graph.subgraph(graph_attr={"rank": "same" if place else "min"}) as held:
                for node in column:
                    held.node(f"n{node}")
    for above, below in pairwise(columns[0] if columns else ()):
        graph.edge(f"n{above}", f"n{below}", style="invis")
    for (left, right), weight in weights.items():
        graph.edge(f"n{left}:e", f"n{right}:w", weight=str(weight))
    return str(graph.source)


def _inches(px: float) -> str:
    return f"{px / _PX_PER_INCH:.4f}".rstrip("0").rstrip(".")


def read_plain(text: str) -> Placement:
    """The positions in Graphviz' `plain` output (https://graphviz.org/docs/outputs/plain/).

    Raises:
        LayoutLimitError: The text says that the engine stopped at a limit.
        LayoutError: The text is neither.
    """
    if text.startswith(LIMIT_MARK):
        raise LayoutLimitError(text.removeprefix(LIMIT_MARK))
    nodes: dict[int, Point] = {}
    splines: dict[tuple[int, int], tuple[Point, ...]] = {}
    try:
        rows = [row.split(" ") for row in text.splitlines()]
        height = float(rows[0][3])
        for row in rows:
            if row[0] == "node":
                nodes[int(row[1][1:])] = _point(row[2], row[3], height)
            elif row[0] == "edge":
                numbers = row[4 : 4 + 2 * int(row[3])]
                points = zip(numbers[::2], numbers[1::2], strict=True)
                splines[int(row[1][1:]), int(row[2][1:])] = tuple(_point(x, y, height) for x, y in points)
    except (IndexError, ValueError) as error:
        message = f"Graphviz answered {text[:80]!r}, which is not its `plain` format; use another release of Graphviz"
        raise LayoutError(message) from error
    return Placement(nodes, splines)


def _point(x: str, y: str, height: float) -> Point:
    return float(x) * _PX_PER_INCH, (height - float(y)) * _PX_PER_INCH
