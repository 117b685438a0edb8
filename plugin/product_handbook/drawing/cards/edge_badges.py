"""The small signs on edges: operators, and where the value of an earlier period is meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import dist

from product_handbook.drawing.geometry import Layout, Path, Point, on_curve
from product_handbook.drawing.model import Diagram, DiagramEdge
from product_handbook.drawing.text import one_line, text_width
from product_handbook.drawing.words import EARLIER, operators_in_words

HEIGHT = 18.0
TEXT_SIZE = 11.0

# Nearest to the input first: there an edge has left the bundle of its card and names one input only.
_PLACES = (0.85, 0.7, 0.5, 0.3, 0.15)
"""How far along each curve of an edge a sign may stand; the first that is clear is taken."""
_CLEAR = 16.0
"""Px between the middle of a sign and any other line or sign."""
_CORNER = 20.0
"""Px between the right edge of a card and the sign that it builds on its own earlier value."""


@dataclass(frozen=True, slots=True)
class EdgeBadge:
    """A badge around a sign; without a text it holds the round arrow of a card that builds on itself."""

    x: float
    """Its left edge."""
    y: float
    """Its upper edge."""
    width: float
    half: float
    """Half its width, where the sign stands."""
    text: str
    tooltip: str


def badges_of(diagram: Diagram, layout: Layout) -> tuple[EdgeBadge, ...]:
    """One where the inputs of a card leave if it tells how they are joined, else one an input; then earlier values."""
    drawn = list(zip(diagram.edges, layout.paths, strict=True))
    formulas = {card.id: card.formula for card in diagram.cards}
    boxes = {card.id: box for card, box in zip(diagram.cards, layout.boxes, strict=True)}
    inputs: dict[str, list[tuple[DiagramEdge, Path]]] = {}
    for edge, path in drawn:
        if edge.kind == "component":
            inputs.setdefault(edge.tail, []).append((edge, path))
    free = _Free([path for _, path in drawn if path])
    badges: list[EdgeBadge] = []
    for tail, pairs in inputs.items():
        if formula := formulas[tail]:
            badges += _shared(pairs, "ƒ", f"computed as {one_line(formula)}")
        elif len({edge.operators for edge, _ in pairs}) == 1:
            operators = pairs[0][0].operators
            badges += _shared(pairs, " ".join(operators), operators_in_words(operators))
        else:
            badges += _own(pairs, free)
    for edge, path in drawn:
        if edge.lagged:
            box = boxes[edge.tail]
            badges.append(_badge(free.place_on(path), "prev") if path else _badge((box.right - _CORNER, box.y), ""))
    return tuple(badges)


def _shared(pairs: Sequence[tuple[DiagramEdge, Path]], text: str, tooltip: str) -> Iterator[EdgeBadge]:
    """One sign for all inputs, on the edge of the card where their lines leave it."""
    starts = {path[0]: path[1] for _, path in pairs if path}
    for start, towards in starts.items() if text else ():
        yield _badge(start, text, away=1 if towards[0] > start[0] else -1, tooltip=tooltip)


def _own(pairs: Sequence[tuple[DiagramEdge, Path]], free: "_Free") -> Iterator[EdgeBadge]:
    """Each input's operators, where its line runs alone."""
    for edge, path in pairs:
        if edge.operators and path:
            tooltip = operators_in_words(edge.operators)
            yield _badge(free.place_on(path), " ".join(edge.operators), tooltip=tooltip)


class _Free:
    """Where signs can stand on lines without touching another line or sign."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.points = {path: tuple(_points(path, [step / 12 for step in range(13)])) for path in paths}
        self.taken: list[Point] = []

    def place_on(self, path: Path) -> Point:
        """The place nearest to the end of a path that is clear, or else the clearest one; it is taken then."""
        best, found = -1.0, path[-1]
        for place in _points(path, _PLACES):
            clearance = self._clearance(place, path)
            if clearance > best:
                best, found = clearance, place
            if best >= _CLEAR:
                break
        self.taken.append(found)
        return found

    def _clearance(self, place: Point, own: Path) -> float:
        """Px to the nearest point of another line, to a sign, or to an end of the own line; at most `_CLEAR`."""
        nearest = min(dist(place, own[0]), dist(place, own[-1]), _CLEAR)
        others = (point for path, points in self.points.items() if path != own for point in points)
        for x, y in (*self.taken, *others):
            if abs(x - place[0]) < nearest and abs(y - place[1]) < nearest:
                nearest = min(nearest, dist(place, (x, y)))
        return nearest


def _points(path: Path, times: Sequence[float]) -> Iterator[Point]:
    """Points on the curves of a path, the last curve first."""
    for end in range(len(path) - 1, 0, -3):
        xs, ys = zip(*path[end - 3 : end + 1], strict=True)
        yield from ((on_curve(time, xs), on_curve(time, ys)) for time in times)


def _badge(place: Point, text: str, *, away: int = 0, tooltip: str = EARLIER) -> EdgeBadge:
    """A badge around a place; a long one reaches away from the card that its place is the edge of."""
    width = max(HEIGHT, text_width(text, TEXT_SIZE) + 8)
    middle = place[0] + away * (width - HEIGHT) / 2
    return EdgeBadge(middle - width / 2, place[1] - HEIGHT / 2, width, width / 2, text, tooltip)
