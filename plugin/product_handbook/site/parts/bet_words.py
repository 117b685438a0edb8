"""Bets in words: statuses and scores with shapes beside their colours, changes and weights as readers write them."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from product_handbook.analysis.bets.forecast import ChangeRange
from product_handbook.analysis.values.arithmetic import add
from product_handbook.model.records.bet import BetStatus
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.quantities import Shift
from product_handbook.site.writing.components import two_lines
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.digits import places_of, rounded
from product_handbook.wording.locales import GAP, MINUS
from product_handbook.wording.number_format import NumberFormat

BET_STATUSES: dict[BetStatus, tuple[str, str]] = {
    "committed": ("◆", "Committed"),
    "proposed": ("◇", "Proposed"),
    "shipped": ("▲", "Shipped"),
    "learned": ("✓", "Learned"),
    "dropped": ("✕", "Dropped"),
}
"""A shape and a word for each, in the order in which tables show them."""

_AFTER_DIGITS = re.compile(r"(?<=\d)\s\D+$")
_LETTERS = 2
"""At most so many letters stand for thousands or millions."""
_BEGINNING = 3
"""The space before a unit and its first two letters."""
_FEW = 3
"""More names than these make a sentence that nobody reads to its end."""
_status, _score, _score_line, _ranked, _number = html_macros(
    "parts/bet_words.html.jinja", "status", "score", "score_line", "ranked", "number"
)


def status_word(status: BetStatus) -> Markup:
    """How far a bet is, with its shape."""
    return _status(status, *BET_STATUSES[status])


def score_mark(score: int) -> Markup:
    """A score as a number with its sign, and as many shapes: ● for what it gives, ▼ for harm, ○ for nothing."""
    if score > 0:
        return _score("gives", score, f"+{score}", "●" * score)
    if score < 0:
        return _score("harms", score, f"{MINUS}{-score}", "▼" * -score)
    return _score("none", 0, "0", "○")


def score_line(score: int) -> Markup:
    """A score as a paragraph."""
    return _score_line(score_mark(score))


def ranked(mark: int | str, name: Markup, below: Markup | None = None) -> Markup:
    """A rank or a letter, and beside it what it belongs to, with what stands under that."""
    return _ranked(mark, name, below)


def weighted_score(numerals: NumberFormat, value: Fraction) -> str:
    """A weighted score, or what of it comes on a person-week, with two places: `1.85`."""
    return numerals.number_locale.digits(rounded(value, 2))


def percentage(numerals: NumberFormat, share: Fraction) -> str:
    """A share in whole percent; what is more than nothing and less than one percent says so."""
    if 0 < share < Fraction(1, 100):
        return f"under {numerals.number_locale.percent('1')}"
    return numerals.number_locale.percent(numerals.number_locale.digits(rounded(share * 100, 0)))


def points(numerals: NumberFormat, share: Fraction) -> str:
    """Moved weight as points, with one place where it is not whole: `4 points`, `3.6 points`."""
    number = rounded(share * 100, 0 if places_of(share * 100) == 0 else 1)
    if share and not number:
        return f"less than {numerals.number_locale.digits(Decimal('0.1'))}{GAP}points"
    return f"{numerals.number_locale.digits(number)}{GAP}{'point' if number == 1 else 'points'}"


def weights_in_words(numerals: NumberFormat, weights: Sequence[Fraction]) -> str:
    """The three weights in the order of the groups: `40 %, 35 % and 25 %`."""
    first, second, third = (weight_in_words(numerals, weight) for weight in weights)
    return f"{first}, {second} and {third}"


def weight_in_words(numerals: NumberFormat, weight: Fraction) -> str:
    """The weight of a group: `40 %`, with one place where it is not whole."""
    number = weight * 100
    return numerals.number_locale.percent(
        numerals.number_locale.digits(rounded(number, 0 if places_of(number) == 0 else 1))
    )


def shift_text(numerals: NumberFormat, shift: Shift, metric: Metric) -> str:
    """A change as it was written, with its sign: `+2 %`, `−1.5 points`, `+0.1`."""
    sign = "+" if shift.value > 0 else ""
    if shift.scale == "relative":
        return sign + numerals.percent(shift.value)
    if shift.scale == "points":
        number = shift.value * 100
        return f"{sign}{numerals.plain(number)}{GAP}{'point' if abs(number) == 1 else 'points'}"
    return numerals.exact_difference(shift.value, metric)


def from_to(low: str, high: str) -> str:
    """The ends of a span, their unit once: `+2 to +6 %`, `1 to 3 shops`; one of them where they read alike."""
    if low == high:
        return low
    unit, other = _unit(low), _unit(high)
    # A unit and its plural begin alike, and both ends are of one metric.
    is_same = unit[:_BEGINNING] == other[:_BEGINNING]
    return f"{low.removesuffix(unit) if is_same else low} to {high}"


def _unit(text: str) -> str:
    """What follows the last digit, if it is a word or `%`; not the letters that count thousands and millions."""
    found = _AFTER_DIGITS.search(text)
    return found[0] if found and (found[0].strip() == "%" or len(found[0].strip()) > _LETTERS) else ""


def few(links: Sequence[Markup]) -> Markup:
    """Things in a sentence, those beyond a few only counted: `A, B, C and 9 more`."""
    if len(links) <= _FEW + 1:
        return listing(links) if links else Markup()
    return listing((*links[:_FEW], Markup("{} more").format(len(links) - _FEW)))


def listing(parts: Iterable[Markup]) -> Markup:
    """Things in a sentence: `A`, `A and B`, `A, B and C`."""
    *others, last = parts
    return Markup("{} and {}").format(Markup(", ").join(others), last) if others else last


def change_cells(numerals: NumberFormat, metric: Metric, base: Decimal, change: ChangeRange) -> tuple[Markup, Markup]:
    """By how much a value changes, in its unit and in percent, and what it becomes; exact numbers behind both."""
    ends, becomes = (change.low, change.high), (add(base, change.low), add(base, change.high))
    shown = _number(
        from_to(*(numerals.exact_difference(end, metric) for end in ends)),
        from_to(*(numerals.difference(end, metric) or "0" for end in ends)),
    )
    if base > 0:
        shown = two_lines(shown, from_to(*(numerals.relative(base, end) or numerals.percent(0) for end in becomes)))
    to = _number(
        from_to(*(numerals.quantity(end, metric) for end in becomes)),
        from_to(*(numerals.short(end, metric) for end in becomes)),
    )
    return shown, to
