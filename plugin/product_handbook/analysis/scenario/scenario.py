"""What if an input had another value now: everything above it follows.

Every lever, an input without a formula of its own, can be moved away from its present value. A metric with a formula
then moves in the proportion in which its formula does: one that was reported to be a tenth above its formula stays a
tenth above it, so that nothing falls below zero only because it was reported to be less than its formula gives. Where
there is no such proportion (one of the two is zero, or only one is negative), it moves by as much as its formula does.
Where a formula takes a lever's value of an earlier period, that one is moved by as much; a stock starts from what it
was. What is rolled up from shorter periods stays as it is, and a metric that is nothing but that is a lever itself.
A belief with a coefficient moves a metric without a formula by the coefficient for each unit that its driver
moves, unless that metric is given a value itself. A driver that has no value now is taken at its last known one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, Overflow
from functools import cached_property

from product_handbook.analysis.values.arithmetic import (
    ZERO,
    Apply,
    Program,
    UncomputableError,
    add,
    divide,
    multiply,
    run,
    subtract,
)
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable, UnavailableReason, combined
from product_handbook.formulas.expression import to_text
from product_handbook.formulas.periods import Period

NEXT_TO_NOTHING = 20
"""A formula that gives so many powers of ten less than was reported gives zero but for rounding."""


@dataclass(frozen=True)
class ScenarioOperand:
    """A value that a formula takes: a metric as it is now, or its past value."""

    metric: str
    past: Decimal | None = None
    """The value in the earlier period that the formula names."""
    stays: bool = False
    """Whether the past value stays as it is, since it is where a stock starts from."""
    lag: int = 0
    """How many periods ago that was."""
    since: tuple[MetricValue, ...] = ()
    """Its values in the periods after that one, up to the present."""


@dataclass(frozen=True)
class ScenarioNode:
    """A metric in a scenario."""

    metric: str
    base: Decimal
    """Its present value."""
    period: Period | None
    """The period of that value, earlier than the present where its series has ended; None for a constant."""
    program: Program = ()
    """Its formula; empty for a metric that is taken as it is."""
    operands: tuple[ScenarioOperand, ...] = ()
    """What the formula takes, in the order of the program."""
    at_rest: Decimal = ZERO
    """What the formula gives while nothing is moved."""
    drivers: tuple[tuple[str, Decimal], ...] = ()
    """The metrics that are believed to move it, each with its coefficient."""

    @property
    def inputs(self) -> Iterator[str]:
        """What it follows from, in the order of reading its formula: not the past that a stock starts from."""
        yield from (operand.metric for operand in reversed(self.operands) if not operand.stays)
        yield from (driver for driver, _ in self.drivers)


@dataclass(frozen=True)
class ScenarioModel:
    """What can be moved, and what follows."""

    roots: tuple[str, ...]
    """The metrics that it is about; those without a present value are left out."""
    nodes: Mapping[str, ScenarioNode]
    """Each after those that it is computed from or moved by; nothing that moves no root."""
    levers: tuple[str, ...]
    """The metrics that can be moved, in the order in which the tree comes to them."""

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each node in the order of the nodes."""
        return {id: place for place, id in enumerate(self.nodes)}

    @cached_property
    def present(self) -> Mapping[str, MetricValue]:
        """The value of each node now."""
        return {id: node.base for id, node in self.nodes.items()}

    @cached_property
    def feeds(self) -> Mapping[str, tuple[str, ...]]:
        """By node, those that are directly computed from it or moved by it."""
        found: dict[str, list[str]] = {id: [] for id in self.nodes}
        for id, node in self.nodes.items():
            for below in dict.fromkeys(node.inputs):
                found[below].append(id)
        return {id: tuple(fed) for id, fed in found.items()}

    def above(self, metrics: Iterable[str]) -> tuple[str, ...]:
        """Some nodes and all that follow from them, each after those that it follows from."""
        return tuple(sorted(spread(metrics, self.feeds.__getitem__), key=self.places.__getitem__))


def without_beliefs(model: ScenarioModel) -> ScenarioModel:
    """The same model, in which only arithmetic counts."""
    return replace(model, nodes={id: replace(node, drivers=()) for id, node in model.nodes.items()})


