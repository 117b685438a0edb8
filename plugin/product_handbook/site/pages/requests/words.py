"""The words in which the page speaks of decisions on requests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from product_handbook.model.records.request import Decision, Request


@dataclass(frozen=True)
class DecisionWords:
    """A decision: a word with a shape before it, so that its colour is never alone, and what goes with it."""

    text: str
    mark: str
    lead: str
    """What the requests with it have in common."""
    because: str
    """Stands over the reason."""
    answers: str
    """Stands before the bets and outcomes that name the request."""


DECISIONS: Mapping[Decision, DecisionWords] = {
    "open": DecisionWords("Open", "○", "Waiting for a decision, the longest wait first.", "So far", "Taken up by"),
    "planned": DecisionWords("Planned", "◐", "We will do these, and say with which bet.", "Why", "Answered by"),
    "done": DecisionWords("Done", "✓", "These are done.", "Why, and how", "Answered by"),
    "declined": DecisionWords("Declined", "✕", "We will not do these, and say why.", "Why not", "Belongs to"),
}
"""In the order in which the page shows them: what waits for us first."""


def used_decisions(requests: Iterable[Request]) -> tuple[Decision, ...]:
    """The decisions that any request has, those that wait first."""
    used = {request.decision for request in requests}
    return tuple(decision for decision in DECISIONS if decision in used)
