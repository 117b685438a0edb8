"""Metric tree: every metric, as a picture and as a table."""

from product_handbook.drawing.cards.fold import fold
from product_handbook.drawing.graphs.metric_graphs import metric_tree
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.metric_table import metric_table
from product_handbook.site.parts.what_if.panel import what_if
from product_handbook.site.parts.what_if.sensitivity import sensitivity_table
from product_handbook.site.writing import components
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.wording.terms import count

LARGEST_PICTURE = 80
"""Cards: beyond that, levels far from the roots are folded, since nobody reads four hundred cards at once."""


def tree_page(handbook: Handbook) -> Page:
    """The page of the whole tree."""
    strategy = handbook.strategy
    draft = Draft(handbook, handbook.addresses.page("tree"))
    diagram = metric_tree(strategy, draft.href, figures_of(draft))
    folded = fold(diagram, diagram.ranks[0], LARGEST_PICTURE)
    star, business = strategy.star.id, strategy.business.id
    downwards = dict.fromkeys(
        [star, business, *strategy.graph.below(star), *strategy.graph.below(business), *strategy.metrics]
    )
    return draft.finish(
        "pages/tree/page",
        "Metric tree",
        strategy.star.location,
        wide=True,
        star=draft.markdown_link("metric", strategy.star.id),
        business=draft.markdown_link("metric", strategy.business.id),
        sensitivity=sensitivity_table(draft),
        what_if=what_if(draft),
        picture=draft.draw(folded),
        is_folded=folded is not diagram and len(folded.cards) < len(diagram.cards),
        count=count(len(strategy.metrics), "metric"),
        metrics=draft.piece(metric_table(draft, (strategy.metrics[id] for id in downwards))),
        source=draft.piece(components.source(draft.place(strategy.star.location))),
    )
