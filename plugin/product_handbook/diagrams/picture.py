"""All that is in a drawing, ready to be written: every number a text, every name on one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from product_handbook.diagrams.badges import Badge, badges_of
from product_handbook.diagrams.face import face
from product_handbook.diagrams.grid import Box
from product_handbook.diagrams.layout import Layout
from product_handbook.diagrams.model import Card, Diagram
from product_handbook.diagrams.strokes import Stroke, number, strokes_of
from product_handbook.diagrams.text import one_line
from product_handbook.diagrams.words import tooltip


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of text on a card, its place from the card's upper left corner."""

    role: str
    text: str
    x: str
    y: str
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """A card in its place."""

    href: str
    title: str
    look: str
    """Its CSS classes."""
    x: str
    y: str
    width: str
    height: str
    focus: bool
    lines: tuple[LineView, ...]


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
    lines = tuple(
        LineView(line.role, line.text, number(line.x), number(line.y), line.right_to_left) for line in face(card).lines
    )
    place = (number(box.x), number(box.y), number(box.width), number(box.height))
    return CardView(card.href, one_line(card.title), look, *place, card.focus, lines)
