"""Checks within and across records that no single field can make: sums, pairs, contradictions and cycles."""

from collections.abc import Iterator
from decimal import Decimal

from product_handbook.strategy.graph import MetricGraph, find_cycles
from product_handbook.strategy.parts import Parts
from product_handbook.strategy.problems import Problem
from product_handbook.strategy.records.metric import Metric
from product_handbook.strategy.records.north_star import Guardrail
from product_handbook.strategy.records.stakeholders import GROUPS, Stakeholders


def check_consistency(parts: Parts) -> Iterator[Problem]:
    """A problem for each contradiction."""
    if parts.stakeholders is not None:
        yield from _weights(parts.stakeholders)
        yield from _segments(parts.stakeholders)
    for guardrail in parts.north_star.guardrails if parts.north_star is not None else ():
        yield from _guardrail(guardrail)
    for metric in parts.metrics.values():
        yield from _constant(metric)
        yield from _range(metric)
        yield from _repeated(metric)


def check_cycles(graph: MetricGraph) -> Iterator[Problem]:
    """A problem for each cycle that closes within one period, named in full."""
    for cycle in find_cycles(graph):
        ring = " → ".join([*(edge.result for edge in cycle), cycle[0].result])
        found = f"the metrics feed each other in a circle: {ring}"
        mend = "take one of the steps out, or let a formula use the period before, as in "
        yield Problem(cycle[0].location, found, f"{mend}`{cycle[-1].input}[-1]`")


def _weights(stakeholders: Stakeholders) -> Iterator[Problem]:
    groups = stakeholders.groups
    weighed = [group for group in groups if group.weight is not None]
    for group in groups if weighed else ():
        if group.weight is None:
            found = f"`{group.id}` has no weight, but other groups have one"
            yield Problem(group.location, found, "give all three groups a weight, or none")
    total = sum((group.weight or Decimal(0) for group in groups), Decimal(0))
    if len(weighed) == len(groups) and total != 1:
        found = f"the weights of the three groups add up to {total.normalize():f}, expected 1"
        yield Problem(groups[-1].place_of("weight"), found, "change them so that they add up to 1")


def _segments(stakeholders: Stakeholders) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for group in stakeholders.groups:
        for segment in group.segments.values():
            if segment.id in GROUPS:
                yield Problem(segment.location, f"`{segment.id}` is the id of a group", "rename the segment")
            if segment.id in seen:
                found = f"the segment `{segment.id}` is defined on line {seen[segment.id]} already"
                yield Problem(segment.location, found, "rename one of the two")
            seen.setdefault(segment.id, segment.location.line)
            if segment.kind is not None and group is not stakeholders.future_customer:
                found = f"`{segment.id}` has a `kind`, which only segments of `future_customer` have"
                yield Problem(
                    segment.place_of("kind"), found, "delete the key, or move the segment to `future_customer`"
                )


def _guardrail(guardrail: Guardrail) -> Iterator[Problem]:
    low, high = guardrail.at_least, guardrail.at_most
    if low is None and high is None:
        yield Problem(guardrail.location, "the guardrail has no bound", "add `at_most:` or `at_least:`")
    elif low is not None and high is not None and low > high:
        found = f"the guardrail asks for at least {low} and at most {high}, which nothing meets"
        yield Problem(guardrail.place_of("at_least"), found, "correct one of the two")


def _constant(metric: Metric) -> Iterator[Problem]:
    for field in ("formula", "influenced_by", "targets"):
        if metric.is_constant and getattr(metric, field):
            found = f"`{metric.id}` has a fixed `value`, and `{field}` beside it"
            yield Problem(metric.place_of(field), found, "delete one of the two")


def _range(metric: Metric) -> Iterator[Problem]:
    if metric.between is None:
        return
    if metric.aim != "maintain":
        found = (
            f"`between` goes with `aim: maintain`, found `aim: {metric.aim}`"
            if metric.aim
            else "found `between` without an aim"
        )
        yield Problem(metric.place_of("between"), found, "write `aim: maintain`, or delete `between`")
    if metric.between[0] > metric.between[1]:
        found = f"the range runs from {metric.between[0]} down to {metric.between[1]}"
        yield Problem(metric.place_of("between"), found, "write the lowest value first")


def _repeated(metric: Metric) -> Iterator[Problem]:
    seen: set[str] = set()
    for influence in metric.influenced_by:
        if influence.metric.id in seen:
            found = f"`{influence.metric.id}` is named here as an influence a second time"
            yield Problem(influence.metric.location, found, "make one of the two")
        seen.add(influence.metric.id)
