"""How far a metric is from its targets, and whether it gets there at its recent pace."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from product_handbook.analysis.targets.outlook import PACE_PERIODS, SumSoFar, pace, sum_so_far
from product_handbook.analysis.values.arithmetic import DEFAULT_TOLERANCE, ZERO, add, divide, multiply, subtract
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.formulas.periods import Period
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.target import DatedTarget, Meaning, Target

Status = Literal["met", "on_track", "at_risk", "off_track", "too_early", "not_judged", "not_measured", "no_target"]

RISK = Decimal("0.5")
"""The share of the needed pace below which a metric is off track."""

RULES: Mapping[Status, str] = {
    "met": "The latest value has reached the target that is due next; or, where none is due any more, the last one was "
    "reached in its period. A total is met once it is reached, or stayed within until its period has ended. A standing "
    "goal is met by the latest value.",
    "on_track": "At the average pace of the last three periods it reaches the target in time. A total reaches it if "
    "the periods to come are like the mean of the last three that are complete. A metric to be kept is within its "
    "bounds, and stays there for three more periods at that pace.",
    "at_risk": "It moves towards the target, at half the needed pace or more, but not fast enough; a total would need "
    "up to twice what comes now, or half of it where it should stay low. A metric to be kept is within its bounds, but "
    "leaves them within three periods at the pace of the last three.",
    "off_track": "It moves at less than half the needed pace, or away from the target; or the last target is past and "
    "was missed; or the latest value misses the standing goal. A metric to be kept is outside its bounds.",
    "too_early": "There is nothing yet to tell a pace from: it has one value only, or one or none since it is "
    "counted differently; or fewer than two periods of a total are complete.",
    "not_judged": "It has a target, and nobody has said with `aim` which way it should go.",
    "not_measured": "It has a target, and no value yet; or the target was due and nobody has reported that period.",
    "no_target": "It has neither a target nor bounds; or it is retired, and owes nothing any more.",
}
"""When a metric has which status, for readers."""


@dataclass(frozen=True)
class TargetStatus:
    """Where a metric stands on the way to a target, in its own unit."""

    metric: str
    status: Status
    latest: Period | None = None
    value: Decimal | None = None
    """The value in that period."""
    period: Period | None = None
    """The period that the target is written for; None for a standing goal and for bounds that always hold."""
    due: Period | None = None
    """The period of the metric's cadence in which the target is to be reached: the last one in that."""
    meaning: Meaning = "level"
    target: Decimal | None = None
    bounds: tuple[Decimal, Decimal] | None = None
    """The lowest and the highest value of a band, and of a metric that is to be kept."""
    pace: Decimal | None = None
    """The average change a period lately; None where there is no earlier value to compare with."""
    total: SumSoFar | None = None
    """What has come together, of a total or an average."""
    counted_anew: Period | None = None
    """From when on it is counted differently, where that lies between the latest value and the day it is due."""

    @property
    def distance(self) -> Decimal | None:
        """What is missing to the target: positive where the value has to rise; of a total, the total."""
        reached = self.value if self.total is None else self.total.so_far(self.meaning)
        return None if self.target is None or reached is None else subtract(self.target, reached)

    @property
    def periods_left(self) -> int:
        """How many periods are left; zero or less where the target is due or past."""
        return self.due.number - self.latest.number if self.due and self.latest else 0

    @property
    def needed_pace(self) -> Decimal | None:
        """The change a period that would reach the target just in time; None where it is due or past, or a total."""
        if self.distance is None or self.periods_left <= 0 or self.total is not None:
            return None
        return divide(self.distance, Decimal(self.periods_left))


def target_status(numbers: Numbers, metric: Metric) -> TargetStatus:
    """The progress of a metric towards the target that is due next, or the last one where none is.

    A standing goal that the latest value misses comes before any other; one that it meets stands behind.
    """
    statuses = () if metric.is_retired else target_statuses(numbers, metric)
    standing = next((found for found in statuses if found.period is None), None)
    dated = [found for found in statuses if found.period is not None]
    if standing is not None and (standing.status == "off_track" or not dated):
        return standing
    ahead = (found for found in dated if found.due and not _is_past(numbers, metric, found.due))
    return next(ahead, dated[-1] if dated else TargetStatus(metric.id, "no_target"))


def _is_past(numbers: Numbers, metric: Metric, due: Period) -> bool:
    latest = numbers.latest(metric.id)
    return latest is not None and due.number <= latest.number


