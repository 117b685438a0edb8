"""The numbers of the North Star and of the business metric: over time, what changed them, what would move them."""

from dataclasses import dataclass

from product_handbook.drawing.graphs.metric_graphs import top_of_tree
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.pages.north_star.together import together
from product_handbook.site.parts.change_explanation import explanations
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.parts.what_if.panel import what_if
from product_handbook.site.parts.what_if.sensitivity import sensitivity_table
from product_handbook.site.writing.draft import Draft

LARGEST_PICTURE = 18
"""Cards: the two roots and the levels below them that fit."""


@dataclass(frozen=True)
class NumberPieces:
    """The marks of the pieces, empty where there are no values."""

    together: MarkdownText
    star_changes: MarkdownText
    business_changes: MarkdownText
    """Empty too where one metric is both."""
    sensitivity: MarkdownText
    what_if: MarkdownText
    picture: MarkdownText
    """What both are made of."""


def number_pieces(draft: Draft) -> NumberPieces:
    """The pieces for the two top metrics."""
    strategy = draft.handbook.strategy
    star, business = strategy.star, strategy.business
    return NumberPieces(
        together=draft.piece(together(draft)),
        star_changes=draft.piece(explanations(draft, star)),
        business_changes=NOTHING if star is business else draft.piece(explanations(draft, business)),
        sensitivity=sensitivity_table(draft),
        what_if=what_if(draft),
        picture=draft.draw(top_of_tree(strategy, draft.href, LARGEST_PICTURE, figures_of(draft.handbook))),
    )
