"""What if an input had another value now: everything above it follows.

Every lever, an input without a formula of its own, can be moved away from its present value. A metric with a formula
then moves by as much as its formula does, so that what it was reported to be beyond the formula stays. Where a formula
takes a lever's value of an earlier period, that one is moved by as much; a stock starts from what it was. A belief
with a coefficient moves a metric without a formula by the coefficient for each unit that its driver moves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from product_handbook.strategy.expression import Reference
from product_handbook.strategy.graph import Edge, MetricGraph
from product_handbook.strategy.numbers.arithmetic import (
    ZERO,
    Program,
    UncomputableError,
    add,
    multiply,
    run,
    subtract,
    uses,
)
from product_handbook.strategy.numbers.numbers import Numbers
from product_handbook.strategy.numbers.unknown import Gap, Number, Unknown, together
from product_handbook.strategy.periods import Cadence, Period


@dataclass(frozen=True)
class Operand:
    """A value that a formula takes: a metric as it is now, or its past value."""

    metric: str
    past: Decimal | None = None
    """The value in the earlier period that the formula names."""
    stays: bool = False
    """Whether the past value stays as it is, since it is where a stock starts from."""


@dataclass(frozen=True)
class Node:
    """A metric in a scenario."""

    metric: str
    base: Decimal
    """Its present value."""
    period: Period | None
    """The period of that value; None for a constant."""
    program: Program = ()
    """Its formula; empty for a metric that is taken as it is."""
    operands: tuple[Operand, ...] = ()
    """What the formula takes, in the order of the program."""
    at_rest: Decimal = ZERO
    """What the formula gives while nothing is moved."""
    drivers: tuple[tuple[str, Decimal], ...] = ()
    """The metrics that are believed to move it, each with its coefficient."""


@dataclass(frozen=True)
class Model:
    """What can be moved, and what follows."""

    roots: tuple[str, ...]
    """The metrics that it is about; those without a present value are left out."""
    nodes: Mapping[str, Node]
    """Each after those that it is computed from or moved by."""
    levers: tuple[str, ...]
    """The metrics that can be moved, in the order in which the tree comes to them."""


def build_model(numbers: Numbers, roots: Iterable[str]) -> Model:
    """The model of everything that some metrics are computed from, or believed to be moved by with a coefficient."""
    roots = tuple(dict.fromkeys(roots))
    periods = _present(numbers, roots)
    below = dict.fromkeys(_reached(numbers.graph, roots))
    nodes: dict[str, Node] = {}
    for metric in _inputs_first(numbers.graph, below):
        if (node := _node(numbers, metric, periods, nodes)) is not None:
            nodes[metric] = node
    levers = tuple(id for id in below if id in nodes and not nodes[id].program and id not in numbers.constants)
    return Model(tuple(root for root in roots if root in nodes), nodes, levers)


def play(model: Model, moved: Mapping[str, Decimal]) -> Mapping[str, Number]:
    """The value of every metric of the model when some levers have other values than now."""
    found: dict[str, Number] = {}
    for id, node in model.nodes.items():
        shift = subtract(moved[id], node.base) if id in moved else ZERO
        found[id] = _value(model, node, shift, found)
    return found


def _value(model: Model, node: Node, shift: Decimal, found: Mapping[str, Number]) -> Number:
    taken = [_taken(model, operand, found) for operand in node.operands]
    pushed = [_pushed(model, driver, coefficient, found) for driver, coefficient in node.drivers]
    unknown = [value for value in (*taken, *pushed) if isinstance(value, Unknown)]
    if unknown:
        return together(unknown)
    total = add(node.base, shift)
    for push in pushed:
        total = add(total, push if isinstance(push, Decimal) else ZERO)
    if not node.program:
        return total
    try:
        follows = run(node.program, [value for value in taken if isinstance(value, Decimal)])
    except UncomputableError as error:
        return Unknown((Gap(error.cause, node.metric, node.period, error.part),))
    return add(total, subtract(follows, node.at_rest))


def _taken(model: Model, operand: Operand, found: Mapping[str, Number]) -> Number:
    if operand.stays and operand.past is not None:
        return operand.past
    now = found[operand.metric]
    if operand.past is None or isinstance(now, Unknown):
        return now
    return add(operand.past, subtract(now, model.nodes[operand.metric].base))


def _pushed(model: Model, driver: str, coefficient: Decimal, found: Mapping[str, Number]) -> Number:
    now = found[driver]
    return now if isinstance(now, Unknown) else multiply(coefficient, subtract(now, model.nodes[driver].base))


def _present(numbers: Numbers, roots: Iterable[str]) -> Mapping[Cadence, Period]:
    """For each cadence, the last period in which all roots of it are known; else the last of any."""
    found: dict[Cadence, Period] = {}
    by_cadence: dict[Cadence, list[tuple[Period, ...]]] = {}
    for root in roots:
        if periods := numbers.periods(root):
            by_cadence.setdefault(periods[0].cadence, []).append(periods)
    for cadence, rows in by_cadence.items():
        shared = set(rows[0]).intersection(*rows[1:])
        found[cadence] = max(shared) if shared else max(row[-1] for row in rows)
    return found


def _reached(graph: MetricGraph, roots: Iterable[str]) -> Iterator[str]:
    """The roots and all below them, the nearest first."""
    queue = list(roots)
    seen = set(queue)
    for metric in queue:
        yield metric
        for edge in graph.inputs_of(metric):
            if _counts(edge) and not edge.returns and edge.input not in seen:
                seen.add(edge.input)
                queue.append(edge.input)


def _counts(edge: Edge) -> bool:
    """Whether an edge says by how much: a component edge, or a belief with a coefficient."""
    return edge.influence is None or edge.influence.coefficient is not None


def _inputs_first(graph: MetricGraph, metrics: Iterable[str]) -> Iterator[str]:
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
            inputs = (edge.input for edge in graph.inputs_of(metric) if _counts(edge) and not edge.returns)
            waiting.extend((id, False) for id in inputs if id not in done)


def _node(numbers: Numbers, metric: str, periods: Mapping[Cadence, Period], nodes: Mapping[str, Node]) -> Node | None:
    cadence = numbers.cadences[metric]
    period = (periods.get(cadence) or numbers.latest(metric)) if cadence else None
    if metric in numbers.constants:
        base = numbers.constants[metric]
        return None if isinstance(base, Unknown) else Node(metric, base, None)
    found = None if period is None else numbers.value(metric, period)
    if period is None or not isinstance(found, Decimal):
        return None
    program = numbers.programs.get(metric, ())
    at_rest = numbers.computed(metric, period)
    operands = tuple(_operand(numbers, metric, use, period) for use in uses(program))
    if (
        program
        and isinstance(at_rest, Decimal)
        and all(operand.metric in nodes or operand.stays for operand in operands)
    ):
        return Node(metric, found, period, program, operands, at_rest)
    return Node(metric, found, period, drivers=() if program else tuple(_drivers(numbers, metric, nodes)))


def _operand(numbers: Numbers, result: str, use: Reference, period: Period) -> Operand:
    if not use.lag or use.metric in numbers.constants:
        return Operand(use.metric)
    past = numbers.value(use.metric, period.shifted(-use.lag))
    stays = any(edge.input == use.metric and edge.returns for edge in numbers.graph.inputs_of(result))
    return Operand(use.metric, past if isinstance(past, Decimal) else None, stays)


def _drivers(numbers: Numbers, metric: str, nodes: Mapping[str, Node]) -> Iterator[tuple[str, Decimal]]:
    for influence in numbers.metrics[metric].influenced_by:
        if influence.coefficient is not None and influence.metric.id in nodes:
            yield influence.metric.id, influence.coefficient.value
