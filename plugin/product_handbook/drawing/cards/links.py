"""How a diagram hangs together: which end of an edge stands on the left, and which cards belong to one picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from product_handbook.drawing.model import Diagram, DiagramEdge

LinkDirection = Literal["onward", "back", "beside", "self"]
"""To a later column, against the reading direction to close a loop, within one column, or to the same card."""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge by the places of its cards in the diagram."""

    tail: int
    head: int
    direction: LinkDirection

    @property
    def left(self) -> int:
        """The end in the column further left."""
        return self.head if self.direction == "back" else self.tail

    @property
    def right(self) -> int:
        """The end in the column further right."""
        return self.tail if self.direction == "back" else self.head


@dataclass(frozen=True, slots=True)
class ConnectedCards:
    """Cards that hang together, by their places in the diagram and in its order."""

    cards: tuple[int, ...]
    columns: tuple[tuple[int, ...], ...]
    """The diagram's ranks as far as they are in this part; an empty one keeps its place."""


def links_of(diagram: Diagram) -> tuple[Link, ...]:
    """One link an edge, in the order of the edges; those that are not `back` close no loop of columns."""
    places = {card.id: place for place, card in enumerate(diagram.cards)}
    column = list(range(len(places)))
    for rank in diagram.ranks:
        for card in rank:
            column[places[card]] = places[rank[0]]
    ends = [(places[edge.tail], places[edge.head]) for edge in diagram.edges]
    first = places[diagram.ranks[0][0]] if diagram.ranks and diagram.ranks[0] else -1
    closing = set(_closing(diagram.edges, [(column[tail], column[head]) for tail, head in ends], first))
    return tuple(
        Link(tail, head, _way(tail, head, column, closes=place in closing)) for place, (tail, head) in enumerate(ends)
    )


def _way(tail: int, head: int, column: Sequence[int], *, closes: bool) -> LinkDirection:
    if tail == head:
        return "self"
    if column[tail] == column[head]:
        return "beside"
    return "back" if closes else "onward"


def _closing(edges: Sequence[DiagramEdge], ends: Sequence[tuple[int, int]], first: int) -> Iterator[int]:
    """The edges that lead back to a column that they were reached from, or to the first one: a depth-first search.

    It starts from the first column, then from columns without a result, and takes edges to earlier periods last, so
    that a loop is cut where a reader would close it.
    """
    onward: dict[int, list[tuple[int, int]]] = {}
    for place in sorted(range(len(edges)), key=lambda place: edges[place].lagged):
        tail, head = ends[place]
        if head == first and tail != first:
            yield place
        elif tail != head:
            onward.setdefault(tail, []).append((place, head))
    heads = {head for leads in onward.values() for _, head in leads}
    starts = sorted(onward, key=lambda column: (column != first, column in heads))
    done: set[int] = set()
    for start in starts:
        yield from _closing_below(start, onward, done)


def _closing_below(start: int, onward: dict[int, list[tuple[int, int]]], done: set[int]) -> Iterator[int]:
    """The closing edges that are reached from one column; what was visited is added to `done`."""
    if start in done:
        return
    above = {start}
    stack = [(start, iter(onward.get(start, ())))]
    while stack:
        column, leads = stack[-1]
        for place, head in leads:
            if head in above:
                yield place
            elif head not in done:
                above.add(head)
                stack.append((head, iter(onward.get(head, ()))))
                break
        else:
            stack.pop()
            above.discard(column)
            done.add(column)


def connected_cards(diagram: Diagram, links: Sequence[Link]) -> tuple[ConnectedCards, ...]:
    """The cards that edges or columns hold together, parts of several cards first, else in the order of the cards."""
    places = {card.id: place for place, card in enumerate(diagram.cards)}
    ranks = [tuple(places[card] for card in rank) for rank in diagram.ranks]
    neighbours: list[list[int]] = [[] for _ in diagram.cards]
    bonds = [(link.tail, link.head) for link in links]
    bonds += [(rank[0], card) for rank in ranks for card in rank[1:]]
    for one, other in bonds:
        neighbours[one].append(other)
        neighbours[other].append(one)
    parts: list[ConnectedCards] = []
    seen: set[int] = set()
    for place in range(len(neighbours)):
        if place not in seen:
            cards = _reached(place, neighbours)
            seen |= cards
            columns = tuple(tuple(card for card in rank if card in cards) for rank in ranks)
            parts.append(ConnectedCards(tuple(sorted(cards)), columns))
    return tuple(sorted(parts, key=lambda part: len(part.cards) == 1))


def _reached(start: int, neighbours: Sequence[Sequence[int]]) -> set[int]:
    reached = {start}
    ahead = [start]
    while ahead:
        for neighbour in neighbours[ahead.pop()]:
            if neighbour not in reached:
                reached.add(neighbour)
                ahead.append(neighbour)
    return reached
