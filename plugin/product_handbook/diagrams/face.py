"""What stands on a card: its lines, where they stand, and how high they make it."""

from dataclasses import dataclass
from typing import Literal

from product_handbook.diagrams.model import Card
from product_handbook.diagrams.text import is_right_to_left, one_line, wrap

WIDTH = 176.0
"""Px of every card; four of them with their gaps fit a column of text at four fifths of their size."""
START, END = 14.0, 11.0
"""Px between the card's edges and its text, where it begins and where it may end."""
PADDING = 9.0

TITLE_LINES = 3
TITLE_SIZE, DETAIL_SIZE = 12.5, 11.0
CAPTION_SIZE = 11.0
"""Drawn at 9.5 px in capitals set apart by 0.04 em, which is never wider than plain capitals of this size."""

Role = Literal["caption", "title", "detail"]


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    height: float
    rise: float
    """Px from the line's top to its baseline."""
    max_lines: int


_STYLES: dict[Role, _Style] = {
    "caption": _Style(CAPTION_SIZE, 14.0, 9.5, 1),
    "title": _Style(TITLE_SIZE, 16.0, 12.5, TITLE_LINES),
    "detail": _Style(DETAIL_SIZE, 14.0, 11.0, 2),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a card; `x` is where it begins, on the right for a script that runs from there."""

    role: Role
    text: str
    x: float
    y: float
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Face:
    """The lines of a card from top to bottom, in px from its upper left corner, and its height."""

    lines: tuple[Line, ...]
    height: float


def face(card: Card) -> Face:
    """The card's lines, wrapped so that no font lets them leave it."""
    lines: list[Line] = []
    top = PADDING
    for role, text in _texts(card):
        style, right_to_left = _STYLES[role], is_right_to_left(text)
        shown = text.upper() if role == "caption" else text
        for part in wrap(shown, WIDTH - START - END, style.max_lines, style.size):
            x = WIDTH - START if right_to_left else START
            lines.append(Line(role, part, x, top + style.rise, right_to_left))
            top += style.height
    return Face(tuple(lines), top + PADDING)


def _texts(card: Card) -> list[tuple[Role, str]]:
    """The card's texts that are not empty, its mark before the first of them."""
    texts: list[tuple[Role, str]] = [("caption", card.caption), ("title", card.title), ("detail", card.detail)]
    shown = [(role, one_line(text)) for role, text in texts if text.strip()]
    if card.mark and shown:
        role, text = shown[0]
        shown[0] = (role, one_line(f"{card.mark} {text}"))
    return shown