def target_statuses(numbers: Numbers, metric: Metric) -> tuple[TargetStatus, ...]:
    """Where a metric stands with each of its targets, by when they are due; a standing goal and bounds come last.

    Of a retired one only what was met or missed is left: it owes nothing any more.
    """
    found = tuple(_statuses(numbers, metric))
    return tuple(each for each in found if _is_history(each)) if metric.is_retired else found


def _is_history(found: TargetStatus) -> bool:
    return found.due is not None and found.due == found.latest and found.status in {"met", "off_track"}


def _statuses(numbers: Numbers, metric: Metric) -> Iterator[TargetStatus]:
    latest = numbers.latest(metric.id)
    like = numbers.around(metric.id, numbers.today)
    for dated in metric.targets_due(like) if like else _undated(metric):
        if dated.target.meaning in {"total", "average"}:
            yield _sum_status(numbers, metric, dated)
        else:
            yield _level_status(numbers, metric, dated, latest)
    always = metric.standing_target
    if always is not None:
        yield _standing_status(numbers, metric, always, latest)
    elif metric.aim == "maintain" and metric.between:
        yield _kept(numbers, TargetStatus(metric.id, "not_measured", bounds=metric.between), latest)


def _undated(metric: Metric) -> Iterator[DatedTarget]:
    """The targets of a metric of which nobody knows how often it has a value."""
    return (DatedTarget(period, period, target) for period, target in metric.dated_targets.items())


def _level_status(numbers: Numbers, metric: Metric, dated: DatedTarget, latest: Period | None) -> TargetStatus:
    """That of a target for the value of one period, which a later value cannot reach any more."""
    target, due = dated.target, dated.due
    found = _begun(metric, dated)
    if latest is None:
        return found
    if due.number <= latest.number or due.has_ended(numbers.today):
        reached = numbers.value(metric.id, due)
        if not isinstance(reached, Decimal):
            return _measured(numbers, found, latest)
        found = _measured(numbers, found, due)
        return replace(found, status=_verdict(metric, target, reached))
    found = _measured(numbers, found, latest)
    if between := numbers.break_between(metric.id, latest, due):
        status: Status = "not_judged" if metric.aim is None and target.is_level else "too_early"
        return replace(found, status=status, counted_anew=between.period)
    if metric.aim == "maintain" and target.is_level:
        return _kept(numbers, found, latest)
    status = _verdict(metric, target, _value(numbers, metric.id, latest))
    return replace(found, status=_on_the_way(found) if status == "off_track" else status)


def _begun(metric: Metric, dated: DatedTarget) -> TargetStatus:
    """A target without anything measured yet."""
    target = dated.target
    bounds = (target.low, target.high) if target.meaning == "between" else None
    if metric.aim == "maintain" and target.is_level:
        bounds = _margin(metric, target.low)
    return TargetStatus(
        metric.id,
        "not_measured",
        period=dated.period,
        due=dated.due,
        meaning=target.meaning,
        target=None if bounds else target.number,
        bounds=bounds,
    )


def _measured(numbers: Numbers, found: TargetStatus, period: Period) -> TargetStatus:
    return replace(
        found,
        latest=period,
        value=_value(numbers, found.metric, period),
        pace=pace(comparable_values(numbers, found.metric, period), period),
    )


def comparable_values(numbers: Numbers, metric: str, latest: Period) -> Mapping[Period, Decimal]:
    """The values up to a period that can be compared with that of it, not those before a break; the oldest first."""
    known = [period for period in numbers.periods(metric) if period <= latest]
    breaks = [found.period for found in numbers.breaks(metric) if found.period <= latest]
    return {period: _value(numbers, metric, period) for period in known if not breaks or period >= breaks[-1]}


def _verdict(metric: Metric, target: Target, value: Decimal) -> Status:
    """Whether a value meets a target; not judged where nobody said which way the metric should go."""
    meets = reaches(metric, target, value)
    return "not_judged" if meets is None else "met" if meets else "off_track"


def reaches(metric: Metric, target: Target, value: Decimal) -> bool | None:
    """Whether a value, or a total, is as good as a target or better; None where nobody said what is better.

    One that is to be kept has to be within the tolerance.
    """
    if target.meaning == "between":
        return target.low <= value <= target.high
    if metric.aim == "maintain":
        low, high = _margin(metric, target.low)
        return low <= value <= high
    if metric.aim is None:
        return None
    return value >= target.low if metric.aim == "increase" else value <= target.low


