"""The North Star and the business metric side by side, and what both grow from."""

from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.drawing.words import trend_shown
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.figures import figures_of, spark, tone_of
from product_handbook.site.parts.target_status import status_mark
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Panel
from product_handbook.site.writing.draft import Draft
from product_handbook.wording.number_format import unit_of

MOST_SHARED = 8
"""Shared inputs shown in one line, the nearest to the North Star first."""


def top_panels(draft: Draft) -> tuple[Panel, ...]:
    """The metric for value delivered and the one for value captured; one panel where they are the same."""
    strategy = draft.handbook.strategy
    if strategy.star is strategy.business:
        return (_panel(draft, strategy.star, "North Star and business metric", mark="★"),)
    return (
        _panel(draft, strategy.star, "North Star · value delivered", mark="★"),
        _panel(draft, strategy.business, "Business metric · value captured"),
    )


def _panel(draft: Draft, metric: Metric, kicker: str, mark: str = "") -> Panel:
    latest = _latest(draft, metric)
    lines = [latest or escape(unit_of(metric)), draft.line(metric.definition)]
    target = next_target(draft, metric)
    target = Markup("Target {}").format(target) if target else target
    foot = Markup(" · ").join(part for part in (target, _owner(draft, metric)) if part)
    return Panel(
        kicker,
        metric.title,
        draft.href("metric", metric.id),
        tuple(line for line in lines if line),
        foot,
        tone=tone_of(draft.handbook.strategy, metric),
        mark=mark,
    )


def _latest(draft: Draft, metric: Metric) -> Markup:
    """The latest value in large, with its unit, its change, its status and the shape of the last year."""
    found = figures_of(draft)(metric.id)
    period = draft.handbook.analysis.numbers.latest(metric.id)
    if found is None or period is None:
        return Markup()
    origin = ", computed" if found.agreement == "computed" else ""
    value = draft.handbook.analysis.numbers.value(metric.id, period)
    beside = target_beside(draft, metric)
    numerals = draft.handbook.number_format
    return _VALUE.format(
        exact=found.exact,
        value=numerals.apart((value, *beside), metric)[0] if isinstance(value, Decimal) else found.value,
        unit=found.unit,
        spark=spark(draft, metric),
        period=for_readers(period) + origin,
        change=_CHANGE.format(found.trend_exact, trend_shown(found)) if found.trend else "",
        status=status_mark(draft, metric),
    )


_VALUE = Markup(
    '<span class="hb-latest"><span class="hb-latest-value" title="{exact}">{value}</span> <span class="hb-latest-unit">'
    '{unit}</span> {spark}</span><span class="hb-latest-facts"><span>{period}</span> {change} {status}</span>'
)
_CHANGE = Markup('<span class="hb-trend" title="{}">{}</span>')


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
    """The target that stands beside the latest value, from which that must be told; empty without one."""
    period = _next_due(draft, metric)
    return () if period is None else (metric.targets[period],)


def _next_due(draft: Draft, metric: Metric) -> Period | None:
    standing = draft.handbook.standing(metric.id)
    by_day = sorted(metric.targets, key=lambda period: period.last_day)
    ahead = (period for period in by_day if standing.latest is None or period.last_day > standing.latest.last_day)
    return next(ahead, by_day[-1] if by_day else None)


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
