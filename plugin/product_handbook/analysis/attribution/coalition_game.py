"""A change as a game: each input may stand as it was in the earlier period or as it is in the later one.

A coalition of inputs is an integer with bit `i` set for each input that has moved. A *stock*, a metric whose formula is
its own last value plus flows, is unrolled: it starts from its earlier value, and each flow that has moved adds what it
brought in every period since.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from product_handbook.analysis.values.arithmetic import (
    ZERO,
    Program,
    UncomputableError,
    add,
    compile_formula,
    multiply,
    run,
    uses,
)
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable, combined
from product_handbook.formulas.expression import Expression, Reference

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


class CoalitionGame:
    """The change of a metric between two periods as a function of which inputs have moved."""

    def __init__(self, root: LaggedMetric, nodes: Mapping[LaggedMetric, GameNode]) -> None:
        self.root = root
        self.nodes = nodes
        """Each after those that it is computed from."""
        self.players = tuple(self._moved())
        """The inputs that are not the same in both periods, in the order in which the formulas come to them."""
        self._bit = {metric: 1 << index for index, metric in enumerate(self.players)}
        self._worth: dict[tuple[LaggedMetric, int], Decimal] = {}
        self._programs: dict[int, tuple[Expression, Program, tuple[Reference, ...]]] = {}
        """Compiled parts by their identity, each with its part, so that no other takes the same identity."""

    @property
    def grand_coalition(self) -> int:
        """The coalition of all inputs."""
        return (1 << len(self.players)) - 1

    @property
    def unknown(self) -> Unavailable | None:
        """Which values are missing, if any are."""
        missing = [value for value in self._all_values() if isinstance(value, Unavailable)]
        return combined(missing) if missing else None

    def worth(self, key: LaggedMetric, coalition: int) -> Decimal:
        """The value of a metric when a coalition of inputs has moved."""
        for at in self._order[key]:
            if (at, coalition & self.below[at]) not in self._worth:
                self._worth[at, coalition & self.below[at]] = self._value(at, coalition)
        return self._worth[key, coalition & self.below[key]]

    def worth_of(self, part: Expression, lag: int, coalition: int) -> Decimal:
        """The value of a part of a formula, taken some periods before, when a coalition of inputs has moved."""
        if id(part) not in self._programs:
            program = compile_formula(part)
            self._programs[id(part)] = part, program, uses(program)
        _, program, used = self._programs[id(part)]
        return run(program, [self.worth((use.quantity, use.lag + lag), coalition) for use in used])

    def brings(self, flow: StockFlow, coalition: int) -> Decimal:
        """What a flow brings in all, when a coalition of inputs has moved; what has not moved brings nothing."""
        coalition &= self.coalition_of(flow.inputs)
        if not coalition:
            return ZERO
        if coalition not in flow.totals:
            total = ZERO
            for row in flow.values:
                brought = run(flow.program, [self._flowing(metric, value, coalition) for metric, value in row])
                total = add(total, brought)
            flow.totals[coalition] = multiply(flow.weight, total)
        return flow.totals[coalition]

    def coalition_of(self, metrics: Iterable[str]) -> int:
        """The coalition of those of the metrics that are players."""
        coalition = 0
        for metric in metrics:
            coalition |= self._bit.get(metric, 0)
        return coalition

    def flows_by_itself(self, metric: str) -> bool:
        """Whether a metric flows into a stock as it is; a rate does so only together with something else."""
        flows = (flow for node in self.nodes.values() if isinstance(node, StockNode) for flow in node.flows)
        return any(isinstance(flow.part, Reference) and flow.part.quantity == metric for flow in flows)

    @cached_property
    def flowing(self) -> frozenset[str]:
        """The metrics that take part in a flow into a stock."""
        stocks = (node for node in self.nodes.values() if isinstance(node, StockNode))
        return frozenset(metric for stock in stocks for flow in stock.flows for metric in flow.inputs)

    def lags(self, metric: str) -> tuple[int, ...]:
        """How many periods ago a metric enters as it is, the latest first; empty for one that only flows."""
        return tuple(
            sorted(lag for (id, lag), node in self.nodes.items() if id == metric and isinstance(node, InputNode))
        )

    @cached_property
    def below(self) -> Mapping[LaggedMetric, int]:
        """By metric and lag, the coalition of all inputs that it depends on."""
        found: dict[LaggedMetric, int] = {}
        for key, node in self.nodes.items():
            match node:
                case InputNode():
                    found[key] = self.coalition_of([key[0]])
                case StockNode(flows=flows):
                    found[key] = self.coalition_of(metric for flow in flows for metric in flow.inputs)
                case ComputedNode(inputs=inputs):
                    found[key] = 0
                    for needed in inputs:
                        found[key] |= found[needed]
        return found

    @cached_property
    def _order(self) -> Mapping[LaggedMetric, tuple[LaggedMetric, ...]]:
        """What has to be computed for each, in order, itself last."""
        found: dict[LaggedMetric, tuple[LaggedMetric, ...]] = {}
        for key, node in self.nodes.items():
            inputs = node.inputs if isinstance(node, ComputedNode) else ()
            found[key] = tuple(dict.fromkeys([*(below for needed in inputs for below in found[needed]), key]))
        return found

    def _value(self, key: LaggedMetric, coalition: int) -> Decimal:
        match self.nodes[key]:
            case InputNode(before, after):
                return _known(after if coalition & self._bit.get(key[0], 0) else before)
            case StockNode(before, flows):
                total = _known(before)
                for flow in flows:
                    total = add(total, self.brings(flow, coalition))
                return total
            case ComputedNode(program=program, inputs=inputs):
                return run(program, [self._worth[needed, coalition & self.below[needed]] for needed in inputs])

    def _flowing(self, metric: str, value: MetricValue, coalition: int) -> Decimal:
        """A value within a flow: none for a player that has not moved."""
        return ZERO if metric in self._bit and not coalition & self._bit[metric] else _known(value)

    def _moved(self) -> Iterator[str]:
        found: dict[str, None] = {}
        for (metric, _), node in self.nodes.items():
            if isinstance(node, InputNode) and node.before != node.after:
                found[metric] = None
            elif isinstance(node, StockNode):
                found.update((name, None) for flow in node.flows for name in _flowing_in(flow))
        yield from found

    def _all_values(self) -> Iterator[MetricValue]:
        for node in self.nodes.values():
            if isinstance(node, InputNode):
                yield from (node.before, node.after)
            elif isinstance(node, StockNode):
                yield node.before
                yield from (value for flow in node.flows for row in flow.values for _, value in row)


def _flowing_in(flow: StockFlow) -> Iterator[str]:
    """The inputs of a flow that are not nothing all along, or all of them where nothing is what takes something away.

    A retention of zero is such a nothing: the whole stock goes.
    """
    moved = [name for row in flow.values for name, value in row if name and value != 0]
    return iter(moved or (sorted(flow.inputs) if _brings_something(flow) else ()))


def _brings_something(flow: StockFlow) -> bool:
    try:
        return any(run(flow.program, [_known(value) for _, value in row]) for row in flow.values)
    except UncomputableError:
        return True


def _known(value: MetricValue) -> Decimal:
    """A value that is not missing; `Game.unknown` tells beforehand whether one is."""
    if isinstance(value, Unavailable):
        message = "a game with unknown values is not played"
        raise TypeError(message)
    return value
