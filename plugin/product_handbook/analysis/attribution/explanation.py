"""Why a metric changed between two periods: its change as a sum of what its inputs contribute.

The contributions are Shapley values (see `shapley`). A sum is divided summand by summand, which changes nothing, since
they are additive; so any number of regions may add up. A product of more than twelve inputs that have moved is divided
level by level instead: first among the operands of a formula, then the contribution of each among its own operands, in
proportion to what they contribute to its change.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from product_handbook.analysis.attribution.attribution import Attribution, Method
from product_handbook.analysis.attribution.coalition_game import CoalitionGame
from product_handbook.analysis.values.arithmetic import UncomputableError
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.rounding import half_unit
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable, UnavailableReason, combined
from product_handbook.formulas.periods import Period, a_year_before

Depth = Literal["operands", "inputs"]

NEGLIGIBLE = Fraction(1, 10**30)
"""As a share of the values: what sixty digits of arithmetic may leave over."""


@dataclass(frozen=True)
class Contribution:
    """What one input contributes to a change, in the unit of the metric that changed."""

    metric: str
    amount: Fraction
    before: MetricValue
    """The input's value in the earlier period, or where it only enters by its past, that of the latest of its lags."""
    after: MetricValue
    """Its value in the later period, likewise."""
    is_flow: bool = False
    """Whether it flows into a stock, by itself or as a rate, so that all periods since the earlier one count."""
    total: Decimal | None = None
    """For a flow by itself, what it came to in all these periods."""
    lags: tuple[int, ...] = (0,)
    """How many periods ago it enters as it is, the latest first: 0 is now; empty for one that only flows."""


@dataclass(frozen=True)
class Explanation:
    """A change divided among what it comes from."""

    metric: str
    earlier: Period
    later: Period
    before: Decimal
    after: Decimal
    contributions: tuple[Contribution, ...]
    """Those of every input that moved and mattered, the largest first whatever its sign."""
    method: Method
    """Whether the Shapley values are those of the whole game, or of each level by itself."""

    @property
    def change(self) -> Fraction:
        """The later value less the earlier one."""
        return Fraction(self.after) - Fraction(self.before)

    @property
    def residual(self) -> Fraction:
        """The part of the change that no input explains, since reported numbers differ from what the formulas give."""
        left = self.change - sum((part.amount for part in self.contributions), Fraction(0))
        largest = max(abs(Fraction(self.before)), abs(Fraction(self.after)))
        return Fraction(0) if abs(left) <= NEGLIGIBLE * largest else left

    @property
    def unexplained(self) -> Fraction:
        """The residual, but for what the rounding of the two values to the digits that they have makes of it."""
        rounding = Fraction(half_unit(self.before)) + Fraction(half_unit(self.after))
        return Fraction(0) if abs(self.residual) <= rounding else self.residual


def explain_change(
    numbers: Numbers, metric: str, earlier: Period, later: Period, depth: Depth
) -> Explanation | Unavailable:
    """The change of a metric with a formula from one period to another, either of which may be the earlier in time.

    Divided among the operands of its formula, or among the inputs at the very bottom: metrics without a formula, those
    whose formula cannot be computed, and the flows into stocks. Unknown where a value that this takes is missing.
    """
    # Stocks unroll forwards only, so the way back is taken as the way there with its signs turned.
    if later.number < earlier.number:
        forth = explain_change(numbers, metric, later, earlier, depth)
        return forth if isinstance(forth, Unavailable) else _backwards(forth)
    before, after = numbers.value(metric, earlier), numbers.value(metric, later)
    game = CoalitionGame(numbers, (earlier, later), metric, deep=depth == "inputs")
    if isinstance(before, Unavailable) or isinstance(after, Unavailable) or game.unknown:
        return combined(value for value in (before, after, game.unknown) if isinstance(value, Unavailable))
    try:
        attribution = Attribution(game)
    except UncomputableError as error:
        return Unavailable((UnavailableReason(error.cause, metric, None, error.part),))
    parts = [_contribution(game, player, amount) for player, amount in attribution.amounts.items() if amount]
    parts.sort(key=lambda part: (-abs(part.amount), part.metric))
    return Explanation(metric, earlier, later, before, after, tuple(parts), attribution.method)


def _contribution(game: CoalitionGame, player: str, amount: Fraction) -> Contribution:
    lags = game.lags(player)
    ends = (period.shifted(-min(lags, default=0)) for period in (game.earlier, game.later))
    before, after = (game.numbers.value(player, end) for end in ends)
    return Contribution(player, amount, before, after, game.flows(player), game.total_of(player), lags)


def _backwards(forth: Explanation) -> Explanation:
    parts = tuple(
        replace(part, amount=-part.amount, before=part.after, after=part.before) for part in forth.contributions
    )
    return replace(
        forth,
        earlier=forth.later,
        later=forth.earlier,
        before=forth.after,
        after=forth.before,
        contributions=parts,
    )


@dataclass(frozen=True)
class ExplainedChange:
    """A change of a metric, and what it comes from."""

    metric: str
    earlier: Period
    later: Period
    before: MetricValue
    after: MetricValue
    depth: Depth
    explanation: Explanation | Unavailable


def changes_of(numbers: Numbers, metric: str, *, is_top: bool) -> tuple[ExplainedChange, ...]:
    """The change to the latest value from the period before and from a year before, if the series goes back so far.

    Divided among the operands; for a top metric among the inputs, and its largest move between periods is there too.
    Where the value to compare with is missing, the explanation says so. Empty for a metric without a formula.
    """
    if metric not in numbers.programs or not numbers.periods(metric):
        return ()
    pairs = [*_latest(numbers, metric), *(_largest(numbers, metric) if is_top else ())]
    return tuple(_change(numbers, metric, *pair, "inputs" if is_top else "operands") for pair in dict.fromkeys(pairs))


def _latest(numbers: Numbers, metric: str) -> Iterator[tuple[Period, Period]]:
    first, later = numbers.periods(metric)[0], numbers.periods(metric)[-1]
    for earlier in (later.shifted(-1), a_year_before(later)):
        if earlier.number >= first.number:
            yield earlier, later


def _largest(numbers: Numbers, metric: str) -> tuple[tuple[Period, Period], ...]:
    """The two periods, one after the other, between which a metric moved furthest; none in a series of one."""
    known = [
        (before, after) for before, after in pairwise(numbers.periods(metric)) if after.number == before.number + 1
    ]
    if not known:
        return ()
    return (max(known, key=lambda pair: _distance(numbers, metric, *pair)),)


def _distance(numbers: Numbers, metric: str, earlier: Period, later: Period) -> Decimal:
    before, after = numbers.value(metric, earlier), numbers.value(metric, later)
    return abs(after - before) if isinstance(before, Decimal) and isinstance(after, Decimal) else Decimal(0)


def _change(numbers: Numbers, metric: str, earlier: Period, later: Period, depth: Depth) -> ExplainedChange:
    before, after = numbers.value(metric, earlier), numbers.value(metric, later)
    return ExplainedChange(
        metric, earlier, later, before, after, depth, explain_change(numbers, metric, earlier, later, depth)
    )
