"""What is wrong with the order of a formula's parts, for somebody who knows spreadsheets, and what to write instead."""

import re
from collections.abc import Iterator, Sequence

from product_handbook.diagnostics.diagnostic import quoted
from product_handbook.formulas.notation import CALLED, FUNCTIONS, Cursor, Lexeme, NotationError

LARGEST_LAG = 1_000

_OPERATORS = ("+", "-", "*", "/", "^")
_UNIT_WORD = re.compile(r"(?![tnik]\b)[^\W\d_]")
"""A letter that begins a word of a unit, not the `t` of `x[t-1]`."""
_BRACKETS = "[]{}（）"
_LAG = re.compile(r"\[\s*[-−]\s*([0-9]+)\s*\]")


def not_an_operand(cursor: Cursor) -> NotationError:
    """What stands where a metric, a number or a parenthesis is expected."""
    found, before = cursor.next, cursor.previous
    if found.kind in _OPERATORS:
        return _operator_alone(found, before)
    if found.kind == "bracket":
        message = f"found {quoted(found.text)} without a number or a metric before it"
        return NotationError(message, "write a number before a unit, such as `1 [month]`", found.span)
    if found.kind == "%":
        return NotationError("found `%` without a number before it", "write a number before it", found.span)
    if found.kind == ")" and before.kind == "(":
        return _empty_parentheses(cursor)
    if found.kind in {")", ","}:
        message = f"found {quoted(found.text)} after {quoted(before.text)}, expected a metric, a number or `(`"
        return NotationError(message, "add what is missing, or leave out what is too much", before.span.to(found.span))
    help = f"write what comes after {quoted(before.text)}, or leave it out"
    return NotationError(f"found nothing after {quoted(before.text)}", help, before.span)


def _operator_alone(found: Lexeme, before: Lexeme) -> NotationError:
    """An operator with nothing on its left."""
    if before.kind == found.kind and before.touches(found) and found.kind in {"*", "/"}:
        help = "write `^` for a power" if found.kind == "*" else "write `/` once"
        span = before.span.to(found.span)
        return NotationError(f"found `{before.text}{found.text}`, expected one operator", help, span)
    if found.kind == "+":
        return NotationError("found `+` with nothing on its left", "leave it out", found.span)
    if before.kind in _OPERATORS:
        message = f"found {quoted(found.text)} after {quoted(before.text)}, expected a metric, a number or `(`"
        return NotationError(message, "write what stands between them, or leave one out", before.span.to(found.span))
    message = f"found {quoted(found.text)} with nothing on its left"
    return NotationError(message, "write what comes before it, or leave it out", found.span)


def _empty_parentheses(cursor: Cursor) -> NotationError:
    name = cursor.before_previous
    if name.text in CALLED:
        expected, few = ("two arguments or more", "a, b") if name.text in FUNCTIONS else ("the id of one metric", "a")
        message = f"found `{name.text}()` of nothing, expected {expected}"
        return NotationError(
            message, f"write what it is taken of, as in `{name.text}({few})`", name.span.to(cursor.next.span)
        )
    span = cursor.previous.span.to(cursor.next.span)
    return NotationError("found nothing between `(` and `)`", "write something, or leave them out", span)


def not_an_operator(cursor: Cursor) -> NotationError:
    """What stands where an operator, a closing parenthesis or the end is expected."""
    found, before = cursor.next, cursor.previous
    match found.kind:
        case "word" | "number" | "(":
            return _missing_operator(found, before)
        case ")":
            return _unopened(found)
        case ",":
            return _comma(cursor)
        case "bracket":
            return _bracket(found, before)
    message = f"found `%` after {quoted(before.text)}, expected it after a number only"
    return NotationError(message, "leave it out: `format: percent` says how a metric is shown", found.span)


def _missing_operator(found: Lexeme, before: Lexeme) -> NotationError:
    message = f"found {quoted(found.text)} after {quoted(before.text)}, expected an operator between them"
    help = f"write {quoted(f'{before.text} * {found.text}')} to multiply"
    if before.kind == found.kind == "word":
        help += f", or {quoted(f'{before.text}_{found.text}')} if it is one id"
    elif before.kind == "number" and found.kind == "word" and before.touches(found):
        help += ", or the number in full"
    return NotationError(message, help, before.span.to(found.span))


