"""The page of all bets: the open ones in their order, whom they serve and when, and forecasts held against results."""

from dataclasses import dataclass

from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.bets.benefits import benefit_panels, time_matrix
from product_handbook.site.pages.bets.facts import overall_facts, status_table
from product_handbook.site.pages.bets.order import flip_paragraph, never_first_paragraph, order_table, weights_paragraph
from product_handbook.site.pages.bets.ranking import BetRanking
from product_handbook.site.pages.bets.results import ResultsSection, results_section
from product_handbook.site.pages.bets.weights import weight_map
from product_handbook.site.parts.objects import source_mark
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class BetsContext(PageContext):
    """The page of all bets; what is Markdown is the mark of a piece, empty where there is nothing."""

    template = "pages/bets/page.md.jinja"

    stakeholders: MarkdownText
    """The address of the page of the three groups."""
    facts: MarkdownText
    order: MarkdownText
    weights: MarkdownText
    flip: MarkdownText
    weight_map: MarkdownText
    never_first: MarkdownText
    panels: MarkdownText
    matrix: MarkdownText
    table: MarkdownText
    results: ResultsSection
    source: MarkdownText


def overview_context(draft: Draft, ranking: BetRanking) -> BetsContext:
    """What the page of all bets says; there is at least one."""
    bets = tuple(draft.handbook.strategy.bets.values())
    return BetsContext(
        title="Bets",
        stakeholders=draft.relative("stakeholders"),
        facts=draft.piece(overall_facts(draft, bets)),
        order=draft.piece(order_table(draft, ranking)),
        weights=draft.piece(weights_paragraph(draft, ranking)),
        flip=draft.piece(flip_paragraph(draft, ranking)),
        weight_map=draft.piece(weight_map(draft, ranking)),
        never_first=draft.piece(never_first_paragraph(draft, ranking)),
        panels=draft.piece(benefit_panels(draft, bets)),
        matrix=draft.piece(time_matrix(draft, bets)),
        table=draft.piece(status_table(draft, bets)),
        results=results_section(draft, bets),
        source=source_mark(draft, bets[0].location),
    )
