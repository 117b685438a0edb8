"""The navigation of a handbook, for a site that has none of its own."""

from collections.abc import Iterable, Sequence

from product_handbook.pages.addresses import PAGES
from product_handbook.pages.page import Page

MOST_METRICS = 40
"""With more, metric pages stay out: each page of a site carries its whole navigation, so 2,000 take 69 s, not 6."""

NavItem = str | dict[str, "str | list[NavItem]"]

_BEFORE = ("home", "mission", "stakeholders", "north_star", "tree", "owners", "glossary", "health")


def navigation(pages: Sequence[Page], base: str, others: Sequence[NavItem]) -> list[NavItem]:
    """The navigation of a whole site, as `nav` in `mkdocs.yml` has it; `others` are the author's own pages.

    A handbook at the root is the site: the author's pages come before its reference. One in a folder of its own is a
    section after them.
    """
    by_uri = {page.uri: page for page in pages}
    items = [_item(id, base, by_uri) for id in _BEFORE if base + PAGES[id][0] in by_uri]
    reference = [_item("reference", base, by_uri)]
    if not base:
        return [*items, *others, *reference]
    return [*others, {"Handbook": [*items, *reference]}]


def _item(id: str, base: str, by_uri: dict[str, Page]) -> NavItem:
    """A page by its title, or a section where the page is the index of a folder of others."""
    address, title = PAGES[id]
    folder, _, name = address.rpartition("/")
    if name != "index.md" or not folder:
        return {title: base + address}
    inside = [page for uri, page in by_uri.items() if uri.startswith(f"{base}{folder}/") and uri != base + address]
    shown = inside if id != "tree" or len(inside) <= MOST_METRICS else []
    return {title: [base + address, *_titled(shown)]}


def _titled(pages: Iterable[Page]) -> list[NavItem]:
    return [{page.html_title: page.uri} for page in pages]
