"""The navigation of a handbook, for a site that has none of its own."""

from collections.abc import Iterable, Iterator, Sequence

from product_handbook.addresses.addresses import OPTIONAL_PAGES, Addresses
from product_handbook.site.writing.page import Page

MOST_METRICS = 40
"""With more, the pages of metrics, of bets and of the reference stay out, since each page carries the navigation whole:
2,000 pages with all of them in it take 69 s, without 6."""

NavItem = str | dict[str, "str | list[NavItem]"]

_FIRST = ("home", "mission", "stakeholders", "north_star", "tree")
_ABOUT = ("owners", "glossary", "health")


def navigation(
    pages: Sequence[Page], addresses: Addresses, inside: Sequence[NavItem], beside: Sequence[NavItem]
) -> list[NavItem]:
    """The navigation of a whole site, as `nav` in `mkdocs.yml` has it.

    A handbook at the root is the site. One in a folder of its own is a section, after the author's pages `beside` it;
    the author's pages `inside` its folder come before its reference. What is least read goes into a section of its own
    once there are so many pages that they would not fit side by side.
    """
    optional = [_item(id, pages, addresses) for id in addresses.pages if id in OPTIONAL_PAGES]
    about = [*(_item(id, pages, addresses) for id in _ABOUT), *inside]
    handbook = [
        *(_item(id, pages, addresses) for id in _FIRST),
        *([*optional, {"About": about}] if optional else about),
        _item("reference", pages, addresses),
    ]
    return [*beside, {"Handbook": handbook}] if addresses.base else [*beside, *handbook]


def listed(items: Iterable[NavItem]) -> Iterator[str]:
    """The address of every page in a navigation."""
    for item in items:
        for value in (item,) if isinstance(item, str) else item.values():
            if isinstance(value, str):
                yield value
            else:
                yield from listed(value)


def _item(id: str, pages: Iterable[Page], addresses: Addresses) -> NavItem:
    """A page by its title, or a section where the page is the index of a folder of others."""
    address, title = addresses.pages[id]
    uri = addresses.page(id)
    folder, _, name = address.rpartition("/")
    if name != "index.md" or not folder:
        return {title: uri}
    inside = [page for page in pages if page.uri.startswith(f"{addresses.base}{folder}/") and page.uri != uri]
    is_large = len(addresses.strategy.metrics) > MOST_METRICS
    shown = [] if len(inside) > MOST_METRICS or (is_large and id == "reference") else inside
    return {title: [uri, *_titled(shown)]}


def _titled(pages: Iterable[Page]) -> list[NavItem]:
    return [{page.html_title: page.uri} for page in pages]
