"""What a metric is connected with: what it is part of, what moves it, and what names it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.drawing.graphs.metric_graphs import neighbourhood
from product_handbook.model.records.metric import Metric
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.pages.bets.moves import bets_on_metric
from product_handbook.site.pages.metric.influences import InfluenceSection, influences
from product_handbook.site.parts.coverage import metric_uses
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.writing.components import star
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PieceContext, html_macros

(_current,) = html_macros("pages/metric/marks.html.jinja", "current")


@dataclass(frozen=True)
class BreadcrumbsContext(PieceContext):
    """The paths from the roots of the tree down to a metric."""

    template = "pages/metric/breadcrumbs.html.jinja"

    paths: Sequence[Sequence[Markup]]
    """Each from a root down to this page's metric, which is no link."""


@dataclass(frozen=True)
class Connections:
    """Links and marks of pieces, empty where there is nothing."""

    breadcrumbs: MarkdownText
    """The paths from the roots of the tree down to it."""
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
        picture = draft.draw(neighbourhood(draft.handbook.strategy, metric, draft.href, figures_of(draft.handbook)))
    computed = (edge.result for edge in feeds if edge.is_component and edge.result != metric.id)
    return Connections(
        breadcrumbs=draft.piece(breadcrumbs(draft, metric)),
        picture=picture,
        feeds=draft.markdown_links("metric", computed),
        moves=draft.markdown_links("metric", (edge.result for edge in feeds if not edge.is_component)),
        influences=tuple(influences(draft, metric)),
        uses=draft.piece(metric_uses(draft, metric.id)),
        bets=draft.piece(bets_on_metric(draft, metric)),
    )


def breadcrumbs(draft: Draft, metric: Metric) -> Markup:
    """The shortest path from each root down to the metric; empty for the root itself."""
    paths = draft.handbook.strategy.graph.paths_to(metric.id)
    found = [tuple(_step(draft, id, metric) for id in path) for path in paths if len(path) > 1]
    return BreadcrumbsContext(found).html() if found else Markup()


def _step(draft: Draft, id: str, metric: Metric) -> Markup:
    if id == metric.id:
        return _current(metric.title)
    marks = [star()] if id == draft.handbook.strategy.star.id else []
    return Markup(" ").join((*marks, draft.link("metric", id)))
