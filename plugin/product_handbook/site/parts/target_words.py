"""Targets and where a metric stands with them, in sentences of plain text, and in short as HTML."""

from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.analysis.targets.outlook import SumSoFar
from product_handbook.analysis.targets.targets import Status, TargetStatus
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.target import Meaning
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.number_format import NumberFormat
from product_handbook.wording.terms import STATUSES, count

_status, _target_by = html_macros("parts/metrics.html.jinja", "status", "target_by")

_MEANT: dict[Meaning, str] = {"total": " in total", "average": " on average"}


def reason(number_format: NumberFormat, metric: Metric, found: TargetStatus) -> str:
    """Why a metric stands as it does with a target, in a sentence or two."""
    if found.latest is None or found.value is None:
        return "It has a target but no value yet."
    if found.total is not None:
        return _sum(number_format, metric, found, found.total)
    if found.status == "not_measured":
        return _unreported(number_format, metric, found)
    if found.counted_anew is not None and found.status == "too_early":
        return _counted_anew(number_format, metric, found, found.counted_anew)
    return _single(number_format, metric, found, found.value, for_readers(found.latest))


def _single(number_format: NumberFormat, metric: Metric, found: TargetStatus, value: Decimal, latest: str) -> str:
    wanted = found.bounds or (() if found.target is None else (found.target,))
    others = number_format.apart((value, *wanted), metric)[1:]
    at = f"{number_format.short_quantity(value, metric, wanted)} in {latest}"
    if found.bounds is not None:
        return _band(number_format, metric, found, at, others)
    goal = f"{others[0]} by {for_readers(found.due)}" if found.due else f"{others[0]} in each {_period_word(found)}"
    if found.status == "not_judged":
        return f"{at}; the target is {goal}, but nobody has said whether it should rise or fall."
    return _number(number_format, metric, found, at, goal)


def _number(number_format: NumberFormat, metric: Metric, found: TargetStatus, at: str, goal: str) -> str:
    distance = found.distance or Decimal(0)
    size, side = _size(number_format, metric, distance), "short of" if distance > 0 else "above"
    if found.period is None:
        met = f"{at}; the standing goal is {goal}."
        return met if found.status == "met" else f"{at}, {size} {side} the standing goal of {goal}."
    if found.status == "met":
        return f"{at}; the target was {goal}."
    if found.needed_pace is None:
        return f"{at}; the target of {goal} was missed by {size}."
    away = f"{at}, {size} {side} the target of {goal}."
    return f"{away} {_needed(number_format, metric, found, found.needed_pace)}"


def _band(number_format: NumberFormat, metric: Metric, found: TargetStatus, at: str, bounds: tuple[str, ...]) -> str:
    until = f" by {for_readers(found.due)}" if found.due and found.meaning == "between" else ""
    should = f"{at}; should {'be' if until else 'stay'} between {bounds[0]} and {bounds[1]}{until}."
    if found.status == "too_early":
        return f"{should} Too early to tell a pace."
    moved = _pace(number_format, metric, found)
    return f"{should} Moved {moved} lately." if moved else should


def _counted_anew(number_format: NumberFormat, metric: Metric, found: TargetStatus, since: Period) -> str:
    """Why the latest value says nothing of a target: it is from before a break, and the target after it."""
    wanted, due = goal_text(number_format, metric, found), found.due and for_readers(found.due)
    change = f"It is counted differently from {for_readers(since)} on, and has no value since"
    return f"{change}; the target is {wanted} by {due}."


def _needed(number_format: NumberFormat, metric: Metric, found: TargetStatus, needed: Decimal) -> str:
    """The pace that the target needs beside the recent one, so that they can be compared."""
    cadence = _period_word(found)
    pace = f"Needs {number_format.difference(needed, metric)} a {cadence}"
    left, lately = count(found.periods_left, cadence), _pace(number_format, metric, found)
    return f"{pace} for {left}; moved {lately} lately." if lately else f"{pace} for {left}. Too early to tell a pace."


def _pace(number_format: NumberFormat, metric: Metric, found: TargetStatus) -> str:
    """The average change a period lately; empty where there is no earlier value."""
    return "" if found.pace is None else f"{number_format.difference(found.pace, metric)} a {_period_word(found)}"


def _unreported(number_format: NumberFormat, metric: Metric, found: TargetStatus) -> str:
    wanted = goal_text(number_format, metric, found)
    if found.target is not None:
        wanted = number_format.short_quantity(found.target, metric)
    due, latest = found.due and for_readers(found.due), found.latest and for_readers(found.latest)
    return f"The target is {wanted} by {due}, but nobody has reported that period. The latest value is from {latest}."


def _sum(number_format: NumberFormat, metric: Metric, found: TargetStatus, total: SumSoFar) -> str:
    """What has come together, where it is heading, and what it should come to."""
    wanted, when = goal_text(number_format, metric, found), found.period and for_readers(found.period)
    cadence = _period_word(found)
    so_far = total.so_far(found.meaning)
    beside = [value for value in (so_far, found.target, total.projected(found.meaning)) if value is not None]
    texts = dict(zip(beside, number_format.apart(beside, metric), strict=True))
    meant = _MEANT[found.meaning]
    if total.has_gap:
        missing = f"not every {cadence} of {when} is reported"
        return f"{texts[so_far]}{meant} in the {count(total.complete, cadence)} reported; {missing}."
    if total.is_broken:
        return f"It is counted differently within {when}, so its {cadence}s do not add up; the target is {wanted}."
    if not total.left:
        return f"{texts[so_far]}{meant} in {when}; the target was {wanted}."
    share = f"{texts[so_far]}{meant} so far, in {total.complete} of {count(total.complete + total.left, cadence)}"
    projected = total.projected(found.meaning)
    if projected is None:
        return f"{share}; the target for {when} is {wanted}. Where it is heading shows after two complete {cadence}s."
    return f"{share}; heading for {texts[projected]}, and the target for {when} is {wanted}."


def goal_text(number_format: NumberFormat, metric: Metric, found: TargetStatus) -> str:
    """What is to be reached, in short, without its period: `12.5 k in total`, `2 to 3`."""
    beside = () if found.value is None or found.total is not None else (found.value,)
    if found.bounds is not None:
        low, high = number_format.apart((*found.bounds, *beside), metric)[:2]
        return f"{low} to {high}"
    if found.target is None:
        return ""
    return number_format.apart((found.target, *beside), metric)[0] + _MEANT.get(found.meaning, "")


def html_status(status: Status) -> Markup:
    """A status with its shape; nothing where there is no target."""
    words = STATUSES[status]
    return _status(status.replace("_", "-"), words.mark, words.text) if words.mark else Markup()


def html_goal(number_format: NumberFormat, metric: Metric, found: TargetStatus) -> Markup:
    """What is to be reached, in short, with its period; nothing without a target."""
    wanted = goal_text(number_format, metric, found)
    if not wanted or (found.period is None and not metric.targets):
        return Markup()
    return _target_by(escape(wanted), "" if found.period is None else for_readers(found.period))


def _period_word(found: TargetStatus) -> str:
    return found.latest.length if found.latest else ""


def _size(number_format: NumberFormat, metric: Metric, distance: Decimal) -> str:
    return number_format.difference(abs(distance), metric).removeprefix("+")
