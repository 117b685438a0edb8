"""A formula as a weighted sum: what is added and what is taken away, and which formulas are those of stocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from product_handbook.strategy.formulas.expression import Call, Expression, Negation, Number, Operation, Reference


@dataclass(frozen=True)
class Summand:
    """A part of a formula that is added so many times; taken away where the weight is negative."""

    weight: Fraction
    part: Expression


def summands(expression: Expression) -> tuple[Summand, ...]:
    """The parts of a sum from left to right; a formula that is no sum is its only part.

    A mean is a sum, and so is a sum times a number: `(new - churned) * 1 [month]`.
    """
    return tuple(_summands(expression))


def _summands(expression: Expression) -> Iterator[Summand]:
    waiting = [Summand(Fraction(1), expression)]
    while waiting:
        summand = waiting.pop()
        inner = _opened(summand.part)
        if not inner:
            yield summand
        waiting.extend(Summand(summand.weight * weight, part) for weight, part in reversed(inner))


def _opened(part: Expression) -> list[tuple[Fraction, Expression]]:
    """What a sum is made of; nothing where it is none."""
    one = Fraction(1)
    found: list[tuple[Fraction, Expression]] = []
    match part:
        case Operation("+", left, right):
            found = [(one, left), (one, right)]
        case Operation("-", left, right):
            found = [(one, left), (-one, right)]
        case Negation(operand):
            found = [(-one, operand)]
        case Call("mean", arguments):
            found = [(one / len(arguments), argument) for argument in arguments]
        case Operation("*", Number(times), other) | Operation("*", other, Number(times)):
            found = [(Fraction(times), other)]
        case Operation("/", other, Number(divisor)) if divisor:
            found = [(1 / Fraction(divisor), other)]
    return found


def flows_of(metric: str, expression: Expression) -> tuple[Summand, ...]:
    """What is added to a stock in a period and what is taken away; empty where the metric is no stock.

    A stock is a metric whose formula is a sum in which its own value of the period before stands once by itself.
    """
    found = summands(expression)
    base = Summand(Fraction(1), Reference(metric, 1))
    return tuple(flow for flow in found if flow != base) if found.count(base) == 1 else ()
