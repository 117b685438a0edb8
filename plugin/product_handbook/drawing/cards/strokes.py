"""The lines and arrow heads of edges, as SVG path data."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from product_handbook.drawing.geometry import Path, Point, number, pair
from product_handbook.drawing.model import DiagramEdge

INFLUENCE_DASH: Final = "5 4"
LAGGED_DASH: Final = "1.5 4"
SHARED_DASH: Final = "8 5"
BAR_DISTANCE = 4.0
"""Px between a card and the bar of an edge that lowers it."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path to draw."""

    data: str
    look: str
    """Its CSS classes."""
    dash: str = ""
    filled: bool = False
    tooltip: str = ""


def strokes_of(edge: DiagramEdge, path: Path, tooltip: str = "") -> tuple[Stroke, ...]:
    """The line of an edge and, unless it is arithmetic, its arrow head; nothing for an edge from a card to itself.

    An influence points at what it influences, its tail: with a full head where it raises it, with a bar where it
    lowers it, with an open head where nobody has said; a step points at the next one. What is shared has no direction.
    """
    if not path:
        return ()
    if edge.kind == "component":
        return (Stroke(_data(path), "hb-component", LAGGED_DASH if edge.lagged else "", tooltip=tooltip),)
    if edge.kind == "shared":
        return (Stroke(_data(path), "hb-step", SHARED_DASH, tooltip=tooltip),)
    if edge.kind == "step":
        ahead = -_way(path[-1], path[-2])
        return Stroke(_data(path), "hb-step", tooltip=tooltip), Stroke(
            _full_head(path[-1], ahead), "hb-tip", filled=True
        )
    ahead = -_way(path[0], path[1])
    if edge.effect == "negative":
        x, y = path[0]
        bar = (x - BAR_DISTANCE * ahead, y)
        return _influence((bar, *path[1:]), tooltip), Stroke(_bar(bar), "hb-tip hb-bar")
    full = edge.effect == "positive"
    head = _full_head(path[0], ahead) if full else _open_head(path[0], ahead)
    return _influence(path, tooltip), Stroke(head, "hb-tip", filled=full)


def _influence(path: Path, tooltip: str) -> Stroke:
    return Stroke(_data(path), "hb-influence", INFLUENCE_DASH, tooltip=tooltip)


def _way(start: Point, towards: Point) -> int:
    """1 to the right, -1 to the left."""
    return 1 if towards[0] >= start[0] else -1


def _full_head(tip: Point, ahead: int) -> str:
    return f"M{pair(tip)}l{-7 * ahead}-4v8z"


def _open_head(tip: Point, ahead: int) -> str:
    x, y = tip
    return f"M{pair((x - 7 * ahead, y - 4.5))}L{pair((x - ahead, y))} {pair((x - 7 * ahead, y + 4.5))}"


def _bar(middle: Point) -> str:
    return f"M{pair((middle[0], middle[1] - 5.5))}v11"


def _data(path: Path) -> str:
    return f"M{pair(path[0])}" + "".join(_pieces(path))


def _pieces(path: Path) -> Iterator[str]:
    """Each curve, a straight one as a line; neighbouring lines are not joined."""
    for start, end in pairwise(range(0, len(path), 3)):
        controls = path[start : end + 1]
        if len({number(y) for _, y in controls}) == 1:
            yield f"H{number(controls[-1][0])}"
        else:
            yield "C" + " ".join(map(pair, controls[1:]))
