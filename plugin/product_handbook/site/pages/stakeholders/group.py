"""A page for each of the three groups, with its segments and what there is for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import escape

from product_handbook.model.records.stakeholders import Group
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.stakeholders.segment import SegmentSection, segment_section
from product_handbook.site.parts.coverage import GroupPieces, group_pieces
from product_handbook.site.parts.metric_table import metric_table
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings, source_mark
from product_handbook.site.writing.components import Fact, Lead, facts
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class GroupContext(PageContext):
    """The page of a group; what is Markdown is a link or the mark of a piece, empty where there is nothing."""

    template = "pages/stakeholders/group.md.jinja"

    overview: MarkdownText
    lead: MarkdownText
    facts: MarkdownText
    needs: MarkdownText
    segments: tuple[SegmentSection, ...]
    metrics: MarkdownText
    is_served_by_segments: bool
    """Whether a metric serves one of its segments."""
    pieces: GroupPieces
    extra: MarkdownText
    findings: MarkdownText
    source: MarkdownText


def group_pages(handbook: Handbook) -> Iterator[Page]:
    """A page for each of the three groups."""
    for group in handbook.strategy.stakeholders.groups:
        draft = Draft(handbook, handbook.addresses.uri("group", group.id))
        yield draft.page(group_context(draft, group), group.location)


def group_context(draft: Draft, group: Group) -> GroupContext:
    """What the page of a group says."""
    strategy = draft.handbook.strategy
    weight = escape("" if group.weight is None else draft.handbook.number_format.percent(group.weight))
    return GroupContext(
        title=group.title,
        overview=draft.relative("stakeholders"),
        lead=draft.piece(Lead("Who they are", group.who).html()),
        facts=draft.piece(facts((*common_facts(draft, group), Fact("Weight", weight)))),
        needs=draft.paragraphs(group.needs),
        segments=tuple(segment_section(draft, segment) for segment in group.segments.values()),
        metrics=draft.piece(metric_table(draft, strategy.serving(group.id))),
        is_served_by_segments=any(strategy.serving(id) for id in group.segments),
        pieces=group_pieces(draft, group),
        extra=extra_table(draft, group),
        findings=object_findings(draft, "group", group.id),
        source=source_mark(draft, group.location, group),
    )
