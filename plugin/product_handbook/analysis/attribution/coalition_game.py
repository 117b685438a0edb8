"""A change as a game: each input may stand as it was in the earlier period or as it is in the later one.

A coalition of inputs is an integer with bit `i` set for each input that has moved. A *stock*, a metric whose formula is
its own last value plus flows, is unrolled: it starts from its earlier value, and each flow that has moved adds what it
brought in every period since.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from product_handbook.analysis.attribution.game_nodes import (
    ComputedNode,
    GameNode,
    InputNode,
    LaggedMetric,
    StockFlow,
    StockNode,
)
from product_handbook.analysis.attribution.summands import Summand, flows_of
from product_handbook.analysis.values.arithmetic import (
    ZERO,
    Program,
    add,
    compile_formula,
    divide,
    multiply,
    run,
    uses,
)
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable, combined
from product_handbook.formulas.expression import Expression, Reference
from product_handbook.formulas.periods import Period


class CoalitionGame:
    """The change of a metric between two periods as a function of which inputs have moved."""

    def __init__(self, numbers: Numbers, periods: tuple[Period, Period], target: str, *, deep: bool) -> None:
        self.numbers = numbers
        self.earlier, self.later = periods
        self.deep = deep
        self.root: LaggedMetric = (target, 0)
        self._steps = self.later.number - self.earlier.number
        self._taken_whole = self._flows_below(target) if deep else frozenset()
        self.nodes: dict[LaggedMetric, GameNode] = {}
        """Each after those that it is computed from."""
        self._build()
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
        return run(program, [self.worth((use.metric, use.lag + lag), coalition) for use in used])

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

    def total_of(self, metric: str) -> Decimal | None:
        """What a metric that flows into a stock comes to in all periods since the earlier one.

        None for one that flows nowhere, and for a rate, which flows only together with something else.
        """
        flows = (flow for node in self.nodes.values() if isinstance(node, StockNode) for flow in node.flows)
        if not any(isinstance(flow.part, Reference) and flow.part.metric == metric for flow in flows):
            return None
        found = (self.numbers.value(metric, self.earlier.shifted(step)) for step in range(1, self._steps + 1))
        return sum((value for value in found if isinstance(value, Decimal)), ZERO)

    def flows(self, metric: str) -> bool:
        """Whether a metric takes part in a flow into a stock."""
        stocks = (node for node in self.nodes.values() if isinstance(node, StockNode))
        return any(metric in flow.inputs for stock in stocks for flow in stock.flows)

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

    def _build(self) -> None:
        """Fills the nodes from the root down, each after what it needs, without recursion."""
        waiting: list[tuple[LaggedMetric, bool]] = [(self.root, False)]
        ready: dict[LaggedMetric, GameNode] = {}
        while waiting:
            key, is_complete = waiting.pop()
            if is_complete:
                self.nodes.setdefault(key, ready[key])
            elif key not in ready:
                node = ready[key] = self._node(key)
                waiting.append((key, True))
                inputs = node.inputs if isinstance(node, ComputedNode) else ()
                waiting.extend((needed, False) for needed in reversed(inputs))

    def _node(self, key: LaggedMetric) -> GameNode:
        metric, lag = key
        whole = InputNode(self._at(key, self.earlier), self._at(key, self.later))
        formula = self.numbers.metrics[metric].formula
        if formula is None or metric in self.numbers.constants or not (key == self.root or self._may_open(metric)):
            return whole
        if flows := flows_of(metric, formula.expression):
            return self._stock(key, flows) or whole
        # A circle through time has no bottom: its earlier value is taken as it is, as is one that cannot be computed.
        if key != self.root and ((lag and metric in self._returning) or not self._is_computable(key)):
            return whole
        program = self.numbers.programs[metric]
        inputs = tuple((use.metric, use.lag + lag) for use in uses(program))
        return ComputedNode(formula.expression, program, inputs)

    def _may_open(self, metric: str) -> bool:
        """Whether a metric below the root may be computed from others rather than taken as it is."""
        return self.deep and metric not in self._taken_whole and metric != self.root[0]

    def _is_computable(self, key: LaggedMetric) -> bool:
        metric, lag = key
        found = (self.numbers.computed(metric, period.shifted(-lag)) for period in (self.earlier, self.later))
        return all(isinstance(value, Decimal) for value in found)

    @cached_property
    def _returning(self) -> frozenset[str]:
        """Metrics that a formula takes from an earlier period to close a circle: there they are taken as they are."""
        return frozenset(edge.input for edge in self.numbers.graph.edges if edge.returns)

    def _stock(self, key: LaggedMetric, flows: tuple[Summand, ...]) -> StockNode | None:
        """The unrolled stock; None below the root where a value of a flow is missing."""
        metric, lag = key
        start = self.earlier.shifted(-lag)
        periods = [start.shifted(step) for step in range(1, self._steps + 1)]
        found = tuple(self._flow(metric, flow, periods) for flow in flows)
        values = [value for flow in found for row in flow.values for _, value in row]
        # The root must be opened to be explained; there, what is missing is the answer.
        if key != self.root and any(isinstance(value, Unavailable) for value in values):
            return None
        return StockNode(self.numbers.value(metric, start), found)

    def _flow(self, stock: str, flow: Summand, periods: list[Period]) -> StockFlow:
        program = compile_formula(flow.part)
        rows = (tuple(self._entry(stock, use, period) for use in uses(program)) for period in periods)
        weight = divide(Decimal(flow.weight.numerator), Decimal(flow.weight.denominator))
        return StockFlow(flow.part, weight or ZERO, program, tuple(rows))

    def _entry(self, stock: str, use: Reference, period: Period) -> tuple[str, MetricValue]:
        plays = use.metric != stock and use.metric not in self.numbers.constants
        return use.metric if plays else "", self.numbers.value(use.metric, period.shifted(-use.lag))

    def _flows_below(self, target: str) -> frozenset[str]:
        """What flows into the stocks that the target grows from: each flow is taken whole, wherever it stands."""
        found: set[str] = set()
        for metric in (target, *self.numbers.graph.below(target)):
            formula = self.numbers.metrics[metric].formula
            for flow in flows_of(metric, formula.expression) if formula else ():
                found.update(use.metric for use in uses(compile_formula(flow.part)) if use.metric != metric)
        return frozenset(found)

    def _at(self, key: LaggedMetric, period: Period) -> MetricValue:
        metric, lag = key
        return self.numbers.value(metric, period.shifted(-lag))

    def _moved(self) -> Iterator[str]:
        found: dict[str, None] = {}
        for (metric, _), node in self.nodes.items():
            if isinstance(node, InputNode) and node.before != node.after:
                found[metric] = None
            elif isinstance(node, StockNode):
                rows = (row for flow in node.flows for row in flow.values)
                found.update((name, None) for row in rows for name, value in row if name and value != 0)
        yield from found

    def _all_values(self) -> Iterator[MetricValue]:
        for node in self.nodes.values():
            if isinstance(node, InputNode):
                yield from (node.before, node.after)
            elif isinstance(node, StockNode):
                yield node.before
                yield from (value for flow in node.flows for row in flow.values for _, value in row)


def _known(value: MetricValue) -> Decimal:
    """A value that is not missing; `Game.unknown` tells beforehand whether one is."""
    if isinstance(value, Unavailable):
        message = "a game with unknown values is not played"
        raise TypeError(message)
    return value
