"""Metrics as a table, the same one wherever metrics are listed."""

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.drawing.words import trend_shown
from product_handbook.formulas.expression import Reference
from product_handbook.formulas.formula import tokens
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.figures import figures_of, spark
from product_handbook.site.parts.target_status import next_target, status_mark, target_beside
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.marks import chip, star
from product_handbook.site.writing.rendering import html_macros
from product_handbook.wording.number_format import unit_of
from product_handbook.wording.terms import count

_BEFORE = (Heading("Metric"), Heading("Unit"))
_VALUES = (Heading("Latest", numeric=True), Heading("Change"), Heading("The last year"), Heading("Status"))
_AFTER = (Heading("Owner"), Heading("Target"), Heading("Computed from"))
(_lagged,) = html_macros("parts/metrics.html.jinja", "lagged")


def metric_table(draft: Draft, metrics: Iterable[Metric], label: str = "Metrics") -> Markup:
    """Name, unit, owner, target and formula of each metric, and its latest value where any metric has one."""
    has_values = draft.handbook.analysis.numbers.has_values
    headings = (*_BEFORE, *(_VALUES if has_values else ()), *_AFTER)
    return components.table(label, headings, [_row(draft, metric, has_values=has_values) for metric in metrics])


def _row(draft: Draft, metric: Metric, *, has_values: bool) -> tuple[Markup, ...]:
    strategy = draft.handbook.strategy
    marks = [star()] if metric is strategy.star else []
    status = [] if metric.status == "live" else [chip(metric.status)]
    owner = strategy.owner_of(metric)
    return (
        Markup(" ").join((*marks, draft.link("metric", metric.id), *status)),
        escape(unit_of(metric)),
        *(_latest(draft, metric) if has_values else ()),
        draft.link("owner", owner) if owner else Markup(),
        next_target(draft, metric),
        computed_from(draft, metric),
    )


def _latest(draft: Draft, metric: Metric) -> tuple[Markup, ...]:
    """The latest value, its change, the shape of the last year and the status; empty cells without a value."""
    numbers, number_format = draft.handbook.analysis.numbers, draft.handbook.number_format
    latest, found = numbers.latest(metric.id), figures_of(draft)(metric.id)
    value = None if latest is None else numbers.value(metric.id, latest)
    if found is None or not isinstance(value, Decimal):
        return Markup(), Markup(), Markup(), status_mark(draft, metric)
    shown = number_format.html(value, metric, target_beside(draft, metric))
    return shown, escape(trend_shown(found)), spark(draft, metric), status_mark(draft, metric)


def computed_from(draft: Draft, metric: Metric) -> Markup:
    """The formula of a metric with its operands linked, or the value of a constant, or nothing."""
    if metric.value is not None:
        return Markup("always {}").format(draft.handbook.number_format.quantity(metric.value, metric))
    return Markup().join(formula_parts(draft, metric))


def formula_parts(draft: Draft, metric: Metric) -> tuple[Markup, ...]:
    """The formula in pieces: operands as links, signs as text; empty without a formula."""
    if metric.formula is None:
        return ()
    return tuple(
        _operand(draft, token) if isinstance(token, Reference) else escape(token)
        for token in tokens(metric.formula.expression)
    )


def _operand(draft: Draft, reference: Reference) -> Markup:
    link = draft.link("metric", reference.metric)
    if not reference.lag:
        return link
    return _lagged(link, f"{count(reference.lag, 'period')} before")
