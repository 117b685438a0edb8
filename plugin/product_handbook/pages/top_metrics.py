"""The North Star and the business metric side by side, and what both grow from."""

from markupsafe import Markup, escape

from product_handbook.pages import components
from product_handbook.pages.components import Panel
from product_handbook.pages.draft import Draft
from product_handbook.pages.numbers import quantity, unit_of
from product_handbook.strategy.periods import for_readers
from product_handbook.strategy.records.metric import Metric

MOST_SHARED = 8
"""Shared inputs shown in one line, the nearest to the North Star first."""


def top_panels(draft: Draft) -> tuple[Panel, Panel]:
    """The metric for value delivered and the one for value captured."""
    strategy = draft.handbook.strategy
    return (
        _panel(draft, strategy.star, "North Star · value delivered", mark="★"),
        _panel(draft, strategy.business, "Business metric · value captured"),
    )


def _panel(draft: Draft, metric: Metric, kicker: str, mark: str = "") -> Panel:
    lines = [escape(unit_of(metric)), draft.line(metric.definition)]
    target = first_target(metric)
    target = Markup("Target {}").format(target) if target else target
    foot = Markup(" · ").join(part for part in (target, _owner(draft, metric)) if part)
    return Panel(
        kicker,
        metric.title,
        draft.href("metric", metric.id),
        tuple(line for line in lines if line),
        foot,
        tone="north_star" if mark else "business_metric",
        mark=mark,
    )


def first_target(metric: Metric) -> Markup:
    """The first target that is written down; which one is due is told once values are known."""
    if not metric.targets:
        return Markup()
    period = min(metric.targets, key=lambda period: period.first_day)
    return Markup("{} by {}").format(quantity(metric.targets[period], metric), for_readers(period))


def _owner(draft: Draft, metric: Metric) -> Markup:
    owner = draft.handbook.strategy.owner_of(metric)
    return draft.link("owner", owner) if owner else Markup()


def shared_inputs(draft: Draft) -> str:
    """The inputs that both metrics grow from, or that there are none."""
    strategy = draft.handbook.strategy
    star, business = strategy.star, strategy.business
    if star is business:
        return ""
    shared = strategy.graph.shared_inputs(star.id, business.id)
    if not shared:
        return components.chips("The two share no input yet.", [Markup()])
    label = "Both grow from"
    if star.id in shared:
        label = f"{business.title} grows from {star.title} itself; both grow from"
    elif business.id in shared:
        label = f"{star.title} grows from {business.title} itself; both grow from"
    links = [draft.link("metric", id) for id in shared if id not in {star.id, business.id}]
    more = [Markup('<a href="{}">{} more</a>').format(draft.href("page", "tree"), len(links) - MOST_SHARED)]
    return components.chips(label, links if len(links) <= MOST_SHARED + 1 else links[:MOST_SHARED] + more)
