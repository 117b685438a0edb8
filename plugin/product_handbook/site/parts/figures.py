"""The figures of metrics for cards, tables and sentences: value, trend, agreement, status and the next target."""

from collections.abc import Callable
from decimal import Decimal

from markupsafe import Markup

from product_handbook.analysis.targets.targets import Status, TargetStatus
from product_handbook.analysis.values.arithmetic import subtract
from product_handbook.drawing.charts.draw import sparkline
from product_handbook.drawing.charts.model import Sparkline
from product_handbook.drawing.model import AgreementLook, Figures, StatusLook, Tone, TrendLook
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.writing.page import Handbook
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.terms import STATUSES, count

(_status,) = html_macros("parts/metrics.html.jinja", "status")

SPARK_PERIODS = 13
"""A year and the month of the year before."""

_STATUSES: dict[Status, StatusLook] = {
    "met": "met",
    "on_track": "on_track",
    "at_risk": "at_risk",
    "off_track": "off_track",
    "not_measured": "",
    "no_target": "",
}


def tone_of(handbook: Handbook, metric: Metric) -> Tone:
    """The colour of a metric: that of the North Star, of the business metric, or of any other."""
    if metric is handbook.strategy.star:
        return "north_star"
    return "business_metric" if metric is handbook.strategy.business else "plain"


def figures_of(handbook: Handbook) -> Callable[[str], Figures | None]:
    """What the card of each metric shows, by its id; nothing for a metric without a value."""
    known = handbook.figures

    def figures(id: str) -> Figures | None:
        if id not in known:
            known[id] = _figures(handbook, handbook.strategy.metrics[id])
        return known[id]

    return figures


def _figures(handbook: Handbook, metric: Metric) -> Figures | None:
    numbers, number_format = handbook.analysis.numbers, handbook.number_format
    if isinstance(constant := numbers.constants.get(metric.id), Decimal):
        return _constant(handbook, metric, constant)
    latest = numbers.latest(metric.id)
    value = None if latest is None else numbers.value(metric.id, latest)
    if latest is None or not isinstance(value, Decimal):
        return None
    short = number_format.short(value, metric)
    trend, look, exact = _trend(handbook, metric, latest, value)
    agreement, apart = _agreement(handbook, metric, latest)
    status = _STATUSES[handbook.target_status(metric.id).status]
    return Figures(
        value=short,
        unit=number_format.unit(metric, short),
        exact=f"{number_format.quantity(value, metric)} in {for_readers(latest)}",
        trend=trend,
        trend_look=look,
        trend_exact=exact,
        status=status,
        status_reason=status_in_words(handbook, metric) if status else "",
        agreement=agreement,
        agreement_exact=apart,
    )


def _constant(handbook: Handbook, metric: Metric, value: Decimal) -> Figures:
    """The one value of a metric that never changes."""
    number_format = handbook.number_format
    short = number_format.short(value, metric)
    return Figures(short, number_format.unit(metric, short), f"always {number_format.quantity(value, metric)}")


def _trend(handbook: Handbook, metric: Metric, latest: Period, value: Decimal) -> tuple[str, TrendLook, str]:
    """The change since the period before, whether it is welcome, and the change in full."""
    before = handbook.analysis.numbers.value(metric.id, latest.shifted(-1))
    if not isinstance(before, Decimal):
        return "", "", ""
    number_format = handbook.number_format
    # The context of the machine would round to 28 digits, and make an end for what has none.
    change = subtract(value, before)
    arrow = "▲" if change > 0 else "▼" if change < 0 else "="
    size = number_format.movement(before, value, metric)
    wanted = {"increase": 1, "decrease": -1}.get(metric.aim or "", 0) * change
    look: TrendLook = "same" if not change else "better" if wanted > 0 else "worse" if wanted < 0 else ""
    exact = f"{number_format.exact_difference(change, metric, alone=True)} since {for_readers(latest.shifted(-1))}"
    return f"{arrow} {size.lstrip('+−')}".rstrip(), look, exact


def _agreement(handbook: Handbook, metric: Metric, latest: Period) -> tuple[AgreementLook, str]:
    analysis = handbook.analysis
    if not analysis.numbers.is_reported(metric.id, latest):
        return "computed", ""
    for row in analysis.reconciliations.get(metric.id, ()):
        if row.period == latest and row.agreement == "off" and isinstance(row.computed, Decimal):
            return "off", f"the formula gives {handbook.number_format.quantity(row.computed, metric)}"
    return "", ""


