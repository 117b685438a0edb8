"""Labels beside the points that they name: never over each other, and off the line where there is room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from product_handbook.drawing.geometry import number

LINE: Final = 15.0
"""Px from the top of a label to its bottom."""
_ABOVE, _BELOW = -12.0, 20.0
"""Px from a point to the baseline of a label above or below it."""
# In the order in which they are tried: next to the point, then one and two lines further off. A label still further
# away would be taken for that of another point.
_OFFSETS: Final = (_ABOVE, _BELOW, _ABOVE - LINE, _BELOW + LINE, _ABOVE - 2 * LINE, _BELOW + 2 * LINE)
_NEAR_AN_EDGE: Final = 30.0
"""Percent from an edge within which a label runs away from it."""
_FAR: Final = 4.0
"""How many covered points are as bad as a label one line away."""
_SIGN: Final = 8.0
"""Px from the middle of a sign to its edge."""

Spot = tuple[float, float]
"""A point: percent from the left, px from the top."""


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A label and the point that it names: percent from the left, px from the top."""

    look: str
    text: str
    x: float
    y: float
    width: float
    avoided: tuple[Spot, ...]
    """Points that it had better not cover."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label in its place."""

    look: str
    text: str
    x: str
    y: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Box:
    """What a label covers at one width of the chart, in px."""

    left: float
    right: float
    top: float

    def meets(self, other: "_Box") -> bool:
        across = self.left < other.right + 6 and other.left < self.right + 6
        return across and abs(self.top - other.top) < LINE

    def covers(self, x: float, y: float) -> bool:
        return self.left - 4 <= x <= self.right + 4 and self.top - 3 <= y <= self.top + LINE + 3


def placed(
    requests: Iterable[LabelRequest], signs: Iterable[Spot], rooms: tuple[float, ...], bounds: tuple[float, float]
) -> tuple[Label, ...]:
    """The labels in their places at charts of each of these widths and all between; one without a place is left out.

    They stay between the two heights of `bounds`, and off the signs. Earlier ones choose first.
    """
    taken = [tuple(_around(room * x / 100, y) for room in rooms) for x, y in signs]
    labels: list[Label] = []
    for request in requests:
        free = [
            baseline for baseline in _baselines(request, bounds) if _is_free(_boxes(request, baseline, rooms), taken)
        ]
        if not free:
            continue
        best = min(free, key=partial(_cost, request, rooms))
        taken.append(_boxes(request, best, rooms))
        labels.append(Label(request.look, request.text, f"{request.x:.2f}%", number(best), _anchor(request.x)))
    return tuple(labels)


def _around(x: float, y: float) -> _Box:
    return _Box(x - _SIGN, x + _SIGN, y - LINE / 2)


def _baselines(request: LabelRequest, bounds: tuple[float, float]) -> Iterator[float]:
    """Where the label may stand, the best place first."""
    top, bottom = bounds
    for offset in _OFFSETS:
        if top + LINE - 4 <= request.y + offset <= bottom - 4:
            yield request.y + offset


def _anchor(x: float) -> str:
    if x < _NEAR_AN_EDGE:
        return "start"
    return "end" if x > 100 - _NEAR_AN_EDGE else "middle"


def _boxes(request: LabelRequest, baseline: float, rooms: tuple[float, ...]) -> tuple[_Box, ...]:
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[_anchor(request.x)] * request.width
    starts = (room * request.x / 100 - before for room in rooms)
    return tuple(_Box(start, start + request.width, baseline - LINE + 4) for start in starts)


def _is_free(boxes: tuple[_Box, ...], taken: list[tuple[_Box, ...]]) -> bool:
    return not any(box.meets(other) for others in taken for box, other in zip(boxes, others, strict=True))


def _cost(request: LabelRequest, rooms: tuple[float, ...], baseline: float) -> float:
    """How many of the points that it had better not cover it covers there, and how far it is from its own."""
    sized = list(zip(_boxes(request, baseline, rooms), rooms, strict=True))
    # At every width the label is as high: most points are above it or below.
    top = sized[0][0].top
    level = [(x, y) for x, y in request.avoided if top - 3 <= y <= top + LINE + 3]
    covered = sum(box.covers(room * x / 100, y) for box, room in sized for x, y in level)
    return covered + _FAR * (abs(baseline - request.y) // (LINE + _BELOW - LINE / 2))
