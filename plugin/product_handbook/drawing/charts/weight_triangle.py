"""The triangle of all weights of three groups, divided into regions: what leads under which weights.

A point is a set of weights, after the ternary plots of Gibbs: in a corner one group counts for everything, on the
opposite side for nothing. The picture has a size of its own, so that its text is as large on a phone as on a wall.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import hypot, sqrt
from typing import Final

from markupsafe import Markup

from product_handbook.analysis.bets.ranking import Weights
from product_handbook.drawing.geometry import Point, number
from product_handbook.drawing.rendering import template
from product_handbook.drawing.text import one_line, wrap

# Narrow phones are 360 px wide, so that nothing in the picture has to shrink.
WIDTH, HEIGHT = 360, 318
_SIDE: Final = 270.0
_TALL: Final = _SIDE * sqrt(3) / 2
_TOP, _LEFT = 38.0, (WIDTH - _SIDE) / 2
_LABEL: Final = 12.0
_ROOM: Final = 164.0
"""Px that the label of a lower corner may take."""
_SIGHT: Final = 7.0
"""Px around a point in which no line may run for its number to be written there."""
_SIGN: Final = 20.0
"""Px between the middle of a number and that of a sign."""


@dataclass(frozen=True, slots=True)
class TriangleRegion:
    """A convex part of the triangle in which something leads."""

    mark: str
    """A number or a letter by which a table names it."""
    corners: tuple[Weights, ...]
    middle: Weights
    tooltip: str
    is_chosen: bool = False
    """Whether it leads under the given weights."""


@dataclass(frozen=True, slots=True)
class Triangle:
    """The picture as a whole; without regions nothing is drawn."""

    title: str
    description: str
    groups: tuple[str, str, str]
    """The names of the groups: lower left, top and lower right."""
    regions: tuple[TriangleRegion, ...]
    given: Weights
    flip: Weights | None = None
    """The nearest weights under which something else leads too."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A region in its place."""

    points: str
    look: str
    tooltip: str
    mark: str
    """Empty where there is no room for it."""
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Corner:
    """The name of a group in its place, a line each."""

    anchor: str
    lines: tuple[tuple[str, str, str], ...]
    """The x, the y and the text of each."""


def weight_triangle(triangle: Triangle) -> Markup:
    """The picture as an `<svg>`; empty without regions."""
    if not triangle.regions:
        return Markup()
    signs = [spot(weights) for weights in (triangle.given, triangle.flip) if weights is not None]
    rendered = template("charts/weight_triangle.svg.jinja").render(
        triangle=triangle,
        width=WIDTH,
        height=HEIGHT,
        shapes=tuple(_shape(place, region, signs) for place, region in enumerate(triangle.regions)),
        corners=tuple(_corners(triangle.groups)),
        given=tuple(map(number, signs[0])),
        flip=tuple(map(number, signs[1])) if triangle.flip else (),
        grid=tuple(_grid()),
    )
    return Markup(rendered.strip())  # noqa: S704 - the template escapes all that it is given


def spot(weights: Weights) -> Point:
    """Where weights stand, in px: the first group's corner is at the lower left, the second's at the top."""
    _, second, third = map(float, weights)
    return _LEFT + _SIDE * (third + second / 2), _TOP + _TALL * (1 - second)


def _shape(place: int, region: TriangleRegion, signs: Sequence[Point]) -> Shape:
    corners = [spot(corner) for corner in region.corners]
    room, (x, y) = max((_room(at, corners, signs), at) for at in _wanted(region, corners))
    look = "hb-leads" if region.is_chosen else f"hb-shade-{place % 3}"
    points = " ".join(f"{number(across)},{number(down)}" for across, down in corners)
    return Shape(points, look, one_line(region.tooltip), region.mark if room >= _SIGHT else "", number(x), number(y))


def _wanted(region: TriangleRegion, corners: Sequence[Point]) -> Iterable[Point]:
    """Where the number of a region may stand: in its middle, or between that and a corner."""
    middle_x, middle_y = spot(region.middle)
    yield middle_x, middle_y
    for x, y in corners:
        for part in (0.25, 0.5):
            yield middle_x + (x - middle_x) * part, middle_y + (y - middle_y) * part


def _room(at: Point, corners: Sequence[Point], signs: Sequence[Point]) -> float:
    """Px to the nearest edge; signs should be further off than edges."""
    edges = (_distance(at, start, end) for start, end in pairwise((*corners, corners[0])))
    free = (hypot(at[0] - x, at[1] - y) - _SIGN + _SIGHT for x, y in signs)
    return min((*edges, *free))


def _distance(at: Point, start: Point, end: Point) -> float:
    """From a point to the line through two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    long = hypot(across, down)
    return abs(across * (start[1] - at[1]) - down * (start[0] - at[0])) / long if long else 0.0


def _grid() -> Iterable[tuple[str, str, str, str]]:
    """The lines along which a group counts for a quarter, a half and three quarters."""
    for part in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)):
        rest, none = 1 - part, Fraction()
        for ends in (
            ((part, rest, none), (part, none, rest)),
            ((rest, part, none), (none, part, rest)),
            ((rest, none, part), (none, rest, part)),
        ):
            (x1, y1), (x2, y2) = map(spot, ends)
            yield number(x1), number(y1), number(x2), number(y2)


def _corners(names: tuple[str, str, str]) -> Iterable[Corner]:
    left, top, right = (wrap(one_line(name), room, 2, _LABEL) for name, room in zip(names, _ROOMS, strict=True))
    low = _TOP + _TALL + 18
    yield _corner("start", 8, low, left)
    yield _corner("middle", WIDTH / 2, _TOP - 10 - 14 * (len(top) - 1), top)
    yield _corner("end", WIDTH - 8, low, right)


_ROOMS: Final = (_ROOM, 2 * _ROOM, _ROOM)


def _corner(anchor: str, x: float, y: float, lines: Sequence[str]) -> Corner:
    return Corner(anchor, tuple((number(x), number(y + 14 * place), text) for place, text in enumerate(lines)))
