"""Formulas: the language in which a metric says how it is computed from others.

`parse` reads one; `expression` holds what comes out, `operands` how each metric enters.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from product_handbook.diagnostics.diagnostic import Diagnostic, Locate
from product_handbook.formulas.expression import (
    Call,
    Expression,
    Function,
    Negation,
    Number,
    Operation,
    Operator,
    Power,
    Reference,
    RollUp,
    to_text,
)
from product_handbook.formulas.notation import FUNCTIONS, Cursor, Lexeme, NotationError, TextRange, read_exponent
from product_handbook.formulas.parse_errors import (
    lag_after_number,
    not_an_operand,
    not_an_operator,
    read_lag,
    too_few_arguments,
    unbalanced,
    unclosed,
)
from product_handbook.formulas.spelling import check_length, misspelled
from product_handbook.formulas.unit_notation import parse as parse_unit
from product_handbook.formulas.units import Unit

MOST_ERRORS = 10
"""How many errors of one formula are shown; a text with more is none."""

_SUMS: Mapping[str, Operator] = {"+": "+", "-": "-"}
_PRODUCTS: Mapping[str, Operator] = {"*": "*", "/": "/"}
_FUNCTIONS: Mapping[str, Function] = {"min": "min", "max": "max", "mean": "mean"}
_ROLL_UPS: Mapping[str, RollUp] = {"total": "total", "average": "average", "latest": "latest"}


def read_formula(text: str, locate: Locate) -> Expression | tuple[Diagnostic, ...]:
    """The expression that a formula's text stands for, or everything that is wrong with it for a reason of its own."""
    expression, errors = _read(text)
    if expression is None or errors:
        return tuple(error.diagnostic(locate) for error in errors)
    return expression


def parse(text: str) -> Expression:
    """The expression that a formula's text stands for; raises the first thing that is wrong with it."""
    expression, errors = _read(text)
    if expression is None or errors:
        raise errors[0]
    return expression


