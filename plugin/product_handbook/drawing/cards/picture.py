"""All that is in a drawing, ready to be written: every name on one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from product_handbook.drawing.cards.card_layout import Badge, CardLine, card_layout
from product_handbook.drawing.cards.edge_badges import EdgeBadge, badges_of
from product_handbook.drawing.cards.strokes import Stroke, strokes_of
from product_handbook.drawing.geometry import Box, Layout
from product_handbook.drawing.model import NO_FIGURES, Card, Diagram
from product_handbook.drawing.text import one_line
from product_handbook.drawing.words import agreement_described, card_described, tooltip

SMALLEST: Final = 0.8
"""How far a drawing shrinks: its smallest text, 11 px, stays just legible at 9."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of text on a card."""

    line: CardLine
    look: str
    """Its CSS classes."""
    metric: str
    """Whose value it is; empty for any other text."""
    tooltip: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A card in its place."""

    href: str
    title: str
    """Its name, and its figures in words."""
    look: str
    """Its CSS classes."""
    box: Box
    focus: bool
    lines: tuple[LineView, ...]
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, `width` by `height` px."""

    diagram: Diagram
    width: int
    height: int
    strokes: tuple[Stroke, ...]
    """Each once, in the order in which they are drawn."""
    cards: tuple[CardView, ...]
    badges: tuple[EdgeBadge, ...]

    @property
    def narrowest(self) -> int:
        """Px to which it may shrink; where there is less room, it scrolls in its own box."""
        return ceil(self.width * SMALLEST)


def picture_of(diagram: Diagram, layout: Layout) -> Picture:
    """The diagram in the places that the layout gives it."""
    return Picture(
        diagram,
        ceil(layout.width),
        ceil(layout.height),
        # Edges that share a port share its arrow head, which drawn twice would look bolder.
        tuple(dict.fromkeys(_strokes(diagram, layout))),
        tuple(_card(card, box) for card, box in zip(diagram.cards, layout.boxes, strict=True)),
        badges_of(diagram, layout),
    )


def _strokes(diagram: Diagram, layout: Layout) -> Iterator[Stroke]:
    titles = {card.id: card.title for card in diagram.cards}
    for edge, path in zip(diagram.edges, layout.paths, strict=True):
        yield from strokes_of(edge, path, one_line(tooltip(edge, titles, diagram.step)))


def _card(card: Card, box: Box) -> CardView:
    look = f"hb-card hb-{card.tone.replace('_', '-')}" + (" hb-focus" if card.focus else "")
    shown = card_layout(card)
    lines = tuple(_line(line, card) for line in shown.lines)
    return CardView(card.href, card_described(card), look, box, card.focus, lines, shown.badges)


def _line(line: CardLine, card: Card) -> LineView:
    look, figures = f"hb-{line.role}", card.figures or NO_FIGURES
    if line.role == "trend" and figures.trend_look:
        look += f" hb-{figures.trend_look}"
    elif line.role == "agreement":
        look += f" hb-is-{figures.agreement}"
    tooltips = {"value": figures.exact, "trend": figures.trend_exact, "agreement": agreement_described(figures)}
    metric = card.metric if line.role == "value" else ""
    return LineView(line, look, metric, one_line(tooltips.get(line.role, "")))
