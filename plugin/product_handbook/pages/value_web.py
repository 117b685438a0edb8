"""Value web: who gives what to whom."""

from collections.abc import Iterator

from product_handbook.pages.draft import Draft
from product_handbook.pages.page import Handbook, Page


def value_web_pages(handbook: Handbook) -> Iterator[Page]:
    """Nothing where there is no such file."""
    if handbook.strategy.value_web:
        yield Draft(handbook, handbook.addresses.page("value_web")).finish("value_web", "Value web")
