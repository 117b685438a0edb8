"""The rule about numbers that are an order of magnitude away from their series, and what was probably meant.

Targets, bounds, baselines, forecasts and results are held against the values of their metric likewise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import log10
from typing import Final

from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.values.out_of_line import FEWEST, OutOfLine, is_share
from product_handbook.diagnostics.diagnostic import Case, Diagnostic, Span
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.bet import Bet
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.quantities import Shift
from product_handbook.model.records.target import Target
from product_handbook.rules.likely_numbers import by_a_power, in_words, is_near, percent_left_out, plain, times
from product_handbook.rules.rule import at, bet_finding, metric_finding

ACCEPT: Final = "or accept the finding with what happened"
TENFOLD: Final = 1.0
"""An order of magnitude."""
LOOSE: Final = 2.0
"""How far a bound may lie on its safe side, where a wide one is prudence: a hundred times what ever was."""
BOLD: Final = 1.5
"""How far a target may lie beyond the series and its growth: thirty times, since tenfold in a year was done before."""
BOUNDLESS: Final = 10
"""The share of its baseline from which a forecast is no forecast: 1,000%."""
UNSEEN: Final = Decimal("0.0001")
"""The share of the lowest value below which nobody would bet on a change: it is a percentage without its sign."""
ACCEPT_PLAN: Final = "or accept the finding with what is meant"

_WITH_POINT = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
_REST = re.compile(r"(?:,[0-9]{3}(?![0-9.]))+")


def value_out_of_line(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """A number is an order of magnitude away from all others of its series.

    `41` after `41%`, `1.234` where 1234 was meant, dollars among thousands: such slips pass every other check, and the
    chart, the changes and the targets are wrong from then on. A value is found where it is about ten times the values
    before and after it, or a tenth of them, and the series does not jump like that by itself; one that grows steadily,
    begins small or was never steady is left alone, and nothing is compared across a break. Targets, bounds, baselines
    and forecasts are held against the values of their metric in the same way: a guardrail of 300% on a share of 2% can
    never be broken.

    An acceptance holds for the period of a value or of a target; for a bound or a standing goal, and on a bet, it is
    `for: metric:id`.

    To fix it, correct the number, or accept the finding and say what happened.
    """
    for id, found in analysis.out_of_line.items():
        for period, each in found.items():
            metric = analysis.strategy.metrics[id]
            message = f"{metric.title} is {in_words(metric, each.reported.value)} in {for_readers(period)}, "
            message += f"about {times(each.reported.value, each.usual, metric)} around it"
            help = f"{_meant(metric, each)}; {ACCEPT}"
            yield metric_finding(metric, each.reported.location, message, help, at(period))
    yield from bounds_out_of_line(analysis)
    yield from forecasts_out_of_line(analysis)


def _meant(metric: Metric, found: OutOfLine) -> str:
    """What to write in a cell: the likeliest of what may have been meant."""
    text, value, usual = found.reported.written.strip('" '), found.reported.value, found.usual
    if is_share(metric) and "%" not in text and is_near(value / 100, usual):
        return percent_left_out(value)
    if "%" in text and is_near(value * 100, usual):
        return f"write {plain(value.scaleb(4))}% if it was divided by a hundred twice"
    if _WITH_POINT.fullmatch(text) and is_near(value.scaleb(3), usual):
        return f"write {plain(value.scaleb(3))} if the point is to part thousands: here it begins the decimals"
    whole = _across_cells(text, found)
    if whole is not None:
        return f"write {whole} if `{text},{whole[len(text) :]}` is one number: a comma begins the next cell"
    return by_a_power(metric, value, usual)


def _across_cells(text: str, found: OutOfLine) -> str | None:
    """The number that goes on in the next cells, or in the note, after a comma that was to part its thousands."""
    rest = _REST.match(found.reported.next_to_it)
    if rest is None or not re.fullmatch(r"-?[0-9]{1,3}", text):
        return None
    groups = rest.group().split(",")[1:]
    wholes = (text + "".join(groups[:count]) for count in range(1, len(groups) + 1))
    return next((whole for whole in wholes if is_near(Decimal(whole), found.usual)), None)


@dataclass(frozen=True)
class _History:
    """What the values of a metric have been, without those that are out of line themselves."""

    metric: Metric
    latest: Decimal
    at: Period
    lowest: float
    highest: float
    """Logarithms of sizes."""
    growth: float
    """By how much these rise from one period to the next, on average."""

    def beyond(self, value: Decimal) -> float:
        """How far a number lies above everything there was, below zero for one that lies below everything."""
        size = log10(abs(value))
        return max(size - self.highest, 0.0) or min(size - self.lowest, 0.0)

    def misses_percent(self, value: Decimal) -> bool:
        """Whether it is a percentage whose sign was left out: more than all there is, of what never is so much."""
        return (
            self.metric.format == "percent" and abs(value) >= 1 and self.highest <= 0 and self.beyond(value) >= TENFOLD
        )


def _history(analysis: Analysis, id: str) -> _History | None:
    """Since the last break; None where there are no values, or zero is all there ever was."""
    numbers, metric = analysis.numbers, analysis.strategy.metrics[id]
    periods = numbers.periods(id)
    since = [period for period in periods if not numbers.break_between(id, period, periods[-1])]
    slips = analysis.out_of_line.get(id, {})
    values = [(period, numbers.value(id, period)) for period in since if period not in slips]
    known = [(period, value) for period, value in values if isinstance(value, Decimal) and value]
    if not known:
        return None
    sizes = [log10(abs(value)) for _, value in known]
    (first, _), (last, latest) = known[0], known[-1]
    growth = (sizes[-1] - sizes[0]) / max(1, last.number - first.number)
    # Of a few values nobody knows how they vary: an order of magnitude more or less is no surprise yet.
    unsure = 0.0 if len(known) >= FEWEST else TENFOLD
    return _History(metric, latest, last, min(sizes) - unsure, max(sizes) + unsure, growth)


def bounds_out_of_line(analysis: Analysis) -> Iterator[Diagnostic]:
    """The targets and bounds that are out of line with their metrics."""
    for metric in analysis.strategy.metrics.values():
        if (metric.targets or metric.between) and (history := _history(analysis, metric.id)):
            for due, target in metric.targets.items():
                yield from _target(history, due if isinstance(due, Period) else None, target)
            for bound, sign in zip(metric.between or (), (-1, 1), strict=False):
                if _is_no_bound(history, bound, sign):
                    what, case = f"a bound of {metric.title}", _of_metric(metric)
                    yield _off(history, bound, what, metric.place_of("between"), case)
    for guardrail in analysis.strategy.north_star.guardrails:
        guarded = _history(analysis, guardrail.metric.id)
        for field, limit, sign in (("at_most", guardrail.at_most, 1), ("at_least", guardrail.at_least, -1)):
            if guarded and limit is not None and _is_no_bound(guarded, limit, sign):
                what = f"the guardrail of {guarded.metric.title}"
                yield _off(guarded, limit, what, guardrail.place_of(field), _of_metric(guarded.metric))


def _target(history: _History, due: Period | None, target: Target) -> Iterator[Diagnostic]:
    """A target that is out of line; of a total, what falls on one period."""
    period = due or history.at
    inside = _periods_inside(period, history) if target.meaning == "total" else 1
    for number in dict.fromkeys((target.low, target.high)):
        if _is_too_bold(history, period, number / inside):
            when = f"for {for_readers(due)}" if due else "that always holds"
            what = f"the target of {history.metric.title} {when}"
            case = at(due) if due else _of_metric(history.metric)
            yield _off(history, number / inside, what, target.written.location, case)


def _periods_inside(period: Period, history: _History) -> int:
    """How many periods of a metric a longer one consists of."""
    first, last = (history.at.around(day) for day in (period.first_day, period.last_day))
    return last.number - first.number + 1


def _is_too_bold(history: _History, due: Period, target: Decimal) -> bool:
    """Whether a target, or a period's part of a total, is far beyond the series and what it grows by until then."""
    if not target:
        return False
    if history.misses_percent(target):
        return True
    beyond = history.beyond(target)
    ahead = history.at.around(due.last_day).number - history.at.number
    expected = max(0.0, history.growth * ahead * (1 if beyond > 0 else -1))
    return abs(beyond) >= BOLD + expected


