"""Changes, scores and levels, each read from a scalar as it was written."""

import re
from decimal import Decimal

from product_handbook.strategy.nodes import Scalar
from product_handbook.strategy.notation import shown
from product_handbook.strategy.records import quantities
from product_handbook.strategy.records.reading import Shift, filled, scalar, wrong

LOWEST_SCORE, HIGHEST_SCORE = -2, 3
LEVELS = 5

_POINTS = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)\s*(?:points?|pp|pt|pts)", re.ASCII | re.IGNORECASE)


def shift(value: object) -> Shift:
    """A change: `2%` of the baseline, `2 points` of a share, or a number in the metric's unit."""
    expected = "a change such as `2%`, `2 points` or 0.1"
    written = filled(value, expected)
    if written.kind == "stand_in":
        return Shift(Decimal(0), "unit")
    if points := _POINTS.fullmatch(written.text.strip()):
        return Shift(Decimal(points["number"]).scaleb(-2), "points")
    is_relative = written.text.rstrip().endswith("%")
    return Shift(quantities.number(value, expected), "relative" if is_relative else "unit")


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
    text = filled(value, expected).text.strip() if isinstance(value, Scalar) else written.text.strip()
    if not re.fullmatch(r"[-+]?\d{1,3}", text, re.ASCII) or not least <= int(text) <= most:
        raise wrong(f"found {shown(text)}, expected {expected}", f"write a whole number from {least} to {most}")
    return int(text)
