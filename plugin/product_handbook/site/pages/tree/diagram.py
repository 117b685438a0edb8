"""The whole tree as a diagram, its far levels folded where it is large."""

from product_handbook.drawing.cards.fold import fold
from product_handbook.drawing.graphs.metric_graphs import metric_tree
from product_handbook.drawing.model import Diagram
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.writing.draft import Draft

LARGEST_PICTURE = 80
"""Cards: beyond that, levels far from the roots are folded, since nobody reads four hundred cards at once."""


def tree_diagram(draft: Draft) -> tuple[Diagram, bool]:
    """Every metric, or as many as can be read at once; and whether it leaves any out."""
    diagram = metric_tree(draft.handbook.strategy, draft.href, figures_of(draft.handbook))
    folded = fold(diagram, diagram.ranks[0], LARGEST_PICTURE)
    return folded, len(folded.cards) < len(diagram.cards)
