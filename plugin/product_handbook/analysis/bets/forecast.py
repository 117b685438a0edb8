"""What a bet should do to its metrics, in their units, and through the formulas to the metrics at the top."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Literal

from product_handbook.analysis.scenario.build import build_model
from product_handbook.analysis.scenario.scenario import ScenarioModel, play, without_beliefs
from product_handbook.analysis.values.arithmetic import ZERO, add, multiply, rounded_off, subtract
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable
from product_handbook.formulas.periods import Period
from product_handbook.model.graph import MetricGraph
from product_handbook.model.records.bet import Bet, Move
from product_handbook.model.records.quantities import Shift

# 2^8 = 256 plays of the model for each metric at the top.
MOST_MOVES = 8
"""Metrics that are moved at once: every combination of low and high is played."""

Obstacle = Literal["no_value", "no_baseline", "apart", "later", "unquantified"]
"""Why the move of a metric does not reach one at the top: it has no value; `%` has nothing to be relative to; nothing
leads from one to the other; only a circle through later periods does; or beliefs do, of which nobody has said how
strong they are."""
Reach = Literal["within", "beyond"]
"""Where a metric is already: between the ends of a forecast, or further than both."""


@dataclass(frozen=True)
class ChangeRange:
    """From the least to the most, in the unit of a metric."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Forecast:
    """What one metric should do."""

    move: Move
    baseline: Decimal | None
    """What `%` is relative to: as written, else the latest value."""
    since: Period | None
    """The period of that latest value; None for a baseline that is written, or that does not change."""
    change: ChangeRange | None
    """None for a percentage of nothing."""
    now: Decimal | None
    """The latest value, or the one that is the same in every period."""
    now_since: Period | None
    """The period of the latest value."""

    @property
    def metric(self) -> str:
        """The id of the metric."""
        return self.move.metric.id

    @property
    def reached(self) -> Reach | None:
        """How far the metric is already, seen from a baseline that is written; None where it has not got there.

        What counts is the end of the forecast that is nearer to the baseline. A forecast that has the baseline itself
        within it cannot be reached: nothing has to happen for it.
        """
        if self.move.baseline is None or self.change is None or self.now is None:
            return None
        moved, rises = subtract(self.now, self.move.baseline), self.change.low > 0
        if not rises and self.change.high >= 0:
            return None
        ends = sorted((abs(self.change.low), abs(self.change.high)))
        way = moved if rises else -moved
        return None if way < ends[0] else "within" if way <= ends[1] else "beyond"


@dataclass(frozen=True)
class BetEffect:
    """What a bet would do to a metric at the top, as things are now."""

    root: str
    base: Decimal | None
    """The value of that metric now."""
    change: ChangeRange | Unavailable | None
    """None where nothing reaches it, or too many metrics move at once."""
    belief: Literal["none", "part", "all"] = "none"
    """How much of it rests on beliefs with a coefficient, rather than on arithmetic alone."""
    obstacles: Mapping[str, Obstacle] = field(default_factory=dict)
    """The metrics that do not reach it, each with the reason."""


@dataclass(frozen=True)
class ForecastModel:
    """What a handbook knows of its metrics, as far as bets are concerned: built once, asked for every bet."""

    numbers: Numbers
    graph: MetricGraph
    roots: tuple[str, ...]
    model: ScenarioModel
    plain: ScenarioModel
    """The same without beliefs."""


def forecast_model(numbers: Numbers, graph: MetricGraph, roots: Iterable[str]) -> ForecastModel:
    """What is asked about the metrics at the top."""
    wanted = tuple(dict.fromkeys(roots))
    model = build_model(numbers, wanted)
    return ForecastModel(numbers, graph, wanted, model, without_beliefs(model))


def in_unit(shift: Shift, baseline: Decimal | None) -> Decimal | None:
    """A change in the unit of its metric; None for a percentage without a baseline."""
    if shift.scale != "relative":
        return shift.value
    return None if baseline is None else multiply(shift.value, baseline)


