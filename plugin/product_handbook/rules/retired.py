"""Rules about retired metrics that are still named: what steers by them first, then what only mentions them.

Bets that have shipped and their results keep their history, and so does whatever is retired itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from product_handbook.analysis.bets.ranking import OPEN
from product_handbook.diagnostics.diagnostic import Case, Diagnostic, Span
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.reading import Name
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.rule import finding, metric_finding

_RETIRED = ", which is retired"
_MEASURED = "name a metric that is measured"


@dataclass(frozen=True)
class _Use:
    """Something that names a metric."""

    subject: Subject
    name: Name
    before: str
    """What the sentence says before the title of the metric."""
    after: str
    help: str
    """What to do where nothing has replaced it."""


def retired_metric_that_steers(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A retired metric is the North Star, the business metric or a guardrail, or a live formula or a bet needs it.

    No values come for a retired metric any more. What should be steered by it is steered by nothing, a guardrail that
    nobody measures guards nothing, a live metric that is computed from it has no value any more, and a bet that is
    committed to moving it cannot be seen to work.

    To fix it, name what has replaced it, as `replaced_by` says, or set its `status` back to `live`.
    """
    yield from _findings(strategy, [*_at_the_top(strategy), *_moves(strategy, "committed")])
    for edge in strategy.graph.edges:
        metric, operand = strategy.metrics[edge.result], strategy.metrics[edge.input]
        if edge.is_component and operand.is_retired and metric.status == "live":
            yield _of_edge(strategy, metric, operand, edge.location)


def retired_metric_in_use(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A retired metric is named where somebody would look at it: in a belief, a plan, an outcome, a loop, an exchange.

    Whoever follows the name finds a number that has stopped, and what was believed to be moved by it can no longer be
    watched. Bets that have shipped and what they did are history, and so is all that is retired itself; they keep it.

    To fix it, name what has replaced it, as `replaced_by` says, or take it out.
    """
    for edge in strategy.graph.edges:
        metric, operand = strategy.metrics[edge.result], strategy.metrics[edge.input]
        is_needed = edge.is_component and metric.status == "live"
        if operand.is_retired and not is_needed and not metric.is_retired:
            yield _of_edge(strategy, metric, operand, edge.location)
    plans = (*_moves(strategy, "proposed"), *_grounds(strategy))
    yield from _findings(strategy, [*_in_impact(strategy), *_in_value_web(strategy), *plans])


def _findings(strategy: Strategy, uses: list[_Use]) -> Iterator[Diagnostic]:
    for use in uses:
        metric = strategy.metrics[use.name.id]
        if metric.is_retired:
            help = _instead(strategy, metric, use.subject.id) or use.help
            found, case = f"{use.before}{metric.title}{use.after}", Case(f"metric:{metric.id}")
            yield finding(use.subject, use.name.location, found, help, case)


def _instead(strategy: Strategy, metric: Metric, user: str) -> str:
    """To name what took the place of a retired metric; empty where nothing else that is measured did."""
    found = [f"`{id}`" for id in dict.fromkeys(_current(strategy, metric, {metric.id, user}))]
    return f"name {' or '.join(found)} instead, which replaced it" if found else ""


def _current(strategy: Strategy, metric: Metric, seen: set[str]) -> Iterator[str]:
    """The ids of what took its place, and is not retired by now."""
    for successor in (strategy.metrics[name.id] for name in metric.replaced_by if name.id not in seen):
        if successor.is_retired:
            yield from _current(strategy, successor, seen | {successor.id})
        else:
            yield successor.id


def _of_edge(strategy: Strategy, metric: Metric, operand: Metric, place: Span) -> Diagnostic:
    found = f"{metric.title} hangs on {operand.title}, which is retired"
    help = _instead(strategy, operand, metric.id) or f"take `{operand.id}` out, or retire `{metric.id}` too"
    return metric_finding(metric, place, found, help, Case(f"metric:{operand.id}"))


def _at_the_top(strategy: Strategy) -> Iterator[_Use]:
    page = strategy.north_star
    subject = Subject("page", "north_star", page)
    yield _Use(subject, page.metric, "", ", the North Star, is retired", _MEASURED)
    yield _Use(subject, page.business_metric, "", ", the business metric, is retired", _MEASURED)
    for guardrail in page.guardrails:
        after = " is retired, so nobody would see it break"
        yield _Use(subject, guardrail.metric, "the guardrail ", after, _MEASURED)


def _moves(strategy: Strategy, status: str) -> Iterator[_Use]:
    """What the bets of a status should move."""
    for bet in strategy.bets.values():
        if bet.status == status:
            subject, before = Subject("bet", bet.id, bet), f"{bet.title} should move "
            for move in bet.moves:
                yield _Use(subject, move.metric, before, _RETIRED, _MEASURED)


def _grounds(strategy: Strategy) -> Iterator[_Use]:
    """What the arguments of open bets stand on."""
    for bet in strategy.bets.values():
        for mention in bet.relies_on if bet.status in OPEN else ():
            if mention.kind == "metric" and mention.id in strategy.metrics:
                before, help = f"the argument for {bet.title} stands on ", "see whether it still holds, and take it out"
                name = Name(mention.id, mention.written)
                yield _Use(Subject("bet", bet.id, bet), name, before, _RETIRED, help)


def _in_impact(strategy: Strategy) -> Iterator[_Use]:
    for outcome in strategy.impact.outcomes.values() if strategy.impact else ():
        subject = Subject("outcome", outcome.id, outcome)
        if outcome.value_metric is not None:
            after = f", which counts {outcome.title}, is retired"
            yield _Use(subject, outcome.value_metric, "", after, _MEASURED)
        for gain in outcome.business_impact:
            after = f", which the business gains from {outcome.title}, is retired"
            yield _Use(subject, gain.metric, "", after, _MEASURED)
    for loop in strategy.impact.loops.values() if strategy.impact else ():
        for name in (step.metric for step in loop.steps if step.metric is not None):
            yield _Use(Subject("loop", loop.id, loop), name, "", f", a step of {loop.title}, is retired", _MEASURED)


def _in_value_web(strategy: Strategy) -> Iterator[_Use]:
    web = strategy.value_web
    for exchange in web.exchanges if web else ():
        if web is not None and exchange.metric is not None:
            giver = web.parties[exchange.giver.id]
            after = f", which watches what {giver.title} gives, is retired"
            yield _Use(Subject("party", giver.id, giver), exchange.metric, "", after, _MEASURED)
