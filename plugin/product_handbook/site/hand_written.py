"""Pages that people write by hand beside the generated ones: their links by id made ordinary links for an export."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from urllib.parse import quote

from product_handbook.addresses.addresses import Addresses, relative_uri
from product_handbook.diagnostics.diagnostic import NOWHERE, Diagnostic, Source
from product_handbook.prose.escaping import escape_markdown
from product_handbook.prose.hand_written import links_in_page, mistyped_in_page
from product_handbook.prose.id_links import IdLink, is_surely

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:.*?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
"""What MkDocs takes for it."""
_UNSAFE = re.compile(r"[^\w./~-]")


@dataclass(frozen=True)
class Linked:
    """A hand-written page with its links rewritten, and what to say of those that lead nowhere."""

    markdown: str
    warnings: tuple[Diagnostic, ...]
    """In the order of the page; the path of each is that of the page."""


def link_ids_in_file(text: str, page: str, addresses: Addresses) -> Linked:
    """Rewrites the links by id in the whole text of a page's file, except in its front matter."""
    if "\r\n" in text:
        linked = link_ids_in_file(text.replace("\r\n", "\n"), page, addresses)
        return replace(linked, markdown=linked.markdown.replace("\n", "\r\n"))
    front_matter = _FRONT_MATTER.match(text)
    start = front_matter.end() if front_matter else 0
    body, pieces, end = text[start:], [text[:start]], 0
    found = links_in_page(body)
    for link in found:
        if target := addresses.target(link.kind, link.id):
            label = body[link.start : body.rfind("[", link.start, link.end)] if link.has_text else ""
            shown = label or f"[{escape_markdown(target.name)}]"
            pieces += [body[end : link.start], shown, f"({address(target.uri, page)})"]
            end = link.end
    warnings = _warnings(body, found, addresses)
    source = Source(page, text)
    placed = (replace(told, span=source.span(start + link.start, start + link.end)) for link, told in warnings)
    return Linked("".join(pieces) + body[end:], tuple(placed))


def address(uri: str, page: str) -> str:
    """The relative link from a page to another, with what would end or alter a Markdown link percent-encoded."""
    path, hash_sign, fragment = relative_uri(uri, page).partition("#")
    return _quoted(path) + hash_sign + _quoted(fragment)


def unknown_link(kind: str, id: str, addresses: Addresses) -> Diagnostic:
    """What to say of a link by id that leads nowhere; whoever found it knows its place."""
    near = get_close_matches(id, addresses.ids(kind), n=1)
    help = f"did you mean `[{kind}:{near[0]}]`?" if near else "correct the id, or define it"
    return Diagnostic("unknown_id", NOWHERE, f"there is no {kind} `{id}`", help, "warning")


def mistyped_link(written: str, id: str, kind: str) -> Diagnostic:
    """What to say of a link by id whose kind is none, but nearly one; whoever found it knows its place."""
    found = f"there is no kind of object called `{written}`"
    return Diagnostic("unknown_kind", NOWHERE, found, f"did you mean `[{kind}:{id}]`?", "warning")


def _warnings(body: str, found: tuple[IdLink, ...], addresses: Addresses) -> list[tuple[IdLink, Diagnostic]]:
    """What to say, with the link of each, in order."""
    unknown = (
        (link, unknown_link(link.kind, link.id, addresses))
        for link in found
        if addresses.target(link.kind, link.id) is None
    )
    return sorted([*unknown, *_mistyped(body, addresses)], key=lambda warning: warning[0].start)


def _mistyped(body: str, addresses: Addresses) -> Iterator[tuple[IdLink, Diagnostic]]:
    for link, kind in mistyped_in_page(body):
        if is_surely(link.kind, kind) or addresses.target(kind, link.id):
            yield link, mistyped_link(link.kind, link.id, kind)


def _quoted(path: str) -> str:
    return _UNSAFE.sub(lambda match: quote(match[0], safe=""), path)
