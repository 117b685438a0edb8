"""What edges mean, in the words of the legend, the tooltips and the text alternative."""

from collections.abc import Mapping, Sequence
from typing import Final

from product_handbook.diagrams.model import Edge, Effect

OPERATORS: Final[Mapping[str, str]] = {
    "+": "added",
    "−": "subtracted",
    "-": "subtracted",
    "×": "multiplied",
    "*": "multiplied",
    "÷": "divided",
    "/": "divided",
    "^": "raised to a power",
    "min": "the smallest counts",
    "max": "the greatest counts",
    "mean": "averaged",
}
EFFECTS: Final[Mapping[Effect, str]] = {"positive": "raise", "negative": "lower", "": "influence"}
EARLIER: Final = "its value of an earlier period"


def operators_in_words(operators: Sequence[str]) -> str:
    """How an operand enters the formula, or an empty text."""
    return ", ".join(dict.fromkeys(OPERATORS.get(operator, operator) for operator in operators))


def tooltip(edge: Edge, titles: Mapping[str, str], step: str) -> str:
    """What a line says when it is pointed at; empty where the picture says it all."""
    if edge.kind == "influence":
        said = f"{titles[edge.head]} is believed to {EFFECTS[edge.effect]} {titles[edge.tail]}"
    elif edge.lagged:
        said = f"{titles[edge.tail]} is computed from {titles[edge.head]}, {EARLIER}"
    elif edge.detail:
        verb = step if edge.kind == "step" else "is computed from"
        said = f"{titles[edge.tail]} {verb} {titles[edge.head]}"
    else:
        return ""
    return f"{said}: {edge.detail}" if edge.detail else said
