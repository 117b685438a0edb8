"""A page for each metric: what it is, what it is made of, what it feeds, and who answers for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.drawing.graphs.metric_graphs import neighbourhood
from product_handbook.formulas import units
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.reading import Amount, Name
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.bets.moves import bets_on_metric
from product_handbook.site.pages.impact.drivers import driver_href
from product_handbook.site.parts.change_explanation import explanations
from product_handbook.site.parts.coverage import metric_uses
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.metric_table import formula_parts
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.parts.series import series_figure
from product_handbook.site.parts.target_status import feasibility_notes, number_facts, status_reason, target_table
from product_handbook.site.parts.unavailable_reason import why_not
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.wording import terms as words
from product_handbook.wording.number_format import unit_of


@dataclass(frozen=True)
class InfluencePart:
    """A belief about what moves the metric, in Markdown."""

    metric: MarkdownText
    because: MarkdownText
    facts: MarkdownText
    evidence: tuple[MarkdownText, ...]


def metric_pages(handbook: Handbook) -> Iterable[Page]:
    """A page for each metric, in the order of the files."""
    return (_metric_page(handbook, metric) for metric in handbook.strategy.metrics.values())


def _metric_page(handbook: Handbook, metric: Metric) -> Page:
    graph = handbook.strategy.graph
    draft = Draft(handbook, handbook.addresses.uri("metric", metric.id))
    numbers = handbook.analysis.numbers
    feeds = graph.outputs_of(metric.id)
    return draft.finish(
        "pages/metric/page",
        metric.title,
        metric.location,
        ways=draft.piece(components.ways(_ways(draft, metric))),
        definition=draft.paragraphs(metric.definition),
        facts=draft.piece(components.facts(tuple(_facts(draft, metric)))),
        numbers=draft.piece(components.facts(number_facts(draft, metric))),
        series=draft.piece(series_figure(draft, metric)),
        is_computed=bool(numbers.periods(metric.id)) and metric.id not in numbers.reported,
        rules=draft.relative_to(handbook.addresses.at("reference/numbers.md")),
        why=draft.piece(explanations(draft, metric)),
        formula=draft.piece(_formula(draft, metric)),
        has_formula=metric.formula is not None,
        constant=_constant(draft, metric),
        why_none=draft.piece(_paragraph(_why_none(draft, metric))),
        tolerance="" if metric.tolerance is None else handbook.number_format.percent(metric.tolerance),
        picture=draft.draw(neighbourhood(handbook.strategy, metric, draft.href, figures_of(draft)))
        if feeds or graph.inputs_of(metric.id)
        else "",
        influences=tuple(_influences(draft, metric)),
        feeds=draft.markdown_links(
            "metric", (edge.result for edge in feeds if edge.is_component and edge.result != metric.id)
        ),
        moves=draft.markdown_links("metric", (edge.result for edge in feeds if not edge.is_component)),
        status=draft.piece(_paragraph(status_reason(draft, metric))),
        targets=draft.piece(target_table(draft, metric)),
        feasibility=tuple(draft.piece(_paragraph(note)) for note in feasibility_notes(draft, metric)),
        breaks=draft.piece(_breaks(draft, metric)),
        named=draft.piece(metric_uses(draft, metric.id)),
        bets=draft.piece(bets_on_metric(draft, metric)),
        source_of_number=draft.paragraphs(metric.source),
        formerly=", ".join(metric.formerly),
        extra=extra_table(draft, metric),
        findings=object_findings(draft, "metric", metric.id),
        source=draft.piece(components.source(draft.place(metric.location))),
    )


def _ways(draft: Draft, metric: Metric) -> list[tuple[Markup, ...]]:
    """The shortest way from each root down to the metric; the root itself has none to show."""
    paths = draft.handbook.strategy.graph.paths_to(metric.id)
    return [tuple(_step(draft, id, metric) for id in path) for path in paths if len(path) > 1]


def _step(draft: Draft, id: str, metric: Metric) -> Markup:
    if id == metric.id:
        return Markup('<span aria-current="page">{}</span>').format(metric.title)
    star = Markup('<span aria-hidden="true">★</span> ') if id == draft.handbook.strategy.star.id else Markup()
    return star + draft.link("metric", id)


def _facts(draft: Draft, metric: Metric) -> Iterable[Fact]:
    strategy = draft.handbook.strategy
    role = {strategy.star.id: "North Star", strategy.business.id: "Business metric"}.get(metric.id, "")
    owner, review_by = common_facts(draft, metric)
    return (
        Fact("Role", draft.link("page", "north_star") if role == "North Star" else escape(role)),
        Fact("Status", escape("" if metric.status == "live" else metric.status)),
        owner,
        Fact("Unit", escape(unit_of(metric) or ("a pure number" if metric.unit else ""))),
        Fact("Cadence", escape(words.CADENCES[metric.cadence] if metric.cadence else "")),
        Fact("Aim", escape(_aim(draft, metric))),
        Fact("Indicator", escape(metric.indicator or "")),
        Fact("Impact driver", _driver(draft, metric)),
        Fact("Serves", Markup(", ").join(_served(draft, name) for name in metric.serves)),
        review_by,
    )


def _aim(draft: Draft, metric: Metric) -> str:
    if metric.aim is None:
        return ""
    aim, numerals = words.AIMS[metric.aim], draft.handbook.number_format
    if metric.between is None:
        return aim
    low, high = metric.between
    return f"{aim} between {numerals.exact(low, metric)} and {numerals.quantity(high, metric)}"


def _driver(draft: Draft, metric: Metric) -> Markup:
    """The impact driver that it belongs to, linked to the catalogue."""
    if metric.impact_driver is None:
        return Markup()
    href = driver_href(draft, metric.impact_driver)
    return Markup('<a href="{}">{}</a>').format(href, words.IMPACT_DRIVERS[metric.impact_driver])


def _served(draft: Draft, name: Name) -> Markup:
    kind = "segment" if name.id in draft.handbook.strategy.segments else "group"
    return draft.link(kind, name.id)


def _formula(draft: Draft, metric: Metric) -> str:
    return components.formula(metric.title, formula_parts(draft, metric), unit_of(metric)) if metric.formula else ""


def _influences(draft: Draft, metric: Metric) -> Iterable[InfluencePart]:
    for influence in metric.influenced_by:
        driver = draft.handbook.strategy.metrics[influence.metric.id]
        facts = (
            Fact("Effect", escape(f"more of it {words.EFFECTS[influence.effect]}" if influence.effect else "")),
            Fact("By", escape(_coefficient(draft, influence.coefficient, driver) if influence.coefficient else "")),
            Fact("Confidence", escape(influence.confidence or "")),
        )
        yield InfluencePart(
            draft.markdown_link("metric", driver.id),
            draft.paragraphs(influence.because, 3),
            draft.piece(components.facts(facts)),
            tuple(draft.list_item(item) for item in influence.evidence),
        )


def _constant(draft: Draft, metric: Metric) -> str:
    """The value of a metric that is the same in every period; empty for any other."""
    value = draft.handbook.analysis.numbers.constants.get(metric.id)
    return draft.handbook.number_format.quantity(value, metric) if isinstance(value, Decimal) else ""


def _why_none(draft: Draft, metric: Metric) -> Markup:
    """Why the formula gives nothing at all, though the handbook holds values."""
    found = draft.handbook.analysis.numbers.why_none(metric.id)
    if found is None:
        return Markup()
    period, unknown = found
    return Markup("Not computable for {}: {}.").format(for_readers(period), why_not(draft, unknown))


def _paragraph(text: Markup) -> Markup:
    return Markup("<p>{}</p>").format(text) if text else text


def _coefficient(draft: Draft, amount: Amount, driver: Metric) -> str:
    """By how much something moves for one unit of its driver."""
    unit = "" if amount.unit is None else f" {units.for_readers(amount.unit)}"
    return f"{draft.handbook.number_format.plain(amount.value)}{unit}, for one more of {driver.title}"


def _breaks(draft: Draft, metric: Metric) -> str:
    headings = (Heading("From"), Heading("What changed in the counting"))
    rows = [
        (escape(for_readers(period)), draft.line(metric.breaks[period]))
        for period in sorted(metric.breaks, key=_by_day)
    ]
    return components.table(f"Breaks in {metric.title}", headings, rows)


def _by_day(period: Period) -> str:
    return period.first_day.isoformat()
