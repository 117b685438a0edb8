"""Where everything in a value web stands: the company in the middle, the others around it, a curve an exchange."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, pi

from product_handbook.drawing.cards.card_layout import card_layout
from product_handbook.drawing.geometry import CARD_WIDTH, Box, Point
from product_handbook.drawing.rings.flow_labels import FlowLabel, crowded, flow_label, room_for
from product_handbook.drawing.rings.model import ValueWebDiagram
from product_handbook.drawing.rings.ring import (
    Curve,
    Ellipse,
    RingLayout,
    bent_through,
    box_around,
    cut,
    fitted,
    ordered,
)

# From the middle card to one on its left there are 360 - 176 = 184 px between edges: the widest label (159) and an
# arrow head on either side of it. Downwards, two labels of three lines (50 each) fit between two cards.
NARROWEST, LOWEST = 360.0, 225.0
"""Px from the middle to the ring at least, across and down."""
# They give each party some 300 px of the rim: a card and a label beside it.
ACROSS_EACH, DOWN_EACH = 52.0, 46.0
"""Px that every party adds."""
# A label of three lines is 50 px high, so labels of neighbouring level curves just do not touch. More than five curves
# share the bundle: a wider one would reach over its neighbours.
LANE, WIDEST_BUNDLE = 50.0, 240.0
"""Px between two curves of one pair half-way, and all of them together at most."""
MIDDLE = 0.05
"""As a share of the ring: so near to the middle a point has no direction of its own."""
NEAREST = 0.55
"""How near curves between two parties come to the middle, as a part of the way to the ring."""
LABEL_GAP = 5.0
"""Px between two labels of one pair, or one and the line of another."""
# Labels may also stand nearer to the ends of their curves (see `_PLACES`), where these are closer to each other.
BULGE = 1.15
"""How much further apart two lines are half-way than where their labels may stand."""
LEVEL = 0.95
"""How much of the way between two level lines goes down."""
GAP = 4.0
"""Px between a card and a curve."""
# Fourteen steps of 7 % end at 2.4 times the width, where numbers are the better answer. Larger steps
# leave more empty room than a web needs.
GROWTH = 1.07
"""How much larger a crowded web becomes with each attempt; it grows faster downwards, where pages have no end."""
DOWNWARDS = 1.035
# The width of a common laptop: beyond, a reader scrolls in two directions.
WIDEST = 1440.0
"""Px beyond which numbers take the place of the labels' texts, unless the parties alone need as much."""
MOST_ATTEMPTS = 14
FLAW = 2
"""How many steps of growth a label in a better place is worth."""
MOST_TEXTS = 80
"""More labels than that nobody reads in a picture."""


@dataclass(frozen=True, slots=True)
class WebLayout:
    """The web in its places, curves and labels in the order of its flows."""

    ring: RingLayout
    texts: tuple[FlowLabel, ...]
    """What stands in the labels."""
    numbered: bool
    """Whether labels hold numbers, counted from 1, since there is no room for texts."""


def lay_out_web(web: ValueWebDiagram) -> WebLayout:
    """The smallest web in which every label has room, with numbers for labels if it would become too large.

    A larger one is taken where that fixes enough labels that lie on the lines of others or hide an end.
    """
    texts = tuple(flow_label(flow.text) for flow in web.flows)
    best: WebLayout | None = None
    least = 0
    for attempt, ring in enumerate(_rings(len(web.around)) if len(texts) <= MOST_TEXTS else ()):
        if best is not None and least <= attempt:
            break
        cards = _cards(web, ring)
        curves = _curves(web, texts, cards, ring)
        labels = room_for(curves, texts, cards)
        if labels is not None and (best is None or FLAW * labels.flaws + attempt < least):
            least = FLAW * labels.flaws + attempt
            best = WebLayout(fitted(cards, curves, labels.boxes), texts, numbered=False)
    return best or _numbered(web)


def _numbered(web: ValueWebDiagram) -> WebLayout:
    """The smallest web, with numbers for labels."""
    numbers = tuple(flow_label(str(number + 1)) for number in range(len(web.flows)))
    ring = _smallest(len(web.around))
    cards = _cards(web, ring)
    curves = _curves(web, numbers, cards, ring)
    labels = crowded(curves, numbers, cards).boxes
    return WebLayout(fitted(cards, curves, labels), numbers, numbered=True)


def _rings(count: int) -> Iterator[Ellipse]:
    """The rings to try for so many parties, the smallest first."""
    ring = _smallest(count)
    for attempt in range(MOST_ATTEMPTS):
        if attempt and 2 * ring.across + CARD_WIDTH > WIDEST:
            return
        yield ring
        ring = Ellipse(ring.across * GROWTH, ring.down * GROWTH * DOWNWARDS)


