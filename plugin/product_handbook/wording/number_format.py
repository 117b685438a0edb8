"""Numbers as readers see them: short in prose, cards and charts, exact behind them and in tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from markupsafe import Markup, escape

from product_handbook.formulas import units
from product_handbook.formulas.notation import SUPERSCRIPTS
from product_handbook.model.records.metric import Metric
from product_handbook.source.number_notation import MOST_DIGITS as MOST_PLACES
from product_handbook.wording.digits import (
    MOST_DIGITS,
    ExactNumber,
    cut,
    less,
    magnitude,
    padded,
    places_of,
    rounded,
    significant,
    size_of,
    times,
    trimmed,
)
from product_handbook.wording.display_format import DisplayFormat, display_format, is_one, time_steps
from product_handbook.wording.html import data, for_machines
from product_handbook.wording.locales import GAP, LARGEST_WORD, MINUS, NumberLocale, number_locale

DIGITS: Final = 3
ENDLESS_DIGITS: Final = 12
"""How many digits of a number without end are written before its ellipsis."""
NEAR_PLACES: Final = 8
"""How many places a percentage next to 100 has before its ellipsis."""
SMALLEST_POWER: Final = -6
"""Below a millionth, a number is written with a power of ten."""
THOUSAND: Final = 3

_ALOFT = str.maketrans({plain: high for high, plain in SUPERSCRIPTS.items()})


@dataclass(frozen=True)
class NumberFormat:
    """Numbers in one language; values come without their unit, but with the signs of money, percent and time."""

    number_locale: NumberLocale

    def short(self, value: ExactNumber, metric: Metric) -> str:
        """A value in three digits: `1.42 M`, `2 min 5 s`; next to 100 %, in three digits of what is missing."""
        return self._short(value, display_format(metric), DIGITS)

    def apart(self, values: Sequence[ExactNumber], metric: Metric) -> tuple[str, ...]:
        """Short values that stand together, in as many digits as it takes that two different ones do not look alike."""
        shown, different = display_format(metric), len(set(values))
        for digits in range(DIGITS, ENDLESS_DIGITS + 1):
            texts = tuple(self._short(value, shown, digits) for value in values)
            if len(set(texts)) == different:
                return texts
        return tuple(self.exact(value, metric) for value in values)

    def exact(self, value: ExactNumber, metric: Metric) -> str:
        """A value with all its digits: `1,423,456.5`, `$11.90`; one without end with twelve of them and an ellipsis."""
        shown = display_format(metric)
        if shown.kind == "duration":
            return _signed(value, self._all_of_time(abs(Fraction(value)), shown))
        return self._dressed(value, self._all_digits(size_of(times(value, shown.factor)), shown.least_places), shown)

    def unit(self, metric: Metric, text: str = "") -> str:
        """What stands beside a short value: `documents / month`, `per month` beside money; empty where nothing does.

        Its word is in the singular where the text of the value is given, and is 1.
        """
        shown = display_format(metric)
        return shown.beside_one if is_one(text) else shown.beside

    def unit_of(self, metric: Metric) -> str:
        """The unit by itself, where no value stands beside it; empty for a pure number or none."""
        return unit_of(metric)

    def time_steps(self, metric: Metric) -> tuple[Fraction, ...]:
        """How far apart the values of an axis of time stand; empty for other quantities."""
        return time_steps(metric)

    def quantity(self, value: ExactNumber, metric: Metric) -> str:
        """A value with all its digits and its unit: `1,423,456 documents / month`."""
        text = self.exact(value, metric)
        return _with(text, self.unit(metric, text))

    def short_quantity(self, value: ExactNumber, metric: Metric, beside: Sequence[ExactNumber] = ()) -> str:
        """A value in three digits with its unit, in more to tell it from those beside: `1.42 M documents / month`."""
        text = self.apart((value, *beside), metric)[0]
        return _with(text, self.unit(metric, text))

    def difference(self, value: ExactNumber, metric: Metric) -> str:
        """A difference between two values, always with its sign: `+84 k`, `−1.2 points` of a percentage."""
        sign = "+" if value > 0 else ""
        if not display_format(metric).in_points:
            return sign + self.short(value, metric)
        return sign + self._points(value, self._compact(size_of(times(value, 100)), THOUSAND))

    def exact_difference(self, value: ExactNumber, metric: Metric, *, alone: bool = False) -> str:
        """A difference with its sign, all its digits and its unit, in the singular beside a 1 that is alone."""
        sign, shown = "+" if value > 0 else "", display_format(metric)
        if not shown.in_points:
            return sign + (self.quantity(value, metric) if alone else _with(self.exact(value, metric), shown.beside))
        return sign + self._points(value, self._all_digits(size_of(times(value, 100)), 0))

    def relative(self, earlier: ExactNumber, later: ExactNumber) -> str:
        """By what part of the earlier value it moved, in two digits: `+6.1 %`; empty where it did not.

        Empty too from 0 or less: a share of a debt says nothing of whether it grew.
        """
        if earlier <= 0 or earlier == later:
            return ""
        (change, whole), (base, part_of) = less(later, earlier).as_integer_ratio(), earlier.as_integer_ratio()
        part = Fraction(change * part_of * 100, whole * base)
        text = self._near_hundred(abs(part), 2)
        text = text or self._compact(rounded(abs(part), max(0, 1 - magnitude(part))), THOUSAND * 2)
        return ("+" if part > 0 else "") + _signed(part, self.number_locale.percent(text))

    def change(self, earlier: ExactNumber, later: ExactNumber, metric: Metric) -> str:
        """From one value to the next: `+84 k (+6.1 %)`, or `+1.2 points` of a percentage."""
        return self.difference(less(later, earlier), metric) + self._in_parentheses(earlier, later, metric)

    def movement(self, earlier: ExactNumber, later: ExactNumber, metric: Metric) -> str:
        """By how much it moved, in one number: `+6.1 %`, `+1.2 points`, `+84 k` from 0; empty where it did not."""
        if earlier == later:
            return ""
        relative = "" if display_format(metric).in_points else self.relative(earlier, later)
        return relative or self.difference(less(later, earlier), metric)

    def percent(self, share: ExactNumber) -> str:
        """A share as a percentage with all its digits: `41 %`."""
        return _signed(share, self.number_locale.percent(self._all_digits(size_of(times(share, 100)), 0)))

    def plain(self, value: ExactNumber) -> str:
        """A number of no unit with all its digits: `1,423,456.5`."""
        return _signed(value, self._all_digits(size_of(value), 0))

    def ticks(self, values: Sequence[Fraction], metric: Metric) -> tuple[str, ...]:
        """The labels of an axis, each value with all its digits, and all counted alike: `1.416 M`, `1.418 M`."""
        shown = display_format(metric)
        if shown.kind == "duration":
            return tuple(self.exact(value, metric) for value in values)
        scaled = [Fraction(value) * shown.factor for value in values]
        most = magnitude(max(map(abs, scaled), default=0))
        power, before, after = self.number_locale.power_words(most) if THOUSAND <= most <= LARGEST_WORD else (0, "", "")
        parts = [abs(value) / 10**power for value in scaled]
        places = max((places_of(part) or 0 for part in parts), default=0)
        texts = (before + self.number_locale.digits(rounded(part, places)) + after if part else "0" for part in parts)
        return tuple(self._dressed(value, text, shown) for value, text in zip(values, texts, strict=True))

    def html(self, value: ExactNumber, metric: Metric, beside: Sequence[ExactNumber] = ()) -> Markup:
        """A short value with the exact one, and its unit, behind it; in enough digits to tell it from those beside."""
        return data(value, self.quantity(value, metric), self.apart((value, *beside), metric)[0])

    def html_exact(self, value: ExactNumber, metric: Metric) -> Markup:
        """A value with all its digits, for tables; marked up only where programs would not read the digits alike."""
        shown, plain = self.exact(value, metric), for_machines(value)
        return escape(shown) if shown == plain else data(value, shown, shown)

    def html_difference(self, value: ExactNumber, metric: Metric) -> Markup:
        """A short difference with the exact one behind it."""
        return data(value, self.exact_difference(value, metric, alone=True), self.difference(value, metric))

    def html_exact_difference(self, value: ExactNumber, metric: Metric) -> Markup:
        """A difference with its sign and all its digits, for tables beside values with theirs."""
        if display_format(metric).in_points:
            shown = self.exact_difference(value, metric)
        else:
            shown = ("+" if value > 0 else "") + self.exact(value, metric)
        return data(value, shown, shown)

    def html_change(self, earlier: ExactNumber, later: ExactNumber, metric: Metric) -> Markup:
        """From one value to the next, with the exact difference behind the short one: `+83.5 k (+6.2 %)`."""
        return self.html_difference(less(later, earlier), metric) + self._in_parentheses(earlier, later, metric)

    def html_exact_change(self, earlier: ExactNumber, later: ExactNumber, metric: Metric) -> Markup:
        """From one value to the next with all digits of the difference, for tables: `+83,456 (+6.2 %)`."""
        return self.html_exact_difference(less(later, earlier), metric) + self._in_parentheses(earlier, later, metric)

    def _in_parentheses(self, earlier: ExactNumber, later: ExactNumber, metric: Metric) -> str:
        relative = "" if display_format(metric).in_points else self.relative(earlier, later)
        return f" ({relative})" if relative else ""

    def _short(self, value: ExactNumber, shown: DisplayFormat, digits: int) -> str:
        if shown.kind == "duration":
            return _signed(value, self._time(abs(Fraction(value)), shown))
        scaled = times(value, shown.factor)
        size, whole_to, text = size_of(scaled), THOUSAND, ""
        if shown.kind == "percent":
            whole_to, text = THOUSAND * 2, self._near_hundred(size, digits)
        return self._dressed(value, text or self._compact(size, whole_to, _cents(scaled, shown), digits), shown)

    def _near_hundred(self, size: ExactNumber, digits: int) -> str:
        """A percentage next to 100, but not 100, in so many digits of the difference; empty for any other.

        What is missing is what people look at: 99.9 % and 99.99 % of the time are nine hours a year and one.
        """
        missing = size_of(less(size, 100))
        if not missing or missing >= 1:
            return ""
        places = digits - 1 - magnitude(missing)
        if places > NEAR_PLACES and (places_of(size) or places) > NEAR_PLACES:
            return self.number_locale.digits(cut(size, NEAR_PLACES)) + "…"
        return self.number_locale.digits(trimmed(rounded(size, places)))

    def _dressed(self, value: ExactNumber, text: str, shown: DisplayFormat) -> str:
        """The digits of a value with the signs of what it is."""
        if shown.kind == "currency":
            text = self.number_locale.money(text, shown.sign)
        elif shown.kind == "percent":
            text = self.number_locale.percent(text)
        return _signed(value, text)

    def _compact(self, size: ExactNumber, whole_to: int, places: int = 0, digits: int = DIGITS) -> str:
        """A number of no sign in so many digits; below 10^`whole_to` none before the point is rounded away."""
        if not size:
            return "0"
        first = significant(size, digits)
        power = magnitude(first)
        if power > LARGEST_WORD or power < SMALLEST_POWER:
            return self._with_power(size, power, digits)
        counted, before, after = self.number_locale.power_words(power) if power >= whole_to else (0, "", "")
        after_point = max(0, digits - 1 - power + counted)
        short = rounded(size, (after_point if counted else max(after_point, places)) - counted)
        short = trimmed(short.scaleb(-counted))
        return before + self.number_locale.digits(padded(short, places) if not counted else short) + after

    def _with_power(self, size: ExactNumber, power: int, digits: int = DIGITS) -> str:
        part = trimmed(significant(Fraction(size) / Fraction(10) ** power, digits))
        return f"{self.number_locale.digits(part)}{GAP}×{GAP}10{str(power).translate(_ALOFT)}"

    def _all_digits(self, size: ExactNumber, least_places: int) -> str:
        places, power = places_of(size), magnitude(size)
        if power > MOST_DIGITS:
            return f"≈{GAP}{self._with_power(size, power)}"
        if places is not None and places <= MOST_PLACES and places + max(0, power) <= MOST_DIGITS:
            return self.number_locale.digits(padded(rounded(size, places), least_places))
        return self.number_locale.digits(cut(size, max(1, ENDLESS_DIGITS - 1 - power))) + "…"

    def _points(self, value: ExactNumber, text: str) -> str:
        word = "point" if abs(Fraction(value)) == Fraction(1, 100) else "points"
        return _signed(value, f"{text}{GAP}{word}") if value else "0"

    def _time(self, size: Fraction, shown: DisplayFormat) -> str:
        """Seconds, minutes and hours in the two largest of them that say something."""
        parts = shown.time_parts(size)
        if not parts:
            return f"{self._compact(size, THOUSAND)}{GAP}{shown.sign}" if size else "0"
        return GAP.join(f"{self._compact(amount, THOUSAND)}{GAP}{sign}" for amount, sign in parts)

    def _all_of_time(self, size: Fraction, shown: DisplayFormat) -> str:
        """The same in all units that it takes, with all digits of the smallest."""
        parts = shown.all_time_parts(size)
        return GAP.join(f"{self._all_digits(amount, 0)}{GAP}{sign}" for amount, sign in parts) or "0"


@cache
def number_format(language: str) -> NumberFormat:
    """Numbers as the language of the site writes them, by its tag; as English does where the tag is unknown."""
    return NumberFormat(number_locale(language))


def _signed(value: ExactNumber, text: str) -> str:
    return MINUS + text if value < 0 else text


def _with(figure: str, unit: str) -> str:
    return f"{figure} {unit}" if unit else figure


def _cents(scaled: ExactNumber, shown: DisplayFormat) -> int:
    """How many places an amount of money has that is neither whole nor large."""
    return shown.least_places if 1 - DIGITS <= magnitude(scaled) < DIGITS - 1 else 0


def unit_of(metric: Metric) -> str:
    """The unit of a metric in words; empty for a pure number or none."""
    return "" if metric.unit is None else units.for_readers(metric.unit)
