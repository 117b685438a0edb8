"""The navigation of a handbook, for a site that has none of its own."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from product_handbook.addresses.addresses import Addresses
from product_handbook.model.kinds import PageKind, Section
from product_handbook.site.writing.page import Page

MOST_METRICS = 40
"""With more, the pages of metrics, of bets and of the reference stay out, since each page carries the navigation whole:
2,000 pages with all of them in it take 69 s, without 6."""

NavItem = str | dict[str, "str | list[NavItem]"]


def navigation(
    pages: Sequence[Page], addresses: Addresses, inside: Sequence[NavItem], beside: Sequence[NavItem]
) -> list[NavItem]:
    """The navigation of a whole site, as `nav` in `mkdocs.yml` has it.

    A handbook at the root is the site. One in a folder of its own is a section, after the author's pages `beside` it;
    the author's pages `inside` its folder come before its reference. What is least read goes into a section of its own
    once there are so many pages that they would not fit side by side.
    """
    section = partial(_section, pages, addresses)
    plans, about = section("plans"), [*section("about"), *inside]
    handbook = [
        *section("strategy"),
        *([*plans, {"About": about}] if plans else about),
        *section("reference"),
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


def _section(pages: Sequence[Page], addresses: Addresses, section: Section) -> list[NavItem]:
    return [_item(kind, pages, addresses) for kind in addresses.pages.values() if kind.section == section]


def _item(kind: PageKind, pages: Iterable[Page], addresses: Addresses) -> NavItem:
    """A page by its title, or a section where the page is the index of a folder of others."""
    uri = addresses.page(kind.id)
    folder, _, name = kind.path.rpartition("/")
    if name != "index.md" or not folder:
        return {kind.title: uri}
    inside = [page for page in pages if page.uri.startswith(f"{addresses.base}{folder}/") and page.uri != uri]
    is_large = len(addresses.strategy.metrics) > MOST_METRICS
    shown = [] if len(inside) > MOST_METRICS or (is_large and kind.id == "reference") else inside
    return {kind.title: [uri, *_titled(shown)]}


def _titled(pages: Iterable[Page]) -> list[NavItem]:
    return [{page.html_title: page.uri} for page in pages]
