"""A page for each metric: what it is, what it is made of, what it feeds, and who answers for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.model.records.metric import Metric
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.metric.connections import Connections, connections
from product_handbook.site.pages.metric.facts import top_of_page
from product_handbook.site.pages.metric.numbers import NumbersSection, numbers_section
from product_handbook.site.pages.metric.targets import TargetsSection, targets_section
from product_handbook.site.parts.objects import extra_table, object_findings, source_mark
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class MetricContext(PageContext):
    """The page of a metric; what is Markdown is the mark of a piece, empty where there is nothing."""

    template = "pages/metric/page.md.jinja"

    broken: MarkdownText
    """What it breaks as a guardrail, which stands first."""
    retired: MarkdownText
    """That it is retired, and what to read instead."""
    definition: MarkdownText
    guardrail: MarkdownText
    """What it keeps as one."""
    latest: MarkdownText
    """The latest value with its change and status."""
    facts: MarkdownText
    numbers: NumbersSection
    connections: Connections
    targets: TargetsSection
    extra: MarkdownText
    findings: MarkdownText
    source: MarkdownText


def metric_pages(handbook: Handbook) -> Iterator[Page]:
    """A page for each metric, in the order of the files."""
    for metric in handbook.strategy.metrics.values():
        draft = Draft(handbook, handbook.addresses.uri("metric", metric.id))
        yield draft.page(metric_context(draft, metric), metric.location)


def metric_context(draft: Draft, metric: Metric) -> MetricContext:
    """What the page of a metric says."""
    top = top_of_page(draft, metric)
    return MetricContext(
        title=metric.title,
        broken=draft.piece(top.broken),
        retired=draft.piece(top.retired),
        definition=draft.paragraphs(metric.definition),
        guardrail=draft.piece(top.guardrail),
        latest=draft.piece(top.latest),
        facts=draft.piece(top.facts),
        numbers=numbers_section(draft, metric),
        connections=connections(draft, metric),
        targets=targets_section(draft, metric),
        extra=extra_table(draft, metric),
        findings=object_findings(draft, "metric", metric.id),
        source=source_mark(draft, metric.location, metric),
    )