def _smallest(count: int) -> Ellipse:
    """The smallest ring for so many parties."""
    return Ellipse(max(NARROWEST, ACROSS_EACH * count), max(LOWEST, DOWN_EACH * count))


def _cards(web: ValueWebDiagram, ring: Ellipse) -> tuple[Box, ...]:
    """The boxes of the cards; the first of the ring stands on the left."""
    heights = [card_layout(card).height for card in web.cards]
    spots: dict[int, Point] = {0: (0.0, 0.0)}
    order = ordered(len(web.around), _ties(web))
    spots |= {card + 1: spot for card, spot in zip(order, ring.points(len(order), pi), strict=True)}
    return tuple(box_around(spots[place], height) for place, height in enumerate(heights))


def _ties(web: ValueWebDiagram) -> Mapping[tuple[int, int], int]:
    """How many flows there are between each two parties around the middle, by their places there."""
    place = {card.id: position for position, card in enumerate(web.around)}
    ties: dict[tuple[int, int], int] = {}
    for flow in web.flows:
        if flow.giver in place and flow.receiver in place:
            one, other = sorted((place[flow.giver], place[flow.receiver]))
            ties[one, other] = ties.get((one, other), 0) + 1
    return ties


def _curves(web: ValueWebDiagram, faces: Sequence[FlowLabel], cards: Sequence[Box], ring: Ellipse) -> tuple[Curve, ...]:
    """One a flow; those between the same two parties side by side, all of one way beside all of the other."""
    place = {card.id: position for position, card in enumerate(web.cards)}
    bundles: dict[tuple[int, int], list[int]] = {}
    for number, flow in enumerate(web.flows):
        one, other = sorted((place[flow.giver], place[flow.receiver]))
        bundles.setdefault((one, other), []).append(number)
    found: dict[int, Curve] = {}
    for (one, other), numbers in bundles.items():
        onward = [number for number in numbers if place[web.flows[number].giver] == one]
        back = [number for number in numbers if number not in onward]
        largest = (max(faces[number].width for number in numbers), max(faces[number].height for number in numbers))
        lanes = _lanes(cards[one], cards[other], len(numbers), largest, ring if one > 0 else None)
        for number, lane in zip((*onward, *back), lanes, strict=True):
            ends = (cards[one], cards[other])
            found[number] = cut(lane, *ends, GAP) if number in onward else cut(lane.reversed(), *ends[::-1], GAP)
    return tuple(found[number] for number in range(len(web.flows)))


def _lanes(first: Box, last: Box, count: int, largest: tuple[float, float], ring: Ellipse | None) -> tuple[Curve, ...]:
    """Curves side by side from the middle of one box to the middle of the other, both on the ring if there is one.

    They are so far apart that the largest of their labels, by its width and height, reaches no line but its own.
    """
    start, end = _middle(first), _middle(last)
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    side = ((start[1] - end[1]) / length, (end[0] - start[0]) / length)
    half = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if ring is not None:
        half = _away(half, side, ring)
    # Labels of level lines stand one below the other, those of upright lines one after the other.
    reach = (largest[0] * abs(side[0]) + largest[1] * abs(side[1])) / 2
    level = largest[1] if abs(side[1]) > LEVEL else 0.0
    apart = max(LANE, BULGE * reach + LABEL_GAP, level + LABEL_GAP)
    gap = min(apart, WIDEST_BUNDLE / max(1, count - 1))
    shifts = [(lane - (count - 1) / 2) * gap for lane in range(count)]
    return tuple(
        bent_through(
            _moved(start, side, _within(shift, first, side)),
            _moved(half, side, shift),
            _moved(end, side, _within(shift, last, side)),
        )
        for shift in shifts
    )


def _away(half: Point, side: Point, ring: Ellipse) -> Point:
    """The point, moved outwards if it is nearer to the middle than curves between two parties may come."""
    across, down = half[0] / ring.across, half[1] / ring.down
    reach = hypot(across, down)
    if reach >= NEAREST:
        return half
    if reach < MIDDLE:
        return _moved((0.0, 0.0), side, -NEAREST * hypot(ring.across * side[0], ring.down * side[1]))
    return half[0] * NEAREST / reach, half[1] * NEAREST / reach


def _within(shift: float, box: Box, side: Point) -> float:
    """How far from a box's middle a curve begins, so that it begins in the box."""
    most = 0.7 * min(CARD_WIDTH / 2 / max(abs(side[0]), 0.01), box.height / 2 / max(abs(side[1]), 0.01))
    return max(-most, min(most, shift * 0.5))


def _middle(box: Box) -> Point:
    return box.x + box.width / 2, box.middle


def _moved(point: Point, side: Point, px: float) -> Point:
    return point[0] + px * side[0], point[1] + px * side[1]
