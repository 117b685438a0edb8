"""How a metric asks to be shown: as a number, a percentage, money or time, and which unit is left to say beside it."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

from babel.numbers import get_currency_precision

from product_handbook.formulas import units
from product_handbook.formulas.currencies import CURRENCIES
from product_handbook.formulas.units import PURE, Unit
from product_handbook.model.records.metric import Format, Metric
from product_handbook.wording.digits import rounded
from product_handbook.wording.locales import MINUS

DisplayKind = Literal["number", "percent", "currency", "duration"]

_SIGNS: Final = {"millisecond": "ms", "second": "s", "minute": "min", "hour": "h"}
_SECONDS: Final = {
    "ms": Fraction(1, 1000),
    "s": Fraction(1),
    "min": Fraction(60),
    "h": Fraction(3600),
    "d": Fraction(86400),
}
_MINUTE, _HOUR = 60, 3600
_STEPS: Final = (
    *(Fraction(step) for step in (1, 2, 5, 10, 15, 30)),
    *(Fraction(step * _MINUTE) for step in (1, 2, 5, 10, 15, 30)),
    *(Fraction(step * _HOUR) for step in (1, 2, 3, 6, 12, 24)),
)
"""In seconds, how far apart the marks of an axis of times may be; below they are counted in tens, and above in days."""
_LARGEST_FIRST: Final = ("d", "h", "min", "s", "ms")
_DAYS_FROM: Final = 2
"""Below so many days, hours are counted on: 36 h."""


_MOST_KNOWN: Final = 10_000


@dataclass(frozen=True)
class DisplayFormat:
    """What is written around the digits of a metric's values."""

    kind: DisplayKind
    beside: str = ""
    """The rest of the unit, in words."""
    beside_digits: str = ""
    """What stands beside bare digits, where a time is not taken apart."""
    beside_one: str = ""
    """The rest of the unit beside a 1."""
    beside_digits_one: str = ""
    sign: str = ""
    """The code of the currency, or the sign of the time's own unit."""
    factor: int = 1
    """By what a value is multiplied to be shown."""
    least_places: int = 0
    """How many places an amount has that has any."""

    @property
    def in_points(self) -> bool:
        """Whether its changes are percentage points."""
        return self.kind == "percent"

    def all_time_parts(self, size: Fraction) -> tuple[tuple[Fraction, str], ...]:
        """A time in all its units that are not zero, with nothing rounded away; below a second in milliseconds."""
        left, parts = size * _SECONDS[self.sign], list[tuple[Fraction, str]]()
        if left < 1:
            return ((left * 1000, "ms"),) if left else ()
        for sign in _LARGEST_FIRST[:3]:
            if left >= _least(sign):
                amount = left // _SECONDS[sign]
                parts.append((Fraction(amount), sign))
                left -= amount * _SECONDS[sign]
        return (*parts, (left, "s")) if left else tuple(parts)

    def time_parts(self, size: Fraction) -> tuple[tuple[Fraction, str], ...]:
        """A time in its two largest units that are not zero, the last one whole; empty below a minute in seconds.

        Milliseconds of a second and more are seconds.
        """
        seconds = size * _SECONDS[self.sign]
        if seconds < 1:
            own = seconds * 1000
            return ((own, "ms"),) if own >= 1 else ()
        if rounded(seconds, 0) < _SECONDS["min"]:
            return ((seconds, "s"),)
        largest = next(sign for sign in _LARGEST_FIRST if rounded(seconds, 0) >= _least(sign))
        smaller = _LARGEST_FIRST[_LARGEST_FIRST.index(largest) + 1]
        whole = Fraction(rounded(seconds / _SECONDS[smaller], 0))
        each = _SECONDS[largest] / _SECONDS[smaller]
        parts = ((Fraction(whole // each), largest), (whole % each, smaller))
        return tuple(part for part in parts if part[0])


def time_steps(metric: Metric) -> tuple[Fraction, ...]:
    """The times that people count in, from a second to a day, in the metric's own unit; empty where it is no time."""
    shown = display_format(metric)
    return tuple(step / _SECONDS[shown.sign] for step in _STEPS) if shown.kind == "duration" else ()


_KNOWN: dict[int, tuple[Metric, DisplayFormat]] = {}
"""What was found, by the identity of the metric, which is kept with it: to hash a unit takes as long as to find it."""


def display_format(metric: Metric) -> DisplayFormat:
    """How the metric is shown: as its `format` says where its unit allows, and money as money where it says nothing."""
    known = _KNOWN.get(id(metric))
    if known is not None and known[0] is metric:
        return known[1]
    if len(_KNOWN) >= _MOST_KNOWN:
        _KNOWN.clear()
    shown = _shown_as(metric.format, (metric.unit or PURE).powers)
    _KNOWN[id(metric)] = metric, shown
    return shown


@lru_cache(maxsize=4096)
def _shown_as(wanted: Format | None, powers: tuple[tuple[str, Fraction], ...]) -> DisplayFormat:
    # Remembered by its powers: units are equal in any order of their words, but do not read alike.
    unit = Unit(powers)
    if wanted == "percent":
        return DisplayFormat("percent", factor=100)
    if wanted in {None, "currency"} and (currency := _currency(unit)):
        rest = units.for_readers(unit / Unit(((currency, Fraction(1)),)))
        return DisplayFormat(
            "currency", rest, rest, rest, rest, currency, least_places=get_currency_precision(currency)
        )
    if wanted == "duration" and (word := _time_word(unit)):
        rest = units.for_readers(unit / Unit(((word, Fraction(1)),)))
        return DisplayFormat("duration", rest, units.for_readers(unit), rest, _for_one(unit), _SIGNS[word])
    words, word_of_one = units.for_readers(unit), _for_one(unit)
    return DisplayFormat("number", words, words, word_of_one, word_of_one)


def is_one(text: str) -> bool:
    """Whether the text of a value, which may have a sign, takes a singular after it."""
    return text.lstrip(f"+{MINUS}") == "1"


def _for_one(unit: Unit) -> str:
    """The unit in words beside a 1: as beside other numbers, but for the word that is in the plural there."""
    text = units.for_readers(unit)
    above = [(word, exponent) for word, exponent in unit.powers if exponent > 0]
    if not above or above[-1][1] != 1:
        return text
    counted, line, below = text.partition(" / ")
    many, one = (word.replace("_", " ").strip() for word in (units.plural(above[-1][0]), above[-1][0]))
    return counted.removesuffix(many) + one + line + below


def _least(sign: str) -> Fraction:
    return _SECONDS[sign] * (_DAYS_FROM if sign == "d" else 1)


def _currency(unit: Unit) -> str:
    """The currency that the unit is an amount of; empty for anything else, such as `USD*user`."""
    word = _only_word_above(unit)
    return word if word in CURRENCIES else ""


def _time_word(unit: Unit) -> str:
    word = _only_word_above(unit)
    return word if word in _SIGNS else ""


def _only_word_above(unit: Unit) -> str:
    above = [(word, exponent) for word, exponent in unit.powers if exponent > 0]
    return above[0][0] if len(above) == 1 and above[0][1] == 1 else ""
