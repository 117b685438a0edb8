"""Stakeholders: the three groups together, and a page for each with its segments and the metrics that serve it."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import hyphenated
from product_handbook.drawing.graphs.metric_graphs import three_groups
from product_handbook.model.records.stakeholders import Group, Segment
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.home.page import group_panel
from product_handbook.site.parts.coverage import coverage_gaps, coverage_table, group_pieces, segment_facts
from product_handbook.site.parts.metric_table import metric_table
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.wording import terms as words


@dataclass(frozen=True)
class SegmentPart:
    """A segment as its group's page shows it; all but the anchor is Markdown, empty where there is nothing."""

    anchor: str
    title: str
    who: str
    facts: MarkdownText
    jobs: tuple[str, ...]
    metrics: MarkdownText
    extra: MarkdownText
    findings: MarkdownText


def stakeholders_page(handbook: Handbook) -> Page:
    """The three groups as one overview."""
    strategy = handbook.strategy
    draft = Draft(handbook, handbook.addresses.page("stakeholders"))
    groups = strategy.stakeholders.groups
    weights = [
        (draft.link("group", group.id), escape(handbook.number_format.percent(group.weight)))
        for group in groups
        if group.weight is not None
    ]
    return draft.finish(
        "pages/stakeholders/page",
        "Stakeholders",
        strategy.stakeholders.location,
        wide=True,
        panels=draft.piece(components.panels([group_panel(draft, group) for group in groups])),
        picture=draft.draw(three_groups(strategy, draft.href)),
        coverage=draft.piece(coverage_table(draft)),
        gaps=tuple(draft.piece(Markup("<p>{}</p>").format(gap)) for gap in coverage_gaps(draft)),
        weights=draft.piece(components.table("Weights", (Heading("Group"), Heading("Weight", numeric=True)), weights)),
        source=draft.piece(components.source(draft.place(strategy.stakeholders.location))),
    )


def group_pages(handbook: Handbook) -> Iterable[Page]:
    """A page for each of the three groups."""
    return (_group_page(handbook, group) for group in handbook.strategy.stakeholders.groups)


def _group_page(handbook: Handbook, group: Group) -> Page:
    strategy = handbook.strategy
    draft = Draft(handbook, handbook.addresses.uri("group", group.id))
    weight = escape("" if group.weight is None else handbook.number_format.percent(group.weight))
    return draft.finish(
        "pages/stakeholders/group",
        group.title,
        group.location,
        overview=draft.relative("stakeholders"),
        lead=draft.piece(components.lead("Who they are", group.who)),
        facts=draft.piece(components.facts((*common_facts(draft, group), Fact("Weight", weight)))),
        needs=draft.paragraphs(group.needs),
        segments=tuple(_segment(draft, segment) for segment in group.segments.values()),
        metrics=draft.piece(metric_table(draft, strategy.serving(group.id))),
        parts=group_pieces(draft, group),
        served_by_segments=any(strategy.serving(id) for id in group.segments),
        extra=extra_table(draft, group),
        findings=object_findings(draft, "group", group.id),
        source=draft.piece(components.source(draft.place(group.location))),
    )


def _segment(draft: Draft, segment: Segment) -> SegmentPart:
    kind = Fact("Why they are future customers", escape(words.FUTURE_KINDS[segment.kind]) if segment.kind else Markup())
    serving = draft.handbook.strategy.serving(segment.id)
    return SegmentPart(
        anchor=hyphenated(segment.id),
        title=segment.title,
        who=segment.who or "",
        facts=draft.piece(components.facts((kind, *segment_facts(draft, segment.id), *common_facts(draft, segment)))),
        jobs=segment.jobs,
        metrics=draft.markdown_links("metric", (metric.id for metric in serving)),
        extra=extra_table(draft, segment),
        findings=object_findings(draft, "segment", segment.id),
    )
