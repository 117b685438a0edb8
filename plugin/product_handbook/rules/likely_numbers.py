"""What was probably meant by a number that is an order of magnitude away from what is usual."""

from decimal import Decimal
from math import log10
from typing import Final

from product_handbook.model.records.metric import Metric
from product_handbook.rules.rule import value_in_words

NEAR: Final = 0.5
"""Half an order of magnitude: of all powers of ten, only one brings a number so near to what is usual."""
POWERS: Final = (-6, -3, -2, -1, 1, 2, 3, 6)
"""By which numbers are mistaken: a digit, a percentage, thousands, millions."""
DIGITS: Final = 6
FEW_DIGITS: Final = 3


def in_words(metric: Metric, value: Decimal) -> str:
    """A value in six digits."""
    return value_in_words(metric, value, DIGITS)


def times(value: Decimal, usual: Decimal, metric: Metric) -> str:
    """How one number compares with another: "1,000 times the 100" or "1/100 of the 41%"."""
    ratio = abs(value / usual)
    many = f"{float(f'{max(ratio, 1 / ratio):.2g}'):,.0f}"
    return f"{f'{many} times' if ratio > 1 else f'1/{many} of'} the {value_in_words(metric, usual, FEW_DIGITS)}"


def plain(value: Decimal) -> str:
    """A number as files write it, without zeros at its end."""
    return f"{value.normalize():f}"


def percent_left_out(value: Decimal) -> str:
    """What to do about a percentage that lacks its sign."""
    return f"write {plain(value)}% if it is a percentage: without the sign it is {value.scaleb(2):,.0f}%"


def is_near(value: Decimal, usual: Decimal) -> bool:
    """Whether two numbers are of one size."""
    return bool(value) and abs(log10(abs(value / usual))) < NEAR


def by_a_power(metric: Metric, value: Decimal, usual: Decimal) -> str:
    """The number with the power of ten less or more that brings it in line, as a fix."""
    likely = min((value.scaleb(power) for power in POWERS), key=lambda each: abs(log10(abs(each / usual))))
    where = "look for a slip in the unit, the separator or the column"
    written = f"{plain(likely.scaleb(2))}%" if metric.format == "percent" else plain(likely)
    return f"write {written} if that is meant, and {where}" if is_near(likely, usual) else where
