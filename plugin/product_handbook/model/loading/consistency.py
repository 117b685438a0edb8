"""Checks within and across records that no single field can make: sums, pairs, contradictions and cycles."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.periods import NO_FISCAL_YEAR, cadence_name, is_fiscal
from product_handbook.model.graph import Edge, MetricGraph, find_cycles
from product_handbook.model.loading.target_checks import check_targets
from product_handbook.model.records import (
    GROUPS,
    Bet,
    Guardrail,
    Impact,
    Metric,
    Mission,
    Move,
    Orientation,
    Stakeholders,
    ValueWeb,
)
from product_handbook.model.records.quantities import UNREAD
from product_handbook.model.records.reading import STAND_IN, Name
from product_handbook.model.strategy import PartialStrategy, find_owner

SHORTEST_LOOP = 2
LONGEST_RING = 20
"""How many steps of a circle a message names."""


def check_consistency(parts: PartialStrategy) -> Iterator[Diagnostic]:
    """A problem for each contradiction."""
    if parts.mission is not None:
        yield from _fiscal_year(parts.mission, parts.metrics.values())
    if parts.stakeholders is not None:
        yield from _weights(parts.stakeholders)
        yield from _segments(parts.stakeholders)
    for guardrail in parts.north_star.guardrails if parts.north_star is not None else ():
        yield from _guardrail(guardrail)
    yield from _owners(parts)
    for metric in parts.metrics.values():
        yield from _constant(metric)
        yield from _range(metric)
        yield from _influences(metric)
        yield from _retirement(metric)
        yield from _related(metric)

    if parts.value_web is not None:
        yield from _exchanges(parts.value_web)
    if parts.impact is not None:
        yield from _loops(parts.impact)
    for bet in parts.bets.values():
        yield from _bet(bet, parts.metrics)
    if parts.orientation is not None:
        yield from _rubric(parts.orientation)
        yield from _assessments(parts.orientation)
    yield from check_targets(parts)


def check_cycles(graph: MetricGraph) -> Iterator[Diagnostic]:
    """A problem for each cycle that closes within one period, named in full unless it is very long."""
    for cycle in find_cycles(graph):
        yield Diagnostic("metric_cycle", cycle[0].location, _circle(cycle), _way_out(cycle))


def _circle(cycle: tuple[Edge, ...]) -> str:
    """What is made of what, back to the start."""
    first = cycle[0]
    if len(cycle) == 1:
        return f"`{first.result}` {'is computed from' if first.is_component else 'is influenced by'} itself"
    ring = [first.result, *(edge.input for edge in cycle)]
    if len(cycle) > LONGEST_RING:
        half = LONGEST_RING // 2
        ring[half:-half] = [f"... {len(ring) - LONGEST_RING} more ..."]
    return f"the metrics go round in a circle, each made from the next: {' → '.join(ring)}"


def _way_out(cycle: tuple[Edge, ...]) -> str:
    component = next((edge for edge in cycle if edge.is_component), None)
    if component is None:
        later = "a lag, such as `lag: 2 months`, if it shows later"
        if len(cycle) == 1:
            return f"give the influence {later}, or take it out"
        loop = "tell of the circle as one of the `loops` in impact.yml and take an influence out"
        return f"give one of the influences {later}, or {loop}"
    lag = f"let the formula of `{component.result}` use the period before, `{component.input}[-1]`"
    if all(edge.is_component for edge in cycle):
        return lag if len(cycle) == 1 else f"take one of the steps out, or {lag}"
    return f"take one of the steps out, give an influence a lag, such as `lag: 2 months`, or {lag}"


def _owners(parts: PartialStrategy) -> Iterator[Diagnostic]:
    """Owners that one object names twice."""
    for subject in parts.subjects:
        seen: set[str] = set()
        for name in subject.object.owners:
            owner = find_owner(parts.owners, name.id)
            id = name.id if owner is None else owner.id
            if id in seen and id != STAND_IN:
                found = f"`{id}` is named a second time among the owners"
                yield Diagnostic("duplicate_entry", name.location, found, "name each owner once, who answers first")
            seen.add(id)


def _weights(stakeholders: Stakeholders) -> Iterator[Diagnostic]:
    groups = [group for group in stakeholders.groups if not group.written.is_stand_in]
    if all(group.leaves_out("weight") for group in groups):
        return
    for group in groups:
        if group.leaves_out("weight"):
            found = f"`{group.id}` has no weight, but other groups have one"
            yield Diagnostic("weights_do_not_add_up", group.location, found, "give all three groups a weight, or none")
    weights = [group.weight for group in groups if group.weight is not None]
    total = sum(weights, Decimal(0))
    if len(weights) == len(stakeholders.groups) and total != 1:
        found = f"the weights of the three groups add up to {total.normalize():f}, expected 1"
        yield Diagnostic(
            "weights_do_not_add_up", groups[-1].place_of("weight"), found, "change them so that they add up to 1"
        )


def _segments(stakeholders: Stakeholders) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for group in stakeholders.groups:
        for segment in group.segments.values():
            if segment.id in GROUPS:
                yield Diagnostic(
                    "duplicate_id", segment.location, f"`{segment.id}` is the id of a group", "rename the segment"
                )
            if segment.id in seen:
                found = f"the segment `{segment.id}` is defined on line {seen[segment.id]} already"
                yield Diagnostic("duplicate_id", segment.location, found, "rename one of the two")
            seen.setdefault(segment.id, segment.location.line)
            if segment.kind is not None and group is not stakeholders.future_customer:
                found = f"`{segment.id}` has a `kind`, which only segments of `future_customer` have"
                yield Diagnostic(
                    "contradiction",
                    segment.place_of("kind"),
                    found,
                    "delete the key, or move the segment to `future_customer`",
                )


def _fiscal_year(mission: Mission, metrics: Iterable[Metric]) -> Iterator[Diagnostic]:
    """What is told by the fiscal year where nobody says when that begins."""
    if not mission.leaves_out("fiscal_year_starts"):
        return
    if not mission.leaves_out("fiscal_year_named_by"):
        found = "found `fiscal_year_named_by`, but not when the fiscal year begins"
        place = mission.place_of("fiscal_year_named_by")
        yield Diagnostic("contradiction", place, found, "add `fiscal_year_starts:` with the number of its first month")
    for metric in metrics:
        if metric.cadence is not None and is_fiscal(metric.cadence):
            found = f"`{metric.id}` is reported by {cadence_name(metric.cadence)}, but nobody says when those begin"
            yield Diagnostic("no_fiscal_year", metric.place_of("cadence"), found, NO_FISCAL_YEAR)


def _guardrail(guardrail: Guardrail) -> Iterator[Diagnostic]:
    low, high = guardrail.at_least, guardrail.at_most
    if guardrail.leaves_out("at_least") and guardrail.leaves_out("at_most"):
        found = "the guardrail does not say how low or how high its metric may get"
        yield Diagnostic("incomplete_entry", guardrail.location, found, "add `at_most:` or `at_least:` with a number")
    elif low is not None and high is not None and low > high:
        found = f"the guardrail asks for at least {low} and at most {high}, which no number meets"
        yield Diagnostic("contradiction", guardrail.place_of("at_least"), found, "correct one of the two")


def _constant(metric: Metric) -> Iterator[Diagnostic]:
    for field in ("formula", "influenced_by", "targets"):
        if metric.is_constant and getattr(metric, field):
            found = f"`{metric.id}` has a fixed `value`, and `{field}` beside it"
            yield Diagnostic("contradiction", metric.place_of(field), found, "delete one of the two")


def _range(metric: Metric) -> Iterator[Diagnostic]:
    if metric.between is None:
        return
    place = metric.place_of("between")
    if metric.leaves_out("aim"):
        yield Diagnostic(
            "contradiction", place, "found `between` without an aim", "add `aim: maintain`, or delete `between`"
        )
    elif metric.aim not in {"maintain", None}:
        found = f"found `between` beside `aim: {metric.aim}`, expected `aim: maintain`"
        yield Diagnostic("contradiction", place, found, "write `aim: maintain`, or delete `between`")
    if metric.between[0] > metric.between[1]:
        found = f"the range runs from {metric.between[0]} down to {metric.between[1]}"
        yield Diagnostic("contradiction", place, found, "write the lowest value first")


def _retirement(metric: Metric) -> Iterator[Diagnostic]:
    for field in ("retired", "replaced_by"):
        if not metric.leaves_out(field) and not metric.is_retired:
            found = f"`{metric.id}` has `{field}`, and its status is `{metric.status}`"
            help = "write `status: retired`, or delete the key"
            yield Diagnostic("contradiction", metric.place_of(field), found, help)
    for name in metric.replaced_by:
        if name.id == metric.id:
            found = f"`{metric.id}` is said to have replaced itself"
            yield Diagnostic("contradiction", name.location, found, "name what took its place, or delete the key")


def _related(metric: Metric) -> Iterator[Diagnostic]:
    """Metrics that are related to themselves, or named twice."""
    seen: set[str] = set()
    for name in metric.related:
        if name.id == metric.id:
            found = f"`{metric.id}` is said to be related to itself"
            yield Diagnostic("contradiction", name.location, found, "name another metric, or delete the key")
        elif name.id in seen and name.id != STAND_IN:
            found = f"`{name.id}` is named here as related a second time"
            yield Diagnostic("duplicate_entry", name.location, found, "name it once")
        seen.add(name.id)


def _influences(metric: Metric) -> Iterator[Diagnostic]:
    """Influences that are named twice."""
    seen: set[str] = set()
    for influence in metric.influenced_by:
        if influence.metric.id in seen and influence.metric.id != STAND_IN:
            found = f"`{influence.metric.id}` is named here as an influence a second time"
            yield Diagnostic("duplicate_entry", influence.metric.location, found, "put both into one entry")
        seen.add(influence.metric.id)


def _exchanges(web: ValueWeb) -> Iterator[Diagnostic]:
    for exchange in web.exchanges:
        if exchange.giver.id == exchange.receiver.id and exchange.giver.id in web.parties:
            found = f"`{exchange.giver.id}` gives to itself"
            yield Diagnostic("contradiction", exchange.receiver.location, found, "name the party that gets it")


def _loops(impact: Impact) -> Iterator[Diagnostic]:
    for loop in impact.loops.values():
        if len(loop.steps) < SHORTEST_LOOP and not loop.leaves_out("steps"):
            found = f"the loop has {len(loop.steps)} step{'' if len(loop.steps) == 1 else 's'}, expected two or more"
            yield Diagnostic(
                "incomplete_entry", loop.place_of("steps"), found, "say what it feeds, and what leads back to it"
            )
        for step in loop.steps:
            named = [field for field in ("outcome", "metric") if not step.leaves_out(field)]
            if len(named) != 1:
                found = "the step names both an outcome and a metric" if named else "the step names nothing"
                yield Diagnostic("incomplete_entry", step.location, found, "write one of `outcome:` and `metric:`")


def _bet(bet: Bet, metrics: Mapping[str, Metric]) -> Iterator[Diagnostic]:
    for move in bet.moves:
        yield from _move(move)
    moved, measured = [move.metric for move in bet.moves], [result.metric for result in bet.results]
    yield from _moved_twice(moved, "moves")
    yield from _moved_twice(measured, "results")
    for name in (*moved, *measured):
        if name.id in metrics and metrics[name.id].is_constant:
            found = f"`{name.id}` has a fixed value, which no bet moves"
            yield Diagnostic(
                "contradiction",
                name.location,
                found,
                "name a metric that is measured, or take the `value` out of the tree",
            )
    if bet.effort is not None and bet.effort <= 0:
        found = f"the bet takes {bet.effort} person-weeks, expected more than 0"
        yield Diagnostic(
            "number_out_of_range",
            bet.place_of("effort"),
            found,
            "write how many it takes, or delete the key while nobody knows",
        )


def _move(move: Move) -> Iterator[Diagnostic]:
    if move.low is UNREAD or move.high is UNREAD:
        return
    if move.low.scale != move.high.scale:
        found = "`low` and `high` are changes of different sorts"
        help = "write both with `%`, both as points, or both in the unit of the metric"
        yield Diagnostic("contradiction", move.place_of("high"), found, help)
    elif move.low.value > move.high.value:
        found = "`low` is more than `high`"
        yield Diagnostic("contradiction", move.place_of("low"), found, "exchange the two; a fall is written with `-`")
    elif move.low.scale == "relative" and move.baseline is not None and not move.baseline:
        found = "the change is in percent of a baseline of 0, which is nothing"
        yield Diagnostic(
            "contradiction", move.place_of("baseline"), found, "write `low` and `high` in the unit of the metric"
        )


def _moved_twice(names: list[Name], field: str) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for name in names:
        if name.id in seen and name.id != STAND_IN:
            found = f"`{name.id}` stands in `{field}` a second time"
            yield Diagnostic("duplicate_entry", name.location, found, "put both into one entry")
        seen.add(name.id)


def _rubric(orientation: Orientation) -> Iterator[Diagnostic]:
    """A rubric of the site's own without a dimension, and practices below the first step up."""
    rubric = orientation.rubric
    if rubric is None or rubric.leaves_out("dimensions"):
        return
    if not rubric.dimensions and not rubric.written.is_stand_in:
        yield Diagnostic(
            "incomplete_entry",
            rubric.place_of("dimensions"),
            "the rubric has no dimension",
            "write one, or `rubric: default`",
        )
    for dimension in rubric.dimensions.values():
        if 1 in dimension.practices:
            found = f"`{dimension.id}` has practices that lead to level 1, which is where everybody begins"
            yield Diagnostic(
                "number_out_of_range",
                dimension.place_of("practices"),
                found,
                "write the number of the level that they lead to",
            )


def _assessments(orientation: Orientation) -> Iterator[Diagnostic]:
    """Assessments of which only one can be meant."""
    seen: dict[tuple[str, str, str, str], int] = {}
    for rating in orientation.assessments:
        key = (rating.team.id, rating.dimension.id, rating.date.isoformat(), rating.by or "")
        if STAND_IN not in key and not rating.leaves_out("date"):
            if key in seen:
                who = f"by `{rating.by}`" if rating.by else "by nobody named"
                what = f"`{rating.team.id}` was rated in `{rating.dimension.id}`"
                found = f"{what} on that day {who} already, on line {seen[key]}"
                yield Diagnostic(
                    "duplicate_entry", rating.location, found, "delete one of the two, or say in `by` who rated"
                )
            seen.setdefault(key, rating.location.line)
