"""Orientation: the rubric as a sheet for a self-assessment, where the teams stand in it, and how they came there."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.analysis.ratings import rounds
from product_handbook.model.records.orientation import Orientation, Rubric
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.orientation.rubric import differences, levels_table, rubric_context
from product_handbook.site.pages.orientation.sections import (
    DimensionSection,
    TeamSection,
    dimension_section,
    team_section,
)
from product_handbook.site.parts.objects import extra_table, facts_mark, object_findings, source_mark
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class OrientationContext(PageContext):
    """The page of orientation; what is Markdown is the mark of a piece, empty where there is nothing."""

    template = "pages/orientation/page.md.jinja"

    sheet: MarkdownText
    facts: MarkdownText
    levels: MarkdownText
    differences: tuple[Markup, ...]
    """A sentence for each team and dimension that raters see differently."""
    dimensions: tuple[DimensionSection, ...]
    teams: tuple[TeamSection, ...]
    extra: MarkdownText
    findings: MarkdownText
    source: MarkdownText


def orientation_pages(handbook: Handbook) -> Iterator[Page]:
    """One page; nothing without an `orientation.yml`."""
    orientation, rubric = handbook.strategy.orientation, handbook.strategy.rubric
    if orientation is not None and rubric is not None:
        draft = Draft(handbook, handbook.addresses.page("orientation"))
        yield draft.page(orientation_context(draft, orientation, rubric), orientation.location, wide=True)


def orientation_context(draft: Draft, orientation: Orientation, rubric: Rubric) -> OrientationContext:
    """What the page says."""
    rated = rounds(draft.handbook.strategy)
    return OrientationContext(
        title="Orientation",
        sheet=draft.piece(rubric_context(draft, rubric, rated).html()),
        facts=facts_mark(draft, orientation),
        levels=draft.piece(levels_table(draft, rubric, rated)),
        differences=differences(draft, rubric, rated),
        dimensions=tuple(dimension_section(draft, rubric, dimension) for dimension in rubric.dimensions.values()),
        teams=tuple(team_section(draft, rubric, team, rated) for team in rated),
        extra=extra_table(draft, orientation),
        findings=object_findings(draft, "page", "orientation"),
        source=source_mark(draft, orientation.location),
    )
