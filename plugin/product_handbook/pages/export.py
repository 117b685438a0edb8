"""The same pages as a folder of Markdown files with their drawings inside, for any generator that takes Markdown."""

from collections.abc import Iterator
from pathlib import Path

from product_handbook.pages.addresses import published
from product_handbook.pages.assets import SCRIPT, STYLES
from product_handbook.pages.hand_written import link_ids
from product_handbook.pages.page import Page
from product_handbook.pages.publish import Published, Site


def export_files(handbook: Published, site: Site, docs: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the folder: the generated pages, and what the author has in the folder of the documents.

    A page of the author's wins over a generated one at the same address, and its links by id become ordinary ones;
    the strategy files themselves are left out.
    """
    taken = set()
    for uri in author_files(docs, site):
        taken.add(published(uri, site.directory_urls))
        content = (docs / uri).read_bytes()
        if uri.endswith(".md"):
            content = link_ids(content.decode("utf-8-sig"), uri, 1, handbook.addresses).markdown.encode()
        yield uri, content
    for page in handbook.pages:
        if published(page.uri, site.directory_urls) not in taken:
            yield page.uri, _exported(page, handbook).encode()
    for uri, text in handbook.files.items():
        if uri not in taken:
            yield uri, text.encode()


def author_files(docs: Path, site: Site) -> Iterator[str]:
    """The files in the folder of the documents, sorted, without the strategy files and without hidden ones."""
    for file in sorted(docs.rglob("*")):
        uri = file.relative_to(docs).as_posix()
        is_strategy = uri.startswith(f"{site.strategy_uri}/") and file.suffix in {".yml", ".yaml", ".csv"}
        if file.is_file() and not is_strategy and not any(part.startswith(".") for part in uri.split("/")):
            yield uri


def _exported(page: Page, handbook: Published) -> str:
    """A page with its pieces in place, and the style sheet and script that they need."""
    styles, script = (handbook.addresses.href(uri, page.uri) for uri in (STYLES, SCRIPT))
    head = f'<link rel="stylesheet" href="{styles}">\n<script src="{script}" defer></script>\n\n'
    return page.front_matter + page.complete.rstrip() + "\n\n" + head
