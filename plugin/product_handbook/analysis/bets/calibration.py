"""What became of forecasts: each result beside the least and the most that was expected."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Literal

from product_handbook.analysis.bets.forecast import change_range, in_unit
from product_handbook.model.records.bet import Bet, Move, Result
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.quantities import Shift

Verdict = Literal["below", "within", "above", "not_forecast", "not_comparable"]

SHIPPED = ("shipped", "learned")
"""The statuses of the bets whose forecasts have met the world."""
# Of four results all fall on one side by luck in one case of eight; of five, in one of sixteen.
ENOUGH = 5
"""With fewer results nothing is said about a lean: it would be noise."""


@dataclass(frozen=True)
class ForecastResult:
    """A result and what was forecast."""

    bet: Bet
    result: Result
    move: Move | None
    """The forecast for the same metric, if there was one."""
    verdict: Verdict
    """`not_comparable`: one is in percent and the other is not, and no baseline was written down."""
    position: Fraction | None = None
    """Where it landed between the low end of the forecast, 0, and the high one, 1; beyond them below 0 or above 1. None
    without a forecast that it can be compared with, or where that has no width."""
    rises: bool | None = None
    """Whether the metric should rise; None where nobody has said."""

    @property
    def optimism(self) -> Fraction | None:
        """Where it lies from the cautious end, 0, to the optimistic one, 1; None where nobody can tell them apart."""
        if self.position is None or self.rises is None:
            return None
        return self.position if self.rises else 1 - self.position

    @property
    def is_better(self) -> bool | None:
        """Whether it is better than the whole forecast, or else worse; None where it is neither, or nobody can tell."""
        if self.rises is None or self.verdict not in {"above", "below"}:
            return None
        return (self.verdict == "above") == self.rises


@dataclass(frozen=True)
class Calibration:
    """What all results together say about the forecasts."""

    results: tuple[ForecastResult, ...]
    """In the order of the files."""

    def count(self, verdict: Verdict) -> int:
        """How many results have a verdict."""
        return sum(result.verdict == verdict for result in self.results)

    @property
    def judged(self) -> int:
        """How many results there is a forecast for."""
        return self.count("below") + self.count("within") + self.count("above")

    @property
    def bias(self) -> Fraction | None:
        """The median `optimism`: below a half, the forecasts were too optimistic; None for too few results."""
        found = [result.optimism for result in self.results if result.optimism is not None]
        return median(found) if len(found) >= ENOUGH else None


def calibrate(bets: Iterable[Bet], metrics: Mapping[str, Metric]) -> Calibration:
    """The results of all bets that shipped."""
    shipped = [bet for bet in bets if bet.status in SHIPPED]
    return Calibration(tuple(result for bet in shipped for result in forecast_results(bet, metrics)))


def forecast_results(bet: Bet, metrics: Mapping[str, Metric]) -> Iterator[ForecastResult]:
    """The results of a bet, in the order of the file."""
    moves = {move.metric.id: move for move in bet.moves}
    for result in bet.results:
        move = moves.get(result.metric.id)
        if move is None:
            yield ForecastResult(bet, result, None, "not_forecast")
        else:
            yield _compared(bet, result, move, metrics[result.metric.id])


def unmeasured(bet: Bet) -> tuple[Move, ...]:
    """The forecasts without a result."""
    measured = {result.metric.id for result in bet.results}
    return tuple(move for move in bet.moves if move.metric.id not in measured)


def _compared(bet: Bet, result: Result, move: Move, metric: Metric) -> ForecastResult:
    found = _comparable(result.change, move)
    if found is None:
        return ForecastResult(bet, result, move, "not_comparable")
    change, low, high = found
    verdict: Verdict = "below" if change < low else "above" if change > high else "within"
    position = None if low == high else (change - low) / (high - low)
    return ForecastResult(bet, result, move, verdict, position, _RISES.get(metric.aim or ""))


_RISES: Mapping[str, bool] = {"increase": True, "decrease": False}


def _comparable(change: Shift, move: Move) -> tuple[Fraction, Fraction, Fraction] | None:
    """The change and the ends of the forecast in one measure; None where there is none.

    A baseline that nobody wrote down does not do here: by now, the latest value holds what the bet did to it.
    """
    if (change.scale == "relative") == (move.low.scale == "relative"):
        return Fraction(change.value), Fraction(move.low.value), Fraction(move.high.value)
    came, span = in_unit(change, move.baseline), change_range(move.low, move.high, move.baseline)
    return None if came is None or span is None else (Fraction(came), Fraction(span.low), Fraction(span.high))