def change_range(low: Shift, high: Shift, baseline: Decimal | None) -> ChangeRange | None:
    """From the one change to the other in the unit of their metric; percentages of a negative number are turned."""
    ends = [end for end in (in_unit(low, baseline), in_unit(high, baseline)) if end is not None]
    return ChangeRange(min(ends), max(ends)) if len(ends) == len((low, high)) else None


def forecasts(numbers: Numbers, bet: Bet) -> tuple[Forecast, ...]:
    """What each metric of a bet should do, in the order of the file."""
    return tuple(_forecast(numbers, move) for move in bet.moves)


def _forecast(numbers: Numbers, move: Move) -> Forecast:
    latest = numbers.latest(move.metric.id)
    found = numbers.constants.get(move.metric.id) if latest is None else numbers.value(move.metric.id, latest)
    now = found if isinstance(found, Decimal) else None
    baseline = now if move.baseline is None else move.baseline
    since = latest if move.baseline is None else None
    return Forecast(move, baseline, since, change_range(move.low, move.high, baseline), now, latest)


def effects(view: ForecastModel, expected: Sequence[Forecast]) -> tuple[BetEffect, ...]:
    """What some moves together would do to each metric at the top.

    Each metric moves from where it is now, by as much as is written; one that has a formula too, whatever its operands
    are. Low and high are the least and the most of all combinations of the moves' own low and high ends, and so of all
    values between where the formulas are linear in each metric, or rise or fall with it.
    """
    return tuple(_effect(view, expected, root) for root in view.roots)


def _effect(view: ForecastModel, expected: Sequence[Forecast], root: str) -> BetEffect:
    node = view.model.nodes.get(root)
    if node is None:
        return BetEffect(root, None, None)
    obstacles = dict(_obstacles(view, expected, root))
    moves = {each.metric: each.change for each in expected if each.metric not in obstacles and each.change}
    if not moves or len(moves) > MOST_MOVES:
        return BetEffect(root, rounded_off(node.base), None, obstacles=obstacles)
    change = push(view.model, moves, root)
    return BetEffect(root, rounded_off(node.base), change, _belief(change, push(view.plain, moves, root)), obstacles)


def push(model: ScenarioModel, moves: Mapping[str, ChangeRange], root: str) -> ChangeRange | Unavailable:
    """The least and the most that a metric changes by when others move, each within its span."""
    found: list[MetricValue] = []
    for ends in product(*({span.low: None, span.high: None} for span in moves.values())):
        moved = {id: add(model.nodes[id].base, end) for id, end in zip(moves, ends, strict=True)}
        found.append(play(model, moved)[root])
    known = [rounded_off(subtract(value, model.nodes[root].base)) for value in found if isinstance(value, Decimal)]
    unknown = next((value for value in found if isinstance(value, Unavailable)), None)
    return ChangeRange(min(known), max(known)) if unknown is None else unknown


def _belief(change: ChangeRange | Unavailable, plain: ChangeRange | Unavailable) -> Literal["none", "part", "all"]:
    if change == plain:
        return "none"
    return "all" if plain == ChangeRange(ZERO, ZERO) else "part"


def _obstacles(view: ForecastModel, expected: Iterable[Forecast], root: str) -> Iterator[tuple[str, Obstacle]]:
    for each in expected:
        id = each.metric
        if each.change is None:
            yield id, "no_baseline"
        elif id != root and id not in view.graph.below(root):
            yield id, "later" if _leads_at_last(view.graph, id, root) else "apart"
        elif view.numbers.latest(id) is None and id not in view.numbers.constants:
            yield id, "no_value"
        elif id not in view.model.nodes or root not in view.model.above((id,)):
            yield id, "unquantified"


def _leads_at_last(graph: MetricGraph, start: str, root: str) -> bool:
    """Whether a metric reaches another through any edges, those that close a circle over time included."""
    seen, queue = {start}, [start]
    for id in queue:
        fresh = {edge.result for edge in graph.outputs_of(id)} - seen
        seen |= fresh
        queue.extend(sorted(fresh))
    return root in seen
