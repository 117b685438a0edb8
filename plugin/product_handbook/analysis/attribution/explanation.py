"""Why a metric changed between two periods: its change as a sum of what its inputs contribute.

The contributions are Shapley values (see `shapley`). A sum is divided summand by summand, which changes nothing, since
they are additive; so any number of regions may add up. A product of more than twelve inputs that have moved is divided
level by level instead: first among the operands of a formula, then the contribution of each among its own operands, in
proportion to what they contribute to its change. So is a part that has no value while some inputs have moved and others
have not, as `a / (b - c)` where `b` falls to where `c` was: first among `a` and the difference, then within that.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from product_handbook.analysis.attribution.attribution import Attribution, cleaned, largest_of
from product_handbook.analysis.attribution.coalition_game import (
    CoalitionGame,
    ComputedNode,
    GameNode,
    InputNode,
    LaggedMetric,
    StockFlow,
    StockNode,
)
from product_handbook.analysis.attribution.explained import (
    Contribution,
    Depth,
    ExplainedChange,
    Explanation,
)
from product_handbook.analysis.attribution.summands import Summand, flows_of
from product_handbook.analysis.values.arithmetic import ZERO, UncomputableError, compile_formula, divide, uses
from product_handbook.analysis.values.breaks import SeriesBreak
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable, UnavailableReason, combined
from product_handbook.formulas.expression import Reference
from product_handbook.formulas.periods import Period, a_year_before

MOST_FLOWS = 24
"""Each is one more game; a stock with more flows than these is fed by regions, not by kinds of flows."""


def explain_change(
    numbers: Numbers, metric: str, earlier: Period, later: Period, depth: Depth
) -> Explanation | Unavailable:
    """The change of a metric with a formula from one period to another, either of which may be the earlier in time.

    Divided among the operands of its formula, or among the inputs at the very bottom: metrics without a formula, those
    whose formula cannot be computed, and the flows into stocks. Unknown where a value that this takes is missing, or is
    counted differently from some period in between.
    """
    # Stocks unroll forwards only, so the way back is taken as the way there with its signs turned.
    if later.number < earlier.number:
        forth = explain_change(numbers, metric, later, earlier, depth)
        return forth if isinstance(forth, Unavailable) else _backwards(forth)
    before, after = numbers.value(metric, earlier), numbers.value(metric, later)
    between = _Between(numbers, (earlier, later), metric, deep=depth == "inputs")
    nodes = between.nodes()
    if broken := between.broken(nodes):
        return broken
    game = CoalitionGame(between.root, nodes)
    if isinstance(before, Unavailable) or isinstance(after, Unavailable) or game.unknown:
        return combined(value for value in (before, after, game.unknown) if isinstance(value, Unavailable))
    try:
        attribution = Attribution(game)
    except UncomputableError as error:
        return Unavailable((UnavailableReason(error.cause, metric, None, error.part),))
    largest = largest_of(before, after, *attribution.amounts.values())
    amounts, levels = (cleaned(found, largest) for found in (attribution.amounts, dict(between.levels(game))))
    # What flowed and has stopped contributes nothing now, and changed.
    matter = dict.fromkeys(id for found in (amounts, levels) for id, amount in found.items() if amount)
    parts = [between.contribution(game, id, amounts.get(id, Fraction(0)), levels.get(id)) for id in matter]
    parts.sort(key=lambda part: (-abs(part.amount), part.metric))
    return Explanation(metric, earlier, later, before, after, tuple(parts), attribution.method, attribution.undefined)


class _Between:
    """The numbers of two periods, from which the nodes of a game are made."""

    def __init__(
        self, numbers: Numbers, periods: tuple[Period, Period], target: str, *, deep: bool, held: str = ""
    ) -> None:
        self.numbers = numbers
        self.earlier, self.later = periods
        self.deep = deep
        self._held = held
        """A metric that is taken as it was in the earlier period, and in each period since where it flows."""
        self.root: LaggedMetric = (target, 0)
        self._steps = self.later.number - self.earlier.number
        self._taken_whole = self._flows_below(target) if deep else frozenset()

    def nodes(self) -> Mapping[LaggedMetric, GameNode]:
        """The nodes from the root down, each after what it needs, without recursion."""
        found: dict[LaggedMetric, GameNode] = {}
        waiting: list[tuple[LaggedMetric, bool]] = [(self.root, False)]
        ready: dict[LaggedMetric, GameNode] = {}
        while waiting:
            key, is_complete = waiting.pop()
            if is_complete:
                found.setdefault(key, ready[key])
            elif key not in ready:
                node = ready[key] = self._node(key)
                waiting.append((key, True))
                inputs = node.inputs if isinstance(node, ComputedNode) else ()
                waiting.extend((needed, False) for needed in reversed(inputs))
        return found

    def broken(self, nodes: Mapping[LaggedMetric, GameNode]) -> Unavailable | None:
        """Where something of the game is counted differently from some period in between, so that nothing compares."""
        flowing = (
            (id, 0)
            for node in nodes.values()
            if isinstance(node, StockNode)
            for flow in node.flows
            for row in flow.values
            for id, _ in row
            if id
        )
        for metric, lag in dict.fromkeys((*nodes, *flowing)):
            if found := self._break_of(metric, self.earlier.shifted(-lag), self.later.shifted(-lag)):
                return Unavailable((UnavailableReason("broken_series", found.metric, found.period),))
        return None

    def _break_of(self, quantity: str, earlier: Period, later: Period) -> SeriesBreak | None:
        """The break of a metric, or of what a roll-up takes from shorter periods."""
        use = self.numbers.rolled.get(quantity)
        if use is None:
            return self.numbers.break_between(quantity, earlier, later)
        breaks = self.numbers.breaks(use.metric)
        return next((each for each in breaks if earlier.last_day < each.period.first_day <= later.last_day), None)

    def levels(self, game: CoalitionGame) -> Iterator[tuple[str, Fraction]]:
        """What each metric that flows would have contributed had each period been like the earlier one.

        Churn of 328 takes 328 customers from a stock, and is yet good news after a month of 369: had it stayed as it
        was, it would have taken 41 more. Without those whose value in that period is not known.
        """
        for metric in sorted(game.flowing) if len(game.flowing) <= MOST_FLOWS else ():
            held = _Between(self.numbers, (self.earlier, self.later), self.root[0], deep=self.deep, held=metric)
            played = CoalitionGame(held.root, held.nodes())
            with suppress(UncomputableError):
                if not played.unknown:
                    yield metric, Attribution(played).amounts.get(metric, Fraction(0))

    def contribution(self, game: CoalitionGame, player: str, amount: Fraction, level: Fraction | None) -> Contribution:
        """What an input contributes, with its values in both periods."""
        lags = game.lags(player)
        ends = (period.shifted(-min(lags, default=0)) for period in (self.earlier, self.later))
        before, after = (self.numbers.value(player, end) for end in ends)
        total = self._total_of(player) if game.flows_by_itself(player) else None
        use = self.numbers.rolled.get(player)
        metric, roll = (player, None) if use is None else (use.metric, use.roll)
        return Contribution(metric, amount, before, after, player in game.flowing, total, lags, level, roll)

    def _total_of(self, metric: str) -> Decimal:
        """What a metric comes to in all periods since the earlier one."""
        found = (self.numbers.value(metric, self.earlier.shifted(step)) for step in range(1, self._steps + 1))
        return sum((value for value in found if isinstance(value, Decimal)), ZERO)

    def _node(self, key: LaggedMetric) -> GameNode:
        metric, lag = key
        end = self.earlier if metric == self._held else self.later
        whole = InputNode(self._at(key, self.earlier), self._at(key, end))
        record = self.numbers.metrics.get(metric)  # None for a roll-up, whose parts are periods, not inputs.
        formula = None if record is None else record.formula
        if formula is None or metric in self.numbers.constants or not (key == self.root or self._may_open(metric)):
            return whole
        if flows := flows_of(metric, formula.expression):
            return self._stock(key, flows) or whole
        # A circle through time has no bottom: its earlier value is taken as it is, as is one that cannot be computed.
        if key != self.root and ((lag and metric in self._returning) or not self._is_computable(key)):
            return whole
        program = self.numbers.programs[metric]
        inputs = tuple((use.quantity, use.lag + lag) for use in uses(program))
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
        return StockNode(self.numbers.unrounded(metric, start), found)

    def _flow(self, stock: str, flow: Summand, periods: list[Period]) -> StockFlow:
        program = compile_formula(flow.part)
        first = periods[0].shifted(-1)
        rows = (
            tuple(self._entry(stock, use, first if use.metric == self._held else period) for use in uses(program))
            for period in periods
        )
        weight = divide(Decimal(flow.weight.numerator), Decimal(flow.weight.denominator))
        return StockFlow(flow.part, weight or ZERO, program, tuple(rows))

    def _entry(self, stock: str, use: Reference, period: Period) -> tuple[str, MetricValue]:
        plays = use.metric != stock and use.metric not in self.numbers.constants
        return use.quantity if plays else "", self.numbers.unrounded(use.quantity, period.shifted(-use.lag))

    def _flows_below(self, target: str) -> frozenset[str]:
        """What flows into the stocks that the target grows from: each flow is taken whole, wherever it stands."""
        found: set[str] = set()
        for metric in (target, *self.numbers.graph.below(target)):
            formula = self.numbers.metrics[metric].formula
            for flow in flows_of(metric, formula.expression) if formula else ():
                found.update(use.quantity for use in uses(compile_formula(flow.part)) if use.metric != metric)
        return frozenset(found)

    def _at(self, key: LaggedMetric, period: Period) -> MetricValue:
        metric, lag = key
        return self.numbers.unrounded(metric, period.shifted(-lag))


def _backwards(forth: Explanation) -> Explanation:
    parts = tuple(
        replace(
            part,
            amount=-part.amount,
            level=None if part.level is None else -part.level,
            before=part.after,
            after=part.before,
        )
        for part in forth.contributions
    )
    return replace(
        forth,
        earlier=forth.later,
        later=forth.earlier,
        before=forth.after,
        after=forth.before,
        contributions=parts,
    )


def changes_of(numbers: Numbers, metric: str, *, is_top: bool) -> tuple[ExplainedChange, ...]:
    """The change to the latest value from the period before and from a year before, if the series goes back so far.

    Divided among the operands; for a top metric among the inputs, and its largest move between periods is there too.
    Where the value to compare with is missing, the explanation says so. Empty for a metric without a formula.
    """
    if metric not in numbers.programs or not numbers.periods(metric):
        return ()
    pairs = [*_latest(numbers, metric), *(_largest(numbers, metric) if is_top else ())]
    return tuple(_change(numbers, metric, *pair, "inputs" if is_top else "operands") for pair in dict.fromkeys(pairs))


def _latest(numbers: Numbers, metric: str) -> Iterator[tuple[Period, Period]]:
    first, later = numbers.periods(metric)[0], numbers.periods(metric)[-1]
    for earlier in (later.shifted(-1), a_year_before(later)):
        if earlier.number >= first.number:
            yield earlier, later


def _largest(numbers: Numbers, metric: str) -> tuple[tuple[Period, Period], ...]:
    """The two periods, one after the other, between which a metric moved furthest; none in a series of one."""
    known = [
        (before, after)
        for before, after in pairwise(numbers.periods(metric))
        if after.number == before.number + 1 and not numbers.break_between(metric, before, after)
    ]
    if not known:
        return ()
    return (max(known, key=lambda pair: _distance(numbers, metric, *pair)),)


def _distance(numbers: Numbers, metric: str, earlier: Period, later: Period) -> Decimal:
    before, after = numbers.value(metric, earlier), numbers.value(metric, later)
    return abs(after - before) if isinstance(before, Decimal) and isinstance(after, Decimal) else Decimal(0)


def _change(numbers: Numbers, metric: str, earlier: Period, later: Period, depth: Depth) -> ExplainedChange:
    before, after = numbers.value(metric, earlier), numbers.value(metric, later)
    return ExplainedChange(
        metric, earlier, later, before, after, depth, explain_change(numbers, metric, earlier, later, depth)
    )
