"""The words in which the pages speak of requests."""

from collections.abc import Mapping
from dataclasses import dataclass

from product_handbook.model.records.request import Decision


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
    "open": DecisionWords(
        "Open", "○", "They wait for a decision, the one that has waited longest first.", "So far", "Taken up by"
    ),
    "planned": DecisionWords("Planned", "◐", "We will answer them, and say with which bet.", "Why", "Answered by"),
    "done": DecisionWords("Done", "✓", "They are answered.", "Why, and how", "Answered by"),
    "declined": DecisionWords(
        "Declined", "✕", "We will not do them, and say why and what would make us look again.", "Why not", "Belongs to"
    ),
}
"""In the order in which the log shows them: what waits for us first."""


def days(number: int) -> str:
    """A number of days in words."""
    return f"{number} {'day' if number == 1 else 'days'}"
