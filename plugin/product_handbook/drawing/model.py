"""What a diagram holds: cards and the edges between them, before anything is placed."""

from dataclasses import dataclass
from typing import Final, Literal

Tone = Literal[
    "plain", "north_star", "business_metric", "current_customer", "future_customer", "company", "mission", "folded"
]
"""What a card's colour stands for; `folded` stands for cards left out."""

EdgeKind = Literal["component", "influence", "step", "shared"]
"""Arithmetic, a belief, what follows what, or two results that share inputs."""

EffectLook = Literal["positive", "negative", ""]
"""Whether more of the driver means more or less of what it influences; empty where nobody has said."""

StatusLook = Literal["on_track", "at_risk", "off_track", "met", "too_early", ""]
"""How a metric stands to its target; empty without one, or where that is not known."""

BadgeLook = Literal[StatusLook, "broken"]
"""What a badge of a card says: a status, or that a guardrail is broken."""

TrendLook = Literal["better", "worse", "same", ""]
"""Whether the last change is welcome: a rise of a metric that should fall is worse; empty where nobody has said."""

AgreementLook = Literal["off", "computed", ""]
"""`off`: the reported value does not agree with the formula; `computed`: there is none, and the formula gave it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The latest figures of a metric, as finished texts; each may be empty."""

    value: str
    """Short, without its unit: `1.42 M`."""
    unit: str = ""
    """What stands beside the short value: `documents / month`."""
    exact: str = ""
    """All its digits with unit and period, for the tooltip: `1,423,456 documents / month in October 2026`."""
    trend: str = ""
    """The last change, an arrow before it that says its direction: `▲ 6.1 %`, `▼ 8.0 %`; `=` for none."""
    trend_look: TrendLook = ""
    trend_exact: str = ""
    """The change with all its digits and what it is compared with: `+82,456 documents / month on September 2026`."""
    status: StatusLook = ""
    status_reason: str = ""
    """Why it has this status, for the tooltip: `needs +2.8 % a month, has +3.6 %`."""
    agreement: AgreementLook = ""
    agreement_exact: str = ""
    """How far off the value is, or from what it was computed: `the formula gives 1,388,000 documents / month`."""
    broken: bool = False
    """Whether it is a guardrail of the North Star, and beyond its bound."""
    broken_reason: str = ""
    """Since when, and the bound: `since July 2026, should be at most 5 %`."""


NO_FIGURES: Final = Figures("")


@dataclass(frozen=True, slots=True)
class Card:
    """One box: a metric, a party, a step of a loop."""

    id: str
    title: str
    """The full name, plain text of any length in any script."""
    href: str
    """Relative to the page that shows the diagram; empty where there is nothing to open."""
    caption: str = ""
    """What the card is, in a few words above the title: North Star."""
    detail: str = ""
    """A small line below the title, such as the unit."""
    tone: Tone = "plain"
    focus: bool = False
    """The object that the page is about."""
    formula: str = ""
    """How it is computed, in words, where signs at its edges would not tell; empty where they do."""
    mark: str = ""
    """A sign before the caption or, without one, before the title: ★."""
    metric: str = ""
    """The id of the metric that it stands for, by which a script finds its value."""
    figures: Figures | None = None
    """Without them the card looks as if nothing were missing."""


@dataclass(frozen=True, slots=True)
class DiagramEdge:
    """A result and one of its inputs, or a step and the next one."""

    tail: str
    """The result, or the earlier step; it stands on the left."""
    head: str
    """The operand, the driver, or the later step."""
    kind: EdgeKind
    operators: tuple[str, ...] = ()
    """How the operand enters the formula, as signs or names: `×`, `+`, `−`, `÷`, `^`, `min`."""
    effect: EffectLook = ""
    lagged: bool = False
    """Whether the operand is the value of an earlier period; only such an edge may lead from a card to itself."""
    detail: str = ""
    """One line for the text alternative and the tooltip."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """Cards in the order in which they shall stand, and edges whose ends are all among the cards."""

    name: str
    """Unique on its page; a valid element id."""
    title: str
    description: str
    """One or two sentences for a reader who does not see the picture."""
    cards: tuple[Card, ...]
    edges: tuple[DiagramEdge, ...]
    ranks: tuple[tuple[str, ...], ...] = ()
    """Ids of cards held in one column, from top to bottom in the first group, which stands in the first column."""
    step: str = "→"
    """What an edge of kind `step` says, between the names of its tail and its head; the arrow needs no key."""
