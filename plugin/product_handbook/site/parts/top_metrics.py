"""The North Star and the business metric side by side, and what both grow from."""

from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.drawing.words import trend_shown
from product_handbook.formulas.periods import for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.figures import figures_of, next_target, spark, status_mark, target_beside, tone_of
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Panel, link
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.number_format import unit_of

MOST_SHARED = 8
"""Shared inputs shown in one line, the nearest to the North Star first."""

(_large_value,) = html_macros("parts/metrics.html.jinja", "latest")


def top_panels(draft: Draft) -> Markup:
    """The metric for value delivered and the one for value captured; one panel where they are the same."""
    strategy = draft.handbook.strategy
    if strategy.star is strategy.business:
        return components.panels([_panel(draft, strategy.star, "North Star and business metric", mark="★")], wide=True)
    star = _panel(draft, strategy.star, "North Star · value delivered", mark="★")
    business = _panel(draft, strategy.business, "Business metric · value captured")
    return components.panels([star, business], wide=True)


def _panel(draft: Draft, metric: Metric, kicker: str, mark: str = "") -> Panel:
    latest = _latest(draft, metric)
    lines = [latest or escape(unit_of(metric)), draft.line(metric.definition)]
    target = next_target(draft.handbook, metric)
    target = Markup("Target {}").format(target) if target else target
    foot = Markup(" · ").join(part for part in (target, draft.owners(metric)) if part)
    return Panel(
        kicker,
        metric.title,
        draft.href("metric", metric.id),
        tuple(line for line in lines if line),
        foot,
        tone=tone_of(draft.handbook, metric),
        mark=mark,
    )


def _latest(draft: Draft, metric: Metric) -> Markup:
    """The latest value in large, with its unit, its change, its status and the shape of the last year."""
    found = figures_of(draft.handbook)(metric.id)
    period = draft.handbook.analysis.numbers.latest(metric.id)
    if found is None or period is None:
        return Markup()
    origin = ", computed" if found.agreement == "computed" else ""
    value = draft.handbook.analysis.numbers.value(metric.id, period)
    beside = target_beside(draft.handbook, metric)
    number_format = draft.handbook.number_format
    return _large_value(
        value=number_format.apart((value, *beside), metric)[0] if isinstance(value, Decimal) else found.value,
        exact=found.exact,
        unit=found.unit,
        spark=spark(draft.handbook, metric),
        period=for_readers(period) + origin,
        trend=trend_shown(found) if found.trend else "",
        trend_exact=found.trend_exact,
        status=status_mark(draft.handbook, metric),
    )


def shared_inputs(draft: Draft) -> Markup:
    """The inputs that both metrics grow from, or that there are none."""
    strategy = draft.handbook.strategy
    star, business = strategy.star, strategy.business
    if star is business:
        return Markup()
    shared = strategy.graph.shared_inputs(star.id, business.id)
    if not shared:
        return components.chips("The two share no input yet.", [Markup()])
    label = "Both grow from"
    if star.id in shared:
        label = f"{business.title} grows from {star.title} itself; both grow from"
    elif business.id in shared:
        label = f"{star.title} grows from {business.title} itself; both grow from"
    links = [draft.link("metric", id) for id in shared if id not in {star.id, business.id}]
    more = [link(draft.href("page", "tree"), f"{len(links) - MOST_SHARED} more")]
    return components.chips(label, links if len(links) <= MOST_SHARED + 1 else links[:MOST_SHARED] + more)
