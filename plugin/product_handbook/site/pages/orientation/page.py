"""Orientation: the rubric as a sheet for a self-assessment, where the teams stand in it, and how they came there."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.ratings import RatingRound, Rounds, rounds
from product_handbook.model.records.orientation import Dimension, Orientation, Rubric
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.pages.orientation.rubric import (
    differences,
    levels_table,
    next_steps,
    rating_paragraph,
    rubric_context,
    team_anchors,
)
from product_handbook.site.parts.objects import extra_table, facts_mark, ids_mark, object_findings, source_mark
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class DimensionSection:
    """A dimension with what helps in it; what is Markdown is the mark of a piece, empty where there is nothing."""

    anchor: str
    title: str
    practices: MarkdownText
    facts: MarkdownText
    ids: MarkdownText
    """Its id and former ids."""
    extra: MarkdownText
    findings: MarkdownText


@dataclass(frozen=True)
class SeenRating:
    """A rating, and what was seen, as Markdown."""

    line: MarkdownText
    evidence: MarkdownText


@dataclass(frozen=True)
class TeamSection:
    """What was said of a team: by dimension, its ratings, newest first."""

    anchor: str
    title: MarkdownText
    dimensions: tuple[tuple[str, tuple[SeenRating, ...]], ...]


def dimension_section(draft: Draft, rubric: Rubric, dimension: Dimension) -> DimensionSection:
    """How to get better in a dimension."""
    return DimensionSection(
        anchor=anchor("dimension", dimension.id),
        title=dimension.title,
        practices=draft.piece(next_steps(rubric, dimension).html()) if dimension.practices else NOTHING,
        facts=facts_mark(draft, dimension),
        ids=ids_mark(draft, dimension),
        extra=extra_table(draft, dimension),
        findings=object_findings(draft, "dimension", dimension.id),
    )


def team_section(draft: Draft, rubric: Rubric, team: str, rated: Rounds) -> TeamSection:
    """All ratings of a team."""
    return TeamSection(
        anchor=team_anchors(rated)[team],
        title=draft.markdown_link("owner", team),
        dimensions=tuple(
            (rubric.dimensions[dimension].title, tuple(_ratings(draft, rubric, found)))
            for dimension, found in rated[team].items()
        ),
    )


def _ratings(draft: Draft, rubric: Rubric, found: tuple[RatingRound, ...]) -> Iterator[SeenRating]:
    for rating in (rating for together in found for rating in together.ratings):
        evidence = NOTHING if rating.evidence is None else draft.paragraphs(rating.evidence, 4)
        yield SeenRating(draft.piece(rating_paragraph(rubric, rating)), evidence)


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
