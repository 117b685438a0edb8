"""Metric tree: every metric, as a picture and as a table."""

from dataclasses import dataclass

from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.tree.diagram import tree_diagram
from product_handbook.site.parts.metric_table import metric_table
from product_handbook.site.parts.objects import source_mark
from product_handbook.site.parts.what_if.panel import what_if
from product_handbook.site.parts.what_if.sensitivity import sensitivity_table
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class TreeContext(PageContext):
    """The page of the whole tree; what is Markdown is a link or the mark of a piece."""

    template = "pages/tree/page.md.jinja"

    star: MarkdownText
    business: MarkdownText
    """The same as the North Star where one metric is both."""
    sensitivity: MarkdownText
    """Empty where no input has a value."""
    what_if: MarkdownText
    picture: MarkdownText
    is_folded: bool
    metric_count: int
    metrics: MarkdownText
    source: MarkdownText


def tree_context(draft: Draft) -> TreeContext:
    """What the page says."""
    strategy = draft.handbook.strategy
    diagram, is_folded = tree_diagram(draft)
    star, business = strategy.star.id, strategy.business.id
    downwards = dict.fromkeys(
        [star, business, *strategy.graph.below(star), *strategy.graph.below(business), *strategy.metrics]
    )
    return TreeContext(
        title="Metric tree",
        star=draft.markdown_link("metric", star),
        business=draft.markdown_link("metric", business),
        sensitivity=sensitivity_table(draft),
        what_if=what_if(draft),
        picture=draft.draw(diagram),
        is_folded=is_folded,
        metric_count=len(strategy.metrics),
        metrics=draft.piece(metric_table(draft, (strategy.metrics[id] for id in downwards))),
        source=source_mark(draft, strategy.star.location),
    )
