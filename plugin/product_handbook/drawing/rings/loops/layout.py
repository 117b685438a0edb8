"""Where the steps of a loop stand: on an ellipse, clockwise, with an arrow from each to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist, pi

from product_handbook.drawing.cards.card_layout import DETAIL_SIZE, ROOM, face
from product_handbook.drawing.cards.dot import Point
from product_handbook.drawing.cards.grid import Box
from product_handbook.drawing.rings.curves import Curve, bent_through, cut
from product_handbook.drawing.rings.ellipse import Ring, box_around, meet
from product_handbook.drawing.rings.loops.model import Loop, Step
from product_handbook.drawing.text import text_width, wrap

MOST_LINES = 6
"""Of a reason; the page tells it in full below."""
LINE = 14.0
REASON_GAP = 8.0
"""Px above and below the rule between a card's figures and its reason."""
NO_REASON = "No reason given yet"
FLAT, ROUND = Ring(190.0, 110.0), Ring(190.0, 145.0)
"""The smallest rings; many steps would be too wide on a flat one, and tall cards leave no room for its arrows."""
MOST_ON_FLAT = 5
GROWTH = 1.05
ARROW = 42.0
"""Px at least between two neighbours, for the arrow."""
SHORTEST = ARROW / 2
"""Px of an arrow at least, with its head."""
GAP = 5.0
_POINTS = 24
"""How many points of an arrow are looked at."""
MARGIN = 8.0
NAME_SIZE, NAME_WIDTH, NAME_LINE = 13.0, 170.0, 18.0
TURN = 34.0
"""Px of the sign above the name, with the gap below it."""

SIDE_BY_SIDE = 2
"""So few steps stand beside each other rather than one above the other."""


@dataclass(frozen=True, slots=True)
class LoopLayout:
    """Places in px from the upper left corner, in the order of the steps."""

    width: float
    height: float
    cards: tuple[Box, ...]
    reasons: tuple[tuple[str, ...], ...]
    """Each in lines."""
    arrows: tuple[Curve, ...]
    """From each step to the next."""
    name: Box | None
    """Where the name of the loop stands, in the middle; None where there is no room."""
    name_lines: tuple[str, ...]


def lay_out_loop(loop: Loop) -> LoopLayout:
    """The smallest ring on which all neighbours have room for an arrow between them, the flat one first."""
    reasons = tuple(wrap(step.reason or NO_REASON, ROOM, MOST_LINES, DETAIL_SIZE) for step in loop.steps)
    heights = [_height(step, reason) for step, reason in zip(loop.steps, reasons, strict=True)]
    boxes, arrows = next(filter(None, (_placed(ring, heights) for ring in _rings(len(heights)))))
    lines = wrap(loop.title, NAME_WIDTH, 3, NAME_SIZE)
    name = _name(lines)
    shown = None if any(meet(name, box, GAP) for box in boxes) else name
    return _shifted(boxes, reasons, arrows, shown, lines)


def figures_bottom(step: Step) -> float:
    """Px from the top of a step's card to the rule above its reason."""
    return face(step.card).height


def _height(step: Step, reason: Sequence[str]) -> float:
    return figures_bottom(step) + 2 * REASON_GAP + LINE * len(reason)


def _rings(count: int) -> Iterator[Ring]:
    """The rings to try, smaller ones first, without end: on a large enough one there is room for everything."""
    scale = 1.0
    while True:
        if count <= MOST_ON_FLAT:
            yield FLAT.scaled(scale)
        yield ROUND.scaled(scale)
        scale *= GROWTH


def _placed(ring: Ring, heights: Sequence[float]) -> tuple[tuple[Box, ...], tuple[Curve, ...]] | None:
    """The cards and the arrows on a ring; None where two cards are too near each other, or an arrow to a card."""
    boxes = _boxes(ring, heights)
    ways = _ways(ring, len(boxes))
    if not _is_roomy(boxes) or not all(_is_outside(way.at(0.5), boxes, GAP) for way in ways):
        return None
    ends = ((boxes[place], boxes[(place + 1) % len(boxes)]) for place in range(len(boxes)))
    arrows = tuple(cut(way, *pair, GAP) for way, pair in zip(ways, ends, strict=True))
    return (boxes, arrows) if all(_is_seen(arrow, boxes) for arrow in arrows) else None


def _start(count: int) -> float:
    """Two stand side by side; of more, the first is on top."""
    return pi if count == SIDE_BY_SIDE else -pi / 2


def _boxes(ring: Ring, heights: Sequence[float]) -> tuple[Box, ...]:
    spots = ring.points(len(heights), _start(len(heights)))
    return tuple(box_around(spot, height) for spot, height in zip(spots, heights, strict=True))


def _is_roomy(boxes: Sequence[Box]) -> bool:
    """Whether no two cards are so near that no arrow fits between them."""
    return not any(meet(one, other, ARROW) for place, one in enumerate(boxes) for other in boxes[:place])


def _ways(ring: Ring, count: int) -> tuple[Curve, ...]:
    """From the middle of each card to that of the next along the ring, so that together they look round."""
    points = ring.points(2 * count, _start(count))
    return tuple(
        bent_through(points[2 * place], points[2 * place + 1], points[(2 * place + 2) % (2 * count)])
        for place in range(count)
    )


def _is_seen(arrow: Curve, boxes: Sequence[Box]) -> bool:
    """Whether an arrow is long enough, and runs under no card."""
    points = [arrow.at(step / _POINTS) for step in range(_POINTS + 1)]
    length = sum(dist(one, other) for one, other in pairwise(points))
    return length >= SHORTEST and all(_is_outside(point, boxes, 1.0) for point in points)


def _is_outside(point: Point, boxes: Sequence[Box], gap: float) -> bool:
    x, y = point
    return not any(box.x - gap < x < box.right + gap and box.y - gap < y < box.bottom + gap for box in boxes)


def _name(lines: Sequence[str]) -> Box:
    """The room that the loop's name takes in the middle."""
    width = max((text_width(line, NAME_SIZE) for line in lines), default=0.0)
    return box_around((0.0, 0.0), TURN + NAME_LINE * len(lines), max(width, TURN))


def _shifted(
    boxes: Sequence[Box],
    reasons: tuple[tuple[str, ...], ...],
    arrows: Sequence[Curve],
    name: Box | None,
    lines: tuple[str, ...],
) -> LoopLayout:
    """The same with its upper left corner at 0 0."""
    points = [curve.at(step / 8) for curve in arrows for step in range(9)]
    left = min([box.x for box in boxes] + [x for x, _ in points]) - MARGIN
    top = min([box.y for box in boxes] + [y for _, y in points]) - MARGIN
    right = max([box.right for box in boxes] + [x for x, _ in points]) + MARGIN
    bottom = max([box.bottom for box in boxes] + [y for _, y in points]) + MARGIN
    return LoopLayout(
        right - left,
        bottom - top,
        tuple(box.moved(-left, -top) for box in boxes),
        reasons,
        tuple(curve.moved(-left, -top) for curve in arrows),
        None if name is None else name.moved(-left, -top),
        lines,
    )
