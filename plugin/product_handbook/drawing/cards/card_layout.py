"""What stands on a card: its lines, where they stand, and how high they make it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from product_handbook.drawing.geometry import CARD_WIDTH, Point
from product_handbook.drawing.model import NO_FIGURES, AgreementLook, BadgeLook, Card, Figures
from product_handbook.drawing.text import is_right_to_left, one_line, text_width, wrap
from product_handbook.drawing.words import badge_word, trend_shown

START, END = 14.0, 11.0
"""Px between the card's edges and its text, where it begins and where it may end."""
ROOM = CARD_WIDTH - START - END
PADDING = 9.0

TITLE_LINES = 3
TITLE_SIZE, DETAIL_SIZE = 12.5, 11.0
CAPTION_SIZE = 11.0
"""Drawn at 9.5 px in capitals set apart by 0.04 em, which is never wider than plain capitals of this size."""

# Not scaled to fit: three steps keep the values of neighbouring cards alike in size.
VALUE_SIZES = (16.0, 13.0, 11.0)
"""The largest at which the whole value fits is taken: a number that is cut off would be another number."""
VALUE_HEIGHT, VALUE_RISE = 21.0, 16.0
TREND_SIZE, TREND_HEIGHT, TREND_RISE = 11.0, 14.0, 11.0
SIGN_SIZE = 14.0
SIGN_GAP = 2.0
FIGURE_GAP = 6.0
"""Px at least between two figures of a line."""
TREND_END = 16.0
"""Px between the card's right edge, where signs of operators stand, and a change that ends there."""
BADGE_GAP = 5.0
SIGNS: Mapping[AgreementLook, str] = {"off": "≠", "computed": "="}
"""What stands before a value that contradicts its formula, or that its formula gave."""

BADGE_HEIGHT: Final = 17.0
BADGE_TEXT_SIZE: Final = 10.5
BADGE_RISE: Final = 12.2
"""Px from the badge's upper edge to the baseline of its word."""
SHAPE_MIDDLE: Final = 12.0
"""Px from the badge's left edge to the middle of its shape."""
WORD_START: Final = 20.0
_BADGE_END: Final = 4.5
"""Px after the word in the widest font; in most the word leaves as much as before the shape."""

SHAPES: Final[Mapping[BadgeLook, str]] = {
    "broken": "M-3.4-3.4L3.4 3.4M3.4-3.4L-3.4 3.4",
    "on_track": "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0-4 0z",
    "at_risk": "M0-5L5 0L0 5L-5 0z",
    "off_track": "M-3.7-3.7H3.7V3.7H-3.7z",
    "met": "M-4.3 0.3L-1.3 3.5L4.3-3.7",
    "too_early": "M-3.6 0A3.6 3.6 0 1 0 3.6 0A3.6 3.6 0 1 0-3.6 0z",
}
"""A cross, a disc, a diamond, a square, a tick and a ring, some of them lines; as SVG path data around 0 0."""

Role = Literal["caption", "title", "agreement", "value", "trend", "detail"]


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
class CardLine:
    """A line of text on a card; `x` is where it begins, on the right for a script that runs from there."""

    role: Role
    text: str
    x: float
    y: float
    size: float
    right_to_left: bool = False
    ends: bool = False
    """Whether `x` is where it ends instead, on the right."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge on a card, in px from the card's upper left corner."""

    says: BadgeLook
    x: float
    y: float
    width: float
    height: float = BADGE_HEIGHT

    @property
    def word(self) -> str:
        """What it says."""
        return badge_word(self.says)

    @property
    def look(self) -> str:
        """The CSS class that gives it its colour."""
        return look_of(self.says)

    @property
    def shape(self) -> str:
        """Its shape as SVG path data."""
        return SHAPES[self.says]

    @property
    def is_line(self) -> bool:
        """Whether its shape is drawn as a line."""
        return is_line(self.says)

    @property
    def shape_at(self) -> Point:
        """The middle of its shape."""
        return self.x + SHAPE_MIDDLE, self.y + self.height / 2

    @property
    def word_at(self) -> Point:
        """Where its word begins."""
        return self.x + WORD_START, self.y + BADGE_RISE


@dataclass(frozen=True, slots=True)
class CardLayout:
    """The lines of a card from top to bottom, in px from its upper left corner, its badges, and its height."""

    lines: tuple[CardLine, ...]
    badges: tuple[Badge, ...]
    height: float


@lru_cache(maxsize=8192)
def card_layout(card: Card) -> CardLayout:
    """The card's lines, wrapped so that no font lets them leave it."""
    lines: list[CardLine] = []
    texts, figures = _texts(card), card.figures or NO_FIGURES
    top, broken = _add_broken(figures)
    top = _stack([(role, text) for role, text in texts if role != "detail"], top, lines)
    top, trend = _add_figures(figures, top, lines)
    top = _stack([(role, text) for role, text in texts if role == "detail"], top, lines)
    top, status = _add_status(figures.status, trend, top, lines)
    return CardLayout(tuple(lines), (*broken, *status), top + PADDING)


