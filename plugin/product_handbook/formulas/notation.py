"""What formulas and units share: spans, errors that point at one, a scanner, and the grammar of exponents."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction

from product_handbook.diagnostics.diagnostic import Diagnostic, Locate, quoted

DEEPEST_NESTING = 50
LARGEST_EXPONENT = 1_000
FINEST_EXPONENT = 1_000_000
"""The largest denominator of an exponent."""

SIGNS = {"×": "*", "÷": "/", "−": "-"} | {sign: sign for sign in "+-*/^(),%"}
"""Every sign that a formula is read with, and the one that it stands for."""
FUNCTIONS = ("min", "max", "mean")
CALLED = (*FUNCTIONS, "total", "average", "latest")
"""All that may stand before a parenthesis: the last three are taken of one metric, over shorter periods."""
SUPERSCRIPTS = dict(zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True))

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_STRAY = re.compile(r"[=<>!]+|\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class TextRange:
    """A stretch of a text: the offset of its first character, and the offset after its last."""

    start: int
    end: int

    def to(self, other: "TextRange") -> "TextRange":
        """The stretch from the start of this span to the end of a later one."""
        return TextRange(self.start, other.end)

    def shifted(self, by: int) -> "TextRange":
        """The same stretch, seen from a text in which this one starts at an offset."""
        return TextRange(self.start + by, self.end + by)

    def overlaps(self, other: "TextRange") -> bool:
        """Whether the stretches have a character in common."""
        return self.start < other.end and other.start < self.end

    def touches(self, other: "TextRange") -> bool:
        """Whether the stretches overlap, or one begins where the other ends."""
        return self.start <= other.end and other.start <= self.end

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]


class NotationError(ValueError):
    """Leaves the readers of this room, which call each other, at what cannot be read as meant; see `diagnostic`."""

    def __init__(self, message: str, help: str, span: TextRange, code: str = "formula_syntax") -> None:
        super().__init__(message, help, span)
        self.message = message
        self.help = help
        self.span = span
        self.code = code

    def diagnostic(self, locate: Locate) -> Diagnostic:
        """What is wrong, at its place in the file."""
        return Diagnostic(self.code, locate(self.span.start, self.span.end), self.message, self.help)

    def __str__(self) -> str:
        return f"{self.message}; {self.help}"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, a number, a sign, a `[bracket]` with all inside it, or a stray character that is none of them."""

    kind: str
    """`word`, `number`, `bracket`, `stray`, `start`, `end`, or the sign itself, `×` and its like made ASCII."""
    text: str
    span: TextRange

    def touches(self, after: "Lexeme") -> bool:
        """Whether another lexeme follows this one without white space."""
        return self.span.end == after.span.start


def scan(text: str) -> tuple[Lexeme, ...]:
    """The lexemes of any text, between an empty `start` and an empty `end`; white space only separates them."""
    lexemes = [Lexeme("start", "", TextRange(0, 0))]
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        lexemes.append(_lexeme_at(text, position))
        position = lexemes[-1].span.end
    return (*lexemes, Lexeme("end", "", TextRange(position, position)))


def _lexeme_at(text: str, start: int) -> Lexeme:
    first = text[start]
    if first.isalpha() or first == "_":
        end = start + 1
        while end < len(text) and _continues_word(text[end]):
            end += 1
        return Lexeme("word", text[start:end], TextRange(start, end))
    if first in SIGNS:
        return Lexeme(SIGNS[first], first, TextRange(start, start + 1))
    for kind, pattern in (("number", _NUMBER), ("bracket", _BRACKET), ("stray", _STRAY)):
        if match := pattern.match(text, start):
            return Lexeme(kind, match.group(), TextRange(*match.span()))
    raise AssertionError(f"a stray is any character, so {first!r} is one")


def _continues_word(character: str) -> bool:
    """Whether a character may follow the first letter of a word: in many scripts, vowels are marks (category M)."""
    return (
        character.isalpha()
        or character == "_"
        or character.isdecimal()
        or unicodedata.category(character).startswith("M")
    )


