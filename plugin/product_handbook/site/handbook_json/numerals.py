"""Numbers as `handbook.json` writes them: plain digits, never with an exponent."""

from decimal import Context, Decimal
from fractions import Fraction

MOST_DIGITS = 30
"""Of a computed value: what is reported has fewer, so that only what a division left over is cut."""

_COMPUTED = Context(prec=MOST_DIGITS)


def digits(value: Decimal) -> str:
    """A number with the digits that it was written with."""
    return f"{value:f}"


def rounded(value: Decimal | Fraction) -> str:
    """A computed number, to `MOST_DIGITS` significant digits and without zeros at its end."""
    if isinstance(value, Fraction):
        value = _COMPUTED.divide(Decimal(value.numerator), Decimal(value.denominator))
    return f"{_COMPUTED.normalize(value):f}"
