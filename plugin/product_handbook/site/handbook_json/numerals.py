"""Numbers as `handbook.json` writes them: plain digits, never with an exponent."""

from decimal import Context, Decimal
from fractions import Fraction
from typing import overload

MOST_DIGITS = 30
"""Of a computed value: what is reported has fewer, so that only what a division left over is cut."""

_COMPUTED = Context(prec=MOST_DIGITS)


@overload
def digits(value: Decimal) -> str: ...
@overload
def digits(value: Decimal | None) -> str | None: ...
def digits(value: Decimal | None) -> str | None:
    """A number with the digits that it was written with; None for None."""
    return None if value is None else f"{value:f}"


@overload
def rounded(value: Decimal) -> str: ...
@overload
def rounded(value: Decimal | None) -> str | None: ...
def rounded(value: Decimal | None) -> str | None:
    """A computed number, to `MOST_DIGITS` significant digits and without zeros at its end; None for None."""
    return None if value is None else f"{_COMPUTED.normalize(value):f}"


def fraction(value: Fraction) -> str:
    """An exact fraction, to `MOST_DIGITS` significant digits."""
    return rounded(_COMPUTED.divide(Decimal(value.numerator), Decimal(value.denominator)))
