"""What a picture of a value web or of a loop holds, before anything is placed."""

from dataclasses import dataclass

from product_handbook.drawing.model import Card
from product_handbook.model.records.value_web import ExchangeKind


@dataclass(frozen=True, slots=True)
class ValueFlow:
    """One exchange: what one party gives another."""

    giver: str
    """The id of a card."""
    receiver: str
    text: str
    """What changes hands, plain text of any length."""
    kind: ExchangeKind


@dataclass(frozen=True, slots=True)
class ValueWebDiagram:
    """Parties and flows; the ends of every flow are two of the cards."""

    name: str
    """Unique on its page; a valid element id."""
    title: str
    description: str
    """One or two sentences for a reader who does not see the picture."""
    middle: Card
    around: tuple[Card, ...]
    flows: tuple[ValueFlow, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """All of them, the one in the middle first."""
        return (self.middle, *self.around)


@dataclass(frozen=True, slots=True)
class LoopStep:
    """A step of a loop; each has a card of its own, even where two steps are the same metric."""

    card: Card
    reason: str
    """Why it follows from the step before, plain text of any length; empty where nobody has said."""


@dataclass(frozen=True, slots=True)
class LoopDiagram:
    """Steps in their order; the last one leads back to the first."""

    name: str
    """Unique on its page; a valid element id."""
    title: str
    description: str
    """One or two sentences for a reader who does not see the picture."""
    steps: tuple[LoopStep, ...]
