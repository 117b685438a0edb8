"""Metrics as a table, the same one wherever metrics are listed, and a metric where it is only mentioned."""

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.drawing.words import trend_shown
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.figures import figures_of, next_target, spark, status_mark, target_beside
from product_handbook.site.parts.formulas import linked_parts
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, chip, pointed_at, star, with_note
from product_handbook.site.writing.draft import Draft
from product_handbook.wording.number_format import unit_of

_BEFORE = (Heading("Metric"), Heading("Unit"))
_VALUES = (Heading("Latest", numeric=True), Heading("Change"), Heading("The last year"), Heading("Status"))
_AFTER = (Heading("Owner"), Heading("Target"), Heading("Computed from"))


def metric_table(draft: Draft, metrics: Iterable[Metric], label: str = "Metrics") -> Markup:
    """Name, unit, owner, target and formula of each metric, and its latest value where any metric has one."""
    has_values = draft.handbook.analysis.numbers.has_values
    headings = (*_BEFORE, *(_VALUES if has_values else ()), *_AFTER)
    return components.table(label, headings, [_row(draft, metric, has_values=has_values) for metric in metrics])


def _row(draft: Draft, metric: Metric, *, has_values: bool) -> tuple[Markup, ...]:
    strategy = draft.handbook.strategy
    marks = [star()] if metric is strategy.star else []
    status = [] if metric.status == "live" else [chip(metric.status)]
    return (
        Markup(" ").join((*marks, draft.link("metric", metric.id), *status)),
        escape(unit_of(metric)),
        *(_latest(draft, metric) if has_values else ()),
        draft.owners(metric),
        next_target(draft.handbook, metric),
        _computed_from(draft, metric),
    )


def _latest(draft: Draft, metric: Metric) -> tuple[Markup, ...]:
    """The latest value, its change, the shape of the last year and the status; empty cells without a value."""
    numbers, number_format = draft.handbook.analysis.numbers, draft.handbook.number_format
    latest, found = numbers.latest(metric.id), figures_of(draft.handbook)(metric.id)
    value = None if latest is None else numbers.value(metric.id, latest)
    if found is None or not isinstance(value, Decimal):
        return Markup(), Markup(), Markup(), status_mark(draft.handbook, metric)
    shown = number_format.html(value, metric, target_beside(draft.handbook, metric))
    return shown, escape(trend_shown(found)), spark(draft.handbook, metric), status_mark(draft.handbook, metric)


def _computed_from(draft: Draft, metric: Metric) -> Markup:
    """The formula of a metric with its operands linked, or the value of a constant, or nothing."""
    if metric.value is not None:
        return Markup("always {}").format(draft.handbook.number_format.quantity(metric.value, metric))
    return Markup().join(linked_parts(draft.link, metric))


def metric_with_latest(draft: Draft, id: str) -> Markup:
    """A link to a metric and, where it has one, its latest value in short with the last change."""
    value = latest_value(draft, id)
    return with_note(draft.link("metric", id), value) if value else draft.link("metric", id)


def metrics_with_latest(draft: Draft, ids: Iterable[str]) -> tuple[Markup, ...]:
    """Each of the metrics once, in the order in which they are first named."""
    return tuple(metric_with_latest(draft, id) for id in dict.fromkeys(ids))


def latest_value(draft: Draft, id: str) -> Markup:
    """The latest value in short with its unit and the last change; all digits and the period when pointed at."""
    numbers = draft.handbook.analysis.numbers
    latest, figures = numbers.latest(id), figures_of(draft.handbook)(id)
    value = None if latest is None else numbers.value(id, latest)
    if figures is None or not isinstance(value, Decimal):
        return Markup()
    shown = pointed_at(f"{figures.value} {figures.unit}".strip(), figures.exact)
    return shown + (" " + escape(trend_shown(figures).replace(" ", "\xa0")) if figures.trend else Markup())
