"""The figures of metrics for cards, tables and sentences: value, trend, status, whether report and formula agree."""

from collections.abc import Callable
from decimal import Decimal

from markupsafe import Markup

from product_handbook.analysis.targets.targets import Status
from product_handbook.analysis.values.arithmetic import subtract
from product_handbook.drawing.charts.draw import sparkline
from product_handbook.drawing.charts.model import Sparkline
from product_handbook.drawing.model import AgreementLook, Figures, StatusLook, Tone, TrendLook
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.model.strategy import Strategy
from product_handbook.site.parts.target_status import status_in_words
from product_handbook.site.writing.draft import Draft

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


def tone_of(strategy: Strategy, metric: Metric) -> Tone:
    """The colour of a metric: that of the North Star, of the business metric, or of any other."""
    if metric is strategy.star:
        return "north_star"
    return "business_metric" if metric is strategy.business else "plain"


def figures_of(draft: Draft) -> Callable[[str], Figures | None]:
    """What the card of each metric shows, by its id; nothing for a metric without a value."""
    known = draft.handbook.figures

    def figures(id: str) -> Figures | None:
        if id not in known:
            known[id] = _figures(draft, draft.handbook.strategy.metrics[id])
        return known[id]

    return figures


def _figures(draft: Draft, metric: Metric) -> Figures | None:
    numbers, number_format = draft.handbook.analysis.numbers, draft.handbook.number_format
    if isinstance(constant := numbers.constants.get(metric.id), Decimal):
        return _constant(draft, metric, constant)
    latest = numbers.latest(metric.id)
    value = None if latest is None else numbers.value(metric.id, latest)
    if latest is None or not isinstance(value, Decimal):
        return None
    short = number_format.short(value, metric)
    trend, look, exact = _trend(draft, metric, latest, value)
    agreement, apart = _agreement(draft, metric, latest)
    status = _STATUSES[draft.handbook.target_status(metric.id).status]
    return Figures(
        value=short,
        unit=number_format.unit(metric, short),
        exact=f"{number_format.quantity(value, metric)} in {for_readers(latest)}",
        trend=trend,
        trend_look=look,
        trend_exact=exact,
        status=status,
        status_reason=status_in_words(draft, metric) if status else "",
        agreement=agreement,
        agreement_exact=apart,
    )


def _constant(draft: Draft, metric: Metric, value: Decimal) -> Figures:
    """The one value of a metric that never changes."""
    number_format = draft.handbook.number_format
    short = number_format.short(value, metric)
    return Figures(short, number_format.unit(metric, short), f"always {number_format.quantity(value, metric)}")


def _trend(draft: Draft, metric: Metric, latest: Period, value: Decimal) -> tuple[str, TrendLook, str]:
    """The change since the period before, whether it is welcome, and the change in full."""
    before = draft.handbook.analysis.numbers.value(metric.id, latest.shifted(-1))
    if not isinstance(before, Decimal):
        return "", "", ""
    number_format = draft.handbook.number_format
    # The context of the machine would round to 28 digits, and make an end for what has none.
    change = subtract(value, before)
    arrow = "▲" if change > 0 else "▼" if change < 0 else "="
    size = number_format.movement(before, value, metric)
    wanted = {"increase": 1, "decrease": -1}.get(metric.aim or "", 0) * change
    look: TrendLook = "same" if not change else "better" if wanted > 0 else "worse" if wanted < 0 else ""
    exact = f"{number_format.exact_difference(change, metric, alone=True)} since {for_readers(latest.shifted(-1))}"
    return f"{arrow} {size.lstrip('+−')}".rstrip(), look, exact


def _agreement(draft: Draft, metric: Metric, latest: Period) -> tuple[AgreementLook, str]:
    analysis = draft.handbook.analysis
    if not analysis.numbers.is_reported(metric.id, latest):
        return "computed", ""
    for row in analysis.reconciliations.get(metric.id, ()):
        if row.period == latest and row.agreement == "off" and isinstance(row.computed, Decimal):
            return "off", f"the formula gives {draft.handbook.number_format.quantity(row.computed, metric)}"
    return "", ""


def spark(draft: Draft, metric: Metric) -> Markup:
    """The shape of the last year, for a table; empty without values."""
    numbers = draft.handbook.analysis.numbers
    latest = numbers.latest(metric.id)
    if latest is None:
        return Markup()
    found = (numbers.value(metric.id, latest.shifted(-back)) for back in range(SPARK_PERIODS - 1, -1, -1))
    values = tuple(float(value) if isinstance(value, Decimal) else None for value in found)
    return sparkline(Sparkline(values, tone=tone_of(draft.handbook.strategy, metric)))
