"""North Star: the metric for value delivered, why it is the one, what guards it, and the business metric beside it."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from product_handbook.drawing.graphs.metric_graphs import top_of_tree
from product_handbook.model.records.north_star import Guardrail, NorthStar
from product_handbook.site.pages.mission.page import Chosen
from product_handbook.site.parts.change_explanation import explanations
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.parts.series import together
from product_handbook.site.parts.top_metrics import shared_inputs, top_panels
from product_handbook.site.parts.what_if.panel import what_if
from product_handbook.site.parts.what_if.sensitivity import sensitivity_table
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading, Panel
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.wording import terms as words

LARGEST_PICTURE = 18
"""Cards: the two roots and the levels below them that fit."""

CRITERIA = (
    ("measurable", "Measurable", "Is it measured, and how?"),
    ("customer_success", "Stands for customer success", "Does it rise only when customers get somewhere?"),
    ("actionable", "Actionable", "What can the company do to move it?"),
)
"""The three criteria of Marc Abraham, "Making an impact", each with the question that it asks."""


def north_star_page(handbook: Handbook) -> Page:
    """The page of the North Star."""
    strategy, north_star = handbook.strategy, handbook.strategy.north_star
    draft = Draft(handbook, handbook.addresses.page("north_star"))
    driver, two = strategy.star.impact_driver, strategy.star is not strategy.business
    facts = (
        Fact("Impact driver", escape(words.IMPACT_DRIVERS[driver]) if driver else Markup()),
        *common_facts(draft, north_star),
    )
    return draft.finish(
        "pages/north_star/page",
        "North Star",
        north_star.location,
        wide=True,
        panels=draft.piece(components.panels(top_panels(draft), wide=True)),
        shared=draft.piece(shared_inputs(draft)),
        together=draft.piece(together(draft)),
        why_star=draft.piece(explanations(draft, strategy.star)),
        why_business=draft.piece(explanations(draft, strategy.business)) if two else "",
        star=draft.markdown_link("metric", strategy.star.id),
        business=draft.markdown_link("metric", strategy.business.id),
        because=draft.paragraphs(north_star.because),
        business_because=draft.paragraphs(north_star.business_because),
        facts=draft.piece(components.facts(facts)),
        criteria=draft.piece(components.panels(tuple(_criteria(draft, north_star)))),
        guardrails=draft.piece(_guardrails(draft, north_star)),
        considered=tuple(Chosen(item.name, draft.paragraphs(item.because, 3)) for item in north_star.considered),
        sensitivity=sensitivity_table(draft),
        what_if=what_if(draft),
        picture=draft.draw(top_of_tree(strategy, draft.href, LARGEST_PICTURE, figures_of(draft))),
        mission=draft.relative("mission"),
        tree=draft.relative("tree"),
        extra=extra_table(draft, north_star),
        findings=object_findings(draft, "page", "north_star"),
        source=draft.piece(components.source(draft.place(north_star.location))),
    )


def _criteria(draft: Draft, north_star: NorthStar) -> Iterable[Panel]:
    for field, title, question in CRITERIA:
        answer = getattr(north_star.criteria, field, None)
        if answer is None:
            lines = (Markup('<span class="hb-missing">Not answered yet.</span>'), escape(question))
            yield Panel("○ Open", title, lines=lines)
        else:
            yield Panel("✓ Met", title, lines=(draft.line(answer),))


def _guardrails(draft: Draft, north_star: NorthStar) -> str:
    headings = (Heading("Guardrail"), Heading("Bound"), Heading("Because"))
    rows = [
        (draft.link("metric", guardrail.metric.id), escape(_bound(draft, guardrail)), draft.line(guardrail.because))
        for guardrail in north_star.guardrails
    ]
    return components.table("Guardrails", headings, rows)


def _bound(draft: Draft, guardrail: Guardrail) -> str:
    metric = draft.handbook.strategy.metrics[guardrail.metric.id]
    bounds = (("at least", guardrail.at_least), ("at most", guardrail.at_most))
    return ", ".join(
        f"{word} {draft.handbook.number_format.quantity(bound, metric)}" for word, bound in bounds if bound is not None
    )