def _add_broken(figures: Figures) -> tuple[float, tuple[Badge, ...]]:
    """The badge of a broken guardrail, above all else; how far down it reaches."""
    if not figures.broken:
        return PADDING, ()
    badge = Badge("broken", START, PADDING, badge_width("broken"))
    return badge.y + badge.height + BADGE_GAP, (badge,)


def _stack(texts: Iterable[tuple[Role, str]], top: float, lines: list[CardLine]) -> float:
    """Adds the lines of the texts; how far down they reach."""
    for role, text in texts:
        style, right_to_left = _STYLES[role], is_right_to_left(text)
        shown = text.upper() if role == "caption" else text
        for part in wrap(shown, ROOM, style.max_lines, style.size):
            x = CARD_WIDTH - START if right_to_left else START
            lines.append(CardLine(role, part, x, top + style.rise, style.size, right_to_left))
            top += style.height
    return top


def _add_figures(figures: Figures, top: float, lines: list[CardLine]) -> tuple[float, str]:
    """Adds the value with the last change beside it; how far down it reaches, and the change if it had no room."""
    trend = "".join(wrap(trend_shown(figures), ROOM, 1, TREND_SIZE))
    if not one_line(figures.value):
        return top, trend
    baseline = top + VALUE_RISE
    used = _add_value(figures, baseline, lines)
    if trend and _fit_together(used, trend):
        lines.append(_trend_at_the_end(trend, baseline))
        trend = ""
    return top + VALUE_HEIGHT, trend


def _add_value(figures: Figures, y: float, lines: list[CardLine]) -> float:
    """Adds the value, its sign before it; how much of the line they take."""
    before = 0.0
    if sign := SIGNS.get(figures.agreement, ""):
        lines.append(CardLine("agreement", sign, START, y, SIGN_SIZE))
        before = text_width(sign, SIGN_SIZE) + SIGN_GAP
    value = one_line(figures.value)
    fitting = (size for size in VALUE_SIZES if before + text_width(value, size) <= ROOM)
    size = next(fitting, VALUE_SIZES[-1])
    shown = "".join(wrap(value, ROOM - before, 1, size))
    lines.append(CardLine("value", shown, START + before, y, size))
    return before + text_width(shown, size)


def _add_status(status: BadgeLook, trend: str, top: float, lines: list[CardLine]) -> tuple[float, tuple[Badge, ...]]:
    """Adds the change that had no room beside the value, beside the badge or above it; how far down they reach."""
    beside = bool(trend and status) and _fit_together(badge_width(status), trend)
    if trend and not beside:
        lines.append(CardLine("trend", trend, START, top + TREND_RISE, TREND_SIZE))
        top += TREND_HEIGHT
    if not status:
        return top, ()
    badge = Badge(status, START, top + BADGE_GAP, badge_width(status))
    if beside:
        lines.append(_trend_at_the_end(trend, badge.y + BADGE_RISE))
    return badge.y + badge.height, (badge,)


def _fit_together(used: float, trend: str) -> bool:
    """Whether the last change has room on a line of which so much is taken."""
    return START + used + FIGURE_GAP + text_width(trend, TREND_SIZE) <= CARD_WIDTH - TREND_END


def _trend_at_the_end(trend: str, y: float) -> CardLine:
    return CardLine("trend", trend, CARD_WIDTH - TREND_END, y, TREND_SIZE, ends=True)


def _texts(card: Card) -> list[tuple[Role, str]]:
    """The card's texts that are not empty, its mark before the first of them."""
    texts: list[tuple[Role, str]] = [("caption", card.caption), ("title", card.title), ("detail", card.detail)]
    shown = [(role, one_line(text)) for role, text in texts if text.strip()]
    if card.mark and shown:
        role, text = shown[0]
        shown[0] = (role, one_line(f"{card.mark} {text}"))
    return shown


def badge_width(look: BadgeLook) -> float:
    """Px that hold its word in any font."""
    return WORD_START + text_width(badge_word(look), BADGE_TEXT_SIZE) + _BADGE_END


def look_of(look: BadgeLook) -> str:
    """The CSS class that gives a badge its colour."""
    return f"hb-is-{look.replace('_', '-')}"


def is_line(look: BadgeLook) -> bool:
    """Whether its shape is drawn as a line instead of being filled."""
    return look in {"broken", "met", "too_early"}


def badges_of_figures(figures: Figures) -> tuple[BadgeLook, ...]:
    """What the badges of a card with these figures say."""
    looks: tuple[BadgeLook, ...] = ("broken" if figures.broken else "", figures.status)
    return tuple(look for look in looks if look)
