"""Stakeholders: the three groups as one overview."""

from dataclasses import dataclass

from markupsafe import escape

from product_handbook.drawing.graphs.metric_graphs import three_groups
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.coverage import coverage_gaps, coverage_table
from product_handbook.site.parts.groups import group_panels
from product_handbook.site.parts.objects import source_mark
from product_handbook.site.writing import components
from product_handbook.site.writing.components import paragraph
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class StakeholdersContext(PageContext):
    """The overview of the groups; what is Markdown is the mark of a piece, empty where there is nothing."""

    template = "pages/stakeholders/page.md.jinja"

    panels: MarkdownText
    picture: MarkdownText
    coverage: MarkdownText
    gaps: tuple[MarkdownText, ...]
    weights: MarkdownText
    source: MarkdownText


def stakeholders_context(draft: Draft) -> StakeholdersContext:
    """What the page says."""
    strategy = draft.handbook.strategy
    return StakeholdersContext(
        title="Stakeholders",
        panels=draft.piece(group_panels(draft)),
        picture=draft.draw(three_groups(strategy, draft.href)),
        coverage=draft.piece(coverage_table(draft)),
        gaps=tuple(draft.piece(paragraph(gap)) for gap in coverage_gaps(draft)),
        weights=_weights(draft),
        source=source_mark(draft, strategy.stakeholders.location),
    )


def _weights(draft: Draft) -> MarkdownText:
    """How much each group counts; nothing where no group has a weight."""
    headings = (components.Heading("Group"), components.Heading("Weight", numeric=True))
    rows = [
        (draft.link("group", group.id), escape(draft.handbook.number_format.percent(group.weight)))
        for group in draft.handbook.strategy.stakeholders.groups
        if group.weight is not None
    ]
    return draft.piece(components.table("Weights", headings, rows))
