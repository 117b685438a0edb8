"""A table without the columns that nobody has filled."""

from collections.abc import Sequence

from markupsafe import Markup

from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading


def filled_table(label: str, headings: Sequence[Heading], rows: Sequence[Sequence[Markup]]) -> Markup:
    """The table with only the columns in which some row has something; without rows it is empty."""
    kept = [place for place in range(len(headings)) if any(row[place] for row in rows)]
    shown = [[row[place] for place in kept] for row in rows]
    return components.table(label, [headings[place] for place in kept], shown)
