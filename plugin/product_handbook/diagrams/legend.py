"""The key to a diagram's lines."""

from dataclasses import dataclass
from typing import Final

from product_handbook.diagrams.model import Diagram, Edge, Effect
from product_handbook.diagrams.strokes import Stroke, strokes_of
from product_handbook.diagrams.words import EARLIER

_SAMPLE = ((1.0, 6.0), (10.0, 6.0), (20.0, 6.0), (29.0, 6.0))
"""The line that stands for its kind, in a picture of 30 by 12 px."""

ARROW: Final = "→"
"""What a step says of itself; an arrow needs no key."""

_MEANINGS: Final = (
    (Edge("a", "b", "component"), "computed from"),
    (Edge("a", "b", "component", lagged=True), f"computed from {EARLIER}"),
    (Edge("a", "a", "component", lagged=True), f"builds on {EARLIER}"),
    (Edge("a", "b", "influence", effect="positive"), "believed to raise"),
    (Edge("a", "b", "influence", effect="negative"), "believed to lower"),
    (Edge("a", "b", "influence"), "believed to influence"),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A sample of a line and what it means; without strokes it is the sign of a card that builds on itself."""

    strokes: tuple[Stroke, ...]
    text: str


def legend(diagram: Diagram) -> tuple[Key, ...]:
    """A key for each look of line that occurs, arithmetic first."""
    looks = {_look(edge) for edge in diagram.edges}
    meanings = _MEANINGS if diagram.step == ARROW else (*_MEANINGS, (Edge("a", "b", "step"), diagram.step))
    return tuple(
        Key(strokes_of(edge, () if edge.tail == edge.head else _SAMPLE), meaning)
        for edge, meaning in meanings
        if _look(edge) in looks
    )


def _look(edge: Edge) -> tuple[str, Effect, bool, bool]:
    """What tells its line from others."""
    return (
        edge.kind,
        edge.effect if edge.kind == "influence" else "",
        edge.kind == "component" and edge.lagged,
        edge.tail == edge.head,
    )
