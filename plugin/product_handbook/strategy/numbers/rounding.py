"""What a formula can give when its operands were rounded before they were written down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from product_handbook.strategy.expression import Call, Expression, Negation, Number, Operation, Power, Reference, walk
from product_handbook.strategy.numbers.arithmetic import UncomputableError, add, apply, subtract


@dataclass(frozen=True, slots=True)
class Range:
    """All numbers from a lowest to a highest."""

    low: Decimal
    high: Decimal


def half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last digit that a number is written with: what rounding to it may have taken or added."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


def written_range(value: Decimal) -> Range:
    """The numbers that round to a written one.

    A number without decimals may be a count, so it is taken as exact: regions that do not add up do not add up.
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return Range(value, value)
    half = half_unit(value)
    return Range(subtract(value, half), add(value, half))


def range_of(expression: Expression, value_of: Callable[[Reference], Decimal | None]) -> Range | None:
    """What a formula can give, by interval arithmetic; None where a division may be by zero, or a value is unknown.

    A metric used twice counts as two, so that the range may be wider than it needs to be, never narrower.
    """
    stack: list[Range] = []
    for part in reversed(list(walk(expression))):
        found = _range(part, stack, value_of)
        if found is None:
            return None
        stack.append(found)
    return stack[0]


def _range(part: Expression, stack: list[Range], value_of: Callable[[Reference], Decimal | None]) -> Range | None:
    match part:
        case Number(value):
            return Range(value, value)
        case Reference():
            known = value_of(part)
            return None if known is None else written_range(known)
        case Call(_, arguments):
            return _corners(part, [stack.pop() for _ in arguments])
        case Operation():
            return _corners(part, [stack.pop(), stack.pop()])
        case Negation() | Power():
            return _corners(part, [stack.pop()])


def _corners(part: Expression, ranges: Sequence[Range]) -> Range | None:
    """The range of an operation from those of its operands; each of our operations is monotonic in each of them."""
    if isinstance(part, Operation) and part.operator == "/" and ranges[1].low <= 0 <= ranges[1].high:
        return None
    if isinstance(part, Power) and ranges[0].low < 0 < ranges[0].high:
        return None
    lows, highs = [operand.low for operand in ranges], [operand.high for operand in ranges]
    ends = product(*zip(lows, highs, strict=True)) if isinstance(part, Operation) else (lows, highs)
    try:
        found = [apply(part, values) for values in ends]
    except UncomputableError:
        return None
    return Range(min(found), max(found))
