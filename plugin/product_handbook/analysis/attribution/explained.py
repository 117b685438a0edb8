"""A change of a metric as a sum of what its inputs contribute."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from product_handbook.analysis.attribution.attribution import Method
from product_handbook.analysis.values.arithmetic import SIGNIFICANT
from product_handbook.analysis.values.rounding import half_unit
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable
from product_handbook.formulas.periods import Period
from product_handbook.wording.digits import magnitude, rounded

Depth = Literal["operands", "inputs"]

NEGLIGIBLE = Fraction(1, 10**30)
"""As a share of the largest of the values: what is less is no contribution."""
SHORT = 30
"""Digits of an amount that is written down to its end: that is what people report."""
LEFT_OVER = Fraction(1, 10**SIGNIFICANT)
"""As a share of the values: how far from a short amount the last digits of divisions may leave one."""


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


def cleaned(amounts: Mapping[str, Fraction], largest: Fraction) -> Mapping[str, Fraction]:
    """What inputs contribute, without what the last digits of divisions leave over: 99.99… is 100, and 10^-58 zero.

    An amount that has no short form, such as a third, stays as it is, so that all still add up.
    """
    found = {}
    for id, amount in amounts.items():
        short = Fraction(rounded(amount, SHORT - 1 - magnitude(largest)))
        found[id] = short if abs(amount - short) <= LEFT_OVER * largest else amount
        if abs(amount) <= NEGLIGIBLE * largest:
            found[id] = Fraction(0)
    return found


def largest_of(*values: Decimal | Fraction) -> Fraction:
    """The size of the largest, whatever its sign."""
    return max(abs(Fraction(value)) for value in values)
