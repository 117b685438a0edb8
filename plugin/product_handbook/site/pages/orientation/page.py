"""Orientation: the rubric as a sheet for a self-assessment, where the teams stand in it, and how they came there."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.ratings import Round, Rounds, rounds
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.orientation import Assessment, Dimension, Orientation, Rubric
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.pages.orientation.level_steps import level_of, level_steps
from product_handbook.site.pages.orientation.rubric_sheet import climb, sheet
from product_handbook.site.pages.orientation.team_levels import differences, team_anchors, team_levels
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.writing import components
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page


@dataclass(frozen=True)
class DimensionPart:
    """A dimension with what helps to climb in it; all but the anchor and the title is Markdown, may be empty."""

    anchor: str
    title: str
    practices: MarkdownText
    facts: MarkdownText
    extra: MarkdownText
    findings: MarkdownText


@dataclass(frozen=True)
class RatingPart:
    """A rating, and what was seen, as Markdown."""

    line: MarkdownText
    evidence: MarkdownText


@dataclass(frozen=True)
class TeamPart:
    """What was said of a team: by dimension, its ratings, newest first."""

    anchor: str
    title: MarkdownText
    dimensions: tuple[tuple[str, tuple[RatingPart, ...]], ...]


def orientation_pages(handbook: Handbook) -> Iterator[Page]:
    """One page; nothing without an `orientation.yml`."""
    orientation, rubric = handbook.strategy.orientation, handbook.strategy.rubric
    if orientation is not None and rubric is not None:
        yield _page(handbook, orientation, rubric)


def _page(handbook: Handbook, orientation: Orientation, rubric: Rubric) -> Page:
    draft = Draft(handbook, handbook.addresses.page("orientation"))
    rated = rounds(handbook.strategy)
    return draft.finish(
        "pages/orientation/page",
        "Orientation",
        orientation.location,
        wide=True,
        sheet=draft.piece(sheet(draft, rubric, rated)),
        facts=draft.piece(components.facts(common_facts(draft, orientation))),
        levels=draft.piece(team_levels(draft, rubric, rated)),
        differences=differences(draft, rubric, rated),
        dimensions=tuple(_dimension(draft, rubric, dimension) for dimension in rubric.dimensions.values()),
        teams=tuple(_team(draft, rubric, team, rated) for team in rated),
        extra=extra_table(draft, orientation),
        findings=object_findings(draft, "page", "orientation"),
        source=draft.piece(components.source(draft.place(orientation.location))),
    )


def _dimension(draft: Draft, rubric: Rubric, dimension: Dimension) -> DimensionPart:
    return DimensionPart(
        anchor=anchor("dimension", dimension.id),
        title=dimension.title,
        practices=draft.piece(climb(rubric, dimension)),
        facts=draft.piece(components.facts(common_facts(draft, dimension))),
        extra=extra_table(draft, dimension),
        findings=object_findings(draft, "dimension", dimension.id),
    )


def _team(draft: Draft, rubric: Rubric, team: str, rated: Rounds) -> TeamPart:
    return TeamPart(
        anchor=team_anchors(rated)[team],
        title=draft.markdown_link("owner", team),
        dimensions=tuple(
            (rubric.dimensions[dimension].title, tuple(_ratings(draft, rubric, found)))
            for dimension, found in rated[team].items()
        ),
    )


def _ratings(draft: Draft, rubric: Rubric, found: tuple[Round, ...]) -> Iterator[RatingPart]:
    for rating in (rating for together in found for rating in together.ratings):
        evidence = NOTHING if rating.evidence is None else draft.paragraphs(rating.evidence, 4)
        yield RatingPart(draft.piece(_rating(rubric, rating)), evidence)


def _rating(rubric: Rubric, rating: Assessment) -> Markup:
    """The level, the day, the rater and the aim on one line."""
    parts = [for_readers(Period("day", rating.date)), rating.by or ""]
    if rating.aim is not None:
        parts.append(f"aims at {rating.aim} {rubric.level_names[rating.aim - 1]}")
    told = " · ".join(filter(None, parts))
    return Markup('<p class="hb-rating">{} <span>{}</span></p>').format(level_steps(rubric, level_of(rating)), told)
