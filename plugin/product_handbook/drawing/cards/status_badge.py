"""The pill that says how a metric stands to its target: a shape of its own for each status, and the word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from product_handbook.drawing.model import Status
from product_handbook.drawing.text import text_width
from product_handbook.drawing.words import STATUSES

HEIGHT: Final = 17.0
TEXT_SIZE: Final = 10.5
RISE: Final = 12.2
"""Px from the pill's upper edge to the baseline of its word."""
SHAPE_MIDDLE: Final = 12.0
"""Px from the pill's left edge to the middle of its shape."""
WORD_START: Final = 20.0
_END: Final = 4.5
"""Px after the word in the widest font; in most the word leaves as much as before the shape."""

SHAPES: Final[Mapping[Status, str]] = {
    "on_track": "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0-4 0z",
    "at_risk": "M0-5L5 0L0 5L-5 0z",
    "off_track": "M-3.7-3.7H3.7V3.7H-3.7z",
    "met": "M-4.3 0.3L-1.3 3.5L4.3-3.7",
}
"""A disc, a diamond, a square, and a tick, which is a line; as SVG path data around 0 0."""


@dataclass(frozen=True, slots=True)
class Pill:
    """A pill on a card, in px from the card's upper left corner."""

    status: Status
    x: float
    y: float
    width: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + HEIGHT


def pill_width(status: Status) -> float:
    """Px that hold its word in any font."""
    return WORD_START + text_width(STATUSES[status], TEXT_SIZE) + _END


def look_of(status: Status) -> str:
    """The CSS class that gives a status its colour."""
    return f"hb-is-{status.replace('_', '-')}"


def is_line(status: Status) -> bool:
    """Whether its shape is drawn as a line instead of being filled."""
    return status == "met"
