"""From a strategy to all that a site gets: pages, files beside them, findings, and the addresses of everything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from product_handbook.diagrams.draw import drawing
from product_handbook.diagrams.layout import Engine
from product_handbook.pages.addresses import Addresses
from product_handbook.pages.assets import ASSETS
from product_handbook.pages.page import Handbook, Page
from product_handbook.pages.redirects import redirects
from product_handbook.pages.render import render_pages
from product_handbook.rules.find import Findings, find
from product_handbook.strategy.strategy import Strategy


@dataclass(frozen=True)
class Site:
    """What the pages need to know of the site that they become part of."""

    base: str
    """The folder of the generated pages: empty for the root, else with a slash at its end."""
    strategy_uri: str
    """The strategy folder below the folder of the documents."""
    directory_urls: bool
    """Whether a page `mission.md` is published as `mission/` rather than `mission.html`."""
    editing_page: str | None
    """The author's own page for people who edit the handbook, if there is one."""
    edit_url: Callable[[str], str | None]
    """Where a file below the folder of the documents can be edited, if anywhere."""


@dataclass(frozen=True)
class Published:
    """A handbook, ready to be written."""

    pages: tuple[Page, ...]
    files: dict[str, str]
    """Texts by their path in the site: style sheet, script, redirects."""
    findings: Findings
    addresses: Addresses


def publish(strategy: Strategy, site: Site, engine: Engine, today: date) -> Published:
    """All that a site gets of a strategy as it stands on a day."""
    addresses = Addresses(strategy, site.base, site.directory_urls)
    findings = find(strategy, today)
    handbook = Handbook(
        strategy=strategy,
        findings=findings,
        addresses=addresses,
        draw=lambda diagram: drawing(diagram, engine),
        docs_uri=lambda path: f"{site.strategy_uri}{path.removeprefix(strategy.folder)}",
        edit_url=site.edit_url,
        editing_page=site.editing_page,
    )
    return Published(tuple(render_pages(handbook)), ASSETS | redirects(addresses), findings, addresses)
