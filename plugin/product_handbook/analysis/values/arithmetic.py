"""Formulas computed in decimal arithmetic.

Sixty digits: what people report has at most thirty before or after its point, so that sums and products of money are
exact and only a division or a root is rounded, far beyond what anybody reads. Forty of them count: what is compared or
shown is rounded to these, so that a third times three is one. Binary fractions would make 0.1 + 0.2 differ from 0.3;
exact fractions grow without bound where a value is computed from its own past.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction
from typing import Literal, TypeAlias

from product_handbook.formulas.expression import (
    Call,
    Expression,
    Function,
    Negation,
    Operation,
    Power,
    Reference,
    to_text,
    walk,
)
from product_handbook.formulas.expression import Number as NumberLiteral

FailureCause = Literal["division_by_zero", "root_of_negative", "too_large", "too_many_inputs"]

DIGITS = 60
SIGNIFICANT = 40
"""Digits that are right, whatever came before: the others hold what divisions and roots left over."""
_EXACT = Context(prec=DIGITS, traps=[DivisionByZero, InvalidOperation, Overflow])
# Ten digits less than roots are computed with: their last ones hold the error.
_ROUNDED = Context(prec=DIGITS - 10, traps=[DivisionByZero, InvalidOperation, Overflow])
"""What roots are rounded to, so that the root of a square is a whole number again."""

_SHOWN = Context(prec=SIGNIFICANT, traps=[InvalidOperation])

ZERO = Decimal(0)
DEFAULT_TOLERANCE = Decimal("0.005")
"""As the format says: half a percent of the reported number."""


@dataclass(frozen=True, slots=True)
class Apply:
    """A step that replaces as many values as it takes by one."""

    arity: int
    function: Callable[..., Decimal]
    part: Expression


Instruction: TypeAlias = Decimal | Reference | Apply
Program: TypeAlias = tuple[Instruction, ...]
"""A formula as steps over a stack of values, on which the left operand of two lies above the right one."""


class UncomputableError(Exception):
    """Raised where a part of a formula has no value, such as a division by zero."""

    def __init__(self, cause: FailureCause, part: Expression) -> None:
        super().__init__(cause)
        self.cause: FailureCause = cause
        self.part = to_text(part)


def compile_formula(expression: Expression) -> Program:
    """The steps that compute an expression."""
    return tuple(_step(part) for part in reversed(list(walk(expression))))


def run(program: Program, values: Sequence[Decimal]) -> Decimal:
    """The value of a program, given those of its references in the order in which `uses` lists them.

    Raises:
        UncomputableError: A part divides by zero, is a root of a negative number, or is too large.
    """
    waiting = iter(values)
    stack: list[Decimal] = []
    for step in program:
        if isinstance(step, Apply):
            stack.append(_apply(step, [stack.pop() for _ in range(step.arity)]))
        else:
            stack.append(step if isinstance(step, Decimal) else next(waiting))
    return stack[0]


def apply(part: Expression, values: Sequence[Decimal]) -> Decimal:
    """The value of one operation, given those of its operands from left to right.

    Raises:
        UncomputableError: As `run`.
    """
    step = _step(part)
    return _apply(step, values) if isinstance(step, Apply) else values[0]


def _apply(step: Apply, values: Sequence[Decimal]) -> Decimal:
    try:
        return step.function(*values)
    except DecimalException as error:
        raise UncomputableError(_cause(error, step.part), step.part) from None


def uses(program: Program) -> tuple[Reference, ...]:
    """The references of a program, in the order in which it comes to them."""
    return tuple(step for step in program if isinstance(step, Reference))


def rolled_up(use: Reference, values: Sequence[Decimal]) -> Decimal:
    """What the values of shorter periods, of which there are some, give for the longer one around them."""
    match use.roll:
        case "average":
            return _mean(*values)
        case "total":
            return _total(values)
    return values[-1]


def add(left: Decimal, right: Decimal) -> Decimal:
    """A sum, to sixty digits; zero where two numbers cancel each other but for what a division left over."""
    found = _EXACT.add(left, right)
    return ZERO if found and _is_left_over(found, left, right) else found


def subtract(left: Decimal, right: Decimal) -> Decimal:
    """A difference, to sixty digits; zero likewise."""
    found = _EXACT.subtract(left, right)
    return ZERO if found and _is_left_over(found, left, right) else found


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """A product, to sixty digits."""
    return _EXACT.multiply(left, right)


def divide(left: Decimal, right: Decimal) -> Decimal | None:
    """A quotient, to sixty digits; None for a division by zero."""
    return None if right == 0 else _EXACT.divide(left, right)


def rounded_off(value: Decimal) -> Decimal:
    """A number to the digits that count, as it is compared and shown."""
    return _SHOWN.plus(value)


def _is_left_over(found: Decimal, *of: Decimal) -> bool:
    """Whether a sum is too small to be more than the error of its summands, one of which was rounded."""
    largest = max(value.adjusted() for value in of)
    return found.adjusted() < largest - SIGNIFICANT and any(
        len(value.as_tuple().digits) >= _ROUNDED.prec for value in of
    )


_OPERATORS = {"+": add, "-": subtract, "*": _EXACT.multiply, "/": _EXACT.divide}


def _step(part: Expression) -> Instruction:
    match part:
        case NumberLiteral(value):
            return value
        case Reference():
            return part
        case Negation():
            return Apply(1, _EXACT.minus, part)
        case Operation(operator):
            return Apply(2, _OPERATORS[operator], part)
        case Power(exponent=exponent):
            return Apply(1, lambda base: _power(base, exponent), part)
        case Call(function, arguments):
            return Apply(len(arguments), _CALLS[function], part)


def _power(base: Decimal, exponent: Fraction) -> Decimal:
    """A power; zero to a negative one is a division by zero, and a root of a negative number has no value."""
    if base == 0:
        return _EXACT.divide(Decimal(1), base) if exponent < 0 else Decimal(int(exponent == 0))
    if exponent.denominator == 1:
        return _EXACT.power(base, exponent.numerator)
    return _ROUNDED.plus(_EXACT.power(base, _EXACT.divide(Decimal(exponent.numerator), exponent.denominator)))


def _mean(*values: Decimal) -> Decimal:
    return _EXACT.divide(_total(values), len(values))


def _total(values: Sequence[Decimal]) -> Decimal:
    total = ZERO
    for value in values:
        total = add(total, value)
    return total


_CALLS: dict[Function, Callable[..., Decimal]] = {"min": min, "max": max, "mean": _mean}


def _cause(error: DecimalException, part: Expression) -> FailureCause:
    if isinstance(error, Overflow):
        return "too_large"
    return "root_of_negative" if isinstance(error, InvalidOperation) and isinstance(part, Power) else "division_by_zero"
