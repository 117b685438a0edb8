"""What a picture of a value web holds, before anything is placed."""

from dataclasses import dataclass

from product_handbook.drawing.model import Card
from product_handbook.model.records.value_web import ExchangeKind


@dataclass(frozen=True, slots=True)
class Flow:
    """One exchange: what one party gives another."""

    giver: str
    """The id of a card."""
    receiver: str
    text: str
    """What changes hands, plain text of any length."""
    kind: ExchangeKind


@dataclass(frozen=True, slots=True)
class Web:
    """Parties and flows; the ends of every flow are two of the cards."""

    name: str
    """Unique on its page; a valid element id."""
    title: str
    description: str
    """One or two sentences for a reader who does not see the picture."""
    middle: Card
    around: tuple[Card, ...]
    flows: tuple[Flow, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """All of them, the one in the middle first."""
        return (self.middle, *self.around)
