"""The model of a scenario: what some metrics are made of now, from the numbers of a handbook."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from product_handbook.analysis.scenario.scenario import ScenarioModel, ScenarioNode, ScenarioOperand, spread
from product_handbook.analysis.values.arithmetic import uses
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable, UnavailableReason
from product_handbook.formulas.periods import Cadence, Period
from product_handbook.model.graph import Edge


def build_model(numbers: Numbers, roots: Iterable[str]) -> ScenarioModel:
    """The model of everything that some metrics are computed from, or believed to be moved by with a coefficient."""
    roots = tuple(dict.fromkeys(roots))
    below = spread(roots, lambda id: (edge.input for edge in _counting(numbers, id)))
    periods = present_periods(numbers, roots)
    # Only cadences that the roots do not have: what feeds them must not move their present.
    periods |= present_periods(numbers, [id for id in below if numbers.cadences[id] not in periods])
    nodes: dict[str, ScenarioNode] = {}
    for metric in _inputs_first(numbers, below):
        if (node := _node(numbers, metric, periods, nodes)) is not None:
            nodes[metric] = node
    found = tuple(root for root in roots if root in nodes)
    moving = spread(found, lambda id: nodes[id].inputs)
    levers = tuple(id for id in moving if not nodes[id].program and id not in numbers.constants)
    return ScenarioModel(found, {id: node for id, node in nodes.items() if id in moving}, levers)


def _counting(numbers: Numbers, metric: str) -> Iterator[Edge]:
    """The edges that say by how much: those of a formula, and where there is none, beliefs with a coefficient."""
    rolled = {use.metric for use in numbers.uses.get(metric, ()) if use.roll}
    for edge in numbers.graph.inputs_of(metric):
        is_belief = metric not in numbers.programs and edge.influence and edge.influence.coefficient is not None
        if not edge.returns and edge.input not in rolled and (edge.is_component or is_belief):
            yield edge


def _inputs_first(numbers: Numbers, metrics: Iterable[str]) -> Iterator[str]:
    """The metrics, each after those that it is computed from or moved by."""
    done: set[str] = set()
    waiting = [(metric, False) for metric in reversed(list(metrics))]
    while waiting:
        metric, is_ready = waiting.pop()
        if is_ready and metric not in done:
            done.add(metric)
            yield metric
        elif metric not in done:
            waiting.append((metric, True))
            waiting.extend((edge.input, False) for edge in _counting(numbers, metric) if edge.input not in done)


def _node(
    numbers: Numbers, metric: str, periods: Mapping[Cadence, Period], nodes: Mapping[str, ScenarioNode]
) -> ScenarioNode | None:
    """A metric in its period, one without a formula failing that in its last one; None for one that has no value."""
    if metric in numbers.constants:
        base = numbers.unrounded_constants[metric]
        return None if isinstance(base, Unavailable) else ScenarioNode(metric, base, None)
    cadence = numbers.cadences[metric]
    period = periods.get(cadence) if cadence else None
    if period is None:
        return None
    found = numbers.unrounded(metric, period)
    if isinstance(found, Unavailable):
        known = None if metric in numbers.programs else last_known(numbers, metric, period)
        return None if known is None else ScenarioNode(metric, *known, drivers=tuple(_drivers(numbers, metric, nodes)))
    if _only_rolls_up(numbers, metric):
        return ScenarioNode(metric, found, period)
    program = numbers.programs.get(metric, ())
    at_rest = numbers.unrounded_computed(metric, period) if program else None
    operands = tuple(_operands(numbers, metric, period, nodes)) if program else ()
    if isinstance(at_rest, Decimal) and all(operand.stays or operand.metric in nodes for operand in operands):
        return ScenarioNode(metric, found, period, program, operands, at_rest)
    return ScenarioNode(metric, found, period, drivers=() if program else tuple(_drivers(numbers, metric, nodes)))


def _operands(
    numbers: Numbers, result: str, period: Period, nodes: Mapping[str, ScenarioNode]
) -> Iterator[ScenarioOperand]:
    returning = {edge.input for edge in numbers.graph.inputs_of(result) if edge.returns}
    for use in uses(numbers.programs[result]):
        if use.roll:
            rolled = numbers.value(use.quantity, period)
            yield ScenarioOperand(use.metric, rolled if isinstance(rolled, Decimal) else None, stays=True)
            continue
        past = numbers.unrounded(use.metric, period.shifted(-use.lag))
        if not use.lag or use.metric in numbers.constants or isinstance(past, Unavailable):
            yield ScenarioOperand(use.metric)
        else:
            stays = use.metric in returning or not _is_of(nodes, use.metric, period)
            since = (numbers.unrounded(use.metric, period.shifted(-ago)) for ago in range(use.lag - 1, 0, -1))
            yield ScenarioOperand(use.metric, past, stays, use.lag, tuple(since))


def _only_rolls_up(numbers: Numbers, metric: str) -> bool:
    """Whether all that a formula takes are sums and averages of shorter periods: then its metric is the input."""
    used = [use for use in numbers.uses.get(metric, ()) if use.metric not in numbers.constants]
    return bool(used) and all(use.roll for use in used)


def _is_of(nodes: Mapping[str, ScenarioNode], metric: str, period: Period) -> bool:
    """Whether a metric has a value in that very period, rather than an earlier one."""
    return metric in nodes and nodes[metric].period == period


def _drivers(numbers: Numbers, metric: str, nodes: Mapping[str, ScenarioNode]) -> Iterator[tuple[str, Decimal]]:
    # A belief that closes a circle acts on later periods, and has no part in how things stand now.
    for edge in numbers.graph.inputs_of(metric):
        coefficient = None if edge.influence is None or edge.returns else edge.influence.coefficient
        if coefficient is not None and edge.input in nodes:
            yield edge.input, coefficient.value


def present_periods(numbers: Numbers, metrics: Iterable[str]) -> dict[Cadence, Period]:
    """For each cadence, the last period in which all metrics of it are known; else the last of any."""
    by_cadence: dict[Cadence, list[tuple[Period, ...]]] = {}
    for metric in metrics:
        if periods := _explained_periods(numbers, metric):
            by_cadence.setdefault(periods[0].cadence, []).append(periods)
    found: dict[Cadence, Period] = {}
    for cadence, rows in by_cadence.items():
        shared = set(rows[0]).intersection(*rows[1:])
        found[cadence] = max(shared) if shared else max(row[-1] for row in rows)
    return found


def last_known(numbers: Numbers, metric: str, period: Period) -> tuple[Decimal, Period] | None:
    """The value of a metric in a period or, failing that, its last one before, with the period of it."""
    for known in reversed(numbers.periods(metric)):
        if known.cadence == period.cadence and known <= period:
            value = numbers.value(metric, known)
            return (value, known) if isinstance(value, Decimal) else None
    return None


def hindrances(
    numbers: Numbers, roots: Iterable[str], metrics: Collection[str], period: Period
) -> tuple[UnavailableReason, ...]:
    """Why the present of some roots is a period and no later one: what is not known of the periods after it.

    The one that ended first comes first, and each metric once. Empty where none of the metrics, which are all that the
    roots follow from, has a later value.
    """
    known = {each for id in metrics for each in numbers.periods(id) if each.cadence == period.cadence}
    later = sorted(each for each in known if each > period)
    if not later:
        return ()
    reasons = {reason.metric: reason for at in (later[-1], later[0]) for reason in _reasons(numbers, roots, at)}
    return tuple(sorted(reasons.values(), key=lambda reason: (_end(numbers, reason.metric), reason.metric)))


def _reasons(numbers: Numbers, roots: Iterable[str], period: Period) -> Iterator[UnavailableReason]:
    for root in roots:
        if numbers.cadences[root] == period.cadence and isinstance(
            found := _explained(numbers, root, period), Unavailable
        ):
            yield from found.reasons


def _explained(numbers: Numbers, metric: str, period: Period) -> MetricValue:
    """What the formula of a metric gives, where it ever gives anything; else its value."""
    computes = any(isinstance(numbers.computed(metric, each), Decimal) for each in numbers.periods(metric))
    return numbers.computed(metric, period) if computes else numbers.value(metric, period)


def _end(numbers: Numbers, metric: str) -> int:
    latest = numbers.latest(metric)
    return 0 if latest is None else latest.first_day.toordinal()


def _explained_periods(numbers: Numbers, metric: str) -> tuple[Period, ...]:
    """The periods in which a metric and its formula have a value; those of the metric where there is none."""
    known = numbers.periods(metric)
    if metric not in numbers.programs:
        return known
    return tuple(period for period in known if isinstance(numbers.computed(metric, period), Decimal)) or known
