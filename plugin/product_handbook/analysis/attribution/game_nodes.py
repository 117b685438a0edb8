"""What a game is made of: inputs that are taken as they are, metrics that are computed, and stocks with their flows."""

from dataclasses import dataclass, field
from decimal import Decimal

from product_handbook.analysis.values.arithmetic import Program
from product_handbook.analysis.values.unavailable import MetricValue
from product_handbook.formulas.expression import Expression

LaggedMetric = tuple[str, int]
"""A metric, and how many periods before the two that are compared its value is taken."""


@dataclass(frozen=True)
class InputNode:
    """An input that is taken as it is; a constant does not move."""

    before: MetricValue
    after: MetricValue


@dataclass(frozen=True)
class ComputedNode:
    """A metric that is computed from others."""

    expression: Expression
    program: Program
    inputs: tuple[LaggedMetric, ...]
    """In the order of the program's references."""


@dataclass(frozen=True)
class StockFlow:
    """What one summand of a stock's formula brings, period by period."""

    part: Expression
    weight: Decimal
    program: Program
    values: tuple[tuple[tuple[str, MetricValue], ...], ...]
    """For each period since the earlier one, the metric and the value of each reference; what does not take part in the
    game, such as the stock itself, has an empty name."""
    totals: dict[int, Decimal] = field(default_factory=dict, compare=False)
    """What it brings in all, by the coalition of its inputs that have moved."""

    @property
    def inputs(self) -> frozenset[str]:
        """The metrics that it is made of."""
        return frozenset(metric for row in self.values for metric, _ in row if metric)


@dataclass(frozen=True)
class StockNode:
    """A metric that builds on itself."""

    before: MetricValue
    flows: tuple[StockFlow, ...]


GameNode = InputNode | ComputedNode | StockNode
