"""Formulas: the language in which a metric says how it is computed from others.

`parse` reads one; `expression` holds what comes out, `operands` how each metric enters.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from product_handbook.strategy import units
from product_handbook.strategy.expression import (
    Call,
    Expression,
    Function,
    Negation,
    Number,
    Operation,
    Operator,
    Part,
    Power,
    Reference,
    Token,
    references,
    to_text,
    tokens,
    walk,
)
from product_handbook.strategy.formula_mistakes import (
    lag_after_number,
    not_an_operand,
    not_an_operator,
    read_lag,
    too_few_arguments,
    unclosed,
)
from product_handbook.strategy.formula_spelling import FormulaError, check_length, check_spelling
from product_handbook.strategy.notation import Cursor, Lexeme, Span, read_exponent
from product_handbook.strategy.operands import Operand, main_operator, operands

__all__ = [
    "Call",
    "Expression",
    "FormulaError",
    "Function",
    "Negation",
    "Number",
    "Operand",
    "Operation",
    "Operator",
    "Part",
    "Power",
    "Reference",
    "Span",
    "Token",
    "main_operator",
    "operands",
    "parse",
    "references",
    "to_text",
    "tokens",
    "walk",
]

_SUMS: Mapping[str, Operator] = {"+": "+", "-": "-"}
_PRODUCTS: Mapping[str, Operator] = {"*": "*", "/": "/"}
_FUNCTIONS: Mapping[str, Function] = {"min": "min", "max": "max", "mean": "mean"}


def parse(text: str) -> Expression:
    """The expression that a formula's text stands for; raises `FormulaError` at the first thing that is wrong."""
    whole = Span(0, len(text))
    check_length(text, whole)
    cursor = Cursor(text, FormulaError)
    check_spelling(text, cursor.lexemes)
    expression = _sum(cursor)
    if not cursor.at("end"):
        raise not_an_operator(cursor)
    check_length(to_text(expression), whole)
    return expression


def _sum(cursor: Cursor) -> Expression:
    """``sum = product { ("+" | "-") product }``."""
    return _chain(cursor, _SUMS, _product)


def _product(cursor: Cursor) -> Expression:
    """``product = signed { ("*" | "/") signed }``."""
    return _chain(cursor, _PRODUCTS, _signed)


def _chain(cursor: Cursor, operators: Mapping[str, Operator], read: Callable[[Cursor], Expression]) -> Expression:
    """Operands joined from left to right."""
    left = read(cursor)
    while operator := operators.get(cursor.next.kind):
        cursor.take()
        right = read(cursor)
        left = Operation(operator, left, right, left.span.to(right.span))
    return left


def _signed(cursor: Cursor) -> Expression:
    """``signed = "-" signed | power``."""
    if not cursor.passes("-"):
        return _power(cursor)
    minus = cursor.previous
    with cursor.nested():
        operand = _signed(cursor)
    return Negation(operand, minus.span.to(operand.span))


def _power(cursor: Cursor) -> Expression:
    """``power = atom [ "^" exponent ]``."""
    base = _atom(cursor)
    if not cursor.passes("^"):
        return base
    exponent = read_exponent(cursor)
    return Power(base, exponent, base.span.to(cursor.previous.span))


def _atom(cursor: Cursor) -> Expression:
    """``atom = number | call | reference | "(" sum ")"``."""
    match cursor.next.kind:
        case "number":
            return _number(cursor)
        case "word":
            return _call(cursor) if cursor.after_next.kind == "(" else _reference(cursor)
        case "(":
            return _parentheses(cursor)
    raise not_an_operand(cursor)


def _number(cursor: Cursor) -> Number:
    """``number = digits [ "." digits ] [ "%" ] [ "[" unit "]" ]``."""
    digits = cursor.take()
    percent = cursor.passes("%")
    value = Decimal(f"{digits.text}e-2" if percent else digits.text)
    unit = _unit(cursor, digits) if cursor.at("bracket") else None
    return Number(value, unit, percent, digits.span.to(cursor.previous.span))


def _unit(cursor: Cursor, number: Lexeme) -> units.Unit:
    """The unit in a bracket, whose grammar is that of `units.parse`."""
    bracket = cursor.take()
    if error := lag_after_number(number, bracket):
        raise error
    try:
        return units.parse(bracket.text[1:-1])
    except units.UnitError as wrong:
        span = wrong.span.shifted(bracket.span.start + 1)
        raise FormulaError(wrong.message, wrong.mend, span if span.of(cursor.text) else bracket.span) from None


def _reference(cursor: Cursor) -> Reference:
    """``reference = id [ "[-" digits "]" ]``."""
    metric = cursor.take()
    lag = read_lag(metric, cursor.take()) if cursor.at("bracket") else 0
    return Reference(metric.text, lag, metric.span.to(cursor.previous.span))


def _call(cursor: Cursor) -> Call:
    """``call = ("min" | "max" | "mean") "(" sum "," sum { "," sum } ")"``."""
    name, opening = cursor.take(), cursor.take()
    with cursor.nested():
        arguments = [_sum(cursor)]
        while cursor.passes(","):
            arguments.append(_sum(cursor))
    closing = _closing(cursor, opening)
    if len(arguments) == 1:
        raise too_few_arguments(name, closing)
    return Call(_FUNCTIONS[name.text], tuple(arguments), name.span.to(closing.span))


def _parentheses(cursor: Cursor) -> Expression:
    """A sum in parentheses, which its span includes."""
    opening = cursor.take()
    with cursor.nested():
        inner = _sum(cursor)
    return replace(inner, span=opening.span.to(_closing(cursor, opening).span))


def _closing(cursor: Cursor, opening: Lexeme) -> Lexeme:
    if cursor.at("end"):
        raise unclosed(opening)
    if not cursor.at(")"):
        raise not_an_operator(cursor)
    return cursor.take()
