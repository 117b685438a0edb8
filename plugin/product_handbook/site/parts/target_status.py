"""Where a metric stands on the way to its target, in words and with a mark, and the target that is due next."""

from decimal import Decimal

from markupsafe import Markup

from product_handbook.analysis.targets.targets import TargetStatus
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.rendering import html_macros
from product_handbook.wording.html import unbroken
from product_handbook.wording.terms import STATUSES, count

_status, _status_reason = html_macros("parts/metrics.html.jinja", "status", "status_reason")


def status_mark(draft: Draft, metric: Metric) -> Markup:
    """The status with its shape; nothing where there is no target."""
    status = draft.handbook.target_status(metric.id).status
    words = STATUSES[status]
    return _status(status.replace("_", "-"), words.mark, words.text) if words.mark else Markup()


def status_reason(draft: Draft, metric: Metric) -> Markup:
    """Why a metric has its status, with the numbers that the rule looks at; nothing where there is no target."""
    if draft.handbook.target_status(metric.id).status == "no_target":
        return Markup()
    rule = draft.href_of(draft.handbook.addresses.at("reference/numbers.md")) + "#status"
    return _status_reason(status_mark(draft, metric), unbroken(status_in_words(draft, metric)), rule)


def status_in_words(draft: Draft, metric: Metric) -> str:
    """Why a metric has its status, in a sentence or two."""
    found = draft.handbook.target_status(metric.id)
    number_format = draft.handbook.number_format
    if found.value is None or found.latest is None or found.status == "not_measured":
        return _not_measured(draft, metric, found)
    beside = found.bounds or (() if found.target is None else (found.target,))
    others = number_format.apart((found.value, *beside), metric)[1:]
    at = f"{number_format.short_quantity(found.value, metric, beside)} in {for_readers(found.latest)}"
    if found.bounds is not None:
        pace = _pace(draft, metric, found)
        return f"{at}; should stay between {others[0]} and {others[1]}." + (f" Moved {pace} lately." if pace else "")
    if found.target is None or found.due is None or found.distance is None:
        return f"{at}."
    goal = f"{others[0]} by {for_readers(found.due)}"
    if found.status == "met":
        return f"{at}; the target was {goal}."
    if found.needed_pace is None:
        return f"{at}; the target of {goal} was missed by {_size(draft, found.distance, metric)}."
    side = "short of" if found.distance > 0 else "above"
    away = f"{at}, {_size(draft, found.distance, metric)} {side} the target of {goal}."
    return f"{away} {_needed(draft, metric, found, found.needed_pace)}"


def _needed(draft: Draft, metric: Metric, found: TargetStatus, needed: Decimal) -> str:
    """The pace that the target needs beside the recent one, so that they can be compared."""
    cadence = "" if found.latest is None else found.latest.cadence
    pace = f"Needs {draft.handbook.number_format.difference(needed, metric)} a {cadence}"
    left, lately = count(found.periods_left, cadence), _pace(draft, metric, found)
    return f"{pace} for {left}; moved {lately} lately." if lately else f"{pace} for {left}. Too early to tell."


def _pace(draft: Draft, metric: Metric, found: TargetStatus) -> str:
    """The average change a period lately; empty where there is no earlier value."""
    if found.pace is None or found.latest is None:
        return ""
    return f"{draft.handbook.number_format.difference(found.pace, metric)} a {found.latest.cadence}"


def _not_measured(draft: Draft, metric: Metric, found: TargetStatus) -> str:
    if found.latest is None or found.due is None or found.target is None:
        return "It has a target but no value yet."
    target = draft.handbook.number_format.short_quantity(found.target, metric)
    due, latest = for_readers(found.due), for_readers(found.latest)
    return f"The target is {target} by {due}, but nobody has reported that period. The latest value is from {latest}."


def _size(draft: Draft, distance: Decimal, metric: Metric) -> str:
    return draft.handbook.number_format.difference(abs(distance), metric).removeprefix("+")


def next_target(draft: Draft, metric: Metric) -> Markup:
    """The target that is due next; where no value is known yet, or none is due any more, the last one written down."""
    period = _next_due(draft, metric)
    if period is None:
        return Markup()
    numbers, latest = draft.handbook.analysis.numbers, draft.handbook.analysis.numbers.latest(metric.id)
    value = None if latest is None else numbers.value(metric.id, latest)
    beside = (value,) if isinstance(value, Decimal) else ()
    shown = draft.handbook.number_format.html(metric.targets[period], metric, beside)
    return Markup("{} by {}").format(shown, for_readers(period))


def target_beside(draft: Draft, metric: Metric) -> tuple[Decimal, ...]:
    """The target that stands beside the latest value, from which it has to look different; empty without one."""
    period = _next_due(draft, metric)
    return () if period is None else (metric.targets[period],)


def _next_due(draft: Draft, metric: Metric) -> Period | None:
    status = draft.handbook.target_status(metric.id)
    by_day = sorted(metric.targets, key=lambda period: period.last_day)
    ahead = (period for period in by_day if status.latest is None or period.last_day > status.latest.last_day)
    return next(ahead, by_day[-1] if by_day else None)
