"""Requests: what was asked, and what was decided."""

from collections.abc import Iterator

from product_handbook.pages.draft import Draft
from product_handbook.pages.page import Handbook, Page


def request_pages(handbook: Handbook) -> Iterator[Page]:
    """Nothing where there is no such file."""
    if handbook.strategy.requests:
        yield Draft(handbook, handbook.addresses.page("requests")).finish("requests", "Requests")