def _is_no_bound(history: _History, bound: Decimal, sign: int) -> bool:
    """Whether a bound could not ever be met, or not ever be broken; zero is one of any number."""
    if not bound or (bound > 0) != (history.latest > 0):
        return False
    beyond = history.beyond(bound) * sign * (1 if bound > 0 else -1)
    return history.misses_percent(bound) or beyond >= LOOSE or beyond <= -TENFOLD


def _of_metric(metric: Metric) -> Case:
    """The case of what belongs to no period."""
    return Case(f"metric:{metric.id}")


def _off(history: _History, value: Decimal, what: str, place: Span, case: Case) -> Diagnostic:
    metric, latest = history.metric, history.latest
    message = f"{what} is {in_words(metric, value)}, about {times(value, latest, metric)} of {for_readers(history.at)}"
    help = percent_left_out(value) if history.misses_percent(value) else by_a_power(metric, value, latest)
    return metric_finding(metric, place, message, f"{help}; {ACCEPT_PLAN}", case)


def forecasts_out_of_line(analysis: Analysis) -> Iterator[Diagnostic]:
    """The baselines, forecasts and results of bets that are out of line with their metrics."""
    for bet in analysis.strategy.bets.values():
        for move in bet.moves:
            history = _history(analysis, move.metric.id)
            if history and (start := move.baseline) and abs(history.beyond(start)) >= TENFOLD:
                what, case = f"the baseline of {history.metric.title}", _of_metric(history.metric)
                found = _off(history, start, what, move.place_of("baseline"), case)
                yield bet_finding(bet, found.span, found.message, found.help, case)
            yield from _shifts(
                bet, history, "is to move", (move.place_of("low"), move.low), (move.place_of("high"), move.high)
            )
        for result in bet.results:
            history = _history(analysis, result.metric.id)
            yield from _shifts(bet, history, "moved", (result.place_of("change"), result.change))


