"""Which bet leads under which weights: the triangle of all weights, divided among the bets, exactly.

A point of the triangle is a set of weights; in a corner one group counts for everything. A weighted score is linear in
the weights, so the weights under which a bet is at least as good as all others form a convex polygon.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from product_handbook.analysis.bets.ranking import Scores, Weights, alike, weighted
from product_handbook.model.records.bet import Bet

_ONE, _NONE = Fraction(1), Fraction()
CORNERS: tuple[Weights, ...] = ((_ONE, _NONE, _NONE), (_NONE, _ONE, _NONE), (_NONE, _NONE, _ONE))
"""The weights under which one group counts for everything, in the order of the groups."""


@dataclass(frozen=True)
class WeightRegion:
    """The weights under which some bets lead."""

    bets: tuple[str, ...]
    """One, or several with the same three scores."""
    corners: tuple[Weights, ...]
    """Of the polygon, one after the other around it; at least three."""
    share: Fraction
    """How large a part of all weights it is."""

    @property
    def ranges(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """By group, the lowest and the highest weight that it has in the region."""
        columns = zip(*self.corners, strict=True)
        return tuple((min(column), max(column)) for column in columns)

    @property
    def middle(self) -> Weights:
        """Weights well inside: the centre of gravity."""
        fans = [(fan, _area(fan)) for fan in _fans(self.corners)]
        whole = sum((area for _, area in fans), Fraction())
        first, second, third = (
            sum((area * sum(corner[axis] for corner in fan) / 3 for fan, area in fans), Fraction()) / whole
            for axis in range(3)
        )
        return first, second, third


def regions(bets: Iterable[Bet]) -> tuple[WeightRegion, ...]:
    """The division of the triangle, the largest region first.

    A bet that leads nowhere, or only draws level along an edge or in a point, has no region.
    """
    groups = alike(bets)
    found = [_region(names, scores, groups) for scores, names in groups.items()]
    return tuple(sorted((region for region in found if region.share), key=lambda region: -region.share))


def _region(names: tuple[str, ...], scores: Scores, all_scores: Iterable[Scores]) -> WeightRegion:
    corners = CORNERS
    for others in all_scores:
        corners = _cut(corners, _difference(scores, others))
    return WeightRegion(names, corners, sum((_area(fan) for fan in _fans(corners)), Fraction()))


def _difference(scores: Scores, others: Scores) -> Scores:
    first, second, third = (own - other for own, other in zip(scores, others, strict=True))
    return first, second, third


def _cut(corners: Sequence[Weights], lead: Scores) -> tuple[Weights, ...]:
    """The part of a convex polygon in which the lead is not negative (Sutherland and Hodgman, 1974)."""
    kept: dict[Weights, None] = {}
    for corner, following in pairwise((*corners, *corners[:1])):
        here, there = weighted(lead, corner), weighted(lead, following)
        if here >= 0:
            kept[corner] = None
        # Strictly: an edge that only touches the line at a corner is kept by that corner.
        if here * there < 0:
            kept[_between(corner, following, here / (here - there))] = None
    return tuple(kept)


def _between(start: Weights, end: Weights, part: Fraction) -> Weights:
    first, second, third = (low + part * (high - low) for low, high in zip(start, end, strict=True))
    return first, second, third


def _fans(corners: Sequence[Weights]) -> Iterable[tuple[Weights, Weights, Weights]]:
    """The polygon as triangles that share its first corner."""
    return ((corners[0], here, there) for here, there in pairwise(corners[1:]))


def _area(triangle: tuple[Weights, Weights, Weights]) -> Fraction:
    """As a part of the whole triangle: the determinant of its barycentric coordinates."""
    (a, b, c), (d, e, f), (g, h, i) = triangle
    return abs(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))