def play(model: ScenarioModel, moved: Mapping[str, Decimal]) -> Mapping[str, MetricValue]:
    """The value of every metric of the model when some levers have other values than now.

    What does not follow from them keeps its present value, and a lever has the value that it is given. All digits are
    there, so that each is computed from what nothing was rounded in; whoever shows one rounds it.
    """
    found = dict(model.present)
    for id in model.above(moved):
        found[id] = moved[id] if id in moved else _value(model, model.nodes[id], found)
    return found


def _value(model: ScenarioModel, node: ScenarioNode, found: Mapping[str, MetricValue]) -> MetricValue:
    taken = [_taken(model, operand, found) for operand in node.operands]
    return compute(node, taken, [pushed_by(model, *driver, found) for driver in node.drivers])


def compute(
    node: ScenarioNode, taken: Sequence[MetricValue], pushed: Sequence[MetricValue], *, scaled: bool = True
) -> MetricValue:
    """The value of a node from what its formula takes and what its drivers push it by.

    Not scaled, it is what the formula gives, however much more was reported.
    """
    known = [value for value in (*taken, *pushed) if isinstance(value, Decimal)]
    if len(known) < len(taken) + len(pushed):
        return combined(value for value in (*taken, *pushed) if isinstance(value, Unavailable))
    try:
        if node.program:
            computed = run(node.program, known)
            return _beyond(node, computed) if scaled else computed
    except UncomputableError as error:
        return Unavailable((UnavailableReason(error.cause, node.metric, node.period, error.part),))
    except Overflow:
        return Unavailable((UnavailableReason("too_large", node.metric, node.period, _formula(node)),))
    total = node.base
    for push in known:
        total = add(total, push)
    return total


def _beyond(node: ScenarioNode, computed: Decimal) -> Decimal:
    """What a metric would be reported to be if its formula gave this: as much beyond it, in proportion, as it is now.

    Exactly its present value where the formula gives what it does at rest, and exactly what the formula gives where the
    two are equal now, whatever a quotient is rounded to.
    """
    if computed == node.at_rest:
        return node.base
    if node.base == node.at_rest:
        return computed
    scaled = divide(multiply(node.base, computed), node.at_rest) if _is_in_proportion(node) else None
    return add(node.base, subtract(computed, node.at_rest)) if scaled is None else scaled


def _is_in_proportion(node: ScenarioNode) -> bool:
    """Whether a metric is a positive multiple of what its formula gives, and that is no zero but for rounding."""
    if not node.base or not node.at_rest:
        return False
    is_nothing = node.at_rest.adjusted() + NEXT_TO_NOTHING < node.base.adjusted()
    return (node.base > 0) == (node.at_rest > 0) and not is_nothing


def _formula(node: ScenarioNode) -> str:
    """The formula of a metric, as people type it."""
    last = node.program[-1]
    return to_text(last.part) if isinstance(last, Apply) else str(last)


def _taken(model: ScenarioModel, operand: ScenarioOperand, found: Mapping[str, MetricValue]) -> MetricValue:
    if operand.stays and operand.past is not None:
        return operand.past
    now = found[operand.metric]
    if operand.past is None or isinstance(now, Unavailable):
        return now
    return add(operand.past, subtract(now, model.nodes[operand.metric].base))


def pushed_by(model: ScenarioModel, driver: str, coefficient: Decimal, found: Mapping[str, MetricValue]) -> MetricValue:
    """By how much a driver pushes, where it is not as it is now."""
    now = found[driver]
    return now if isinstance(now, Unavailable) else multiply(coefficient, subtract(now, model.nodes[driver].base))


def spread(start: Iterable[str], step: Callable[[str], Iterable[str]]) -> Mapping[str, None]:
    """The metrics to start from and all that steps lead to, the nearest first."""
    found = dict.fromkeys(start)
    queue = list(found)
    for metric in queue:
        fresh = [id for id in dict.fromkeys(step(metric)) if id not in found]
        found.update(dict.fromkeys(fresh))
        queue.extend(fresh)
    return found
