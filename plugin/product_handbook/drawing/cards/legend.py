"""The key to a diagram's lines and signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from product_handbook.drawing.cards.card_layout import SIGNS
from product_handbook.drawing.cards.status_badge import SHAPES, is_line, look_of
from product_handbook.drawing.cards.strokes import Stroke, strokes_of
from product_handbook.drawing.model import Agreement, Diagram, Edge, Effect, Figures, Status, TrendLook
from product_handbook.drawing.text import one_line
from product_handbook.drawing.words import COMPUTED, EARLIER, OFF, SHARES, arrows

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
    (Edge("a", "b", "shared"), f"{SHARES}: neither leads to the other"),
)

_TRENDS: Final[tuple[tuple[TrendLook, str], ...]] = (
    ("better", "changed for the better"),
    ("worse", "changed for the worse"),
)
_STATUSES: Final[tuple[tuple[Status, str], ...]] = (
    ("met", "met: has reached its target"),
    ("on_track", "on track: will reach its target in time"),
    ("at_risk", "at risk: moves towards its target, but too slowly"),
    ("off_track", "off track: will not reach its target, or missed it"),
)
_AGREEMENTS: Final[tuple[tuple[Agreement, str], ...]] = (("computed", COMPUTED), ("off", OFF))


@dataclass(frozen=True, slots=True)
class Key:
    """A sample of a line or a sign, and what it means; without both it is the sign of a card that builds on itself."""

    strokes: tuple[Stroke, ...]
    text: str
    shape: Stroke | None = None
    """The shape of a status, around 0 0."""
    sign: str = ""
    """A text that stands on cards."""
    look: str = ""
    """The CSS classes of the sign."""


def legend(diagram: Diagram) -> tuple[Key, ...]:
    """A key for each look of line that occurs, arithmetic first, then one for each sign on its cards."""
    return (*_lines(diagram), *_signs([card.figures for card in diagram.cards if card.figures is not None]))


def _signs(figures: Sequence[Figures]) -> Iterator[Key]:
    """Arrows, shapes of statuses, and what stands before values."""
    trends = {found.trend_look for found in figures if one_line(found.trend)[:1] in arrows("better")}
    for trend, meaning in _TRENDS:
        if trend in trends:
            yield Key((), meaning, sign="\u2009".join(arrows(trend)), look=f"hb-trend hb-{trend}")
    statuses = {found.status for found in figures}
    for status, meaning in _STATUSES:
        if status in statuses:
            shape = Stroke(SHAPES[status], f"hb-shape {look_of(status)}", filled=not is_line(status))
            yield Key((), meaning, shape)
    agreements = {found.agreement for found in figures if one_line(found.value)}
    for agreement, meaning in _AGREEMENTS:
        if agreement in agreements:
            yield Key((), meaning, sign=SIGNS[agreement], look=f"hb-agreement hb-is-{agreement}")


def _lines(diagram: Diagram) -> tuple[Key, ...]:
    """A key for each look of line."""
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