class _Cursor(Cursor):
    """A place in a formula, and what was wrong on the way that does not keep the rest from being read."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.errors: list[NotationError] = []


def _read(text: str) -> tuple[Expression | None, tuple[NotationError, ...]]:
    """The expression, if the order of its parts is right, and all errors."""
    try:
        check_length(text, TextRange(0, len(text)))
    except NotationError as error:
        return None, (error,)
    cursor = _Cursor(text)
    found = list(misspelled(text, cursor.lexemes))
    expression = None
    if not any(lexeme.kind == "stray" for lexeme in cursor.lexemes):
        expression = _expression(cursor)
    found += [error for error in cursor.errors if not any(error.span.touches(other.span) for other in found)]
    halves = unbalanced(cursor.lexemes) if found else ()
    found += [half for half in halves if not any(half.span.overlaps(other.span) for other in found)]
    return expression, tuple(found[:MOST_ERRORS])


def _expression(cursor: _Cursor) -> Expression | None:
    """The whole formula, or None after an error from which the rest cannot be told."""
    try:
        expression = _sum(cursor)
        if not cursor.at("end"):
            raise not_an_operator(cursor)
        check_length(to_text(expression), TextRange(0, len(cursor.text)))
    except NotationError as error:
        cursor.errors.append(error)
        return None
    return expression


def _sum(cursor: _Cursor) -> Expression:
    """``sum = product { ("+" | "-") product }``."""
    return _chain(cursor, _SUMS, _product)


def _product(cursor: _Cursor) -> Expression:
    """``product = signed { ("*" | "/") signed }``."""
    return _chain(cursor, _PRODUCTS, _signed)


def _chain(cursor: _Cursor, operators: Mapping[str, Operator], read: Callable[[_Cursor], Expression]) -> Expression:
    """Operands joined from left to right."""
    left = read(cursor)
    while operator := operators.get(cursor.next.kind):
        cursor.take()
        right = read(cursor)
        left = Operation(operator, left, right, left.span.to(right.span))
    return left


def _signed(cursor: _Cursor) -> Expression:
    """``signed = "-" signed | power``."""
    if not cursor.passes("-"):
        return _power(cursor)
    minus = cursor.previous
    with cursor.nested():
        operand = _signed(cursor)
    return Negation(operand, minus.span.to(operand.span))


def _power(cursor: _Cursor) -> Expression:
    """``power = atom [ "^" exponent ]``."""
    base = _atom(cursor)
    if not cursor.passes("^"):
        return base
    exponent = read_exponent(cursor)
    return Power(base, exponent, base.span.to(cursor.previous.span))


def _atom(cursor: _Cursor) -> Expression:
    """``atom = number | call | reference | "(" sum ")"``."""
    match cursor.next.kind:
        case "number":
            return _number(cursor)
        case "word":
            return _call(cursor) if cursor.after_next.kind == "(" else _reference(cursor)
        case "(":
            return _parentheses(cursor)
    raise not_an_operand(cursor)


def _number(cursor: _Cursor) -> Number:
    """``number = digits [ "." digits ] [ "%" ] [ "[" unit "]" ]``."""
    digits = cursor.take()
    percent = cursor.passes("%")
    value = Decimal(f"{digits.text}e-2" if percent else digits.text)
    unit = _unit(cursor, digits) if cursor.at("bracket") else None
    return Number(value, unit, percent, digits.span.to(cursor.previous.span))


def _unit(cursor: _Cursor, number: Lexeme) -> Unit | None:
    """The unit in a bracket, whose grammar is that of `unit_notation.parse`; None after an error in it."""
    bracket = cursor.take()
    if error := lag_after_number(number, bracket):
        cursor.errors.append(error)
        return None
    try:
        return parse_unit(bracket.text[1:-1])
    except NotationError as wrong:
        span = wrong.span.shifted(bracket.span.start + 1)
        place = span if span.of(cursor.text) else bracket.span
        cursor.errors.append(NotationError(wrong.message, wrong.help, place, "unit_syntax"))
        return None


def _reference(cursor: _Cursor) -> Reference:
    """``reference = id [ "[-" digits "]" ]``."""
    metric = cursor.take()
    lag = _lag(cursor, metric) if cursor.at("bracket") else 0
    return Reference(metric.text, lag, metric.span.to(cursor.previous.span))


def _lag(cursor: _Cursor, metric: Lexeme) -> int:
    """The number of periods in a bracket; 0 after an error in it."""
    try:
        return read_lag(metric, cursor.take())
    except NotationError as error:
        cursor.errors.append(error)
        return 0


def _call(cursor: _Cursor) -> Call | Reference:
    """``call = ("min" | "max" | "mean") "(" sum "," sum { "," sum } ")" | roll_up "(" id ")"``.

    ``roll_up = "total" | "average" | "latest"``, which are names of functions here alone.
    """
    name, opening = cursor.take(), cursor.take()
    with cursor.nested():
        arguments = [_sum(cursor)]
        while cursor.passes(","):
            arguments.append(_sum(cursor))
    closing = _closing(cursor, opening)
    if roll := _ROLL_UPS.get(name.text):
        match arguments:
            case [Reference(metric, 0, roll=None)]:
                return Reference(metric, 0, name.span.to(closing.span), roll)
        cursor.errors.append(_not_rolled_up(name, arguments, closing))
    elif len(arguments) == 1 and name.text in FUNCTIONS:
        cursor.errors.append(too_few_arguments(name, closing))
    return Call(_FUNCTIONS.get(name.text, "min"), tuple(arguments), name.span.to(closing.span))


def _not_rolled_up(name: Lexeme, arguments: Sequence[Expression], closing: Lexeme) -> NotationError:
    """The error for a roll-up of anything else than one metric of the same period."""
    message = f"found a formula in `{name.text}( )`, expected the id of one metric"
    help = f"give what is in the parentheses a metric of its own, and write `{name.text}(id)`"
    first = arguments[0]
    if len(arguments) > 1:
        message = f"found several arguments of `{name.text}`, expected the id of one metric"
        help = "join several metrics of one cadence with `+`, or with `mean(a, b)`"
    elif isinstance(first, Reference) and first.lag:
        message = f"found an earlier period in `{name.text}( )`, expected the id of a metric alone"
        help = f"give `{name.text}({first.metric})` a metric of its own, and write the id of that with `[-{first.lag}]`"
    elif isinstance(first, Number):
        message = f"found a number in `{name.text}( )`, expected the id of a metric"
        help = "leave the function out: a number is the same in every period"
    return NotationError(message, help, name.span.to(closing.span))


def _parentheses(cursor: _Cursor) -> Expression:
    """A sum in parentheses, which its span includes."""
    opening = cursor.take()
    with cursor.nested():
        inner = _sum(cursor)
    return replace(inner, span=opening.span.to(_closing(cursor, opening).span))


def _closing(cursor: _Cursor, opening: Lexeme) -> Lexeme:
    if cursor.at("end"):
        raise unclosed(opening)
    if not cursor.at(")"):
        raise not_an_operator(cursor)
    return cursor.take()
