"""Whether an outcome ladders up: from its value metric to the North Star, from what the business gains to its metric.

A chain is complete when the value metric is or feeds the North Star, and each business-impact metric is, feeds, or
shares inputs with the business metric; after Marc Abraham, "Making an impact".
"""

from dataclasses import dataclass
from typing import Literal

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.model.records.impact import Outcome, Step
from product_handbook.model.records.metric import Metric
from product_handbook.model.strategy import Strategy

Connection = Literal["is", "feeds", "shares", "apart"]
"""How a metric is joined to one at the top."""


@dataclass(frozen=True)
class ChainStep:
    """A metric of an outcome, and how it is joined to the one at the top that it should lead to."""

    metric: Metric
    top: Metric
    connection: Connection
    shared: tuple[Metric, ...]
    """The inputs that both grow from, the nearest to the metric first; empty but where it shares them."""
    location: Span
    """Where the outcome names the metric."""

    @property
    def holds(self) -> bool:
        """Whether it leads up at all."""
        return self.connection != "apart"


@dataclass(frozen=True)
class ImpactChain:
    """An outcome with all that it should lead to."""

    outcome: Outcome
    value: ChainStep | None
    """From the value metric to the North Star; None where the outcome has no value metric."""
    gains: tuple[ChainStep, ...]
    """From each metric of the business impact to the business metric, in the order of the file."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing and every step holds."""
        steps = (self.value, *self.gains)
        return bool(self.gains) and all(step is not None and step.holds for step in steps)


def chain_of(strategy: Strategy, outcome: Outcome) -> ImpactChain:
    """The chain of an outcome, complete or not."""
    value = outcome.value_metric
    return ImpactChain(
        outcome,
        None if value is None else value_step(strategy, strategy.metrics[value.id], value.location),
        tuple(
            gain_step(strategy, strategy.metrics[gain.metric.id], gain.metric.location)
            for gain in outcome.business_impact
        ),
    )


def chains(strategy: Strategy) -> tuple[ImpactChain, ...]:
    """The chain of every outcome, in the order of the file; empty without an `impact.yml`."""
    outcomes = strategy.impact.outcomes if strategy.impact else {}
    return tuple(chain_of(strategy, outcome) for outcome in outcomes.values())


def value_step(strategy: Strategy, metric: Metric, location: Span) -> ChainStep:
    """From a value metric to the North Star, which it should be or feed."""
    return ChainStep(metric, strategy.star, _connection(strategy, metric, strategy.star), (), location)


def gain_step(strategy: Strategy, metric: Metric, location: Span) -> ChainStep:
    """From what the business gains to the business metric, which it should be, feed, or share inputs with."""
    connection = _connection(strategy, metric, strategy.business)
    if connection != "apart":
        return ChainStep(metric, strategy.business, connection, (), location)
    shared = strategy.graph.shared_inputs(metric.id, strategy.business.id)
    inputs = tuple(strategy.metrics[id] for id in shared)
    return ChainStep(metric, strategy.business, "shares" if shared else "apart", inputs, location)


def step_title(strategy: Strategy, step: Step) -> str:
    """What the outcome or the metric that is a step of a loop is called."""
    if step.outcome is not None and strategy.impact is not None:
        return strategy.impact.outcomes[step.outcome.id].title
    return "" if step.metric is None else strategy.metrics[step.metric.id].title


def _connection(strategy: Strategy, metric: Metric, top: Metric) -> Connection:
    if metric is top:
        return "is"
    return "feeds" if metric.id in strategy.graph.below(top.id) else "apart"
