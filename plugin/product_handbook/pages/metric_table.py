"""Metrics as a table, the same one wherever metrics are listed."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from product_handbook.pages import components
from product_handbook.pages.components import Heading
from product_handbook.pages.draft import Draft
from product_handbook.pages.numbers import quantity, unit_of
from product_handbook.pages.top_metrics import first_target
from product_handbook.strategy.expression import Reference
from product_handbook.strategy.formula import tokens
from product_handbook.strategy.records.metric import Metric

HEADINGS = (Heading("Metric"), Heading("Unit"), Heading("Owner"), Heading("Target"), Heading("Computed from"))


def metric_table(draft: Draft, metrics: Iterable[Metric]) -> str:
    """Name, unit, owner, target and formula of each metric; empty without metrics."""
    return components.table("Metrics", HEADINGS, [_row(draft, metric) for metric in metrics])


def _row(draft: Draft, metric: Metric) -> tuple[Markup, ...]:
    strategy = draft.handbook.strategy
    mark = Markup('<span aria-hidden="true">★</span> ') if metric is strategy.star else Markup()
    status = (
        Markup("") if metric.status == "live" else Markup(' <span class="hb-status">{}</span>').format(metric.status)
    )
    owner = strategy.owner_of(metric)
    return (
        mark + draft.link("metric", metric.id) + status,
        escape(unit_of(metric)),
        draft.link("owner", owner) if owner else Markup(),
        first_target(metric),
        computed_from(draft, metric),
    )


def computed_from(draft: Draft, metric: Metric) -> Markup:
    """The formula of a metric with its operands linked, or the value of a constant, or nothing."""
    if metric.value is not None:
        return Markup("always {}").format(quantity(metric.value, metric))
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
    periods = "1 period before" if reference.lag == 1 else f"{reference.lag} periods before"
    return Markup('{}<span class="hb-lag"> ({})</span>').format(link, periods)
