"""The figures of metrics for cards, tables and sentences: value, trend, agreement, status and the next target."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from markupsafe import Markup

from product_handbook.analysis.values.arithmetic import subtract
from product_handbook.drawing.charts.draw import sparkline
from product_handbook.drawing.charts.model import Sparkline
from product_handbook.drawing.model import AgreementLook, Figures, StatusLook, Tone, TrendLook
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.guardrail_words import guardrail_words
from product_handbook.site.parts.target_words import html_goal, html_status, reason
from product_handbook.site.writing.page import Handbook

SPARK_PERIODS = 13
"""A year and the month of the year before."""

_STATUSES: Mapping[str, StatusLook] = {
    "met": "met",
    "on_track": "on_track",
    "at_risk": "at_risk",
    "off_track": "off_track",
    "too_early": "too_early",
    "not_judged": "",
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
    broken = _broken(handbook, metric)
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
        broken=broken is not None,
        broken_reason=broken or "",
    )


def _broken(handbook: Handbook, metric: Metric) -> str | None:
    """What is to say of the guardrail that a metric breaks; None where it breaks none."""
    found = next((each for each in handbook.analysis.guardrails_of(metric.id) if each.status == "broken"), None)
    return None if found is None else guardrail_words(handbook.number_format, found).reason


def _constant(handbook: Handbook, metric: Metric, value: Decimal) -> Figures:
    """The one value of a metric that never changes."""
    number_format = handbook.number_format
    short = number_format.short(value, metric)
    broken, exact = _broken(handbook, metric), f"always {number_format.quantity(value, metric)}"
    return Figures(
        short, number_format.unit(metric, short), exact, broken=broken is not None, broken_reason=broken or ""
    )


def _trend(handbook: Handbook, metric: Metric, latest: Period, value: Decimal) -> tuple[str, TrendLook, str]:
    """The change since the period before, whether it is welcome, and the change in full."""
    before = handbook.analysis.numbers.previous(metric.id, latest)
    if before is None:
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
    """The shape of the last year, since a break if there was one, for a table; empty without values."""
    numbers = handbook.analysis.numbers
    latest = numbers.latest(metric.id)
    if latest is None:
        return Markup()
    shown = [latest.shifted(-back) for back in range(SPARK_PERIODS - 1, -1, -1)]
    found = (numbers.value(metric.id, at) if not numbers.break_between(metric.id, at, latest) else None for at in shown)
    values = tuple(float(value) if isinstance(value, Decimal) else None for value in found)
    return sparkline(Sparkline(values, tone=tone_of(handbook, metric)))


def status_mark(handbook: Handbook, metric: Metric) -> Markup:
    """The status with its shape; nothing where there is no target."""
    return html_status(handbook.target_status(metric.id).status)


def status_in_words(handbook: Handbook, metric: Metric) -> str:
    """Why a metric has its status, in a sentence or two."""
    return reason(handbook.number_format, metric, handbook.target_status(metric.id))


def next_target(handbook: Handbook, metric: Metric) -> Markup:
    """The target that is due next; where no value is known yet, or none is due any more, the last one written down."""
    return html_goal(handbook.number_format, metric, handbook.target_status(metric.id))


def target_beside(handbook: Handbook, metric: Metric) -> tuple[Decimal, ...]:
    """The target that stands beside the latest value, from which it has to look different; empty without one."""
    found = handbook.target_status(metric.id)
    if found.total is not None:
        return ()
    return found.bounds or (() if found.target is None else (found.target,))
