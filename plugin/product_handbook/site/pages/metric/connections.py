"""What a metric is connected with: what it is part of, what moves it, and what names it."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import escape

from product_handbook.drawing.graphs.metric_graphs import neighbourhood
from product_handbook.formulas import units
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.reading import Amount
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.pages.bets.moves import bets_on_metric
from product_handbook.site.parts.coverage import metric_uses
from product_handbook.site.parts.figures import figures_of
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


@dataclass(frozen=True)
class Connections:
    """Links and marks of pieces, empty where there is nothing."""

    picture: MarkdownText
    feeds: MarkdownText
    """Links to what is computed from it."""
    moves: MarkdownText
    """Links to what it is believed to move."""
    influences: tuple[InfluenceSection, ...]
    uses: MarkdownText
    """The exchanges, outcomes, loops, bets and requests that name it."""
    bets: MarkdownText


def connections(draft: Draft, metric: Metric) -> Connections:
    """What the page of a metric says of its neighbours."""
    graph = draft.handbook.strategy.graph
    feeds = graph.outputs_of(metric.id)
    picture = NOTHING
    if feeds or graph.inputs_of(metric.id):
        picture = draft.draw(neighbourhood(draft.handbook.strategy, metric, draft.href, figures_of(draft)))
    computed = (edge.result for edge in feeds if edge.is_component and edge.result != metric.id)
    return Connections(
        picture=picture,
        feeds=draft.markdown_links("metric", computed),
        moves=draft.markdown_links("metric", (edge.result for edge in feeds if not edge.is_component)),
        influences=tuple(_influences(draft, metric)),
        uses=draft.piece(metric_uses(draft, metric.id)),
        bets=draft.piece(bets_on_metric(draft, metric)),
    )


def _influences(draft: Draft, metric: Metric) -> Iterator[InfluenceSection]:
    for influence in metric.influenced_by:
        driver = draft.handbook.strategy.metrics[influence.metric.id]
        shown = (
            Fact("Effect", escape(f"more of it {EFFECTS[influence.effect]}" if influence.effect else "")),
            Fact("By", escape(_coefficient(draft, influence.coefficient, driver) if influence.coefficient else "")),
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
    return f"{draft.handbook.number_format.plain(amount.value)}{unit}, for one more of {driver.title}"
