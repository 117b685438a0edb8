"""Exact rounding: numbers to so many places or digits, without a detour through binary fractions."""

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

ExactNumber = Fraction | Decimal | int

MOST_DIGITS: Final = 60
"""How many digits an exact number is written with; inputs have at most 30 on either side of the point."""
_BITS_PER_DIGIT: Final = 3.3219280948873626
_WIDE: Final = Context(prec=500, rounding=ROUND_HALF_UP, traps=[InvalidOperation])
"""Rounds decimals many times faster than ratios of integers are divided; ours have at most some hundred digits."""


def rounded(value: ExactNumber, places: int) -> Decimal:
    """The nearest number with so many places after the point, halves away from zero; with fewer than 0, tens and up."""
    if isinstance(value, Decimal):
        try:
            found = _WIDE.quantize(value, Decimal((0, (1,), -places)))
        except InvalidOperation:
            return rounded(Fraction(value), places)
        return found or found.copy_abs()
    above, below = _scaled(value, places)
    return _decimal((2 * abs(above) + below) // (2 * below), places, negative=above < 0)


def cut(value: ExactNumber, places: int) -> Decimal:
    """The size of a number without the digits after so many places."""
    above, below = _scaled(value, places)
    return _decimal(abs(above) // below, places, negative=above < 0)


def magnitude(value: ExactNumber) -> int:
    """The power of ten of the first digit: 3 for 1,234, -3 for 0.0042, 0 for 0."""
    if isinstance(value, Decimal):
        return value.adjusted() if value else 0
    above, below = value.as_integer_ratio()
    if not above:
        return 0
    power = int((above.bit_length() - below.bit_length()) / _BITS_PER_DIGIT)
    # The estimate from the lengths in bits may be off by one either way.
    while not _reaches(abs(above), below, power):
        power -= 1
    while _reaches(abs(above), below, power + 1):
        power += 1
    return power


def significant(value: ExactNumber, digits: int) -> Decimal:
    """The nearest number with so many digits: 1.42 for 1.4234, and 1.00E+3 for 999.6."""
    first = rounded(value, digits - 1 - magnitude(value))
    # Rounding up to the next power of ten brings one digit too many.
    return rounded(first, digits - 1 - magnitude(first)) if magnitude(first) != magnitude(value) else first


def places_of(value: ExactNumber) -> int | None:
    """How many digits a number has after its point; None where they never end."""
    if isinstance(value, Decimal):
        exponent = _WIDE.normalize(value).as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else None
    _, rest = value.as_integer_ratio()
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def times(value: ExactNumber, factor: int) -> ExactNumber:
    """A number as many times as large, exactly."""
    if factor == 1:
        return value
    return _WIDE.multiply(value, factor) if isinstance(value, Decimal) else value * factor


def less(value: ExactNumber, other: ExactNumber) -> ExactNumber:
    """One number less another, exactly."""
    if isinstance(value, Decimal) and isinstance(other, Decimal):
        return _WIDE.subtract(value, other)
    return Fraction(value) - Fraction(other)


def trimmed(number: Decimal) -> Decimal:
    """The number without zeros at the end of its places."""
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else number


def padded(number: Decimal, places: int) -> Decimal:
    """The number with at least so many places if it has any."""
    missing = places - have if places and (have := places_of(number)) else 0
    return rounded(number, places) if missing > 0 else number


def size_of(value: ExactNumber) -> ExactNumber:
    """A number without its sign, with all its digits."""
    if isinstance(value, Decimal):
        return value.copy_abs()
    return -value if value < 0 else value


def _scaled(value: ExactNumber, places: int) -> tuple[int, int]:
    """The number times a power of ten as a ratio, its lower part positive."""
    above, below = value.as_integer_ratio()
    return (above * 10**places, below) if places >= 0 else (above, below * 10**-places)


def _reaches(above: int, below: int, power: int) -> bool:
    return bool(above >= below * 10**power if power >= 0 else above * 10**-power >= below)


def _decimal(whole: int, places: int, *, negative: bool) -> Decimal:
    return Decimal(f"{'-' if negative and whole else ''}{whole}E{-places}")
