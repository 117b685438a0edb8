"""Orientation: the rubric and the assessments of teams."""

from collections.abc import Iterator

from product_handbook.pages.draft import Draft
from product_handbook.pages.page import Handbook, Page


def orientation_pages(handbook: Handbook) -> Iterator[Page]:
    """Nothing where there is no such file."""
    if handbook.strategy.orientation:
        yield Draft(handbook, handbook.addresses.page("orientation")).finish("orientation", "Orientation")
