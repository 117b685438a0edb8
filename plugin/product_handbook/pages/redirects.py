"""Old addresses of renamed metrics, so that links from elsewhere still lead to them."""

from product_handbook.pages.addresses import Addresses, hyphenated, published
from product_handbook.pages.templates import html_template


def redirects(addresses: Addresses) -> dict[str, str]:
    """An HTML file for each former address, by its path in the site."""
    return {
        published(old, addresses.directory_urls): _redirect(addresses, old, metric.id)
        for metric in addresses.strategy.metrics.values()
        for old in (f"{addresses.base}tree/{hyphenated(former)}.md" for former in metric.formerly)
    }


def _redirect(addresses: Addresses, old: str, metric: str) -> str:
    uri = addresses.uri("metric", metric)
    title = addresses.strategy.metrics[metric].title
    return html_template("redirect.html.jinja").render(title=title, href=addresses.href(uri, old))
