"""What was probably meant by a number that is an order of magnitude away from what is usual."""

from decimal import Decimal
from math import log10
from typing import Final

from product_handbook.analysis.analysis import Analysis
from product_handbook.formulas.periods import Period, for_readers
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


def slip_behind(analysis: Analysis, metric: str, period: Period) -> str:
    """What to do about the value that is out of line: its own or an operand's; empty for none."""
    ahead, seen = [(metric, period)], set[tuple[str, Period]]()
    while ahead:
        each, at = ahead.pop()
        if slip := analysis.out_of_line.get(each, {}).get(at):
            title, place = analysis.strategy.metrics[each].title, slip.reported.location
            what = f"{title} is out of line with its series in {for_readers(at)}"
            return f"correct {place.path}, line {place.line}, first: {what}"
        seen.add((each, at))
        # A reported number is what the formula is computed with, whatever it is made of itself.
        if each == metric or not analysis.numbers.is_reported(each, at):
            below = [(use.metric, at.shifted(-use.lag)) for use in analysis.numbers.uses.get(each, ())]
            ahead += [pair for pair in reversed(below) if pair not in seen]
    return ""
