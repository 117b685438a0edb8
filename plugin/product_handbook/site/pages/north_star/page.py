"""North Star: the metric for value delivered, why it is the one, what guards it, and the business metric beside it."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.north_star.choice import ConsideredSection, considered, criteria, guardrail_table
from product_handbook.site.pages.north_star.numbers import NumberPieces, number_pieces
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings, source_mark
from product_handbook.site.parts.top_metrics import shared_inputs, top_panels
from product_handbook.site.writing import components
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext
from product_handbook.wording.terms import IMPACT_DRIVERS


@dataclass(frozen=True)
class NorthStarContext(PageContext):
    """The page of the North Star; what is Markdown is a link or the mark of a piece, empty where there is nothing."""

    template = "pages/north_star/page.md.jinja"

    star: MarkdownText
    business: MarkdownText
    panels: MarkdownText
    shared: MarkdownText
    facts: MarkdownText
    numbers: NumberPieces
    because: MarkdownText
    business_because: MarkdownText
    criteria: MarkdownText
    guardrails: MarkdownText
    considered: tuple[ConsideredSection, ...]
    mission_page: MarkdownText
    tree_page: MarkdownText
    extra: MarkdownText
    findings: MarkdownText
    source: MarkdownText


def north_star_page(handbook: Handbook) -> Page:
    """The page of the North Star."""
    draft = Draft(handbook, handbook.addresses.page("north_star"))
    return draft.page(north_star_context(draft), handbook.strategy.north_star.location, wide=True)


def north_star_context(draft: Draft) -> NorthStarContext:
    """What the page says."""
    strategy, north_star = draft.handbook.strategy, draft.handbook.strategy.north_star
    return NorthStarContext(
        title="North Star",
        star=draft.markdown_link("metric", strategy.star.id),
        business=draft.markdown_link("metric", strategy.business.id),
        panels=draft.piece(top_panels(draft)),
        shared=draft.piece(shared_inputs(draft)),
        facts=_facts(draft),
        numbers=number_pieces(draft),
        because=draft.paragraphs(north_star.because),
        business_because=draft.paragraphs(north_star.business_because),
        criteria=draft.piece(criteria(draft)),
        guardrails=draft.piece(guardrail_table(draft)),
        considered=considered(draft),
        mission_page=draft.relative("mission"),
        tree_page=draft.relative("tree"),
        extra=extra_table(draft, north_star),
        findings=object_findings(draft, "page", "north_star"),
        source=source_mark(draft, north_star.location),
    )


def _facts(draft: Draft) -> MarkdownText:
    strategy = draft.handbook.strategy
    driver = strategy.star.impact_driver
    shown = components.Fact("Impact driver", escape(IMPACT_DRIVERS[driver]) if driver else Markup())
    return draft.piece(components.facts((shown, *common_facts(draft, strategy.north_star))))
