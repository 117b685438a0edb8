"""What a picture of a loop holds, before anything is placed."""

from dataclasses import dataclass

from product_handbook.drawing.model import Card


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a loop; each has a card of its own, even where two steps are the same metric."""

    card: Card
    reason: str
    """Why it follows from the step before, plain text of any length; empty where nobody has said."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Steps in their order; the last one leads back to the first."""

    name: str
    """Unique on its page; a valid element id."""
    title: str
    description: str
    """One or two sentences for a reader who does not see the picture."""
    steps: tuple[Step, ...]