def _shifts(bet: Bet, history: _History | None, verb: str, *shifts: tuple[Span, Shift]) -> Iterator[Diagnostic]:
    for place, shift in shifts:
        found = None if history is None else _wrong_shift(history, shift)
        if history is not None and found is not None:
            message = f"{bet.title} {verb} {history.metric.title} {found[0]}"
            yield bet_finding(bet, place, message, found[1], _of_metric(history.metric))


def _wrong_shift(history: _History, shift: Shift) -> tuple[str, str] | None:
    """By how much, and the fix, of a change that is too large or too small to be one."""
    metric, value, size = history.metric, shift.value, abs(shift.value)
    if shift.scale == "relative":
        help = f"write {plain(value)}% if that is meant"
        return (f"by {value.scaleb(2):,.0f}% of its baseline", help) if size >= BOUNDLESS else None
    if size and history.beyond(value) >= TENFOLD:
        of = f"by {in_words(metric, value)}, about {times(value, history.latest, metric)} of {for_readers(history.at)}"
        share = f"{plain(value)} points, or {plain(value)}% of the baseline,"
        is_share_without = shift.scale == "unit" and history.misses_percent(value)
        return of, f"write {share} if it is one of these" if is_share_without else by_a_power(
            metric, value, history.latest
        )
    if size and shift.scale == "unit" and size <= UNSEEN * abs(history.latest):
        now = f"{in_words(metric, history.latest)} of {for_readers(history.at)}"
        of = f"by {value:f}, too little to be seen in the {now}"
        return of, f"write {plain(value.scaleb(2))}% if it is a share of the baseline"
    return None
