"""The North Star and the business metric over the same periods."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from product_handbook.drawing.charts.draw import panels
from product_handbook.drawing.charts.model import LineChart, Panels
from product_handbook.formulas.periods import Cadence, Period
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.series import begun_periods, chart_periods, series_chart
from product_handbook.site.writing.components import paragraph
from product_handbook.site.writing.draft import Draft
from product_handbook.wording.terms import CADENCES


def together(draft: Draft) -> Markup:
    """The North Star and the business metric over the same periods, each with a scale of its own; empty without values.

    Where they have different cadences they share no axis: a figure for each, and above them why.
    """
    strategy, numbers = draft.handbook.strategy, draft.handbook.analysis.numbers
    tops = dict.fromkeys((strategy.star.id, strategy.business.id))
    metrics = [strategy.metrics[id] for id in tops if numbers.periods(id)]
    cadences = [numbers.periods(metric.id)[-1].cadence for metric in metrics]
    if len(set(cadences)) > 1:
        return _one_by_one(draft, metrics, cadences)
    if not metrics:
        return Markup()
    calendars = [_shown(draft, metric) for metric in metrics]
    first, last = min(shown[0] for shown in calendars), max(shown[-1] for shown in calendars)
    shown = tuple(first.shifted(step) for step in range(last.number - first.number + 1))
    charts = (_panel(draft, metric, shown, place) for place, metric in enumerate(metrics, 1))
    return panels(Panels("together", tuple(charts)))


def _one_by_one(draft: Draft, metrics: Sequence[Metric], cadences: Sequence[Cadence]) -> Markup:
    """A figure for each metric, and why they share no axis."""
    described = " and ".join(
        f"{metric.title} is {CADENCES[cadence]}" for metric, cadence in zip(metrics, cadences, strict=True)
    )
    figures = (
        panels(
            Panels(
                f"together-{place}",
                (_panel(draft, metric, chart_periods(begun_periods(draft, metric), metric), place),),
            )
        )
        for place, metric in enumerate(metrics, 1)
    )
    return Markup("\n").join((paragraph(f"{described}, so each has an axis of its own."), *figures))


def _shown(draft: Draft, metric: Metric) -> tuple[Period, ...]:
    return chart_periods(begun_periods(draft, metric), metric)


def _panel(draft: Draft, metric: Metric, shown: tuple[Period, ...], place: int) -> LineChart:
    return replace(series_chart(draft, metric, shown, Markup()), name=f"series-{place}", heading=metric.title)
