"""What stands at the top of a metric's page: the guardrails it has to keep, its latest value, and its properties."""

from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup, escape

from product_handbook.formulas.periods import for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.pages.impact.driver_catalogue import driver_href
from product_handbook.site.pages.metric.life_cycle import replaced, retirement
from product_handbook.site.parts.figures import status_mark
from product_handbook.site.parts.guardrails import guardrail_of_metric
from product_handbook.site.parts.objects import common_facts
from product_handbook.site.writing.components import Fact, facts, link
from product_handbook.site.writing.draft import Draft
from product_handbook.wording import terms as words


class MetricTop(NamedTuple):
    """The pieces at the top, each empty where there is nothing to say."""

    broken: Markup
    """What it breaks as a guardrail, which stands first."""
    guardrail: Markup
    """What it keeps as one."""
    latest: Markup
    facts: Markup
    retired: Markup
    """That it is retired, and what to read instead."""


def top_of_page(draft: Draft, metric: Metric) -> MetricTop:
    """What opens the page of a metric."""
    shown = (number_facts(draft, metric), metric_facts(draft, metric), retirement(draft, metric))
    return MetricTop(*guardrail_of_metric(draft, metric), *shown)


def number_facts(draft: Draft, metric: Metric) -> Markup:
    """The latest value, its change since the period before, and the status; values may be empty."""
    numbers, number_format = draft.handbook.analysis.numbers, draft.handbook.number_format
    latest = numbers.latest(metric.id)
    value = None if latest is None else numbers.value(metric.id, latest)
    if latest is None or not isinstance(value, Decimal):
        return Markup()
    before = numbers.previous(metric.id, latest)
    changed = Markup()
    if before is not None:
        changed = number_format.html_change(before, value, metric) + f" since {for_readers(latest.shifted(-1))}"
    origin = "" if numbers.is_reported(metric.id, latest) else ", computed"
    text = number_format.short(value, metric)
    shown = Markup("{} {}").format(number_format.html(value, metric), number_format.unit(metric, text))
    latest_value = Fact(f"{for_readers(latest)}{origin}", shown)
    running, so_far = numbers.running(metric.id), Markup()
    if running is not None and isinstance(value := numbers.value(metric.id, running), Decimal):
        so_far = number_format.html(value, metric)
    unfinished = Fact(f"{for_readers(running)}, so far" if running else "", so_far)
    status = Fact("Target", status_mark(draft.handbook, metric))
    return facts((latest_value, unfinished, Fact("Change", changed), status))


def metric_facts(draft: Draft, metric: Metric) -> Markup:
    """What kind of metric it is, whom it serves and who answers for it."""
    strategy = draft.handbook.strategy
    role = {strategy.star.id: "North Star", strategy.business.id: "Business metric"}.get(metric.id, "")
    owner, helpers, review_by = common_facts(draft, metric)
    shown = (
        Fact("Role", draft.link("page", "north_star") if role == "North Star" else escape(role)),
        Fact("Status", escape("" if metric.status == "live" else metric.status)),
        Fact("Replaced", replaced(draft, metric)),
        owner,
        helpers,
        Fact("Unit", escape(draft.handbook.number_format.unit_of(metric) or ("none" if metric.unit else ""))),
        Fact("Cadence", escape(words.CADENCES[metric.cadence] if metric.cadence else "")),
        Fact("Aim", escape(_aim(draft, metric))),
        Fact("Indicator", escape(metric.indicator or "")),
        Fact("Impact driver", _driver(draft, metric)),
        Fact("Related", draft.links("metric", strategy.related_to(metric.id))),
        Fact("Serves", Markup(", ").join(_served(draft, name.id) for name in metric.serves)),
        review_by,
    )
    return facts(shown)


def _aim(draft: Draft, metric: Metric) -> str:
    if metric.aim is None:
        return ""
    aim, number_format = words.AIMS[metric.aim], draft.handbook.number_format
    if metric.between is None:
        return aim
    low, high = metric.between
    return f"{aim} between {number_format.exact(low, metric)} and {number_format.quantity(high, metric)}"


def _driver(draft: Draft, metric: Metric) -> Markup:
    """The impact driver that it belongs to, linked to the catalogue."""
    if metric.impact_driver is None:
        return Markup()
    href = driver_href(draft, metric.impact_driver)
    return link(href, words.IMPACT_DRIVERS[metric.impact_driver])


def _served(draft: Draft, id: str) -> Markup:
    kind = "segment" if id in draft.handbook.strategy.segments else "group"
    return draft.link(kind, id)
