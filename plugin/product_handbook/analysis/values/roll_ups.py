"""Totals, averages and the latest of the shorter periods that lie inside a longer one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from product_handbook.analysis.values.arithmetic import rolled_up
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable, UnavailableReason, combined
from product_handbook.formulas.expression import Reference
from product_handbook.formulas.periods import Cadence, FiscalYear, Period, lies_inside, period_around


def periods_inside(whole: Period, cadence: Cadence | None, fiscal: FiscalYear | None) -> tuple[Period, ...]:
    """The periods of a cadence that lie inside a longer one, the oldest first; empty where none does."""
    if cadence is None or not lies_inside(cadence, whole.cadence):
        return ()
    first = period_around(whole.first_day, cadence, fiscal)
    last = first.around(whole.last_day)
    return tuple(first.shifted(step) for step in range(last.number - first.number + 1))


def roll_up(use: Reference, whole: Period, parts: Sequence[tuple[Period, MetricValue]], today: date) -> MetricValue:
    """What the values of shorter periods give; nothing while one of them is missing or has not ended."""
    found = [
        value if part.has_ended(today) else Unavailable((UnavailableReason("not_ended", use.metric, part),))
        for part, value in parts
    ]
    known = [value for value in found if isinstance(value, Decimal)]
    if len(known) < len(found):
        return combined(value for value in found if isinstance(value, Unavailable))
    return rolled_up(use, known) if known else Unavailable((UnavailableReason("not_reported", use.metric, whole),))
