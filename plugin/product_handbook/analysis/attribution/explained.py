"""A change of a metric as a sum of what its inputs contribute."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from product_handbook.analysis.attribution.attribution import NEGLIGIBLE, Method, largest_of
from product_handbook.analysis.values.rounding import half_unit
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable
from product_handbook.formulas.expression import RollUp
from product_handbook.formulas.periods import Period

Depth = Literal["operands", "inputs"]


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
    level: Fraction | None = None
    """For one that flows, what it would contribute had it stayed as in the earlier period; None if unknown."""
    roll_up: RollUp | None = None
    """How its values of shorter periods enter as one, where they do."""

    @property
    def changed(self) -> Fraction:
        """What it contributes by having changed: all of it, but for a flow what is beyond its level."""
        return self.amount - (self.level or Fraction(0))


@dataclass(frozen=True)
class Explanation:
    """A change divided among what it comes from."""

    metric: str
    earlier: Period
    later: Period
    before: Decimal
    after: Decimal
    contributions: tuple[Contribution, ...]
    """Those of every input that moved and mattered, the largest first whatever its sign; of zero for what flowed in the
    earlier period and does no more."""
    method: Method
    """Whether the Shapley values are those of the whole game, or of each level by itself."""
    undefined: str = ""
    """For some by level, the part of a formula that has no value half way."""

    @property
    def change(self) -> Fraction:
        """The later value less the earlier one."""
        return Fraction(self.after) - Fraction(self.before)

    @property
    def residual(self) -> Fraction:
        """The part of the change that no input explains, since reported numbers differ from what the formulas give."""
        amounts = [part.amount for part in self.contributions]
        left = self.change - sum(amounts, Fraction(0))
        return Fraction(0) if abs(left) <= NEGLIGIBLE * largest_of(self.before, self.after, *amounts) else left

    @property
    def unexplained(self) -> Fraction:
        """The residual, but for what the rounding of the two values to the digits that they have makes of it."""
        rounding = Fraction(half_unit(self.before)) + Fraction(half_unit(self.after))
        return Fraction(0) if abs(self.residual) <= rounding else self.residual


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
