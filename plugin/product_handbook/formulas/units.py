"""Units: words with exact exponents, such as `document/user/month`; nothing is ever converted into another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from product_handbook.formulas.currencies import CURRENCIES

_IRREGULAR = {
    "person": "people",
    "child": "children",
    "half": "halves",
    "leaf": "leaves",
    "loaf": "loaves",
    "shelf": "shelves",
    "life": "lives",
    "analysis": "analyses",
}


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A product of words, each raised to an exponent; equal to another when words and exponents are, in any order."""

    powers: tuple[tuple[str, Fraction], ...] = ()
    """Each word with its exponent, in the order of writing; given twice, a word's exponents add up, and none is 0."""

    def __post_init__(self) -> None:
        total: dict[str, Fraction] = {}
        for word, exponent in self.powers:
            total[word] = total[word] + exponent if word in total else exponent
        object.__setattr__(self, "powers", tuple((word, exponent) for word, exponent in total.items() if exponent))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Unit):
            return NotImplemented
        return self.powers == other.powers or frozenset(self.powers) == frozenset(other.powers)

    def __hash__(self) -> int:
        return hash(frozenset(self.powers))

    def __mul__(self, other: "Unit") -> "Unit":
        return Unit(self.powers + other.powers) if other.powers else self

    def __truediv__(self, other: "Unit") -> "Unit":
        return self * other**-1 if other.powers else self

    def __pow__(self, exponent: Fraction | int) -> "Unit":
        return Unit(tuple((word, Fraction(own * exponent)) for word, own in self.powers))

    def __str__(self) -> str:
        above = "*".join(_power_text(word, exponent) for word, exponent in self.powers if exponent > 0)
        below = (_power_text(word, -exponent) for word, exponent in self.powers if exponent < 0)
        return "/".join((above or "1", *below))


PURE = Unit()
"""The unit of a share, a ratio and every bare number, written `1`."""


def _power_text(word: str, exponent: Fraction) -> str:
    return word if exponent == 1 else f"{word}^{exponent_text(exponent)}"


def exponent_text(value: Fraction) -> str:
    """An exponent as units and formulas are written with it: `2`, `-1` or `(1/12)`."""
    return str(value) if value.denominator == 1 else f"({value})"


def is_money(unit: Unit) -> bool:
    """Whether a unit is an amount of money, by itself or per something: a currency code of ISO 4217 stands above."""
    return any(exponent > 0 and word in CURRENCIES for word, exponent in unit.powers)


def for_readers(unit: Unit) -> str:
    """The unit in words beside a number: `documents / user / month`; empty for a pure number.

    The last word above the line is in the plural where it is an ordinary English word, not a code such as `USD`.
    """
    above = [(word, exponent) for word, exponent in unit.powers if exponent > 0]
    below = [_power_text(_spaced(word), -exponent) for word, exponent in unit.powers if exponent < 0]
    if not above:
        return f"per {' / '.join(below)}" if below else ""
    return " / ".join((" × ".join(_counted(above)), *below))


def _counted(powers: Iterable[tuple[str, Fraction]]) -> list[str]:
    *others, (word, exponent) = powers
    last = plural(word) if exponent == 1 else word
    return [_power_text(_spaced(word), exponent) for word, exponent in (*others, (last, exponent))]


def _spaced(word: str) -> str:
    return word.replace("_", " ").strip()


def plural(word: str) -> str:
    """The English plural of a lower-case word, whose last part after `_` counts; any other word stays as it is.

    A word that is in the plural already stays too: `users`, `news`.
    """
    stem, underscore, last = word.rpartition("_")
    if not re.fullmatch(r"[a-z0-9_]*[a-z]", word):
        return word
    if last in _IRREGULAR:
        return stem + underscore + _IRREGULAR[last]
    if re.search(r"(ss|us|x|z|ch|sh)$", last):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", last):
        return f"{word[:-1]}ies"
    return word if last.endswith("s") else f"{word}s"
