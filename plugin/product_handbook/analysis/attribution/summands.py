"""A formula as a weighted sum: what is added and what is taken away, and which formulas are those of stocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from product_handbook.formulas.expression import (
    Call,
    Expression,
    Negation,
    Number,
    Operation,
    Reference,
    references,
)

_SIDES = 2


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

    A stock is a metric whose formula is a sum in which its own value of the period before stands once: by itself, times
    a sum as in `x[-1] * (1 - churn) + new`, or times one rate as in `x[-1] * retention + new`, which keeps all but what
    the rate is short of 1.
    """
    found = [summand for part in summands(expression) for summand in _distributed(metric, part)]
    before = Reference(metric, 1)
    base = Summand(Fraction(1), before)
    if found.count(base) == 1:
        return tuple(flow for flow in found if flow != base)
    kept = [(place, rate) for place, summand in enumerate(found) if (rate := _rate(summand, before)) is not None]
    if base in found or len(kept) != 1:
        return ()
    place, rate = kept[0]
    found[place] = Summand(Fraction(1), Operation("*", before, Operation("-", rate, Number(Decimal(1)))))
    return tuple(found)


def _distributed(metric: str, summand: Summand) -> Iterator[Summand]:
    """The summands of a product of the metric's own past and a sum; any other summand stays as it is."""
    match summand.part:
        case Operation("*", left, right) if any(use.metric == metric for use in references(summand.part)):
            lefts, rights = summands(left), summands(right)
            if len(lefts) + len(rights) > _SIDES:
                for one, other in product(lefts, rights):
                    weight = summand.weight * one.weight * other.weight
                    for inner in summands(Operation("*", one.part, other.part)):
                        yield Summand(weight * inner.weight, inner.part)
                return
    yield summand


def _rate(summand: Summand, before: Reference) -> Expression | None:
    """What the metric's own past is multiplied with, where that is made of one other metric."""
    match summand.part:
        case Operation("*", left, right) if summand.weight == 1 and before in (left, right):
            rate = right if left == before else left
            named = {use.metric for use in references(rate)}
            return rate if len(named) == 1 and before.metric not in named else None
    return None
