"""How far a metric is from its targets, and whether it gets there at its recent pace."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from product_handbook.analysis.values.arithmetic import DEFAULT_TOLERANCE, ZERO, add, divide, multiply, subtract
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.formulas.periods import Period
from product_handbook.model.records.metric import Metric

Status = Literal["met", "on_track", "at_risk", "off_track", "not_measured", "no_target"]

# Our choice: one period is noise, and a year of months would hide that a metric has turned.
PACE_PERIODS = 3
"""How many periods back the recent pace is taken from, and how far ahead a metric that is to be kept is looked at."""
RISK = Decimal("0.5")
"""The share of the needed pace below which a metric is off track."""

RULES: dict[Status, str] = {
    "met": "The latest value has reached the target that is due next, or, where none is due any more, the last one was "
    "reached in its period.",
    "on_track": "At the average pace of the last three periods it reaches the target in time. A metric to be kept is "
    "within its bounds, and stays there for three more periods at that pace.",
    "at_risk": "It moves towards the target, at half the needed pace or more, but not fast enough; or it has "
    "one value only, so it is too early to tell. A metric to be kept is within its bounds, but leaves them within "
    "three periods at the pace of the last three.",
    "off_track": "It moves at less than half the needed pace, or away from the target; or the last target is past and "
    "was missed. A metric to be kept is outside its bounds.",
    "not_measured": "It has a target, and no value yet; or the target was due and nobody has reported that period.",
    "no_target": "It has neither a target nor bounds.",
}
"""When a metric has which status, for readers."""


@dataclass(frozen=True)
class TargetStatus:
    """Where a metric stands on the way to its target, in its own unit."""

    metric: str
    status: Status
    latest: Period | None = None
    value: Decimal | None = None
    """The value in the latest period."""
    due: Period | None = None
    """The period of the metric's cadence in which the target is to be reached; None for bounds to be kept."""
    target: Decimal | None = None
    bounds: tuple[Decimal, Decimal] | None = None
    """The lowest and the highest value of a metric that is to be kept."""
    pace: Decimal | None = None
    """The average change a period lately; None where there is no earlier value."""

    @property
    def distance(self) -> Decimal | None:
        """What is missing to the target: positive where the value has to rise."""
        return None if self.target is None or self.value is None else subtract(self.target, self.value)

    @property
    def periods_left(self) -> int:
        """How many periods are left; zero or less where the target is due or past."""
        return self.due.number - self.latest.number if self.due and self.latest else 0

    @property
    def needed_pace(self) -> Decimal | None:
        """The change a period that would reach the target just in time; None where it is due or past."""
        if self.distance is None or self.periods_left <= 0:
            return None
        return divide(self.distance, Decimal(self.periods_left))


def target_status(numbers: Numbers, metric: Metric) -> TargetStatus:
    """The progress of a metric towards the target that is due next, or within the bounds where it is to be kept."""
    found = _target_status(numbers, metric)
    # Nobody is on the way to a target that was due and not measured.
    is_over = found.due is not None and found.due.has_ended(numbers.today) and found.periods_left > 0
    return replace(found, status="not_measured") if is_over and found.status != "met" else found


def _target_status(numbers: Numbers, metric: Metric) -> TargetStatus:
    latest, is_kept = numbers.latest(metric.id), metric.aim == "maintain"
    if not (metric.targets or (is_kept and metric.between)):
        return TargetStatus(metric.id, "no_target")
    if latest is None:
        return TargetStatus(metric.id, "not_measured")
    value = _known(numbers, metric.id, latest)
    pace = _pace(numbers, metric.id, latest, value)
    if is_kept:
        return _kept(metric, latest, value, pace)
    due, target = _next_target(metric, latest)
    rises = _rises(numbers, metric, target)
    # A past target is judged by its own period where that was reported: what came later was not in time.
    if due.number <= latest.number:
        reached = numbers.value(metric.id, due)
        at_end = reached if isinstance(reached, Decimal) else value
        status: Status = "met" if _reaches(at_end, target, rises=rises) else "off_track"
        return TargetStatus(metric.id, status, due, at_end, due, target, pace=pace)
    found = TargetStatus(metric.id, "met", latest, value, due, target, pace=pace)
    return found if _reaches(value, target, rises=rises) else _on_the_way(found)


def _on_the_way(found: TargetStatus) -> TargetStatus:
    """The status of a metric that has not reached its target, from the pace that it has and the one that it needs."""
    needed = found.needed_pace
    share = None if found.pace is None or needed is None else divide(found.pace, needed)
    status: Status = "at_risk"
    if share is not None and share >= 1:
        status = "on_track"
    elif share is not None and share < RISK:
        status = "off_track"
    return TargetStatus(found.metric, status, found.latest, found.value, found.due, found.target, pace=found.pace)


def _kept(metric: Metric, latest: Period, value: Decimal, pace: Decimal | None) -> TargetStatus:
    low, high = metric.between or _around(metric, latest)
    ahead = add(value, multiply(pace or ZERO, Decimal(PACE_PERIODS)))
    status: Status = "off_track"
    if low <= value <= high:
        status = "on_track" if low <= ahead <= high else "at_risk"
    return TargetStatus(metric.id, status, latest, value, bounds=(low, high), pace=pace)


def _around(metric: Metric, latest: Period) -> tuple[Decimal, Decimal]:
    """The bounds of a metric to be kept that has only targets: the one in force, give or take the tolerance."""
    _, target = _next_target(metric, latest)
    return _margin(metric, target)


def _margin(metric: Metric, target: Decimal) -> tuple[Decimal, Decimal]:
    margin = multiply(abs(target), DEFAULT_TOLERANCE if metric.tolerance is None else metric.tolerance)
    return subtract(target, margin), add(target, margin)


def _next_target(metric: Metric, latest: Period) -> tuple[Period, Decimal]:
    """The target that is due next, or the last one where none is."""
    found = sorted(metric.dated_targets(latest.cadence), key=lambda target: target[0].number)
    return next((target for target in found if target[0].number > latest.number), found[-1])


def reaches(numbers: Numbers, metric: Metric, value: Decimal, target: Decimal) -> bool:
    """Whether a value is as good as a target or better; for a metric to be kept, whether it is within the tolerance."""
    if metric.aim == "maintain":
        low, high = _margin(metric, target)
        return low <= value <= high
    return _reaches(value, target, rises=_rises(numbers, metric, target))


def _rises(numbers: Numbers, metric: Metric, target: Decimal) -> bool:
    """Whether the metric should rise; where it has no aim, the target tells, seen from its first value."""
    if metric.aim is not None:
        return metric.aim == "increase"
    return target >= _known(numbers, metric.id, numbers.periods(metric.id)[0])


def _reaches(value: Decimal, target: Decimal, *, rises: bool) -> bool:
    return value >= target if rises else value <= target


def _pace(numbers: Numbers, metric: str, latest: Period, value: Decimal) -> Decimal | None:
    """The average change a period since three periods ago, or since the earliest value after that."""
    for back in range(PACE_PERIODS, 0, -1):
        before = numbers.value(metric, latest.shifted(-back))
        if isinstance(before, Decimal):
            return divide(subtract(value, before), Decimal(back))
    return None


def _known(numbers: Numbers, metric: str, period: Period) -> Decimal:
    value = numbers.value(metric, period)
    if not isinstance(value, Decimal):
        message = f"{metric} has no value in {period}, though it is one of its periods"
        raise TypeError(message)
    return value
