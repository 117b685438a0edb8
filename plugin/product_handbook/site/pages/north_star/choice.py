"""Why the North Star is the one: the criteria that it meets, what guards it, and what else was considered."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import escape

from product_handbook.model.records.north_star import Guardrail
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, Panel, missing
from product_handbook.site.writing.draft import Draft

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


def guardrail_table(draft: Draft) -> str:
    """The metrics that must not get worse; empty without any."""
    headings = (Heading("Guardrail"), Heading("Bound"), Heading("Because"))
    rows = [
        (draft.link("metric", guardrail.metric.id), escape(_bound(draft, guardrail)), draft.line(guardrail.because))
        for guardrail in draft.handbook.strategy.north_star.guardrails
    ]
    return components.table("Guardrails", headings, rows)


def _bound(draft: Draft, guardrail: Guardrail) -> str:
    metric = draft.handbook.strategy.metrics[guardrail.metric.id]
    bounds = (("at least", guardrail.at_least), ("at most", guardrail.at_most))
    return ", ".join(
        f"{word} {draft.handbook.number_format.quantity(bound, metric)}" for word, bound in bounds if bound is not None
    )
