"""Bets: an overview, and a page for each."""

from collections.abc import Iterator

from product_handbook.pages.draft import Draft
from product_handbook.pages.page import Handbook, Page


def bet_pages(handbook: Handbook) -> Iterator[Page]:
    """Nothing where there is no such file."""
    if handbook.strategy.bets:
        yield Draft(handbook, handbook.addresses.page("bets")).finish("bets", "Bets")
