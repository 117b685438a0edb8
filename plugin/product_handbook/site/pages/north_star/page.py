"""North Star: the metric for value delivered, why it is the one, what guards it, and the business metric beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.north_star.numbers import NumberPieces, number_pieces
from product_handbook.site.parts.guardrails import broken_guardrails, guardrail_table
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings, source_mark
from product_handbook.site.parts.top_metrics import shared_inputs, top_panels
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Panel, missing
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext
from product_handbook.wording.terms import IMPACT_DRIVERS

CRITERIA = (
    ("measurable", "Measurable", "Is it measured, and how?"),
    ("customer_success", "Stands for customer success", "Does it rise only when customers get somewhere?"),
    ("actionable", "Actionable", "What can the company do to move it?"),
)
"""The three criteria of Marc Abraham, "Making an impact", each with the question that it asks."""


@dataclass(frozen=True)
class ConsideredSection:
    """A metric that could have been the North Star: its name in plain text, and the mark of why it is not."""

    name: str
    because: MarkdownText


@dataclass(frozen=True)
class NorthStarContext(PageContext):
    """The page of the North Star; what is Markdown is a link or the mark of a piece, empty where there is nothing."""

    template = "pages/north_star/page.md.jinja"

    star: MarkdownText
    business: MarkdownText
    broken: MarkdownText
    """The broken guardrails, which stand first."""
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


def north_star_context(draft: Draft) -> NorthStarContext:
    """What the page says."""
    strategy, north_star = draft.handbook.strategy, draft.handbook.strategy.north_star
    return NorthStarContext(
        title="North Star",
        star=draft.markdown_link("metric", strategy.star.id),
        business=draft.markdown_link("metric", strategy.business.id),
        broken=draft.piece(broken_guardrails(draft)),
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


def considered(draft: Draft) -> tuple[ConsideredSection, ...]:
    """Each candidate that was turned down."""
    candidates = draft.handbook.strategy.north_star.considered
    return tuple(ConsideredSection(item.name, draft.paragraphs(item.because, 3)) for item in candidates)


def criteria(draft: Draft) -> str:
    """Each criterion in a box, with how the metric meets it or with its question."""
    return components.panels(list(_criteria(draft)))


def _criteria(draft: Draft) -> Iterator[Panel]:
    for field, title, question in CRITERIA:
        answer = getattr(draft.handbook.strategy.north_star.criteria, field, None)
        if answer is None:
            yield Panel("○ Open", title, lines=(missing("Not answered yet."), escape(question)))
        else:
            yield Panel("✓ Met", title, lines=(draft.line(answer),))
