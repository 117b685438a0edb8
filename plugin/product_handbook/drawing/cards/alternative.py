"""A diagram as sentences, for readers who do not see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from product_handbook.drawing.model import NO_FIGURES, Card, Diagram, DiagramEdge, EdgeKind, Figures
from product_handbook.drawing.text import one_line
from product_handbook.drawing.words import EARLIER, SHARES, figures_described, operators_in_words
from product_handbook.wording.terms import EFFECTS

_KINDS: Final[tuple[EdgeKind, ...]] = ("component", "influence", "step", "shared")


@dataclass(frozen=True, slots=True)
class LinkedText:
    """A stretch of a sentence; the names of cards have an address unless there is nothing to open."""

    text: str
    href: str = ""


def sentences(diagram: Diagram) -> tuple[tuple[LinkedText, ...], ...]:
    """Each card's figures, and what it is computed from, influenced by and leads to; then the cards without any."""
    cards = {card.id: card for card in diagram.cards}
    leads: dict[tuple[str, EdgeKind], list[DiagramEdge]] = {}
    for edge in diagram.edges:
        leads.setdefault((edge.tail, edge.kind), []).append(edge)
    found = {card.id: tuple(_sentences_of(card, leads, diagram.step, cards)) for card in diagram.cards}
    heads = {edge.head for edge in diagram.edges}
    others = ((_name(card),) for card in diagram.cards if not found[card.id] and card.id not in heads)
    return (*chain.from_iterable(found.values()), *others)


def _sentences_of(
    card: Card, leads: Mapping[tuple[str, EdgeKind], Sequence[DiagramEdge]], step: str, cards: Mapping[str, Card]
) -> Iterator[tuple[LinkedText, ...]]:
    """One sentence on the card's figures, if it has any, and one on each kind of its edges."""
    if figures := figures_described(_exactly(card.figures or NO_FIGURES)):
        yield _name(card), LinkedText(f": {figures}")
    for kind in _KINDS:
        if edges := leads.get((card.id, kind)):
            yield tuple(_sentence(card, edges, step, cards))


def _exactly(figures: Figures) -> Figures:
    """The figures with the whole value in the place of the short one, which the picture has."""
    return replace(figures, value=figures.exact, unit="", exact="") if figures.value and figures.exact else figures


def _sentence(card: Card, edges: Sequence[DiagramEdge], step: str, cards: Mapping[str, Card]) -> Iterator[LinkedText]:
    """One card and all its edges of one kind; an operator that they share is named once, at the end."""
    yield _name(card)
    influenced = "is believed to be influenced by"
    verbs = {"component": "is computed from", "influence": influenced, "step": step, "shared": SHARES}
    yield LinkedText(f" {verbs[edges[0].kind]} ")
    formula = one_line(card.formula) if edges[0].kind == "component" else ""
    shared = len(edges) > 1 and len({edge.operators for edge in edges}) == 1
    for place, edge in enumerate(edges):
        if place:
            yield LinkedText(" and " if place == len(edges) - 1 else ", ")
        yield _name(cards[edge.head])
        yield from _note(edge, () if shared else edge.operators)
    if formula:
        yield LinkedText(f", as {formula}")
    elif shared and edges[0].operators:
        yield LinkedText(f", {operators_in_words(edges[0].operators)}")


def _note(edge: DiagramEdge, operators: Sequence[str]) -> Iterator[LinkedText]:
    """What there is to say about one edge, in parentheses."""
    earlier = EARLIER if edge.lagged else ""
    notes = [operators_in_words(operators), EFFECTS.get(edge.effect, ""), earlier, one_line(edge.detail)]
    said = "; ".join(note for note in notes if note)
    if said:
        yield LinkedText(f" ({said})")


def _name(card: Card) -> LinkedText:
    return LinkedText(one_line(card.title), card.href)
