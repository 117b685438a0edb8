"""What is believed to move a metric, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import escape

from product_handbook.formulas import units
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.quantities import Amount
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.writing.components import Fact, facts
from product_handbook.site.writing.draft import Draft
from product_handbook.wording.terms import EFFECTS


@dataclass(frozen=True)
class InfluenceSection:
    """A belief about what moves the metric: a link to that, and marks of pieces."""

    metric: MarkdownText
    because: MarkdownText
    facts: MarkdownText
    evidence: tuple[MarkdownText, ...]


def influences(draft: Draft, metric: Metric) -> Iterator[InfluenceSection]:
    """Each belief, in the order of the file."""
    for influence in metric.influenced_by:
        driver = draft.handbook.strategy.metrics[influence.metric.id]
        shown = (
            Fact("Effect", escape(EFFECTS[influence.effect] if influence.effect else "")),
            Fact("By", escape(_coefficient(draft, influence.coefficient, driver) if influence.coefficient else "")),
            Fact("Shows after", escape(influence.lag or "")),
            Fact("Confidence", escape(influence.confidence or "")),
        )
        yield InfluenceSection(
            draft.markdown_link("metric", driver.id),
            draft.paragraphs(influence.because, 3),
            draft.piece(facts(shown)),
            tuple(draft.list_item(item) for item in influence.evidence),
        )


def _coefficient(draft: Draft, amount: Amount, driver: Metric) -> str:
    """By how much something moves for one unit of its driver."""
    unit = "" if amount.unit is None else f" {units.for_readers(amount.unit)}"
    return f"{draft.handbook.number_format.plain(amount.value)}{unit} for each unit of {driver.title}"
