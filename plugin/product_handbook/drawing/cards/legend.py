"""The key to a diagram's lines and signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from product_handbook.drawing.cards.card_layout import SHAPES, SIGNS, badges_of_figures, is_line, look_of
from product_handbook.drawing.cards.strokes import Stroke, strokes_of
from product_handbook.drawing.model import (
    AgreementLook,
    BadgeLook,
    Diagram,
    DiagramEdge,
    EffectLook,
    Figures,
    TrendLook,
)
from product_handbook.drawing.text import one_line
from product_handbook.drawing.words import COMPUTED, EARLIER, OFF, SHARES, arrows, badge_word

_SAMPLE = ((1.0, 6.0), (10.0, 6.0), (20.0, 6.0), (29.0, 6.0))
"""The line that stands for its kind, in a picture of 30 by 12 px."""

ARROW: Final = "→"
"""What a step says of itself; an arrow needs no key."""

_MEANINGS: Final = (
    (DiagramEdge("a", "b", "component"), "computed from"),
    (DiagramEdge("a", "b", "component", lagged=True), f"computed from {EARLIER}"),
    (DiagramEdge("a", "a", "component", lagged=True), f"builds on {EARLIER}"),
    (DiagramEdge("a", "b", "influence", effect="positive"), "believed to raise"),
    (DiagramEdge("a", "b", "influence", effect="negative"), "believed to lower"),
    (DiagramEdge("a", "b", "influence"), "believed to influence"),
    (DiagramEdge("a", "b", "shared"), f"{SHARES}: neither leads to the other"),
)

_TRENDS: Final[tuple[tuple[TrendLook, str], ...]] = (
    ("better", "changed for the better"),
    ("worse", "changed for the worse"),
)
_BADGES: Final[tuple[tuple[BadgeLook, str], ...]] = (
    ("broken", "beyond the bound that it must keep while the North Star grows"),
    ("met", "has reached its target"),
    ("on_track", "will reach its target in time"),
    ("at_risk", "moves towards its target, but too slowly"),
    ("too_early", "has too few values to tell a pace from"),
    ("off_track", "will not reach its target, or missed it"),
)
_AGREEMENTS: Final[tuple[tuple[AgreementLook, str], ...]] = (("computed", COMPUTED), ("off", OFF))


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sample of a line or a sign, and what it means; without both it is the sign of a card that builds on itself."""

    strokes: tuple[Stroke, ...]
    text: str
    shape: Stroke | None = None
    """The shape of a badge, around 0 0."""
    sign: str = ""
    """A text that stands on cards."""
    look: str = ""
    """The CSS classes of the sign."""


def legend(diagram: Diagram) -> tuple[LegendEntry, ...]:
    """A key for each look of line that occurs, arithmetic first, then one for each sign on its cards."""
    return (*_lines(diagram), *_signs([card.figures for card in diagram.cards if card.figures is not None]))


def _signs(figures: Sequence[Figures]) -> Iterator[LegendEntry]:
    """Arrows, shapes of badges, and what stands before values."""
    trends = {found.trend_look for found in figures if one_line(found.trend)[:1] in arrows("better")}
    for trend, meaning in _TRENDS:
        if trend in trends:
            yield LegendEntry((), meaning, sign="\u2009".join(arrows(trend)), look=f"hb-trend hb-{trend}")
    badges = {look for found in figures for look in badges_of_figures(found)}
    for look, meaning in _BADGES:
        if look in badges:
            shape = Stroke(SHAPES[look], f"hb-shape {look_of(look)}", filled=not is_line(look))
            yield LegendEntry((), f"{badge_word(look)}: {meaning}", shape)
    agreements = {found.agreement for found in figures if one_line(found.value)}
    for agreement, meaning in _AGREEMENTS:
        if agreement in agreements:
            yield LegendEntry((), meaning, sign=SIGNS[agreement], look=f"hb-agreement hb-is-{agreement}")


def _lines(diagram: Diagram) -> tuple[LegendEntry, ...]:
    """A key for each look of line."""
    looks = {_look(edge) for edge in diagram.edges}
    meanings = _MEANINGS if diagram.step == ARROW else (*_MEANINGS, (DiagramEdge("a", "b", "step"), diagram.step))
    return tuple(
        LegendEntry(strokes_of(edge, () if edge.tail == edge.head else _SAMPLE), meaning)
        for edge, meaning in meanings
        if _look(edge) in looks
    )


def _look(edge: DiagramEdge) -> tuple[str, EffectLook, bool, bool]:
    """What tells its line from others."""
    return (
        edge.kind,
        edge.effect if edge.kind == "influence" else "",
        edge.kind == "component" and edge.lagged,
        edge.tail == edge.head,
    )
