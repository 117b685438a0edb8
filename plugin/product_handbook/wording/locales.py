"""How a language writes numbers, after the Unicode Common Locale Data Repository as Babel carries it.

The language is the site's, never the machine's. Two habits are the same in every language, so that numbers look alike
on all pages: a true minus sign, and a space that does not break before letters and signs that follow (`1.42 M`, `4 %`).
"""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberPattern, get_currency_symbol, get_decimal_symbol, get_group_symbol

GAP: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"
DEFAULT: Final = "en"
LARGEST_WORD: Final = 14
"""The largest power of ten that languages have an abbreviation for."""

_THOUSANDS: Final = (3, 3)
_MARKS = str.maketrans("", "", "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}'")


@dataclass(frozen=True)
class NumberLocale:
    """A language's way of writing numbers; `tag` says which, such as `en` or `pt-BR`."""

    tag: str
    locale: Locale
    point: str
    """What stands before the places."""
    group: str
    """What sets the thousands off."""
    grouping: tuple[int, int]
    """How many digits stand in the last group, and in each before it."""

    def digits(self, number: Decimal) -> str:
        """A number with its thousands set off and as many places as it has: `−1,423.50`."""
        if self.grouping == _THOUSANDS:
            text = f"{number:,f}".replace("-", MINUS)
            return text if (self.group, self.point) == (",", ".") else text.translate(self._signs)
        whole, _, places = f"{number:f}".removeprefix("-").partition(".")
        text = self.group.join(_groups(whole, *self.grouping))
        return f"{MINUS if number < 0 else ''}{text}{self.point if places else ''}{places}"

    @cached_property
    def _signs(self) -> dict[int, str]:
        return str.maketrans({",": self.group, ".": self.point})

    def power_words(self, power: int) -> tuple[int, str, str]:
        """The power of ten that a number of this size is counted in, and the letters before and after it.

        1423456 is of size 6 and in English counted in `M`; (0, "", "") where the language has no letters for it.
        """
        pattern = self._abbreviation(power)
        before, after = (text.translate(_MARKS).strip() for text in (pattern.prefix[0], pattern.suffix[0]))
        if not before and not after:
            return 0, "", ""
        # CLDR has a capital K for English; the SI prefix, and what product teams write, is k.
        after = "k" if after == "K" else after
        spaced = after and unicodedata.east_asian_width(after[0]) != "W"
        shown = pattern.int_prec[0]
        return power - shown + 1, f"{before}{GAP}" if before else "", f"{GAP}{after}" if spaced else after

    def _abbreviation(self, power: int) -> NumberPattern:
        found: NumberPattern = self.locale.compact_decimal_formats["short"]["other"][str(10**power)]
        return found

    def percent(self, text: str) -> str:
        """The text of an amount without a sign as so many percent."""
        pattern = self.locale.percent_formats[None].pattern
        return f"%{text}" if pattern.startswith("%") else f"{text}{GAP}%"

    def money(self, text: str, currency: str) -> str:
        """The text of an amount without a sign as money of a currency, given by its code of ISO 4217."""
        symbol = get_currency_symbol(currency, locale=self.locale).translate(_MARKS)
        pattern = self.locale.currency_formats["standard"].pattern.translate(_MARKS).split(";")[0].strip()
        if not pattern.startswith("¤"):
            return f"{text}{GAP}{symbol}"
        apart = symbol[-1:].isalpha() or pattern[1:2].isspace()
        return f"{symbol}{GAP if apart else ''}{text}"


@cache
def number_locale(language: str) -> NumberLocale:
    """The ways of a language by its tag (`de`, `pt-BR`, `zh-Hant`); those of English where the tag names none."""
    for tag in (language, language.replace("_", "-").partition("-")[0]):
        try:
            return _tongue(Locale.parse(tag.replace("-", "_")))
        except (ValueError, UnknownLocaleError):
            continue
    return _tongue(Locale.parse(DEFAULT))


def _tongue(locale: Locale) -> NumberLocale:
    grouping = locale.decimal_formats[None].grouping
    return NumberLocale(
        str(locale).replace("_", "-"), locale, get_decimal_symbol(locale), get_group_symbol(locale), grouping
    )


def _groups(whole: str, last: int, others: int) -> list[str]:
    """The digits in groups, counted from the right."""
    head, tail = whole[:-last], whole[-last:]
    start = len(head) % others
    heads = [head[:start], *(head[place : place + others] for place in range(start, len(head), others))]
    return [group for group in (*heads, tail) if group]
