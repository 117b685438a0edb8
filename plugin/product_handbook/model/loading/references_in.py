"""Every id that a field of a strategy file names, with the kinds of objects of which it may be."""

from collections.abc import Iterable, Iterator

from product_handbook.model.records.impact import Impact
from product_handbook.model.records.reading import Mention, Name
from product_handbook.model.records.value_web import ValueWeb
from product_handbook.model.strategy import PartialStrategy

Kinds = tuple[str, ...]
Named = tuple[Kinds, Name]

CUSTOMER: Kinds = ("segment", "group")


def named_ids(parts: PartialStrategy) -> Iterator[Named]:
    """In the order of the files; without the North Star and the business metric, and without owners and formulas."""
    for guardrail in parts.north_star.guardrails if parts.north_star else ():
        yield ("metric",), guardrail.metric
    for metric in parts.metrics.values():
        yield from ((("metric",), influence.metric) for influence in metric.influenced_by)
        yield from ((("group", "segment"), name) for name in metric.serves)
        yield from ((("metric",), name) for name in (*metric.replaced_by, *metric.related))
    yield from _in_value_web(parts.value_web) if parts.value_web else ()
    yield from _in_impact(parts.impact) if parts.impact else ()
    for bet in parts.bets.values():
        yield from ((("metric",), move.metric) for move in bet.moves)
        yield from ((("metric",), result.metric) for result in bet.results)
        yield from ((("request",), name) for name in bet.requests)
    for request in parts.requests.values():
        yield from _if_any(CUSTOMER, request.segment)
    for assessment in parts.orientation.assessments if parts.orientation else ():
        yield ("dimension",), assessment.dimension


def owners_in(parts: PartialStrategy) -> Iterator[Name]:
    """Every owner that a field names: of objects, and teams that were assessed."""
    for subject in parts.subjects:
        yield from subject.object.owners
    yield from (assessment.team for assessment in parts.orientation.assessments) if parts.orientation else ()


def accepted_cases(parts: PartialStrategy) -> Iterator[Mention]:
    """Everything that acceptances name by kind and id."""
    for subject in parts.subjects:
        for acceptance in subject.object.accept:
            yield from (case for case in acceptance.cases if isinstance(case, Mention))


def _in_value_web(web: ValueWeb) -> Iterable[Named]:
    for party in web.parties.values():
        yield from _if_any(("group",), party.group)
    for exchange in web.exchanges:
        yield ("party",), exchange.giver
        yield ("party",), exchange.receiver
        yield from _if_any(("metric",), exchange.metric)


def _in_impact(impact: Impact) -> Iterable[Named]:
    for outcome in impact.outcomes.values():
        yield CUSTOMER, outcome.customer
        yield from _if_any(("metric",), outcome.value_metric)
        yield from ((("metric",), gain.metric) for gain in outcome.business_impact)
        yield from ((("request",), name) for name in outcome.requests)
    for step in (step for loop in impact.loops.values() for step in loop.steps):
        yield from _if_any(("outcome",), step.outcome)
        yield from _if_any(("metric",), step.metric)


def _if_any(kinds: Kinds, name: Name | None) -> Iterator[Named]:
    if name is not None:
        yield kinds, name
