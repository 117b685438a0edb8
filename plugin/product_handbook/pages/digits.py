"""Exact rounding: numbers to so many places or digits, without a detour through binary fractions."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

Number = Fraction | Decimal | int

MOST_DIGITS: Final = 60
"""How many digits an exact number is written with; inputs have at most 30 on either side of the point."""
_BITS_PER_DIGIT: Final = 3.3219280948873626


def rounded(value: Number, places: int) -> Decimal:
    """The nearest number with so many places after the point, halves away from zero; with fewer than 0, tens and up."""
    above, below = _scaled(value, places)
    return _decimal((2 * abs(above) + below) // (2 * below), places, negative=above < 0)


def cut(value: Number, places: int) -> Decimal:
    """The number without the digits after so many places."""
    above, below = _scaled(value, places)
    return _decimal(abs(above) // below, places, negative=above < 0)


def magnitude(value: Number) -> int:
    """The power of ten of the first digit: 3 for 1,234, -3 for 0.0042, 0 for 0."""
    above, below = value.as_integer_ratio()
    if not above:
        return 0
    power = int((above.bit_length() - below.bit_length()) / _BITS_PER_DIGIT)
    while not _reaches(abs(above), below, power):
        power -= 1
    while _reaches(abs(above), below, power + 1):
        power += 1
    return power


def significant(value: Number, digits: int) -> Decimal:
    """The nearest number with so many digits: 1.42 for 1.4234, and 1.00E+3 for 999.6."""
    first = rounded(value, digits - 1 - magnitude(value))
    # Rounding up to the next power of ten brings one digit too many.
    return rounded(first, digits - 1 - magnitude(first)) if magnitude(first) != magnitude(value) else first


def places_of(value: Number) -> int | None:
    """How many digits a number has after its point; None where they never end."""
    _, rest = value.as_integer_ratio()
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _scaled(value: Number, places: int) -> tuple[int, int]:
    """The number times a power of ten as a ratio, its lower part positive."""
    above, below = value.as_integer_ratio()
    return (above * 10**places, below) if places >= 0 else (above, below * 10**-places)


def _reaches(above: int, below: int, power: int) -> bool:
    return bool(above >= below * 10**power if power >= 0 else above * 10**-power >= below)


def _decimal(whole: int, places: int, *, negative: bool) -> Decimal:
    return Decimal((int(negative and whole != 0), tuple(map(int, str(whole))), -places))
