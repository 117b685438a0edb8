"""Where the steps of a loop stand: on an ellipse, clockwise, with an arrow from each to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist, pi

from product_handbook.drawing.cards.card_layout import DETAIL_SIZE, ROOM, card_layout
from product_handbook.drawing.geometry import Box, Point
from product_handbook.drawing.rings.model import LoopDiagram, LoopStep
from product_handbook.drawing.rings.ring import Curve, Ellipse, RingLayout, bent_through, box_around, cut, fitted
from product_handbook.drawing.text import text_width, wrap

MOST_LINES = 6
"""Of a reason; the page tells it in full below."""
LINE = 14.0
REASON_GAP = 8.0
"""Px above and below the rule between a card's figures and its reason."""
NO_REASON = "No reason given yet"
# 2 x 190 px and a card of 176 stay below 600 px, so that a loop of a few steps fits a column of text unshrunk.
FLAT, ROUND = Ellipse(190.0, 110.0), Ellipse(190.0, 145.0)
"""The smallest rings; many steps would be too wide on a flat one, and tall cards leave no room for its arrows."""
MOST_ON_FLAT = 5
# Each attempt is cheap here (no labels to place), so the steps are finer than those of a web.
GROWTH = 1.05
ARROW = 42.0
"""Px at least between two neighbours, for the arrow."""
SHORTEST = ARROW / 2
"""Px of an arrow at least, with its head."""
GAP = 5.0
# Nearer to each other than a card is high, so that no arrow crosses one unseen between two of them.
_POINTS = 24
"""How many points of an arrow are looked at."""
NAME_SIZE, NAME_WIDTH, NAME_LINE = 13.0, 170.0, 18.0
TURN = 34.0
"""Px of the sign above the name, with the gap below it."""

SIDE_BY_SIDE = 2
"""So few steps stand beside each other rather than one above the other."""


@dataclass(frozen=True, slots=True)
class LoopLayout:
    """The loop in its places, in the order of its steps: a curve leads from each step to the next."""

    ring: RingLayout
    """Its only label is the name of the loop in the middle; it has none where there is no room for it."""
    reasons: tuple[tuple[str, ...], ...]
    """Each in lines."""
    name_lines: tuple[str, ...]


def lay_out_loop(loop: LoopDiagram) -> LoopLayout:
    """The smallest ring on which all neighbours have room for an arrow between them, the flat one first."""
    reasons = tuple(wrap(step.reason or NO_REASON, ROOM, MOST_LINES, DETAIL_SIZE) for step in loop.steps)
    heights = [_height(step, reason) for step, reason in zip(loop.steps, reasons, strict=True)]
    boxes, arrows = next(filter(None, (_placed(ring, heights) for ring in _rings(len(heights)))))
    lines = wrap(loop.title, NAME_WIDTH, 3, NAME_SIZE)
    name = _name(lines)
    labels = () if any(name.meets(box, GAP) for box in boxes) else (name,)
    return LoopLayout(fitted(boxes, arrows, labels), reasons, lines)


def figures_bottom(step: LoopStep) -> float:
    """Px from the top of a step's card to the rule above its reason."""
    return card_layout(step.card).height


def _height(step: LoopStep, reason: Sequence[str]) -> float:
    return figures_bottom(step) + 2 * REASON_GAP + LINE * len(reason)


def _rings(count: int) -> Iterator[Ellipse]:
    """The rings to try, smaller ones first, without end: on a large enough one there is room for everything."""
    scale = 1.0
    while True:
        if count <= MOST_ON_FLAT:
            yield FLAT.scaled(scale)
        yield ROUND.scaled(scale)
        scale *= GROWTH


def _placed(ring: Ellipse, heights: Sequence[float]) -> tuple[tuple[Box, ...], tuple[Curve, ...]] | None:
    """The cards and the arrows on a ring; None where two cards are too near each other, or an arrow to a card."""
    boxes = _boxes(ring, heights)
    curves = _curves(ring, len(boxes))
    if not _is_roomy(boxes) or not all(_is_outside(curve.at(0.5), boxes, GAP) for curve in curves):
        return None
    ends = ((boxes[place], boxes[(place + 1) % len(boxes)]) for place in range(len(boxes)))
    arrows = tuple(cut(curve, *pair, GAP) for curve, pair in zip(curves, ends, strict=True))
    return (boxes, arrows) if all(_is_seen(arrow, boxes) for arrow in arrows) else None


def _start(count: int) -> float:
    """Two stand side by side; of more, the first is on top."""
    return pi if count == SIDE_BY_SIDE else -pi / 2


def _boxes(ring: Ellipse, heights: Sequence[float]) -> tuple[Box, ...]:
    spots = ring.points(len(heights), _start(len(heights)))
    return tuple(box_around(spot, height) for spot, height in zip(spots, heights, strict=True))


def _is_roomy(boxes: Sequence[Box]) -> bool:
    """Whether no two cards are so near that no arrow fits between them."""
    return not any(one.meets(other, ARROW) for place, one in enumerate(boxes) for other in boxes[:place])


def _curves(ring: Ellipse, count: int) -> tuple[Curve, ...]:
    """From the middle of each card to that of the next along the ring, so that together they look round."""
    points = ring.points(2 * count, _start(count))
    return tuple(
        bent_through(points[2 * place], points[2 * place + 1], points[(2 * place + 2) % (2 * count)])
        for place in range(count)
    )


def _is_outside(point: Point, boxes: Sequence[Box], gap: float) -> bool:
    return not any(box.holds(point, gap) for box in boxes)


def _is_seen(arrow: Curve, boxes: Sequence[Box]) -> bool:
    """Whether an arrow is long enough, and runs under no card."""
    points = [arrow.at(step / _POINTS) for step in range(_POINTS + 1)]
    length = sum(dist(one, other) for one, other in pairwise(points))
    return length >= SHORTEST and all(_is_outside(point, boxes, 1.0) for point in points)


def _name(lines: Sequence[str]) -> Box:
    """The room that the loop's name takes in the middle."""
    width = max((text_width(line, NAME_SIZE) for line in lines), default=0.0)
    return box_around((0.0, 0.0), TURN + NAME_LINE * len(lines), max(width, TURN))
