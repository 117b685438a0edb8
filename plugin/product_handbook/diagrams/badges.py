"""The small signs on edges: operators, and where the value of an earlier period is meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from product_handbook.diagrams.dot import Point
from product_handbook.diagrams.grid import on_curve
from product_handbook.diagrams.layout import Layout
from product_handbook.diagrams.model import Diagram, Edge
from product_handbook.diagrams.routes import Path
from product_handbook.diagrams.strokes import number
from product_handbook.diagrams.text import text_width
from product_handbook.diagrams.words import EARLIER, operators_in_words

HEIGHT = 18.0
TEXT_SIZE = 11.0

_ALONG = (0.82, 0.55, 0.3)
"""How far along the last curve of an edge its operator stands: for the first at a card, the second, the others."""
_EARLIER_ALONG = 0.55
_CORNER = 20.0
"""Px between the right edge of a card and the sign that it builds on its own earlier value."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A pill around a sign; without a text it holds the round arrow of a card that builds on itself."""

    x: str
    """Its left edge."""
    y: str
    """Its upper edge."""
    width: str
    half: str
    """Half its width, where the sign stands."""
    text: str
    tooltip: str


def badges_of(diagram: Diagram, layout: Layout) -> tuple[Badge, ...]:
    """One where the inputs of a card leave if they share their operators, else one an input; then earlier values."""
    drawn = list(zip(diagram.edges, layout.paths, strict=True))
    boxes = {card.id: box for card, box in zip(diagram.cards, layout.boxes, strict=True)}
    inputs: dict[str, list[tuple[Edge, Path]]] = {}
    for edge, path in drawn:
        if edge.kind == "component":
            inputs.setdefault(edge.tail, []).append((edge, path))
    badges: list[Badge] = []
    at_head: dict[str, int] = {}
    for pairs in inputs.values():
        same = len({edge.operators for edge, _ in pairs}) == 1
        badges += _shared(pairs) if same else _own(pairs, at_head)
    for edge, path in drawn:
        if edge.lagged:
            box = boxes[edge.tail]
            badges.append(
                _badge(_at(path, _EARLIER_ALONG), "prev") if path else _badge((box.right - _CORNER, box.y), "")
            )
    return tuple(badges)


def _shared(pairs: Sequence[tuple[Edge, Path]]) -> Iterator[Badge]:
    """The operators of all inputs, on the edge of the card where their lines leave it."""
    operators = pairs[0][0].operators
    starts = {path[0]: path[1] for _, path in pairs if path}
    if operators:
        for start, towards in starts.items():
            yield _badge(start, " ".join(operators), away=1 if towards[0] > start[0] else -1, operators=operators)


def _own(pairs: Sequence[tuple[Edge, Path]], at_head: dict[str, int]) -> Iterator[Badge]:
    """Each input's operators near the input; `at_head` counts those that a card has already."""
    for edge, path in pairs:
        if edge.operators and path:
            taken = at_head.get(edge.head, 0)
            at_head[edge.head] = taken + 1
            place = _at(path, _ALONG[min(taken, len(_ALONG) - 1)])
            yield _badge(place, " ".join(edge.operators), operators=edge.operators)


def _at(path: Path, time: float) -> Point:
    """A point on the last curve of the path."""
    return on_curve(time, [x for x, _ in path[-4:]]), on_curve(time, [y for _, y in path[-4:]])


def _badge(place: Point, text: str, *, away: int = 0, operators: Sequence[str] = ()) -> Badge:
    """A badge around a place; a long one reaches away from the card that its place is the edge of."""
    width = max(HEIGHT, text_width(text, TEXT_SIZE) + 8)
    middle = place[0] + away * (width - HEIGHT) / 2
    tooltip = operators_in_words(operators) or EARLIER
    return Badge(
        number(middle - width / 2), number(place[1] - HEIGHT / 2), number(width), number(width / 2), text, tooltip
    )
