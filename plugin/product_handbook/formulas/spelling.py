"""The words, numbers and characters that are wrong wherever they stand in a formula, and what to write instead."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from product_handbook.diagnostics.diagnostic import quoted
from product_handbook.formulas.currencies import CURRENCY_SIGNS
from product_handbook.formulas.notation import CALLED, FUNCTIONS, SUPERSCRIPTS, Lexeme, NotationError, TextRange

LONGEST_FORMULA = 2_000
"""In characters, white space not counted, so that a formula printed with more space can still be read."""
LONGEST_ID = 64
LONGEST_WRITTEN_OUT = 1
"""The digits of the largest power of ten that a fix writes out."""

HYPHENATED = re.compile(r"[^\W\d_]\w*(?:-[^\W\d_]\w*)+")
"""Words that are joined with hyphens, which a formula reads as differences."""
_ID = re.compile(r"[a-z][a-z0-9_]*")
_GROUPED = re.compile(
    r"(?P<whole>[0-9]{1,3}(?P<separator>[,._'’]|[^\S\n])[0-9]{3}(?:(?P=separator)[0-9]{3})*)(?P<rest>[,.][0-9]+)?(?![0-9])"
)
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?(?P<power>[0-9]+)(?!\w)")
_CALL = re.compile(rf"(?:{'|'.join(FUNCTIONS)})\s*\(")
_QUOTES = "\"'`“”„‘’‚«»"
_INSTEAD = {
    "sum": "add with `+`, as in `a + b`; the sum of finer periods is `total(a)`",
    "add": "add with `+`, as in `a + b`",
    "avg": "write `mean` for the average of several metrics, `average` for that of the finer periods of one",
    "last": "write `latest`",
    "product": "multiply with `*`, as in `a * b`",
    "sqrt": "write a power, as in `x^(1/2)`",
    "pow": "write a power, as in `x^2`",
    "power": "write a power, as in `x^2`",
}
_LOOKALIKES = (
    dict.fromkeys("‐‑‒–—―－", "-")
    | dict.fromkeys("·∙⋅•∗✕✖", "*")
    | dict.fromkeys("⁄∕:∶\\", "/")
    | {"＋": "+", "{": "(", "}": ")", "（": "(", "）": ")", "，": ",", ";": ","}
)


def check_length(text: str, whole: TextRange) -> None:
    """Raises `NotationError`, pointing at the whole formula, for a text of it that is too long or empty."""
    length = sum(not character.isspace() for character in text)
    if length > LONGEST_FORMULA:
        found = f"found a formula of more than {LONGEST_FORMULA:,} characters"
        raise NotationError(found, "give parts of it a metric of their own", whole)
    if not length:
        help = "write one, such as `users * documents_per_user`, or delete the key"
        raise NotationError("found no formula", help, whole)


def misspelled(text: str, lexemes: tuple[Lexeme, ...]) -> Iterator[NotationError]:
    """The words, numbers and characters that are wrong wherever they stand, in order, each cause once.

    What stands before an equals sign is to be left out with it, so that nothing more is said of it.
    """
    start = max((lexeme.span.end for lexeme in lexemes if lexeme.text == "="), default=0)
    end, causes = 0, set()
    for before, lexeme, after in zip(lexemes, lexemes[1:], lexemes[2:], strict=False):
        if lexeme.span.start < max(end, start) and lexeme.text != "=":
            continue
        error = _misspelling(text, lexeme, before, after)
        cause = _cause(lexeme) if error is None or lexeme.kind == "stray" else error.span.of(text)
        if error is not None and cause not in causes:
            yield error
            end = error.span.end
            causes.add(cause)


def _cause(stray: Lexeme) -> str:
    """What several stray characters have in common that are there for one reason, such as a pair of quotes."""
    return next((together for together in (_QUOTES, "[]") if stray.text in together), stray.text)


def _misspelling(text: str, lexeme: Lexeme, before: Lexeme, after: Lexeme) -> NotationError | None:
    """What is wrong with a lexeme whatever stands around it, if anything is."""
    try:
        match lexeme.kind:
            case "word":
                _check_word(text, lexeme, before, after)
            case "number":
                _check_number(text, lexeme)
            case "stray":
                return _stray(lexeme, before, after)
    except NotationError as error:
        return error
    return None


def _check_word(text: str, word: Lexeme, before: Lexeme, after: Lexeme) -> None:
    name = word.text
    if after.kind == "(" and name not in CALLED:
        raise _unknown_function(word)
    if after.kind != "(" and name in FUNCTIONS:
        found = f"found the function `{name}` without parentheses"
        raise NotationError(found, f"write what it is taken of, as in `{name}(a, b)`", word.span)
    if name == "index":
        raise NotationError("found `index`, which no metric is called", "write the id of a metric", word.span)
    if (whole := HYPHENATED.match(text, word.span.start)) and not _ID.fullmatch(whole.group().replace("-", "_")):
        likely = whole.group().lower().replace("-", "_")
        if _ID.fullmatch(likely):
            found = f"found {quoted(whole.group())}, which is read as a difference of ids with capital letters"
            raise NotationError(found, f"write {quoted(likely)} if it is one id", TextRange(*whole.span()))
    if not _ID.fullmatch(name):
        raise NotationError(*_not_an_id(word, before), word.span)
    if len(name) > LONGEST_ID:
        found = f"found an id of {len(name)} characters, expected at most {LONGEST_ID}"
        raise NotationError(found, "shorten the id of the metric", word.span)


def _unknown_function(word: Lexeme) -> NotationError:
    name = word.text.lower()
    found = f"found {quoted(word.text)} before a parenthesis, expected min, max, mean, total, average or latest"
    if name in CALLED:
        help = f"write `{name}`"
    elif name in _INSTEAD:
        help = _INSTEAD[name]
    elif _ID.fullmatch(word.text):
        help = f"use one of these functions, or write {quoted(name + ' * (')} to multiply"
    else:
        help = "write one of these functions, or an operator before the parenthesis"
    return NotationError(found, help, word.span)


def _not_an_id(word: Lexeme, before: Lexeme) -> tuple[str, str]:
    lower = word.text.lower()
    if before.kind == "number" and before.touches(word):
        return f"found {quoted(word.text)} right after the number {quoted(before.text)}", "write the number out in full"
    if _ID.fullmatch(lower):
        return f"found the id {quoted(word.text)} with capital letters", f"write {quoted(lower)}"
    wrong = next((character for character in word.text if not re.match(r"\w", character, re.ASCII)), "_")
    place = f" in {quoted(word.text)}" if wrong != word.text else ""
    found = f"found {quoted(wrong)}{place}, expected small letters a to z, digits and `_`, a letter first"
    return found, "write the id as it stands in the tree"


def _check_number(text: str, number: Lexeme) -> None:
    if match := _GROUPED.match(text, number.span.start):
        _check_grouping(match)
    if match := _SCIENTIFIC.match(text, number.span.start):
        short = len(match["power"].lstrip("0")) <= LONGEST_WRITTEN_OUT
        help = f"write {quoted(f'{Decimal(match.group()):f}')}" if short else "write the number out"
        raise NotationError(
            f"found {quoted(match.group())}, expected a number in plain digits", help, TextRange(*match.span())
        )


def _check_grouping(number: re.Match[str]) -> None:
    """Raises for digits in groups of three, but not for `1.000`, which is a decimal fraction."""
    separator, rest = number["separator"], number["rest"] or ""
    if separator == "." and not (rest.startswith(",") or number["whole"].count(".") > 1):
        return
    digits = number["whole"].replace(separator, "") + rest.replace(",", ".")
    help = f"write {quoted(digits)}"
    if separator == "," and _CALL.search(number.string[: number.start()]):
        help += ", or a space after the comma between two arguments"
    found = f"found {quoted(number.group())}, expected a number without separators"
    raise NotationError(found, help, TextRange(*number.span()))


def _stray(stray: Lexeme, before: Lexeme, after: Lexeme) -> NotationError:
    """A character that is no word, no number and no sign of a formula."""
    if stray.text == ".":
        return _point(stray, before, after)
    if stray.text[0] in "=<>!":
        return _comparison(stray, before)
    if stray.text in "[]":
        missing = "]" if stray.text == "[" else "["
        return NotationError(
            f"found `{stray.text}` without a `{missing}`", f"add the `{missing}`, or leave it out", stray.span
        )
    return NotationError(
        f"found {quoted(stray.text)}, which is not part of a formula", _help_for_stray(stray.text), stray.span
    )


def _help_for_stray(stray: str) -> str:
    if stray in _LOOKALIKES:
        return f"write `{_LOOKALIKES[stray]}`"
    if stray in CURRENCY_SIGNS:
        return f"write the currency as a unit after the number, such as `100 [{CURRENCY_SIGNS[stray]}]`"
    if stray in _QUOTES:
        return "write ids and numbers without quotes"
    if stray[0] in SUPERSCRIPTS:
        exponent = "".join(map(SUPERSCRIPTS.__getitem__, stray))
        return f"write {quoted(f'^{exponent}')}"
    if stray.isnumeric():
        digits = "".join(str(unicodedata.decimal(digit, "")) for digit in stray)
        return f"write {quoted(digits)}" if digits else "write the number with the digits 0 to 9"
    return (
        "leave it out: a formula has ids, numbers, `+ - * / ^`, parentheses, min, max, mean, total, average and latest"
    )


def _comparison(stray: Lexeme, before: Lexeme) -> NotationError:
    if stray.text != "=":
        found = f"found {quoted(stray.text)}, but a formula compares nothing"
        return NotationError(found, "write only what the metric is computed from", stray.span)
    start = "" if before.kind == "start" else "everything up to "
    found = "found `=`, but the formula stands under its metric already"
    return NotationError(found, f"leave out {start}the `=`", stray.span)


def _point(point: Lexeme, before: Lexeme, after: Lexeme) -> NotationError:
    """A point that is not inside a decimal number."""
    left, right = before.touches(point), point.touches(after)
    if left and right and before.kind == after.kind == "word":
        span = before.span.to(after.span)
        found = f"found {quoted(f'{before.text}.{after.text}')}, but ids have no points"
        return NotationError(found, f"write {quoted(f'{before.text}_{after.text}')}, if that is the id", span)
    if left and before.kind == "number":
        if not right or after.kind != "number":
            found = f"found {quoted(before.text + '.')}, expected digits after the point"
            return NotationError(found, f"write {quoted(before.text)}", before.span.to(point.span))
        span = before.span.to(after.span)
        return NotationError("found a number with a point too many", "write one number, such as `1.5`", span)
    if right and after.kind == "number":
        found = f"found {quoted(f'.{after.text}')}, expected a digit before the point"
        return NotationError(found, f"write {quoted(f'0.{after.text}')}", point.span.to(after.span))
    return NotationError("found a point outside a number", "leave it out", point.span)
