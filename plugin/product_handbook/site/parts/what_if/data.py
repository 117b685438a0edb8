"""A scenario's model in terms of JSON, for the script that plays it in the page (scenario.js)."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from product_handbook.analysis.scenario.scenario import ScenarioNode, ScenarioOperand
from product_handbook.analysis.values.arithmetic import Apply, Instruction
from product_handbook.formulas.expression import Call, Negation, Operation, Power

GoesOn = Callable[[ScenarioNode, ScenarioOperand], bool]
"""Whether an operand of an earlier period is something that the model follows through time."""
EncodedStep = str | tuple[str | int, ...] | None


def encoded_node(node: ScenarioNode, goes_on: GoesOn) -> Mapping[str, object]:
    """A metric with all that its value follows from; every number is a text in as many digits as a double has."""
    return {
        "id": node.metric,
        "base": _digits(node.base),
        "rest": _digits(node.at_rest),
        "program": tuple(_step(step) for step in node.program),
        "operands": tuple(_operand(each, goes_on=goes_on(node, each)) for each in node.operands),
        "drivers": tuple((driver, _digits(coefficient)) for driver, coefficient in node.drivers),
    }


def _operand(operand: ScenarioOperand, *, goes_on: bool) -> tuple[object, ...]:
    """The metric alone where its present value is taken."""
    if operand.past is None:
        return (operand.metric,)
    since = tuple(_digits(value) if isinstance(value, Decimal) else None for value in operand.since)
    return (operand.metric, _digits(operand.past), operand.stays, operand.lag, since, goes_on)


def _digits(number: Decimal) -> str:
    return f"{number:.17g}"


def _step(step: Instruction) -> EncodedStep:
    """A number in digits, None for the next operand, or a sign with what it takes."""
    if isinstance(step, Decimal):
        return _digits(step)
    if not isinstance(step, Apply):
        return None
    match step.part:
        case Negation():
            return ("negate",)
        case Power(exponent=exponent):
            return ("^", exponent.numerator, exponent.denominator)
        case Operation(operator):
            return (operator, step.arity)
        case Call(function):
            return (function, step.arity)
    message = f"No sign is known for {step.part!r}."
    raise TypeError(message)
