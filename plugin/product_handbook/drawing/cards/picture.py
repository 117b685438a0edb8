"""All that is in a drawing, ready to be written: every number a text, every name on one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from product_handbook.drawing.cards.card_layout import Line, face
from product_handbook.drawing.cards.edge_badges import Badge, badges_of
from product_handbook.drawing.cards.grid import Box
from product_handbook.drawing.cards.layout import Layout
from product_handbook.drawing.cards.status_badge import HEIGHT as PILL_HEIGHT
from product_handbook.drawing.cards.status_badge import RISE, SHAPE_MIDDLE, SHAPES, WORD_START, Pill, is_line, look_of
from product_handbook.drawing.cards.strokes import Stroke, number, strokes_of
from product_handbook.drawing.model import NO_FIGURES, Card, Diagram
from product_handbook.drawing.text import one_line
from product_handbook.drawing.words import STATUSES, agreement_told, name_told, tooltip


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
class PillView:
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
    pill: PillView | None


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
    badges: tuple[Badge, ...]


def picture_of(diagram: Diagram, layout: Layout) -> Picture:
    """The diagram in the places that the layout gives it."""
    return Picture(
        diagram.name,
        one_line(diagram.title),
        one_line(diagram.description),
        ceil(layout.width),
        ceil(layout.height),
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
    shown = face(card)
    lines = tuple(_line(line, card) for line in shown.lines)
    pill = None if shown.pill is None else _pill(shown.pill)
    place = (number(box.x), number(box.y), number(box.width), number(box.height))
    return CardView(card.href, name_told(card), look, *place, card.focus, lines, pill)


def _line(line: Line, card: Card) -> LineView:
    look, figures = f"hb-{line.role}", card.figures or NO_FIGURES
    if line.role == "trend" and figures.trend_look:
        look += f" hb-{figures.trend_look}"
    elif line.role == "agreement":
        look += f" hb-is-{figures.agreement}"
    tooltips = {"value": figures.exact, "trend": figures.trend_exact, "agreement": agreement_told(figures)}
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


def _pill(pill: Pill) -> PillView:
    return PillView(
        look_of(pill.status),
        STATUSES[pill.status],
        number(pill.x),
        number(pill.y),
        number(pill.width),
        number(PILL_HEIGHT),
        SHAPES[pill.status],
        (number(pill.x + SHAPE_MIDDLE), number(pill.y + PILL_HEIGHT / 2)),
        is_line(pill.status),
        (number(pill.x + WORD_START), number(pill.y + RISE)),
    )
