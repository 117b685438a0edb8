"""Whether reported numbers agree with what the formulas give."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from product_handbook.analysis.values.arithmetic import (
    DEFAULT_TOLERANCE,
    ZERO,
    add,
    divide,
    multiply,
    rolled_up,
    subtract,
)
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.rounding import Interval, half_unit, interval_of, written_interval
from product_handbook.analysis.values.unavailable import MetricValue
from product_handbook.formulas.expression import Reference
from product_handbook.formulas.periods import Period

Agreement = Literal["exact", "rounded", "within_tolerance", "off", "not_computable"]

# A stock grows from its own past: without a bound each of its periods would look through all those before.
MOST_COMPUTED = 100
"""How many computed numbers below a reported one are taken as rounded as what they come from, the rest as written."""


class Reconciliation(NamedTuple):
    """A reported number beside what the formula gives for the same period; a tuple, since there are many."""

    metric: str
    period: Period
    reported: Decimal
    computed: MetricValue
    agreement: Agreement
    """`exact`: equal after rounding to the digits that were reported. `rounded`: no further apart than the rounding of
    the operands explains, nor than a tolerance that somebody wrote. `within_tolerance`: no further apart than the
    metric's tolerance. `off`: none of these."""
    tolerance: Decimal
    """A share of the reported number."""
    possible: Interval | None = None
    """For `rounded`, what the formula can give from operands that round to the reported ones."""

    @property
    def difference(self) -> Decimal:
        """The reported number less the computed one; zero where that is unknown."""
        return subtract(self.reported, self.computed) if isinstance(self.computed, Decimal) else ZERO

    @property
    def relative(self) -> Decimal | None:
        """The difference as a share of the computed number; None where that is zero or unknown."""
        return divide(self.difference, abs(self.computed)) if isinstance(self.computed, Decimal) else None


def reconcile(numbers: Numbers, metric: str) -> tuple[Reconciliation, ...]:
    """Every reported number of a metric that has a formula, the oldest first; empty without either."""
    return tuple(_reconciliations(numbers, metric)) if metric in numbers.programs else ()


def _reconciliations(numbers: Numbers, metric: str) -> Iterator[Reconciliation]:
    record = numbers.metrics[metric]
    tolerance = DEFAULT_TOLERANCE if record.tolerance is None else record.tolerance
    for period, (reported, *_) in numbers.reported.get(metric, {}).items():
        computed = numbers.computed(metric, period)
        if isinstance(computed, Decimal):
            yield _compared(numbers, metric, period, (reported, computed), tolerance)
        else:
            yield Reconciliation(metric, period, reported, computed, "not_computable", tolerance)


def _compared(
    numbers: Numbers, metric: str, period: Period, pair: tuple[Decimal, Decimal], tolerance: Decimal
) -> Reconciliation:
    """How a reported number agrees with the computed one beside it."""
    reported, computed = pair
    distance, possible = abs(subtract(reported, computed)), None
    agreement: Agreement = "off"
    is_within = distance <= multiply(tolerance, abs(reported))
    # Before the tolerance is looked at: what rounds to the reported digits is as exact as anybody can write it.
    if distance <= half_unit(reported):
        agreement = "exact"
    # A tolerance that somebody wrote is their word on how far is too far, whatever rounding would excuse.
    elif (is_within or numbers.metrics[metric].tolerance is None) and (
        possible := _rounding(numbers, metric, period, reported)
    ):
        agreement = "rounded"
    elif is_within:
        agreement = "within_tolerance"
    return Reconciliation(metric, period, reported, computed, agreement, tolerance, possible)


def _rounding(numbers: Numbers, metric: str, period: Period, reported: Decimal) -> Interval | None:
    """What the formula can give, if the number would be exact for operands that round to the reported ones."""
    possible = _computed_range(numbers, metric, period, {})
    if possible is None:
        return None
    half = half_unit(reported)
    return possible if subtract(possible.low, half) <= reported <= add(possible.high, half) else None


_Found = dict[tuple[str, Period], Interval | None]
"""The ranges of computed metrics that were asked for already."""


def _computed_range(numbers: Numbers, metric: str, period: Period, found: _Found) -> Interval | None:
    """What the formula of a metric can give; None where that is not known."""
    ranges: list[Interval] = []
    for use, value in zip(numbers.uses[metric], numbers.operands(metric, period), strict=True):
        at = period.shifted(-use.lag) if use.lag else period
        possible = _written(numbers, use.metric, value) if isinstance(value, Decimal) else None
        if use.roll:
            possible = _rolled_range(numbers, use, at, found)
        elif _is_computed(numbers, use.metric, at) and len(found) < MOST_COMPUTED:
            key = (use.metric, at)
            if key not in found:
                found[key] = possible  # Counted before those below it, so that no chain through time is too deep.
                found[key] = _computed_range(numbers, use.metric, at, found)
            possible = found[key]
        if possible is None:
            return None
        ranges.append(possible)
    return interval_of(numbers.programs[metric], ranges)


def _written(numbers: Numbers, metric: str, value: Decimal) -> Interval:
    """What a value stands for: a constant is an assumption that somebody made, not a measurement that was rounded."""
    return Interval(value, value) if metric in numbers.constants else written_interval(value)


def _rolled_range(numbers: Numbers, use: Reference, period: Period, found: _Found) -> Interval | None:
    """What a roll-up can come to; each of its parts was rounded by itself."""
    parts = numbers.parts(use, period)
    ranges = [possible for part in parts if (possible := _range_in(numbers, use.metric, part, found))]
    if len(ranges) < len(parts) or not ranges:
        return None
    return Interval(rolled_up(use, [each.low for each in ranges]), rolled_up(use, [each.high for each in ranges]))


def _range_in(numbers: Numbers, metric: str, period: Period, found: _Found) -> Interval | None:
    if _is_computed(numbers, metric, period) and len(found) < MOST_COMPUTED:
        if (metric, period) not in found:
            found[metric, period] = None
            found[metric, period] = _computed_range(numbers, metric, period, found)
        return found[metric, period]
    value = numbers.value(metric, period)
    return written_interval(value) if isinstance(value, Decimal) else None


def _is_computed(numbers: Numbers, metric: str, period: Period) -> bool:
    return metric in numbers.programs and metric not in numbers.constants and not numbers.is_reported(metric, period)
