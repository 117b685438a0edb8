"""Units as they are written: from a text to its unit, or to what in it is none."""

import unicodedata
from dataclasses import replace
from fractions import Fraction

from product_handbook.diagnostics.diagnostic import Diagnostic, Locate, quoted
from product_handbook.formulas.currencies import CURRENCY_SIGNS
from product_handbook.formulas.notation import (
    FINEST_EXPONENT,
    LARGEST_EXPONENT,
    SUPERSCRIPTS,
    Cursor,
    NotationError,
    TextRange,
    read_exponent,
)
from product_handbook.formulas.units import PURE, Unit

LONGEST_UNIT = 200
EXAMPLES = "such as `user` or `document/month`, or `1` for a pure number"


def read_unit(text: str, locate: Locate) -> Unit | Diagnostic:
    """The unit that a text names, or the first thing in it that is not part of one."""
    try:
        return parse(text)
    except NotationError as error:
        return replace(error.diagnostic(locate), code="unit_syntax")


def parse(text: str) -> Unit:
    """The unit that a text names; raises `NotationError` at the first thing that is not part of one."""
    if len(text) > LONGEST_UNIT:
        raise _too_long(text)
    cursor = Cursor(text)
    unit = _product(cursor)
    if not cursor.at("end"):
        raise _not_a_sign(cursor)
    if len(str(unit)) > LONGEST_UNIT:
        raise _too_long(text)
    if any(abs(own) > LARGEST_EXPONENT or own.denominator > FINEST_EXPONENT for _, own in unit.powers):
        raise NotationError("found exponents too large or too fine", "write smaller exponents", TextRange(0, len(text)))
    return unit


def _product(cursor: Cursor) -> Unit:
    """``unit = factor { ("*" | "/") factor }``."""
    unit = _factor(cursor)
    while cursor.at("*", "/"):
        divides = cursor.take().kind == "/"
        factor = _factor(cursor)
        unit = unit / factor if divides else unit * factor
    return unit


def _factor(cursor: Cursor) -> Unit:
    """``factor = ( word | "1" | "(" unit ")" ) [ "^" exponent ]``."""
    if cursor.passes("("):
        opening = cursor.previous
        with cursor.nested():
            unit = _product(cursor)
        if cursor.at("end"):
            raise NotationError("found no `)` for this `(`", "add the `)`", opening.span)
        if not cursor.passes(")"):
            raise _not_a_sign(cursor)
    elif cursor.at("word") and not cursor.next.text.startswith("_"):
        unit = Unit(((unicodedata.normalize("NFC", cursor.take().text), Fraction(1)),))
    elif cursor.at("number") and cursor.next.text == "1":
        cursor.take()
        unit = PURE
    else:
        raise _not_a_word(cursor)
    return unit ** read_exponent(cursor) if cursor.passes("^") else unit


def _too_long(text: str) -> NotationError:
    found = f"found a unit of more than {LONGEST_UNIT} characters"
    return NotationError(found, f"write a few words, {EXAMPLES}", TextRange(0, len(text)))


def _not_a_word(cursor: Cursor) -> NotationError:
    """What stands where a word is expected."""
    found, before = cursor.next, cursor.previous
    expected = f"found {quoted(found.text)}, expected a word of a unit"
    if found.kind == "end" and before.kind == "start":
        return NotationError("found no unit", f"write one, {EXAMPLES}", TextRange(0, len(cursor.text)))
    if found.kind == "end":
        help = f"write a word after {quoted(before.text)}, or leave it out"
        return NotationError(f"found nothing after {quoted(before.text)}", help, before.span)
    if found.kind == "number":
        help = "leave it out: `1` is the only number in a unit"
        return NotationError(expected, help, found.span)
    if found.kind == "/" and before.kind in {"start", "("}:
        return NotationError(
            "found `/` with nothing before it", "write `1/` and the word, such as `1/month`", found.span
        )
    if found.kind == before.kind and found.kind in {"*", "/"}:
        help = "write `^` for a power" if found.kind == "*" else "write `/` once"
        return NotationError(expected, help, before.span.to(found.span))
    return _stray(cursor) or NotationError(expected, f"write a word, {EXAMPLES}", found.span)


def _not_a_sign(cursor: Cursor) -> NotationError:
    """What stands where only `*`, `/`, `^` or the end is expected."""
    found, before, after = cursor.next, cursor.previous, cursor.after_next
    expected = f"found {quoted(found.text)} after {quoted(before.text)}, expected `*`, `/`, `^` or nothing more"
    if found.kind == ")":
        return NotationError("found `)` without a `(` before it", "leave it out, or add the `(`", found.span)
    if found.text == "per":
        return NotationError(expected, "write `/` for per, such as `document/user`", found.span)
    if found.kind == "word":
        return NotationError(expected, "join the words with `*`, `/` or `_`", found.span)
    if found.kind in {"-", "stray"} and found.text in "-.‐–" and before.kind == after.kind == "word":
        help = f"write {quoted(f'{before.text}_{after.text}')} for one word"
        return NotationError(expected, help, before.span.to(after.span))
    if found.kind in {"+", "-"}:
        return NotationError(expected, "write one unit: only like things are added, and in a formula", found.span)
    return _stray(cursor) or NotationError(expected, "leave it out", found.span)


def _stray(cursor: Cursor) -> NotationError | None:
    """A sign that people write in units elsewhere, with what it is here."""
    found = cursor.next
    message = f"found {quoted(found.text)}, which is not part of a unit"
    if found.kind == "%":
        return NotationError(message, "write `1`, and `format: percent` for how it is shown", found.span)
    if found.text in CURRENCY_SIGNS:
        return NotationError(message, f"write `{CURRENCY_SIGNS[found.text]}`", found.span)
    if found.kind == "bracket":
        return NotationError(message, "write the unit without brackets", found.span)
    if set(found.text) <= SUPERSCRIPTS.keys() and found.text:
        exponent = "".join(SUPERSCRIPTS[character] for character in found.text)
        return NotationError(message, f"write {quoted(f'^{exponent}')}", found.span)
    return None
