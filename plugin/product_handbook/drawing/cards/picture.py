"""All that is in a drawing, ready to be written: every number a text, every name on one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from product_handbook.drawing.cards.card_layout import (
    BADGE_HEIGHT,
    BADGE_RISE,
    SHAPE_MIDDLE,
    SHAPES,
    WORD_START,
    CardLine,
    StatusBadge,
    card_layout,
    is_line,
    look_of,
)
from product_handbook.drawing.cards.edge_badges import EdgeBadge, badges_of
from product_handbook.drawing.cards.strokes import Stroke, strokes_of
from product_handbook.drawing.geometry import Box, Layout, number
from product_handbook.drawing.model import NO_FIGURES, Card, Diagram
from product_handbook.drawing.text import one_line
from product_handbook.drawing.words import agreement_described, card_described, status_word, tooltip

SMALLEST: Final = 0.8
"""How far a drawing shrinks: its smallest text, 11 px, stays just legible at 9."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of text on a card, its place from the card's upper left corner."""

    look: str
    """Its CSS classes."""
    text: str
    x: str
    y: str
    size: str
    """Px; empty for that of its class."""
    right_to_left: bool
    ends: bool
    """Whether `x` is its right end."""
    metric: str
    """Whose value it is; empty for any other text."""
    tooltip: str


@dataclass(frozen=True, slots=True)
class StatusBadgeView:
    """A status, its places from the card's upper left corner."""

    look: str
    word: str
    x: str
    y: str
    width: str
    height: str
    shape: str
    shape_at: tuple[str, str]
    is_line: bool
    word_at: tuple[str, str]


@dataclass(frozen=True, slots=True)
class CardView:
    """A card in its place."""

    href: str
    title: str
    """Its name, and its figures in words."""
    look: str
    """Its CSS classes."""
    x: str
    y: str
    width: str
    height: str
    focus: bool
    lines: tuple[LineView, ...]
    badge: StatusBadgeView | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, `width` by `height` px."""

    name: str
    title: str
    description: str
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
        diagram.name,
        one_line(diagram.title),
        one_line(diagram.description),
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
    badge = None if shown.badge is None else _badge_view(shown.badge)
    place = (number(box.x), number(box.y), number(box.width), number(box.height))
    return CardView(card.href, card_described(card), look, *place, card.focus, lines, badge)


def _line(line: CardLine, card: Card) -> LineView:
    look, figures = f"hb-{line.role}", card.figures or NO_FIGURES
    if line.role == "trend" and figures.trend_look:
        look += f" hb-{figures.trend_look}"
    elif line.role == "agreement":
        look += f" hb-is-{figures.agreement}"
    tooltips = {"value": figures.exact, "trend": figures.trend_exact, "agreement": agreement_described(figures)}
    return LineView(
        look,
        line.text,
        number(line.x),
        number(line.y),
        number(line.size) if line.role == "value" else "",
        line.right_to_left,
        line.ends,
        card.metric if line.role == "value" else "",
        one_line(tooltips.get(line.role, "")),
    )


def _badge_view(badge: StatusBadge) -> StatusBadgeView:
    return StatusBadgeView(
        look_of(badge.status),
        status_word(badge.status),
        number(badge.x),
        number(badge.y),
        number(badge.width),
        number(BADGE_HEIGHT),
        SHAPES[badge.status],
        (number(badge.x + SHAPE_MIDDLE), number(badge.y + BADGE_HEIGHT / 2)),
        is_line(badge.status),
        (number(badge.x + WORD_START), number(badge.y + BADGE_RISE)),
    )
