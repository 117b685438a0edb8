"""What a formula can give when its operands were rounded before they were written down."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, DecimalException
from functools import cache
from itertools import product
from typing import NamedTuple

from product_handbook.analysis.values.arithmetic import Apply, Program, add, subtract
from product_handbook.formulas.expression import Operation, Power


class Interval(NamedTuple):
    """All numbers from a lowest to a highest; a tuple, since there are tens of thousands of them."""

    low: Decimal
    high: Decimal


def half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last digit that a number is written with: what rounding to it may have taken or added."""
    exponent = value.as_tuple().exponent
    return _half(exponent) if isinstance(exponent, int) else Decimal(0)


@cache
def _half(exponent: int) -> Decimal:
    return Decimal(5).scaleb(exponent - 1)


def written_interval(value: Decimal) -> Interval:
    """The numbers that round to a written one.

    A number without decimals may be a count, so it is taken as exact: regions that do not add up do not add up.
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return Interval(value, value)
    half = _half(exponent)
    return Interval(subtract(value, half), add(value, half))


def interval_of(program: Program, operands: Iterable[Interval]) -> Interval | None:
    """What a formula can give, by interval arithmetic; None where a division may be by zero.

    The operands come in the order in which `uses` lists the references of the program. A metric used twice counts as
    two, so that the range may be wider than it needs to be, never narrower.
    """
    waiting = iter(operands)
    stack: list[Interval] = []
    for step in program:
        if isinstance(step, Apply):
            found = _corners(step, [stack.pop() for _ in range(step.arity)])
            if found is None:
                return None
        else:
            found = Interval(step, step) if isinstance(step, Decimal) else next(waiting)
        stack.append(found)
    return stack[0]


def _corners(step: Apply, ranges: Sequence[Interval]) -> Interval | None:
    """The range of an operation from those of its operands; each of our operations is monotonic in each of them."""
    part = step.part
    if isinstance(part, Operation) and part.operator == "/" and ranges[1].low <= 0 <= ranges[1].high:
        return None
    crosses_zero = isinstance(part, Power) and ranges[0].low < 0 < ranges[0].high
    if isinstance(part, Power) and crosses_zero and (part.exponent.denominator > 1 or part.exponent < 0):
        return None
    try:
        found = [step.function(*values) for values in _ends(step, ranges)]
    except DecimalException:
        return None
    # Even powers turn at zero, which is at neither end of a range around it.
    if crosses_zero:
        found.append(Decimal(0))
    return Interval(min(found), max(found))


def _ends(step: Apply, ranges: Sequence[Interval]) -> Iterable[Sequence[Decimal]]:
    """The operands that give the lowest and the highest result, perhaps among others."""
    if not isinstance(step.part, Operation):
        return zip(*ranges, strict=True)
    left, right = ranges
    match step.part.operator:
        case "+":
            return zip(left, right, strict=True)
        case "-":
            return zip(left, reversed(right), strict=True)
        case _:
            return product(left, right)
