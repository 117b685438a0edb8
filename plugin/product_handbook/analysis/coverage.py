"""What a strategy has for each of the three groups of stakeholders, and what names a metric."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.model.records import Bet, Exchange, Group, Loop, Metric, Outcome, Request
from product_handbook.model.strategy import Strategy


@dataclass(frozen=True)
class GroupCoverage:
    """What is there for a group and its segments, each in the order of the files."""

    group: Group
    metrics: tuple[Metric, ...]
    outcomes: tuple[Outcome, ...]
    bets: tuple[Bet, ...]
    """Those not dropped that do something for it: its score is above zero."""
    requests: tuple[Request, ...]
    exchanges: tuple[Exchange, ...]
    """Those in which a party of the group gives or gets."""


@dataclass(frozen=True)
class MetricUses:
    """What names a metric in the optional files, each in the order of the files."""

    exchanges: tuple[Exchange, ...]
    outcomes: tuple[Outcome, ...]
    loops: tuple[Loop, ...]
    bets: tuple[Bet, ...]
    requests: tuple[Request, ...]
    """Those behind these bets and outcomes."""


def group_coverage(strategy: Strategy) -> tuple[GroupCoverage, ...]:
    """One for each group, in the order in which they are always shown."""
    return tuple(_covered(strategy, group) for group in strategy.stakeholders.groups)


def _covered(strategy: Strategy, group: Group) -> GroupCoverage:
    ids = {group.id, *group.segments}
    metrics = {metric.id: metric for id in (group.id, *group.segments) for metric in strategy.serving(id)}
    parties = strategy.value_web.parties.values() if strategy.value_web else ()
    members = {party.id for party in parties if party.group is not None and party.group.id == group.id}
    kept = (bet for bet in strategy.bets.values() if bet.status != "dropped")
    return GroupCoverage(
        group=group,
        metrics=tuple(metrics.values()),
        outcomes=tuple(outcome for outcome in _outcomes(strategy) if outcome.customer.id in ids),
        bets=tuple(bet for bet in kept if bet.serves.of(group.id).score > 0),
        requests=tuple(
            request
            for request in strategy.requests.values()
            if request.segment is not None and request.segment.id in ids
        ),
        exchanges=tuple(
            exchange for exchange in _exchanges(strategy) if members & {exchange.giver.id, exchange.receiver.id}
        ),
    )


def uses_of(strategy: Strategy, metric: str) -> MetricUses:
    """What names a metric, apart from other metrics and the North Star's file."""
    outcomes = tuple(outcome for outcome in _outcomes(strategy) if metric in _metrics_of(outcome))
    bets = tuple(bet for bet in strategy.bets.values() if metric in _moved_by(bet))
    asked = {name.id for outcome in outcomes for name in outcome.requests}
    asked |= {name.id for bet in bets for name in bet.requests}
    return MetricUses(
        exchanges=tuple(
            exchange
            for exchange in _exchanges(strategy)
            if exchange.metric is not None and exchange.metric.id == metric
        ),
        outcomes=outcomes,
        loops=tuple(
            loop for loop in _loops(strategy) if metric in {step.metric.id for step in loop.steps if step.metric}
        ),
        bets=bets,
        requests=tuple(request for request in strategy.requests.values() if request.id in asked),
    )


def _moved_by(bet: Bet) -> set[str]:
    return {move.metric.id for move in bet.moves} | {result.metric.id for result in bet.results}


def _metrics_of(outcome: Outcome) -> Iterator[str]:
    if outcome.value_metric is not None:
        yield outcome.value_metric.id
    yield from (gain.metric.id for gain in outcome.business_impact)


def _outcomes(strategy: Strategy) -> tuple[Outcome, ...]:
    return tuple(strategy.impact.outcomes.values()) if strategy.impact else ()


def _loops(strategy: Strategy) -> tuple[Loop, ...]:
    return tuple(strategy.impact.loops.values()) if strategy.impact else ()


def _exchanges(strategy: Strategy) -> tuple[Exchange, ...]:
    return strategy.value_web.exchanges if strategy.value_web else ()
