"""How each metric enters a formula: the signs on the edges of a diagram."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.formulas.expression import (
    DISPLAY,
    Call,
    Expression,
    Negation,
    Number,
    Operation,
    Power,
    Reference,
    references,
    walk,
)
from product_handbook.formulas.notation import TextRange

_SUMS = "+-"
_OPPOSITE = {"+": "−", "−": "+", "×": "÷", "÷": "×"}


@dataclass(frozen=True, slots=True)
class Operand:
    """A metric that a formula is computed from."""

    metric: str
    operators: tuple[str, ...]
    """How it enters, as signs for readers in order of appearance, none twice: `+`, `−`, `×`, `÷`, `^`, `min`, `max`,
    `mean`, `total`, `average`, `latest`, or `=` where it is all there is."""
    lagged: bool
    """Whether only earlier periods of it enter."""
    span: TextRange
    """Where it appears first."""


def operands(expression: Expression) -> tuple[Operand, ...]:
    """Each metric of a formula once, in order of appearance.

    Its sign is that of the nearest operator around it. It takes part in a chain of sums or of products as a whole:
    in `a - (b - c)` the sign of `c` is `+`, in `a / (b * c)` it is `÷`. A sum below a fraction bar is `÷` altogether.
    A metric that is rolled up has that for its sign.
    """
    uses: dict[str, list[tuple[Reference, str]]] = {}
    for reference, sign in _uses(expression):
        uses.setdefault(reference.metric, []).append((reference, sign))
    return tuple(_operand(metric, found) for metric, found in uses.items())


def _operand(metric: str, uses: list[tuple[Reference, str]]) -> Operand:
    signs = tuple(dict.fromkeys(sign for _, sign in uses))
    first, _ = uses[0]
    return Operand(metric, signs, all(reference.lag for reference, _ in uses), first.span)


def _uses(expression: Expression) -> Iterator[tuple[Reference, str]]:
    """Every reference from left to right, with the sign under which it enters."""
    waiting: list[tuple[Expression, str, bool]] = [(expression, "=", False)]
    while waiting:
        part, sign, negated = waiting.pop()
        if isinstance(part, Reference):
            yield part, part.roll or (_negated(sign) if negated else sign)
        else:
            waiting.extend(reversed(_signed_parts(part, sign, negated)))


def _signed_parts(part: Expression, sign: str, negated: bool) -> list[tuple[Expression, str, bool]]:  # noqa: FBT001
    """What a part is made of, each with its sign, and whether a minus sign still waits for a sum to enter."""
    match part:
        case Negation(operand):
            return [(operand, sign, not negated)]
        case Operation(operator, left, right) if operator in _SUMS:
            first = sign if sign in {"+", "−", "÷"} else "+"
            first = _negated(first) if negated else first
            return [(left, first, False), (right, _negated(first) if operator == "-" else first, False)]
        case Operation(operator, left, right):
            first = sign if sign in {"×", "÷"} else "×"
            return [(left, first, False), (right, _OPPOSITE[first] if operator == "/" else first, False)]
        case Power(base):
            return [(base, "^", False)]
        case Call(function, arguments):
            return [(argument, function, False) for argument in arguments]
        case Reference() | Number():
            return []


def _negated(sign: str) -> str:
    """The sign after a minus before it; only `+`, `−` and `=` change."""
    return {"=": "−", "+": "−", "−": "+"}.get(sign, sign)


def is_plain(expression: Expression) -> bool:
    """Whether the signs of its operands tell all of a formula: a sum, a product or one function of them.

    A factor without a metric in it, such as `1 [month]`, changes nothing. `a * b + c * d` is not plain.
    """
    return len(set(_families(expression))) <= 1


def _families(expression: Expression) -> Iterator[str]:
    """What joins metrics with each other: sums, products, and each power and function by itself."""
    for place, part in enumerate(walk(expression)):
        if isinstance(part, Operation) and references(part.left) and references(part.right):
            yield "sum" if part.operator in _SUMS else "product"
        elif isinstance(part, Power | Call) or (isinstance(part, Reference) and part.roll):
            yield f"{type(part).__name__} {place}"


def main_operator(expression: Expression) -> str:
    """The sign of a formula as a whole: its outermost operator or function, or nothing for a lone metric or number.

    A chain that both adds and subtracts is a sum, `+`; one that both multiplies and divides is a product, `×`.
    """
    match expression:
        case Operation():
            signs = set(_chain(expression))
            return signs.pop() if len(signs) == 1 else "+" if "+" in signs else "×"
        case Negation():
            return "−"
        case Power():
            return "^"
        case Call(function):
            return function
        case Reference(roll=roll):
            return roll or ""
    return ""


def _chain(expression: Operation) -> Iterator[str]:
    """The signs of a sum or a product from its last to its first, down the left of the tree."""
    alike = _SUMS if expression.operator in _SUMS else "*/"
    part: Expression = expression
    while isinstance(part, Operation) and part.operator in alike:
        yield part.operator.translate(DISPLAY)
        part = part.left
