"""From a strategy to all that a site gets: pages, files beside them, findings, and the addresses of everything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from product_handbook.addresses.addresses import Addresses
from product_handbook.analysis.analysis import Analysis
from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.drawing.cards.draw import Drawer
from product_handbook.drawing.cards.layout import Engine
from product_handbook.model.strategy import Strategy
from product_handbook.rules.find import find
from product_handbook.rules.findings import Findings
from product_handbook.site.handbook_json.write import handbook_files
from product_handbook.site.redirects import redirects
from product_handbook.site.render import render_pages
from product_handbook.site.writing.assets import ASSETS
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.wording.number_format import number_format


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


def publish(strategy: Strategy, site: Site, engine: Engine, today: date) -> Published:
    """All that a site gets of a strategy as it stands on a day."""
    addresses = Addresses(strategy, site.base, site.directory_urls, site.authors)
    analysis = Analysis(strategy, today)
    findings = find(analysis)
    draw = Drawer(engine)
    handbook = Handbook(
        analysis=analysis,
        findings=findings,
        addresses=addresses,
        draw=draw,
        docs_uri=lambda path: f"{site.strategy_uri}{path.removeprefix(strategy.folder)}",
        number_format=number_format(site.language),
        notice=site.notice,
        edit_url=site.edit_url,
    )
    pages = tuple(render_pages(handbook))
    files = ASSETS | redirects(addresses) | handbook_files(handbook)
    return Published(
        pages=pages,
        given_way=frozenset(site.authors.values()) & {page.uri for page in pages},
        files={uri: text for uri, text in files.items() if uri not in site.authors},
        findings=findings,
        addresses=addresses,
        warnings=tuple(draw.warnings),
    )
