"""What edges and figures mean, in the words of the legend, the tooltips and the text alternative."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from product_handbook.drawing.model import NO_FIGURES, BadgeLook, Card, DiagramEdge, EffectLook, Figures, TrendLook
from product_handbook.drawing.text import one_line
from product_handbook.wording.terms import STATUSES

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
    "total": "added up over its periods",
    "average": "averaged over its periods",
    "latest": "the latest of its periods counts",
}
EFFECTS: Final[Mapping[EffectLook, str]] = {"positive": "raise", "negative": "lower", "": "influence"}
EARLIER: Final = "its value of an earlier period"
SHARES: Final = "shares inputs with"

OFF: Final = "does not agree with its formula"
BROKEN: Final = "guardrail broken"
COMPUTED: Final = "computed by its formula, not reported"
_UP, _DOWN, _SAME = "▲", "▼", "="
_TRENDS: Final[Mapping[TrendLook, str]] = {"better": "for the better", "worse": "for the worse"}
_ARROWS: Final[Mapping[TrendLook, tuple[str, str]]] = {"better": (_UP, _DOWN), "worse": ("△", "▽")}
_NO_VERDICT: Final = ("↑", "↓")


def badge_word(look: BadgeLook) -> str:
    """What a badge says: `on track`, `guardrail broken`."""
    return BROKEN if look == "broken" else STATUSES[look].text.lower()


def operators_in_words(operators: Sequence[str]) -> str:
    """How an operand enters the formula, or an empty text."""
    return ", ".join(dict.fromkeys(OPERATORS.get(operator, operator) for operator in operators))


def tooltip(edge: DiagramEdge, titles: Mapping[str, str], step: str) -> str:
    """What a line says when it is pointed at; empty where the picture says it all."""
    if edge.kind == "influence":
        said = f"{titles[edge.head]} is believed to {EFFECTS[edge.effect]} {titles[edge.tail]}"
    elif edge.lagged:
        said = f"{titles[edge.tail]} is computed from {titles[edge.head]}, {EARLIER}"
    elif edge.detail:
        verb = {"step": step, "shared": SHARES}.get(edge.kind, "is computed from")
        said = f"{titles[edge.tail]} {verb} {titles[edge.head]}"
    else:
        return ""
    return f"{said}: {edge.detail}" if edge.detail else said


def arrows(look: TrendLook) -> tuple[str, str]:
    """What a rise and a fall are shown by."""
    return _ARROWS.get(look, _NO_VERDICT)


def trend_shown(figures: Figures) -> str:
    """The last change as a card shows it; its arrow is full for the better, hollow for the worse, thin for neither."""
    up, down = arrows(figures.trend_look)
    return _with_arrow(figures, up, down)


def _with_arrow(figures: Figures, up: str, down: str) -> str:
    trend = one_line(figures.trend)
    return {_UP: up, _DOWN: down}.get(trend[:1], trend[:1]) + trend[1:] if trend != _SAME else "unchanged"


def card_described(card: Card) -> str:
    """The name of a card and, in short, its figures, if it has any."""
    title, described = one_line(card.title), figures_described(_in_short(card.figures or NO_FIGURES))
    return f"{title}: {described}" if described else title


def _in_short(figures: Figures) -> Figures:
    return replace(figures, exact="", trend_exact="", status_reason="", broken_reason="", agreement_exact="")


def figures_described(figures: Figures) -> str:
    """A broken guardrail, value, trend and status in words; empty where there are none."""
    described = (_broken_described, _value_described, _trend_described, _status_described)
    return "; ".join(part for describe in described if (part := describe(figures)))


def _broken_described(figures: Figures) -> str:
    return _explained(BROKEN, figures.broken_reason) if figures.broken else ""


def _status_described(figures: Figures) -> str:
    if not figures.status:
        return ""
    reason = one_line(figures.status_reason)
    return f"status {badge_word(figures.status)}" + (f": {reason}" if reason else "")


def agreement_described(figures: Figures) -> str:
    """Whether the value comes from its formula or contradicts it; empty for any other."""
    said = {"off": OFF, "computed": COMPUTED}.get(figures.agreement, "")
    return _explained(said, figures.agreement_exact)


def _value_described(figures: Figures) -> str:
    if not one_line(figures.value):
        return ""
    value = _explained(one_line(f"{figures.value} {figures.unit}"), figures.exact)
    return ", ".join(part for part in (value, agreement_described(figures)) if part)


def _trend_described(figures: Figures) -> str:
    """The last change with a word for its arrow, and whether it is welcome."""
    said = _with_arrow(figures, "up", "down")
    verdict = _TRENDS.get(figures.trend_look, "") if said else ""
    return ", ".join(part for part in (_explained(said, figures.trend_exact), verdict) if part)


def _explained(said: str, explanation: str) -> str:
    """What is said, with more about it in parentheses."""
    more = one_line(explanation)
    return f"{said} ({more})" if said and more else said
