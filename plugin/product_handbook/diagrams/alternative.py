"""A diagram as sentences, for readers who do not see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from product_handbook.diagrams.model import Card, Diagram, Edge, EdgeKind
from product_handbook.diagrams.text import one_line
from product_handbook.diagrams.words import EARLIER, operators_in_words

_KINDS: Final[tuple[EdgeKind, ...]] = ("component", "influence", "step")
_EFFECTS: Final = {"positive": "raises it", "negative": "lowers it", "": ""}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence; the names of cards have an address unless there is nothing to open."""

    text: str
    href: str = ""


def sentences(diagram: Diagram) -> tuple[tuple[Run, ...], ...]:
    """What each card is computed from, influenced by and leads to, in the order of the cards; then the others."""
    cards = {card.id: card for card in diagram.cards}
    leads: dict[tuple[str, EdgeKind], list[Edge]] = {}
    for edge in diagram.edges:
        leads.setdefault((edge.tail, edge.kind), []).append(edge)
    told = [
        tuple(_sentence(card, leads[card.id, kind], diagram.step, cards))
        for card in diagram.cards
        for kind in _KINDS
        if (card.id, kind) in leads
    ]
    connected = {end for edge in diagram.edges for end in (edge.tail, edge.head)}
    return (*told, *((_name(card),) for card in diagram.cards if card.id not in connected))


def _sentence(card: Card, edges: Sequence[Edge], step: str, cards: Mapping[str, Card]) -> Iterator[Run]:
    """One card and all its edges of one kind; an operator that they share is named once, at the end."""
    yield _name(card)
    verbs = {"component": "is computed from", "influence": "is believed to be influenced by", "step": step}
    yield Run(f" {verbs[edges[0].kind]} ")
    formula = one_line(card.formula) if edges[0].kind == "component" else ""
    shared = len(edges) > 1 and len({edge.operators for edge in edges}) == 1
    for place, edge in enumerate(edges):
        if place:
            yield Run(" and " if place == len(edges) - 1 else ", ")
        yield _name(cards[edge.head])
        yield from _note(edge, () if shared else edge.operators)
    if formula:
        yield Run(f", as {formula}")
    elif shared and edges[0].operators:
        yield Run(f", {operators_in_words(edges[0].operators)}")


def _note(edge: Edge, operators: Sequence[str]) -> Iterator[Run]:
    """What there is to say about one edge, in parentheses."""
    earlier = EARLIER if edge.lagged else ""
    notes = [operators_in_words(operators), _EFFECTS[edge.effect], earlier, one_line(edge.detail)]
    said = "; ".join(note for note in notes if note)
    if said:
        yield Run(f" ({said})")


def _name(card: Card) -> Run:
    return Run(one_line(card.title), card.href)
