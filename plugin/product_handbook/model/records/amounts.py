"""Changes, scores and levels, each read from a scalar as it was written."""

import re
from decimal import Decimal

from product_handbook.diagnostics.quoting import quoted
from product_handbook.model.records import quantities
from product_handbook.model.records.reading import Shift, filled, scalar, wrong

LOWEST_SCORE, HIGHEST_SCORE = -2, 3
LEVELS = 5

UNREAD = Shift(Decimal(0), "unit")
"""Stands for a change that is missing or wrong, and a problem already: this very object, not one that equals it."""

_POINTS = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)\s*(?:points?|pp|pts?)", re.ASCII | re.IGNORECASE)
_PERCENT = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)\s*(?:percent|per cent|pct)", re.ASCII | re.IGNORECASE)
_POINT_LIKE = re.compile(
    r"(?P<number>[-+]?\d+(?:\.\d+)?)\s*(?:%-?|percentage[ -]|percent )p\w*", re.ASCII | re.IGNORECASE
)
_COUNTED = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)\s*[^\W\d].*", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}", "-"))


def shift(value: object) -> Shift:
    """A change: `2%` of the baseline, `2 points` of a share, or a number in the metric's unit."""
    expected = "a change such as `2%`, `2 points` or 0.1"
    written = filled(value, expected)
    if written.kind == "stand_in":
        return UNREAD
    text = written.text.strip()
    if points := _POINTS.fullmatch(text):
        return Shift(Decimal(points["number"]).scaleb(-2), "points")
    if likely := _likely(text):
        raise wrong("not_a_number", f"found {quoted(text)}, expected {expected}", f"write `{likely}`")
    if counted := _COUNTED.fullmatch(text):
        number = counted["number"]
        help = f"write {number} alone, which is in the unit of the metric, or `{number}%` or `{number} points`"
        raise wrong("not_a_number", f"found {quoted(text)}, expected {expected}", help)
    return Shift(quantities.number(value, expected), "relative" if text.endswith("%") else "unit")


def _likely(text: str) -> str:
    """The change that a text of another form means; empty where none can be told."""
    plain = text.translate(_DASHES)
    if points := _POINT_LIKE.fullmatch(plain):
        return f"{points['number']} points"
    if percent := _PERCENT.fullmatch(plain):
        return f"{percent['number']}%"
    return plain if plain != text and (plain.endswith("%") or _POINTS.fullmatch(plain)) else ""


def score(value: object) -> int:
    """A whole number from -2 to 3."""
    return _whole(value, "a score", LOWEST_SCORE, HIGHEST_SCORE)


def level(value: object) -> int:
    """A whole number from 1 to 5."""
    return _whole(value, "a level", 1, LEVELS)


def _whole(value: object, what: str, least: int, most: int) -> int:
    expected = f"{what} from {least} to {most}"
    written = scalar(value, expected)
    if written.kind == "stand_in":
        return least
    text = filled(value, expected).text.strip()
    if not re.fullmatch(r"[-+]?\d{1,3}", text, re.ASCII) or not least <= int(text) <= most:
        raise wrong(
            "number_out_of_range",
            f"found {quoted(text)}, expected {expected}",
            f"write a whole number from {least} to {most}",
        )
    return int(text)
