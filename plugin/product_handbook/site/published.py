"""What a site is to its handbook, and what it gets of one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from product_handbook.addresses.addresses import Addresses
from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.strategy import Strategy
from product_handbook.rules.findings import Findings
from product_handbook.site.writing.page import Page


@dataclass(frozen=True)
class Site:
    """What the pages need to know of the site that they become part of."""

    base: str
    """The folder of the generated pages: empty for the root, else with a slash at its end."""
    strategy_uri: str
    """The strategy folder below the folder of the documents."""
    directory_urls: bool
    """Whether a page `mission.md` is published as `mission/` rather than `mission.html`."""
    authors: Mapping[str, str]
    """The author's own files below the folder of the documents, by the path at which each is published."""
    edit_url: Callable[[str], str | None]
    """Where a file below the folder of the documents can be edited, if anywhere."""
    language: str = "en"
    """The tag of the language whose way of writing numbers the site follows."""
    notice: str = ""
    """Markdown that Home begins with."""

    def addresses(self, strategy: Strategy) -> Addresses:
        """Where the pages of a handbook lie on it."""
        return Addresses(strategy, self.base, self.directory_urls, self.authors)


@dataclass(frozen=True)
class Published:
    """A handbook, ready to be written."""

    pages: tuple[Page, ...]
    """Every page, in the order in which the navigation shows them."""
    given_way: frozenset[str]
    """The addresses of those in whose place the author's own page stands."""
    files: Mapping[str, str]
    """Texts by their path in the site: style sheet, script, redirects, and the handbook for other programs."""
    findings: Findings
    addresses: Addresses
    warnings: tuple[Diagnostic, ...]
    """What became other than it should, such as a drawing that is only described in words; each names its page."""

    @cached_property
    def shown(self) -> Mapping[str, Page]:
        """By address, the pages in whose place no page of the author's stands."""
        return {page.uri: page for page in self.pages if page.uri not in self.given_way}

    def insert_pieces(self, uri: str, text: str) -> str:
        """The text made from a page with its pieces in their places; that of a page of the author's as it is."""
        return self.shown[uri].insert_pieces(text) if uri in self.shown else text

    def leave_out_pictures(self, uri: str, text: str) -> str:
        """The text made from a page without what searches are not to look at; that of an author's page as it is."""
        return self.shown[uri].leave_out_pictures(text) if uri in self.shown else text
