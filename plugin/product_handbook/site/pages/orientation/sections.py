"""The sections of the page: what helps in each dimension, and what was seen of each team."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.ratings import RatingRound, Rounds
from product_handbook.model.records.orientation import Dimension, Rubric
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.pages.orientation.rubric import next_steps, rating_paragraph, team_anchors
from product_handbook.site.parts.objects import extra_table, facts_mark, object_findings
from product_handbook.site.writing.draft import Draft


@dataclass(frozen=True)
class DimensionSection:
    """A dimension with what helps in it; what is Markdown is the mark of a piece, empty where there is nothing."""

    anchor: str
    title: str
    practices: MarkdownText
    facts: MarkdownText
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
