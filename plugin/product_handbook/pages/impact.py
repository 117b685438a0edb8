"""Impact: outcomes, loops and the drivers of impact."""

from collections.abc import Iterator

from product_handbook.pages.draft import Draft
from product_handbook.pages.page import Handbook, Page


def impact_pages(handbook: Handbook) -> Iterator[Page]:
    """Nothing where there is no such file."""
    if handbook.strategy.impact:
        yield Draft(handbook, handbook.addresses.page("impact")).finish("impact", "Impact")