def _comma(cursor: Cursor) -> NotationError:
    """A comma outside a list of arguments."""
    before, found, after = cursor.previous, cursor.next, cursor.after_next
    if before.kind == after.kind == "number" and before.touches(found) and found.touches(after):
        span = before.span.to(after.span)
        message = f"found {quoted(span.of(cursor.text))}, expected a decimal point"
        return NotationError(message, f"write {quoted(f'{before.text}.{after.text}')}", span)
    help = "write it only between the arguments of min, max and mean"
    return NotationError("found a comma outside a list of arguments", help, found.span)


def _bracket(found: Lexeme, before: Lexeme) -> NotationError:
    """A bracket after something that takes none."""
    if _LAG.fullmatch(found.text):
        message = f"found {quoted(found.text)} after {quoted(before.text)}, expected it once, after a metric"
        return NotationError(message, "write one lag right after the id, such as `x[-1]`", found.span)
    message = f"found {quoted(found.text)} after {quoted(before.text)}, expected a unit after a number only"
    help = f"multiply by a number with the unit: {quoted(f'* 1 {found.text}')}"
    return NotationError(message, help, found.span)


def read_lag(metric: Lexeme, bracket: Lexeme) -> int:
    """How many periods ago `x[-1]` is, from 1; raises `NotationError` for any other bracket after a metric."""
    name, inside = metric.text, bracket.text[1:-1].strip()
    lag = _LAG.fullmatch(bracket.text)
    if inside == "0" or (lag and not lag[1].strip("0")):
        raise NotationError("found a lag of 0, which is this period", f"write {quoted(name)}", bracket.span)
    if lag is None:
        raise NotationError(*_not_a_lag(name, inside), bracket.span)
    digits = lag[1].lstrip("0")
    if len(digits) > len(str(LARGEST_LAG)) or int(digits) > LARGEST_LAG:
        message = f"found a lag of more than {LARGEST_LAG:,} periods"
        raise NotationError(message, "write a smaller one, such as `[-12]`", bracket.span)
    return int(digits)


def _not_a_lag(name: str, inside: str) -> tuple[str, str]:
    found = quoted(f"[{inside}]")
    if _UNIT_WORD.search(inside):
        help = f"give {quoted(name)} its `unit` in the tree, or multiply by a number: {quoted(f'* 1 [{inside}]')}"
        return f"found the unit {found} after the metric {quoted(name)}, expected one after a number only", help
    if re.fullmatch(r"\+?\s*[0-9]+", inside):
        earlier = f"{name}[-{inside.lstrip('+ ')}]"
        return f"found the lag {found}, which is a later period", f"write {quoted(earlier)} for an earlier one"
    help = f"write {quoted(f'{name}[-1]')} for the period before, for example"
    if re.fullmatch(r"[-+−]?\s*[0-9]*[.,/][0-9]+", inside):
        return f"found the lag {found}, expected a whole number of periods", help
    return f"found the lag {found}, expected a minus sign and a number of periods", help


def lag_after_number(number: Lexeme, bracket: Lexeme) -> NotationError | None:
    """The error where a number has a lag in place of a unit."""
    if not _LAG.fullmatch(bracket.text):
        return None
    message = f"found the lag {quoted(bracket.text)} after the number {quoted(number.text)}, expected it after a metric"
    return NotationError(message, "leave it out: a number is the same in every period", bracket.span)


def too_few_arguments(name: Lexeme, closing: Lexeme) -> NotationError:
    """The error for a function of one argument."""
    message = f"found one argument of `{name.text}`, expected two or more"
    return NotationError(message, f"add another after a comma, or leave `{name.text}` out", name.span.to(closing.span))


def unbalanced(lexemes: Sequence[Lexeme]) -> Iterator[NotationError]:
    """Each parenthesis without its other half, whatever else is wrong; none where a stray sign may be meant for one."""
    if any(lexeme.kind == "stray" and lexeme.text in _BRACKETS for lexeme in lexemes):
        return
    opened: list[Lexeme] = []
    for lexeme in lexemes:
        if lexeme.kind == "(":
            opened.append(lexeme)
        elif lexeme.kind == ")" and opened:
            opened.pop()
        elif lexeme.kind == ")":
            yield _unopened(lexeme)
    yield from map(unclosed, opened)


def _unopened(closing: Lexeme) -> NotationError:
    return NotationError("found `)` without a `(` before it", "leave it out, or add the `(`", closing.span)


def unclosed(opening: Lexeme) -> NotationError:
    """The error for a parenthesis that nothing closes."""
    return NotationError("found no `)` for this `(`", "add the `)`", opening.span)