def spark(handbook: Handbook, metric: Metric) -> Markup:
    """The shape of the last year, for a table; empty without values."""
    numbers = handbook.analysis.numbers
    latest = numbers.latest(metric.id)
    if latest is None:
        return Markup()
    found = (numbers.value(metric.id, latest.shifted(-back)) for back in range(SPARK_PERIODS - 1, -1, -1))
    values = tuple(float(value) if isinstance(value, Decimal) else None for value in found)
    return sparkline(Sparkline(values, tone=tone_of(handbook, metric)))


def status_mark(handbook: Handbook, metric: Metric) -> Markup:
    """The status with its shape; nothing where there is no target."""
    status = handbook.target_status(metric.id).status
    words = STATUSES[status]
    return _status(status.replace("_", "-"), words.mark, words.text) if words.mark else Markup()


def status_in_words(handbook: Handbook, metric: Metric) -> str:
    """Why a metric has its status, in a sentence or two."""
    found = handbook.target_status(metric.id)
    number_format = handbook.number_format
    if found.value is None or found.latest is None or found.status == "not_measured":
        return _not_measured(handbook, metric, found)
    beside = found.bounds or (() if found.target is None else (found.target,))
    others = number_format.apart((found.value, *beside), metric)[1:]
    at = f"{number_format.short_quantity(found.value, metric, beside)} in {for_readers(found.latest)}"
    if found.bounds is not None:
        pace = _pace(handbook, metric, found)
        return f"{at}; should stay between {others[0]} and {others[1]}." + (f" Moved {pace} lately." if pace else "")
    if found.target is None or found.due is None or found.distance is None:
        return f"{at}."
    goal = f"{others[0]} by {for_readers(found.due)}"
    if found.status == "met":
        return f"{at}; the target was {goal}."
    if found.needed_pace is None:
        return f"{at}; the target of {goal} was missed by {_size(handbook, found.distance, metric)}."
    side = "short of" if found.distance > 0 else "above"
    away = f"{at}, {_size(handbook, found.distance, metric)} {side} the target of {goal}."
    return f"{away} {_needed(handbook, metric, found, found.needed_pace)}"


def _needed(handbook: Handbook, metric: Metric, found: TargetStatus, needed: Decimal) -> str:
    """The pace that the target needs beside the recent one, so that they can be compared."""
    cadence = "" if found.latest is None else found.latest.cadence
    pace = f"Needs {handbook.number_format.difference(needed, metric)} a {cadence}"
    left, lately = count(found.periods_left, cadence), _pace(handbook, metric, found)
    return f"{pace} for {left}; moved {lately} lately." if lately else f"{pace} for {left}. Too early to tell."


def _pace(handbook: Handbook, metric: Metric, found: TargetStatus) -> str:
    """The average change a period lately; empty where there is no earlier value."""
    if found.pace is None or found.latest is None:
        return ""
    return f"{handbook.number_format.difference(found.pace, metric)} a {found.latest.cadence}"


def _not_measured(handbook: Handbook, metric: Metric, found: TargetStatus) -> str:
    if found.latest is None or found.due is None or found.target is None:
        return "It has a target but no value yet."
    target = handbook.number_format.short_quantity(found.target, metric)
    due, latest = for_readers(found.due), for_readers(found.latest)
    return f"The target is {target} by {due}, but nobody has reported that period. The latest value is from {latest}."


def _size(handbook: Handbook, distance: Decimal, metric: Metric) -> str:
    return handbook.number_format.difference(abs(distance), metric).removeprefix("+")


def next_target(handbook: Handbook, metric: Metric) -> Markup:
    """The target that is due next; where no value is known yet, or none is due any more, the last one written down."""
    period = _next_due(handbook, metric)
    if period is None:
        return Markup()
    numbers, latest = handbook.analysis.numbers, handbook.analysis.numbers.latest(metric.id)
    value = None if latest is None else numbers.value(metric.id, latest)
    beside = (value,) if isinstance(value, Decimal) else ()
    shown = handbook.number_format.html(metric.targets[period], metric, beside)
    return Markup("{} by {}").format(shown, for_readers(period))


def target_beside(handbook: Handbook, metric: Metric) -> tuple[Decimal, ...]:
    """The target that stands beside the latest value, from which it has to look different; empty without one."""
    period = _next_due(handbook, metric)
    return () if period is None else (metric.targets[period],)


def _next_due(handbook: Handbook, metric: Metric) -> Period | None:
    status = handbook.target_status(metric.id)
    by_day = sorted(metric.targets, key=lambda period: period.last_day)
    ahead = (period for period in by_day if status.latest is None or period.last_day > status.latest.last_day)
    return next(ahead, by_day[-1] if by_day else None)