def _on_the_way(found: TargetStatus) -> Status:
    """The status of a metric that has not reached its target, from the pace that it has and the one that it needs."""
    needed = found.needed_pace
    if found.bounds is not None and found.value is not None and found.periods_left > 0:
        low, high = found.bounds
        nearest = low if found.value < low else high
        needed = divide(subtract(nearest, found.value), Decimal(found.periods_left))
    if found.pace is None or needed is None:
        return "too_early"
    share = divide(found.pace, needed)
    if share is not None and share >= 1:
        return "on_track"
    return "off_track" if share is None or share < RISK else "at_risk"


def _standing_status(numbers: Numbers, metric: Metric, target: Target, latest: Period | None) -> TargetStatus:
    """That of a goal which each complete period is held against: the latest one tells."""
    bounds = (target.low, target.high) if target.meaning == "between" else None
    found = TargetStatus(metric.id, "not_measured", meaning=target.meaning, target=target.number, bounds=bounds)
    if latest is None:
        return found
    found = _measured(numbers, found, latest)
    return replace(found, status=_verdict(metric, target, _value(numbers, metric.id, latest)))


def _kept(numbers: Numbers, found: TargetStatus, latest: Period | None) -> TargetStatus:
    """That of bounds to be kept, now and for some periods more."""
    if latest is None or found.bounds is None:
        return found
    found = _measured(numbers, found, latest)
    low, high = found.bounds or (ZERO, ZERO)
    value = found.value or ZERO
    if not low <= value <= high:
        return replace(found, status="off_track")
    if found.pace is None:
        return replace(found, status="too_early")
    ahead = add(value, multiply(found.pace, Decimal(PACE_PERIODS)))
    return replace(found, status="on_track" if low <= ahead <= high else "at_risk")


def _sum_status(numbers: Numbers, metric: Metric, dated: DatedTarget) -> TargetStatus:
    """That of a total or an average, from what has come so far and the mean of the last periods."""
    found = _begun(metric, dated)
    values = {at: value for at in dated.inside if isinstance(value := numbers.value(metric.id, at), Decimal)}
    breaks = [each.period for each in numbers.breaks(metric.id)]
    total = sum_so_far(dated.inside, values, breaks, numbers.today)
    if total is None:
        return found
    # The last one inside may be missing, with later ones reported.
    latest = max(period for period in numbers.periods(metric.id) if period <= dated.due)
    found = replace(_measured(numbers, found, latest), total=total)
    return replace(found, status=_sum_verdict(metric, dated.target, total))


def _sum_verdict(metric: Metric, target: Target, total: SumSoFar) -> Status:
    if total.has_gap or total.is_broken:
        return "not_measured" if total.has_gap else "too_early"
    if not total.left:
        return _verdict(metric, target, total.so_far(target.meaning))
    # What can only grow has reached its total for good.
    if target.meaning == "total" and metric.aim == "increase" and total.sum >= target.low:
        return "met"
    return "not_judged" if metric.aim is None else _sum_forecast(metric, target, total)


def _sum_forecast(metric: Metric, target: Target, total: SumSoFar) -> Status:
    """Whether it comes to the target if the periods to come are like the last ones; twice as much is a risk."""
    projected = total.projected(target.meaning)
    if projected is None or total.mean is None:
        return "too_early"
    if reaches(metric, target, projected):
        return "on_track"
    needed = total.needed(target.low, target.meaning)
    smaller, larger = (needed, total.mean) if metric.aim == "decrease" else (total.mean, needed)
    is_near = metric.aim != "maintain" and smaller > 0 and smaller >= multiply(larger, RISK)
    return "at_risk" if is_near else "off_track"


def _margin(metric: Metric, target: Decimal) -> tuple[Decimal, Decimal]:
    margin = multiply(abs(target), DEFAULT_TOLERANCE if metric.tolerance is None else metric.tolerance)
    return subtract(target, margin), add(target, margin)


def _value(numbers: Numbers, metric: str, period: Period) -> Decimal:
    value = numbers.value(metric, period)
    if not isinstance(value, Decimal):
        message = f"{metric} has no value in {period}, though it is one of its periods"
        raise TypeError(message)
    return value
