"""The same pages as a folder of Markdown files with their drawings inside, for any generator that takes Markdown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from product_handbook.addresses.addresses import MARKDOWN, Addresses, published
from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.site.hand_written import Linked, link_ids_in_file
from product_handbook.site.published import Published, Site
from product_handbook.site.writing.assets import SCRIPT, STYLES
from product_handbook.site.writing.page import Page
from product_handbook.source.files import leads_outside


@dataclass(frozen=True)
class Export:
    """A folder of Markdown, not yet written."""

    files: Mapping[str, bytes]
    """The content of each file by its path."""
    warnings: tuple[Diagnostic, ...]
    """What to say of drawings that are too much, of pages that cannot be read, and of links that lead nowhere."""


@dataclass(frozen=True)
class Place:
    """Where the handbook that is exported comes from, and how it will be published."""

    docs: Path
    """The folder of the documents."""
    strategy_uri: str
    """The strategy folder inside it."""
    base: str
    """The folder of the generated pages, without slashes around it; empty for the root."""
    directory_urls: bool
    edit_url: str
    """What the path of a file in the folder of the documents follows in an edit link; empty for none."""


def site_of(place: Place) -> Site:
    """What the pages need to know of the site that the folder becomes."""
    uris = author_files(place.docs, place.strategy_uri)
    return Site(
        base=f"{place.base}/" if place.base else "",
        strategy_uri=place.strategy_uri,
        directory_urls=place.directory_urls,
        authors={published(uri, place.directory_urls): uri for uri in uris},
        edit_url=lambda uri: f"{place.edit_url.rstrip('/')}/{uri}" if place.edit_url else None,
    )


def export_handbook(handbook: Published, docs: Path, strategy_uri: str) -> Export:
    """The generated pages, and what the author has in the folder of the documents, except the strategy files.

    A page of the author's wins over a generated one at the same address, and its links by id become ordinary ones.
    """
    files: dict[str, bytes] = {}
    warnings = list(handbook.warnings)
    for uri in author_files(docs, strategy_uri):
        if leads_outside(docs / uri, docs):
            message = "found a link that leads outside the folder of the documents, and left it out"
            span, help = Span((docs / uri).as_posix()), "put the file itself in its place"
            warnings.append(Diagnostic("outside_docs", span, message, help, "warning"))
            continue
        files[uri] = (docs / uri).read_bytes()
        if PurePosixPath(uri).suffix in MARKDOWN:
            linked = _linked(files[uri], uri, handbook.addresses)
            files[uri] = linked.markdown.encode()
            path = (docs / uri).as_posix()
            warnings += [replace(warning, span=replace(warning.span, path=path)) for warning in linked.warnings]
    for uri, page in handbook.shown.items():
        files[uri] = _exported(page, handbook).encode()
    return Export(files | {uri: text.encode() for uri, text in handbook.files.items()}, tuple(warnings))


def author_files(docs: Path, strategy_uri: str) -> Iterator[str]:
    """The files in the folder of the documents, sorted, without the strategy files and without hidden ones."""
    for file in sorted(docs.rglob("*")):
        uri = file.relative_to(docs).as_posix()
        is_strategy = uri.startswith(f"{strategy_uri}/") and file.suffix in {".yml", ".yaml", ".csv"}
        if file.is_file() and not is_strategy and not any(part.startswith(".") for part in uri.split("/")):
            yield uri


def _linked(content: bytes, uri: str, addresses: Addresses) -> Linked:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        span = Span(uri, line := content.count(b"\n", 0, error.start) + 1, 1, line, 1)
        found, help = "found a byte that is not UTF-8", "save the page as UTF-8"
        warning = Diagnostic("wrong_encoding", span, found, help, "warning")
        return Linked(content.decode("utf-8", "replace"), (warning,))
    return link_ids_in_file(text, uri, addresses)


def _exported(page: Page, handbook: Published) -> str:
    """A page with its pieces in place, and the style sheet and script that they need."""
    styles, script = (handbook.addresses.href(uri, page.uri) for uri in (STYLES, SCRIPT))
    head = f'<link rel="stylesheet" href="{styles}">\n<script src="{script}" defer></script>\n\n'
    return page.front_matter + page.complete.rstrip() + "\n\n" + head
