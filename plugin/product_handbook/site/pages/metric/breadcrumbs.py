"""Where a metric is in the tree: the shortest path from each root down to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.model.records.metric import Metric
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
