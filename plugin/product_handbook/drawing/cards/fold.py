"""A diagram of too many cards made readable: what is nearest to the roots stays, the rest is counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from product_handbook.drawing.model import Card, Diagram, DiagramEdge

LIMIT: Final = 300
"""Cards that Graphviz lays out in seconds however they hang together."""


def fold(diagram: Diagram, roots: Sequence[str], limit: int = LIMIT) -> Diagram:
    """The diagram itself if it has at most `limit` cards, else the levels nearest to the roots that fit.

    A kept card whose inputs are left out gets one more card, of tone `folded`, which counts them and leads to the
    page of the kept card. The roots and the level below them are kept in part where not all of it fits. Cards that no
    root reaches are the last level; where they do not fit, or not all roots do, one card counts them.

    Args:
        diagram: Any diagram.
        roots: Ids of the cards to begin with; where there are none, the cards that are nobody's input.
        limit: The most cards of the answer, the counting ones included; at least 3.
    """
    if len(diagram.cards) <= limit:
        return diagram
    levels = _levels(diagram, roots)
    kept = frozenset(_nearest(diagram.edges, levels, limit))
    cards = tuple(card for card in diagram.cards if card.id in kept)
    left_out = _left_out(diagram.edges, kept)
    counted = tuple(_counting_card(card, left_out[card.id]) for card in cards if card.id in left_out)
    outside = sum(card not in kept for level in (levels[0], levels[-1]) for card in level)
    others = (Card(":more", f"{outside} more outside this picture", "", tone="folded"),) if outside else ()
    return replace(
        diagram,
        cards=(*cards, *counted, *others),
        edges=(
            *(edge for edge in diagram.edges if edge.tail in kept and edge.head in kept),
            *(_counting_edge(left_out[card.id]) for card in cards if card.id in left_out),
        ),
        ranks=tuple(tuple(card for card in rank if card in kept) for rank in diagram.ranks),
    )


def _levels(diagram: Diagram, roots: Sequence[str]) -> list[list[str]]:
    """Ids by their distance from the roots, in the order of the cards; the last level, maybe empty, is not reached."""
    heads: dict[str, list[str]] = {card.id: [] for card in diagram.cards}
    for edge in diagram.edges:
        heads[edge.tail].append(edge.head)
    inputs = {edge.head for edge in diagram.edges if edge.tail != edge.head}
    level = list(dict.fromkeys(roots)) or [card for card in heads if card not in inputs] or list(heads)[:1]
    levels: list[list[str]] = []
    seen: set[str] = set()
    order = {card: place for place, card in enumerate(heads)}
    while level:
        levels.append(level)
        seen.update(level)
        level = sorted({head for card in level for head in heads[card]} - seen, key=order.__getitem__)
    return [*levels, [card for card in heads if card not in seen]]


def _nearest(edges: Sequence[DiagramEdge], levels: Sequence[Sequence[str]], limit: int) -> list[str]:
    """The cards to keep: the longest run of whole levels that fits the limit together with its counting cards."""
    inputs, results = _neighbours(edges, levels)
    left_out: dict[str, int] = {}
    fitting = counting = 0
    to_come = len(levels[0]) + len(levels[-1])
    for number, level in enumerate(levels):
        for place, card in enumerate(level, start=1):
            if len(left_out) == limit:
                return list(left_out)[:fitting]
            left_out[card] = sum(other not in left_out for other in inputs[card])
            counting += left_out[card] > 0
            for result in results[card] & left_out.keys():
                left_out[result] -= 1
                counting -= left_out[result] == 0
            to_come -= number in {0, len(levels) - 1}
            whole = place == len(level) or number <= 1
            if whole and len(left_out) + counting + (to_come > 0) <= limit:
                fitting = len(left_out)
    return list(left_out)[:fitting]


def _neighbours(
    edges: Sequence[DiagramEdge], levels: Sequence[Sequence[str]]
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """The inputs and the results of each card, without itself."""
    inputs: dict[str, set[str]] = {card: set() for level in levels for card in level}
    results: dict[str, set[str]] = {card: set() for card in inputs}
    for edge in edges:
        if edge.tail != edge.head:
            inputs[edge.tail].add(edge.head)
            results[edge.head].add(edge.tail)
    return inputs, results


def _left_out(edges: Sequence[DiagramEdge], kept: Collection[str]) -> Mapping[str, list[DiagramEdge]]:
    """The edges from kept cards to others, by the kept card."""
    left_out: dict[str, list[DiagramEdge]] = {}
    for edge in edges:
        if edge.tail in kept and edge.head not in kept:
            left_out.setdefault(edge.tail, []).append(edge)
    return left_out


def _counting_card(card: Card, edges: Sequence[DiagramEdge]) -> Card:
    count = len({edge.head for edge in edges})
    inputs = "" if edges[0].kind == "step" else " input" if count == 1 else " inputs"
    return Card(_counting_id(card.id), f"{count} more{inputs}", card.href, tone="folded")


def _counting_edge(edges: Sequence[DiagramEdge]) -> DiagramEdge:
    """One edge for many: arithmetic if any of them is; it says of them only what is true of all."""
    kinds = {edge.kind for edge in edges}
    operators = {edge.operators for edge in edges}
    effects = {edge.effect for edge in edges}
    return DiagramEdge(
        edges[0].tail,
        _counting_id(edges[0].tail),
        "component" if "component" in kinds else edges[0].kind,
        operators.pop() if len(operators) == 1 else (),
        effects.pop() if len(effects) == 1 and len(kinds) == 1 else "",
    )


def _counting_id(card: str) -> str:
    """An id that no strategy file can hold."""
    return f"{card}:more"
