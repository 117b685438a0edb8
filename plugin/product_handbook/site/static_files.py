"""Files beside the pages: style sheets and scripts, and pages that only lead on.

These stand at the old address of a renamed metric, and at the root of a site without a Home.
"""

from product_handbook.addresses.addresses import Addresses, hyphenated, published
from product_handbook.model.kinds import PAGE
from product_handbook.site.writing.assets import ASSETS
from product_handbook.site.writing.templates import html_template


def static_files(addresses: Addresses) -> dict[str, str]:
    """The files by their paths in the site."""
    return ASSETS | _redirects(addresses)


def _redirects(addresses: Addresses) -> dict[str, str]:
    """An HTML file for each address that leads on, by its path in the site."""
    former = {
        published(old, addresses.directory_urls): _redirect(
            addresses, old, addresses.uri("metric", metric.id), metric.title
        )
        for metric in addresses.strategy.metrics.values()
        for old in (f"{addresses.base}tree/{hyphenated(former)}.md" for former in metric.formerly)
    }
    if not addresses.base:
        return former
    return {"index.html": _redirect(addresses, "index.md", addresses.page("home"), PAGE["home"].title), **former}


def _redirect(addresses: Addresses, old: str, uri: str, title: str) -> str:
    return html_template("redirect.html.jinja").render(title=title, href=addresses.href(uri, old))
