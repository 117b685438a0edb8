"""A sign for each kind of value that changes hands, so that no kind is told by its colour."""

from collections.abc import Mapping
from typing import Final

from product_handbook.model.records.value_web import ExchangeKind

SIZE: Final = 14.0
"""Px of a sign, both ways."""

ICONS: Final[Mapping[ExchangeKind, str]] = {
    "money": "M7 1.5A5.5 5.5 0 1 0 7 12.5 5.5 5.5 0 1 0 7 1.5z"
    "M8.9 5.2Q7 3.6 5.6 5 4.8 6.4 7 7 9.3 7.7 8.4 9.1 7 10.4 5 8.9M7 3V11",
    "attention": "M1 7Q7 .5 13 7 7 13.5 1 7zM7 5A2 2 0 1 0 7 9 2 2 0 1 0 7 5z",
    "content": "M3 1.5H8.5L11 4V12.5H3zM5 6.2H9M5 8.2H9M5 10.2H7.5",
    "access": "M4.5 5.6A2.7 2.7 0 1 0 4.5 11 2.7 2.7 0 1 0 4.5 5.6zM6.5 6.4L11.7 1.5M9.6 3.5L11.6 5.5",
    "data": "M2 12.5V8.5M5.3 12.5V5.5M8.7 12.5V7M12 12.5V2.5",
    "work": "M2 12L7.3 6.7M6 3.6A3.2 3.2 0 0 1 10 2.3L8.3 4 10 5.7 11.7 4A3.2 3.2 0 0 1 7.3 6.7",
    "trust": "M7 1.5L12 3V7Q11.5 10.8 7 12.5 2.5 10.8 2 7V3zM4.8 6.8L6.5 8.5 9.4 5.2",
    "reach": "M2 5.5V8.5H4.5L9.5 11.5V2.5L4.5 5.5zM11.3 5.2Q12.6 7 11.3 8.8",
}
"""A coin, an eye, a sheet, a key, bars, a spanner, a shield and a megaphone; as SVG path data, to be drawn as lines."""

OTHER_DASH: Final = "6 4"
"""How the line of anything but money is broken."""
