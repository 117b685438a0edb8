"""Every number of a handbook: what was reported, what the formulas give, and which of the two counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from graphlib import TopologicalSorter

from product_handbook.analysis.values.arithmetic import (
    Program,
    UncomputableError,
    compile_formula,
    rounded_off,
    run,
    uses,
)
from product_handbook.analysis.values.breaks import SeriesBreak, spread_breaks
from product_handbook.analysis.values.roll_ups import periods_inside, roll_up
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable, UnavailableReason, combined
from product_handbook.formulas.expression import Reference
from product_handbook.formulas.periods import (
    SHORTEST_FIRST,
    Cadence,
    FiscalYear,
    Period,
    period_around,
)
from product_handbook.model.dimensions.cadences import known_cadences, told_cadences
from product_handbook.model.graph import MetricGraph
from product_handbook.model.records.metric import Metric
from product_handbook.model.reported import Series

_Row = dict[int, MetricValue]
"""The values of a metric by the number of the period: those of different cadences never meet in our centuries."""


class Numbers:
    """The values of all metrics as they stand on a day; a reported value counts before a computed one."""

    def __init__(
        self,
        metrics: Mapping[str, Metric],
        reported: Mapping[str, Series],
        graph: MetricGraph,
        today: date = date.max,
        fiscal: FiscalYear | None = None,
    ) -> None:
        self.today = today
        """The day on which it is judged which periods have ended; on the last day there is, all have."""
        self.fiscal = fiscal
        """The company's own year, where it has one."""
        self.metrics = metrics
        self.graph = graph
        self.reported = reported
        self.programs: Mapping[str, Program] = {
            id: compile_formula(metric.formula.expression)
            for id, metric in metrics.items()
            if metric.formula is not None
        }
        """The formulas, ready to be computed, by metric."""
        self.uses = {id: uses(program) for id, program in self.programs.items()}
        """The operands of each formula, in the order in which its program comes to them."""
        self.rolled = {use.quantity: use for used in self.uses.values() for use in used if use.roll}
        """By what they are called, the metrics whose values of shorter periods are rolled up, such as `total(x)`."""
        self.order = tuple(TopologicalSorter(_needs(metrics, graph)).static_order())
        """The metrics, each after those that its formula needs, but for a circle through time, which has to begin."""
        self._unrounded: dict[str, _Row] = {}
        """Computed values with more digits than count, which others are computed from."""
        self.unrounded_constants: Mapping[str, MetricValue] = dict(self._constants())
        self.constants: Mapping[str, MetricValue] = {id: _rounded(of) for id, of in self.unrounded_constants.items()}
        """The metrics that are the same in every period, with their values: assumptions, and what is made of them."""
        known = known_cadences(metrics, told_cadences(metrics, reported))
        self.cadences: Mapping[str, Cadence | None] = {id: known.get(id) for id in metrics}
        """How often each metric has a value: as its record says, else as it was reported, else as its operands."""
        self._values: dict[str, _Row] = {id: {} for id in (*metrics, *self.rolled)}
        self._computed: dict[str, _Row] = {id: {} for id in self.programs}
        self._calendar = self._take_reported()
        self._fill()
        self._known = {id: tuple(self._known_periods(id)) for id in metrics}
        self._periods = {id: self._ended(known) for id, known in self._known.items()}

    def value(self, metric: str, period: Period) -> MetricValue:
        """The value of a metric in a period: reported, else computed; that of a constant at any time.

        Or that of a roll-up, such as `total(x)`, in a period that is longer than those of its metric.
        """
        if metric in self.constants:
            return self.constants[metric]
        if metric in self.rolled:
            return self._rolled_up(metric, period)
        found = self._values[metric].get(period.number)
        return Unavailable((UnavailableReason("not_reported", metric, period),)) if found is None else found

    def computed(self, metric: str, period: Period) -> MetricValue:
        """What the formula of a metric gives in a period, from the values of its operands; unknown without one."""
        if metric not in self.programs:
            return Unavailable((UnavailableReason("not_reported", metric, period),))
        known = self._computed[metric].get(period.number)
        return _rounded(self._compute(metric, period, period.number)) if known is None else known

    def unrounded(self, metric: str, period: Period) -> MetricValue:
        """The value of a metric with all digits that it was computed to, for others to be computed from."""
        if metric in self.constants:
            return self.unrounded_constants[metric]
        known = self._unrounded.get(metric, {}).get(period.number)
        return self.value(metric, period) if known is None else known

    def unrounded_computed(self, metric: str, period: Period) -> MetricValue:
        """What the formula of a metric gives in a period, likewise."""
        return self._compute(metric, period, period.number)

    def operands(self, metric: str, period: Period) -> tuple[MetricValue, ...]:
        """What the formula of a metric is computed from in a period, in the order of its `uses`."""
        return tuple(self._operands(metric, period, period.number))

    def is_reported(self, metric: str, period: Period) -> bool:
        """Whether somebody reported the value, so that it is not computed."""
        return period in self.reported.get(metric, ())

    def periods(self, metric: str) -> tuple[Period, ...]:
        """The periods that have ended and in which a metric has a value, the oldest first; none for a constant."""
        return self._periods[metric]

    def known_periods(self, metric: str) -> tuple[Period, ...]:
        """The same and those that have not ended: what is known of these is so far, or a slip, and never judged."""
        return self._known[metric]

    def latest(self, metric: str) -> Period | None:
        """The last period that has ended and in which a metric has a value."""
        return self._periods[metric][-1] if self._periods[metric] else None

    def running(self, metric: str) -> Period | None:
        """The period that has begun and not ended, where something is known of it."""
        return next((period for period in reversed(self._known[metric]) if period.is_running(self.today)), None)

    def previous(self, metric: str, period: Period) -> Decimal | None:
        """The value of the period before one, where the two can be compared: both have ended, and no break between."""
        before = period.shifted(-1)
        value = self.value(metric, before)
        if not period.has_ended(self.today) or self.break_between(metric, before, period):
            return None
        return value if isinstance(value, Decimal) else None

    def around(self, metric: str, day: date) -> Period | None:
        """The period of a metric that a day belongs to; None where nobody says how often it has a value."""
        cadence = self.cadences[metric]
        return None if cadence is None else period_around(day, cadence, self.fiscal)

    def breaks(self, metric: str) -> tuple[SeriesBreak, ...]:
        """Where the values of a metric begin to be counted differently, the oldest first."""
        return self._breaks.get(metric, ())

    def break_between(self, metric: str, earlier: Period, later: Period) -> SeriesBreak | None:
        """The last break after one period and up to another of a metric: the two values cannot be compared."""
        first, last = sorted((earlier.number, later.number))
        between = (found for found in reversed(self.breaks(metric)) if first < found.period.number <= last)
        return next(between, None)

    def why_none(self, metric: str) -> tuple[Period, Unavailable] | None:
        """Why a metric with a formula has no value at all, in the last period in which anything was reported.

        None for one that has values, has no formula, or whose cadence nothing was reported in.
        """
        cadence = self.cadences[metric]
        calendar = [] if cadence is None else list(self._calendar.get(cadence, {}).values())
        if metric not in self.programs or metric in self.constants or self._known[metric] or not calendar:
            return None
        found = self.computed(metric, calendar[-1])
        return (calendar[-1], found) if isinstance(found, Unavailable) else None

    def uncomputable(self, metric: str) -> Iterator[tuple[Period, Unavailable]]:
        """The periods in which a formula has no value though all is there, the oldest first: it divides by zero."""
        cadence = self.cadences[metric]
        for number, period in self._calendar.get(cadence, {}).items() if cadence else ():
            found = self._values[metric].get(number)
            missing = {"not_reported", "not_ended"}
            if isinstance(found, Unavailable) and not missing & {reason.cause for reason in found.reasons}:
                yield period, found

    @property
    def has_values(self) -> bool:
        """Whether anything was reported at all."""
        return bool(self.reported)

    def _constants(self) -> Iterator[tuple[str, MetricValue]]:
        found: dict[str, MetricValue] = {}
        for id in self.order:
            metric, used = self.metrics[id], self.uses.get(id, ())
            if metric.value is not None:
                found[id] = metric.value
            elif id in self.programs and id not in self.reported and all(use.quantity in found for use in used):
                found[id] = self._run(id, [found[use.metric] for use in used], None)
        yield from found.items()

    def _take_reported(self) -> Mapping[Cadence, Mapping[int, Period]]:
        """The periods of each cadence in which anything was reported, the oldest first, by their numbers."""
        found: dict[Cadence, dict[int, Period]] = {}
        periods: list[Period] = []
        row: dict[int, Period] = {}
        for id, series in self.reported.items():
            # Most series have the same periods, even the same objects, which are faster compared than numbered again.
            if periods != (periods := list(series)):
                row = {period.number: period for period in periods}
                found.setdefault(periods[0].cadence, {}).update(row)
            self._values[id] = dict(zip(row, (reported.value for reported in series.values()), strict=True))
        for cadence in SHORTEST_FIRST:
            for id, used in self.uses.items():
                if self.cadences[id] == cadence:
                    found.setdefault(cadence, {}).update(self._around_parts(id, used, found))
        return {cadence: dict(sorted(row.items())) for cadence, row in found.items() if row}

    def _around_parts(
        self, id: str, used: Iterable[Reference], calendar: Mapping[Cadence, Mapping[int, Period]]
    ) -> Mapping[int, Period]:
        """The periods of a metric in which anything was reported that it rolls up."""
        found: dict[int, Period] = {}
        for use in used:
            finer = self.cadences[use.metric] if use.roll else None
            for part in calendar.get(finer, {}).values() if finer else ():
                if period := self.around(id, part.first_day):
                    found[period.number] = period
        return found

    def _fill(self) -> None:
        """Computes period by period, since a value may need any other of the same or an earlier period."""
        for cadence in SHORTEST_FIRST:
            periods = self._calendar.get(cadence, {})
            formulas = [id for id in self.order if self._is_computed(id, cadence)]
            for number, period in periods.items():
                for id in formulas:
                    found = self._compute(id, period, number)
                    known = self._computed[id][number] = _rounded(found)
                    if number not in self._values[id]:
                        self._values[id][number] = known
                        if known != found:
                            self._unrounded.setdefault(id, {})[number] = found

    def parts(self, roll_up: Reference, period: Period) -> tuple[Period, ...]:
        """The periods of a metric that lie inside a longer one, the oldest first; empty where none does."""
        return periods_inside(period, self.cadences[roll_up.metric], self.fiscal)

    def _rolled_up(self, quantity: str, period: Period) -> MetricValue:
        row, use = self._values[quantity], self.rolled[quantity]
        if period.number not in row:
            found = [(part, self.value(use.metric, part)) for part in self.parts(use, period)]
            row[period.number] = roll_up(use, period, found, self.today)
        return row[period.number]

    def _is_computed(self, id: str, cadence: Cadence) -> bool:
        return id in self.programs and id not in self.constants and self.cadences[id] == cadence

    @cached_property
    def _breaks(self) -> Mapping[str, tuple[SeriesBreak, ...]]:
        return spread_breaks(self.metrics, self.uses, self.order, (self.cadences, self.fiscal), self._is_computed_from)

    def _is_computed_from(self, id: str, number: int) -> bool:
        """Whether the first value of a metric in a period of a number, or in one after it, is computed."""
        first = next((period for period in self._known[id] if period.number >= number), None)
        return first is not None and not self.is_reported(id, first)

    def _ended(self, known: tuple[Period, ...]) -> tuple[Period, ...]:
        if not known or known[-1].has_ended(self.today):
            return known
        return tuple(period for period in known if period.has_ended(self.today))

    def _known_periods(self, id: str) -> Iterator[Period]:
        cadence, row = self.cadences[id], self._values[id]
        calendar = {} if cadence is None else self._calendar.get(cadence, {})
        return (period for number, period in calendar.items() if isinstance(row.get(number), Decimal))

    def _compute(self, id: str, period: Period, number: int) -> MetricValue:
        """What a formula gives from the values filled in so far."""
        return self._run(id, list(self._operands(id, period, number)), period)

    def _operands(self, id: str, period: Period, number: int) -> Iterator[MetricValue]:
        for use in self.uses[id]:
            if use.roll:
                yield self._rolled_up(use.quantity, period)
                continue
            known = self._unrounded.get(use.metric, self._values[use.metric]).get(number - use.lag)
            if known is None:
                known = self._values[use.metric].get(number - use.lag, self.unrounded_constants.get(use.metric))
            yield (
                Unavailable((UnavailableReason("not_reported", use.metric, period.shifted(-use.lag)),))
                if known is None
                else known
            )

    def _run(self, id: str, found: Sequence[MetricValue], period: Period | None) -> MetricValue:
        known = [value for value in found if isinstance(value, Decimal)]
        if len(known) < len(found):
            return combined(_unknown(found))
        try:
            return run(self.programs[id], known)
        except UncomputableError as error:
            return Unavailable((UnavailableReason(error.cause, id, period, error.part),))


def _rounded(value: MetricValue) -> MetricValue:
    return rounded_off(value) if isinstance(value, Decimal) else value


def _unknown(found: Iterable[MetricValue]) -> Iterator[Unavailable]:
    return (value for value in found if isinstance(value, Unavailable))


def _needs(metrics: Iterable[str], graph: MetricGraph) -> Mapping[str, Iterable[str]]:
    """By metric, those that its formula needs, but for what it had itself a hand in a period ago."""
    return {
        id: [edge.input for edge in graph.inputs_of(id) if edge.is_component and not edge.returns] for id in metrics
    }
