"""Where the steps of a loop stand: on an ellipse, clockwise, with an arrow from each to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi

from product_handbook.diagrams.face import DETAIL_SIZE, ROOM, face
from product_handbook.diagrams.grid import Box
from product_handbook.diagrams.loops.model import Loop, Step
from product_handbook.diagrams.text import text_width, wrap
from product_handbook.diagrams.web.curves import Curve, bent_through, cut
from product_handbook.diagrams.web.rings import Ring, box_around, meet

MOST_LINES = 6
"""Of a reason; the page tells it in full below."""
LINE = 14.0
REASON_GAP = 8.0
"""Px above and below the rule between a card's figures and its reason."""
NO_REASON = "No reason given yet"
FLAT, ROUND = Ring(190.0, 110.0), Ring(190.0, 145.0)
"""The smallest rings of few steps and of many, which would be too wide if they were as flat."""
MOST_ON_FLAT = 5
GROWTH = 1.05
ARROW = 42.0
"""Px at least between two neighbours, for the arrow."""
GAP = 5.0
MARGIN = 8.0
NAME_SIZE, NAME_WIDTH, NAME_LINE = 13.0, 170.0, 18.0
TURN = 34.0
"""Px of the sign above the name, with the gap below it."""


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
    """The smallest ring on which all neighbours have room for an arrow between them."""
    reasons = tuple(wrap(step.reason or NO_REASON, ROOM, MOST_LINES, DETAIL_SIZE) for step in loop.steps)
    heights = [_height(step, reason) for step, reason in zip(loop.steps, reasons, strict=True)]
    ring = FLAT if len(loop.steps) <= MOST_ON_FLAT else ROUND
    while not _is_roomy(boxes := _boxes(ring, heights)):
        ring = ring.scaled(GROWTH)
    lines = wrap(loop.title, NAME_WIDTH, 3, NAME_SIZE)
    name = _name(lines)
    shown = None if any(meet(name, box, GAP) for box in boxes) else name
    return _shifted(boxes, reasons, _arrows(boxes, ring), shown, lines)


def figures_bottom(step: Step) -> float:
    """Px from the top of a step's card to the rule above its reason."""
    return face(step.card).height


def _height(step: Step, reason: Sequence[str]) -> float:
    return figures_bottom(step) + 2 * REASON_GAP + LINE * len(reason)


def _start(count: int) -> float:
    """Two stand side by side; of more, the first is on top."""
    return pi if count == 2 else -pi / 2  # noqa: PLR2004


def _boxes(ring: Ring, heights: Sequence[float]) -> tuple[Box, ...]:
    spots = ring.points(len(heights), _start(len(heights)))
    return tuple(box_around(spot, height) for spot, height in zip(spots, heights, strict=True))


def _is_roomy(boxes: Sequence[Box]) -> bool:
    """Whether no two cards are so near that no arrow fits between them."""
    return not any(meet(one, other, ARROW) for place, one in enumerate(boxes) for other in boxes[:place])


def _arrows(boxes: Sequence[Box], ring: Ring) -> tuple[Curve, ...]:
    """Along the ring, and a little outside it, so that together they look round."""
    count = len(boxes)
    outside = ring.points(2 * count, _start(count))
    return tuple(
        cut(
            bent_through(outside[2 * place], outside[2 * place + 1], outside[(2 * place + 2) % (2 * count)]),
            boxes[place],
            boxes[(place + 1) % count],
            GAP,
        )
        for place in range(count)
    )


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
