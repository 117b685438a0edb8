"""A scenario's model in terms of JSON, for the script that plays it in the page (scenario.js)."""

from collections.abc import Mapping
from decimal import Decimal

from product_handbook.analysis.scenario.scenario import ScenarioNode
from product_handbook.analysis.values.arithmetic import Apply, Instruction
from product_handbook.formulas.expression import Call, Negation, Operation, Power

EncodedStep = str | tuple[str | int, ...] | None


def encoded_node(node: ScenarioNode) -> Mapping[str, object]:
    """A metric with all that its value follows from; every number is a text in as many digits as a double has."""
    return {
        "id": node.metric,
        "base": _digits(node.base),
        "rest": _digits(node.at_rest),
        "program": tuple(_step(step) for step in node.program),
        "operands": tuple(
            (each.metric, None if each.past is None else _digits(each.past), each.stays) for each in node.operands
        ),
        "drivers": tuple((driver, _digits(coefficient)) for driver, coefficient in node.drivers),
    }


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