class Cursor:
    """A place among the lexemes of a text that moves right, and counts how deep the parts around it are nested."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lexemes = scan(text)
        self._position = 1
        self._depth = 0

    @property
    def next(self) -> Lexeme:
        """The lexeme to the right."""
        return self.lexemes[self._position]

    @property
    def previous(self) -> Lexeme:
        """The lexeme to the left, or the empty `start`."""
        return self.lexemes[self._position - 1]

    @property
    def before_previous(self) -> Lexeme:
        """The lexeme to the left of that, or the empty `start`."""
        return self.lexemes[max(self._position - 2, 0)]

    @property
    def after_next(self) -> Lexeme:
        """The lexeme to the right of the next one, or the empty `end`."""
        return self.lexemes[min(self._position + 1, len(self.lexemes) - 1)]

    def at(self, *kinds: str) -> bool:
        """Whether the next lexeme is of one of the kinds."""
        return self.next.kind in kinds

    def take(self) -> Lexeme:
        """Move past the next lexeme, which is not the `end`."""
        self._position += 1
        return self.previous

    def passes(self, kind: str) -> bool:
        """Whether the next lexeme is of the kind; if so, move past it."""
        found = self.at(kind)
        if found:
            self.take()
        return found

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level deeper than around it; too deep is an error at the lexeme just taken."""
        if self._depth == DEEPEST_NESTING:
            found = f"found parts nested more than {DEEPEST_NESTING} deep"
            raise NotationError(found, "nest less, or give an inner part a name of its own", self.previous.span)
        self._depth += 1
        yield
        self._depth -= 1


def read_exponent(cursor: Cursor) -> Fraction:
    """The value of ``exponent = [ "-" ] fraction [ "^" exponent ]``, what stands after a `^`."""
    before = cursor.previous
    sign = -1 if cursor.passes("-") else 1
    value = _fraction(cursor)
    if cursor.passes("^"):
        with cursor.nested():
            value = _raised(cursor, value, before)
    elif cursor.at("%", "bracket"):
        found = f"found {quoted(cursor.next.text)} in an exponent, which is a pure number"
        raise NotationError(found, "write the exponent as a number such as `2` or `(1/12)`", cursor.next.span)
    if abs(value) > LARGEST_EXPONENT or value.denominator > FINEST_EXPONENT:
        span = before.span.to(cursor.previous.span)
        found = f"found the exponent {quoted(span.of(cursor.text)[1:])}, which is too large or too fine"
        raise NotationError(found, f"write one from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}, with few decimals", span)
    return sign * value


def _raised(cursor: Cursor, value: Fraction, before: Lexeme) -> Fraction:
    """The value of an exponent that has an exponent itself, which is whole so that the value is exact."""
    power = read_exponent(cursor)
    if power.denominator == 1 and (value or power >= 0):
        return value ** int(power)
    span = before.span.to(cursor.previous.span)
    found = f"found {quoted(span.of(cursor.text))}, whose value is no exact number"
    raise NotationError(found, "write the exponent as one number", span)


def _fraction(cursor: Cursor) -> Fraction:
    """``fraction = number | "(" [ "-" ] number [ "/" number ] ")"``."""
    if not cursor.passes("("):
        return _plain_number(cursor)
    opening = cursor.previous
    sign = -1 if cursor.passes("-") else 1
    value = sign * _plain_number(cursor)
    divisor = _plain_number(cursor) if cursor.passes("/") else Fraction(1)
    if cursor.at("end"):
        raise NotationError("found no `)` for this `(`", "add the `)`", opening.span)
    if not cursor.passes(")"):
        raise _not_an_exponent(cursor)
    if not divisor:
        span = opening.span.to(cursor.previous.span)
        raise NotationError("found a division by zero in an exponent", "divide by another number", span)
    return value / divisor


def _plain_number(cursor: Cursor) -> Fraction:
    digits = len(str(FINEST_EXPONENT)) + len(str(LARGEST_EXPONENT))
    if not cursor.at("number"):
        raise _not_an_exponent(cursor)
    if len(cursor.next.text) > digits:
        found = f"found {quoted(cursor.next.text)} in an exponent, expected at most {digits} digits"
        raise NotationError(found, "round it, or write a fraction such as `(1/12)`", cursor.next.span)
    return Fraction(cursor.take().text)


def _not_an_exponent(cursor: Cursor) -> NotationError:
    found = cursor.next
    help = "write the exponent as one number, such as `2`, `-1` or `(1/12)`"
    if found.kind == "end":
        return NotationError(f"found nothing after {quoted(cursor.previous.text)}", help, cursor.previous.span)
    message = f"found {quoted(found.text)} in an exponent, expected a number or a fraction in parentheses"
    return NotationError(message, help, found.span)
