"""What a formula is once it is parsed: a frozen tree, its text, and its text in pieces for a page that links operands.

A sum of a thousand terms is a tree a thousand levels deep on its left, so nothing may follow a tree by recursion:
`walk` does it without.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias, cast

from product_handbook.formulas.notation import TextRange
from product_handbook.formulas.units import Unit, exponent_text

Operator = Literal["+", "-", "*", "/"]
Function = Literal["min", "max", "mean"]
RollUp = Literal["total", "average", "latest"]
"""How the values of the finer periods within a period become one."""

NOWHERE = TextRange(0, 0)
DISPLAY = str.maketrans("*/-", "×÷−")
"""The signs that readers see, for those that people type."""

_SUM, _PRODUCT, _SIGNED, _POWER, _ATOM = range(5)
_BINDING = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


class Part:
    """What all parts of a formula share: they are equal when they mean the same, wherever they stand in their texts."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Part):
            return NotImplemented
        return _labels(self) == _labels(other)

    def __hash__(self) -> int:
        return hash(_labels(self))

    def __str__(self) -> str:
        return to_text(cast("Expression", self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Number(Part):
    """A number as written, never negative."""

    value: Decimal
    """Its exact value: 0.2 for `20%`."""
    unit: Unit | None = None
    """The unit in brackets; without one, the number is pure."""
    percent: bool = False
    """Whether it is written with a percent sign."""
    span: TextRange = NOWHERE


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reference(Part):
    """The value of a metric."""

    metric: str
    lag: int = 0
    """How many periods ago: 0 is this period, 1 is `x[-1]`."""
    span: TextRange = NOWHERE
    roll: RollUp | None = None
    """How its finer periods become one of the formula's: `total(x)`; None where it has the formula's cadence."""

    @property
    def quantity(self) -> str:
        """What enters the formula, apart from when: the id of the metric, or its roll-up such as `total(x)`."""
        return f"{self.roll}({self.metric})" if self.roll else self.metric


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Negation(Part):
    """A minus sign before something."""

    operand: "Expression"
    span: TextRange = NOWHERE


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Power(Part):
    """Something raised to a fixed exponent."""

    base: "Expression"
    exponent: Fraction
    span: TextRange = NOWHERE


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Operation(Part):
    """A sum, a difference, a product or a quotient."""

    operator: Operator
    left: "Expression"
    right: "Expression"
    span: TextRange = NOWHERE


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Call(Part):
    """The smallest, the largest or the mean of several like quantities."""

    function: Function
    arguments: tuple["Expression", ...]
    """Two or more."""
    span: TextRange = NOWHERE


Expression: TypeAlias = Number | Reference | Negation | Power | Operation | Call
Token: TypeAlias = str | Reference
"""A piece of a formula on a page: text, or an operand that the page can link."""


def parts_of(part: Expression) -> tuple[Expression, ...]:
    """What a part is directly made of, from left to right; nothing for a number and a reference."""
    match part:
        case Negation(operand):
            return (operand,)
        case Power(base):
            return (base,)
        case Operation(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case Number() | Reference():
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all its parts, from left to right, each before what it is made of.

    Read backwards, each comes after what it is made of, so that a stack of values computes the whole.
    """
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(parts_of(part)))


def references(expression: Expression) -> tuple[Reference, ...]:
    """Every use of a metric, from left to right."""
    return tuple(part for part in walk(expression) if isinstance(part, Reference))


def to_text(expression: Expression) -> str:
    """The formula as people type it, with the fewest parentheses; parsed, it is the same expression again."""
    return "".join(piece if isinstance(piece, str) else _leaf_text(piece) for piece in _pieces(expression))


def tokens(expression: Expression) -> tuple[Token, ...]:
    """The formula as readers see it, with `×`, `÷` and `−`: text and operands in turn, no text empty."""
    found: list[Token] = []
    text = ""
    for piece in _pieces(expression):
        if not isinstance(piece, Reference):
            text += _display_text(piece)
            continue
        found += [text, piece]
        text = ""
    return tuple(token for token in (*found, text) if token != "")


def _display_text(piece: str | Number) -> str:
    if isinstance(piece, Number):
        return _leaf_text(piece)
    is_exponent = piece.startswith("^")
    return piece.replace("-", "−") if is_exponent else piece.translate(DISPLAY)


def _pieces(expression: Expression) -> Iterator[str | Number | Reference]:
    """The leaves of the tree, and between them the signs, parentheses and names of functions."""
    waiting: list[str | Expression] = [expression]
    while waiting:
        match waiting.pop():
            case str() | Number() | Reference() as piece:
                yield piece
            case part:
                waiting.extend(reversed(_layout(part)))


def _layout(part: Negation | Power | Operation | Call) -> tuple[str | Expression, ...]:
    """The text of a part that is made of others, with those still to be laid out."""
    match part:
        case Negation(operand):
            return ("-", *_enclosed(operand, _SIGNED))
        case Power(base, exponent):
            return (*_enclosed(base, _ATOM), f"^{exponent_text(exponent)}")
        case Operation(operator, left, right):
            binding = _BINDING[operator]
            return (*_enclosed(left, binding), f" {operator} ", *_enclosed(right, binding + 1))
        case Call(function, arguments):
            separated = [piece for argument in arguments for piece in (", ", argument)]
            return (f"{function}(", *separated[1:], ")")


def _enclosed(part: Expression, weakest: int) -> tuple[str | Expression, ...]:
    """The part, in parentheses where it binds less tightly than its place asks for."""
    match part:
        case Operation(operator):
            binding = _BINDING[operator]
        case Negation():
            binding = _SIGNED
        case Power():
            binding = _POWER
        case _:
            binding = _ATOM
    return (part,) if binding >= weakest else ("(", part, ")")


def _leaf_text(leaf: Number | Reference) -> str:
    match leaf:
        case Reference(lag=lag):
            return f"{leaf.quantity}[-{lag}]" if lag else leaf.quantity
        case Number(value, unit, percent):
            shift = 2 if percent else 0
            sign, digits, exponent = value.as_tuple()
            text = f"{Decimal((sign, digits, int(exponent) + shift)):f}{'%' if percent else ''}"
            return text if unit is None else f"{text} [{unit}]"


def _labels(expression: Part) -> tuple[tuple[Hashable, ...], ...]:
    return tuple(_label(part) for part in walk(cast("Expression", expression)))


def _label(part: Expression) -> tuple[Hashable, ...]:
    """What a part is, apart from its own parts and its place; a whole tree's labels in order tell it from any other."""
    match part:
        case Number(value, unit, percent):
            return ("number", value, unit, percent)
        case Reference(metric, lag, roll=roll):
            return ("reference", metric, lag, roll)
        case Power(exponent=exponent):
            return ("^", exponent)
        case Operation(operator):
            return (operator,)
        case Call(function, arguments):
            return (function, len(arguments))
        case Negation():
            return ("negation",)
