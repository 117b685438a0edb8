"""Links by id made ordinary: relative Markdown links, which MkDocs then resolves and checks like any other."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from product_handbook.prose.escaping import escape_markdown
from product_handbook.prose.id_links import IdLink, find_id_links, find_mistyped_links, is_surely

_UNSAFE = re.compile(r"[^\w./~-]")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link by id leads."""

    uri: str
    """A page within the docs folder, as in `glossary.md#active_user`; the part after `#` may be missing."""
    name: str
    """What the link shows if it has no text of its own."""


@dataclass(frozen=True, slots=True)
class UnknownLink:
    """A link by id that leads nowhere."""

    kind: str
    id: str
    line: int
    """In the file, from the line where the text starts."""
    column: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class MistypedLink(UnknownLink):
    """What would be a link by id if its kind were one."""

    meant: str
    """The kind that was probably meant."""


Resolve = Callable[[str, str], Target | None]
"""Gives the target of a kind and an id, or None if there is none."""


def rewrite_links(
    markdown: str, page_uri: str, first_line: int, resolve: Resolve
) -> tuple[str, tuple[UnknownLink, ...]]:
    """The Markdown of a page with its links by id made relative, and those that lead nowhere, which stay as written.

    Prose is first brought to the page by `prose_to_markdown`, which takes relative links to start at its file.
    """
    pieces: list[str] = []
    unknown: list[UnknownLink] = []
    end = line_start = 0
    line = first_line
    for link in find_id_links(markdown):
        if target := resolve(link.kind, link.id):
            pieces += [markdown[end : link.start], _shown(markdown, link, target), f"({address(target.uri, page_uri)})"]
            end = link.end
            continue
        line += markdown.count("\n", line_start, link.start)
        line_start = max(line_start, markdown.rfind("\n", line_start, link.start) + 1)
        unknown.append(UnknownLink(link.kind, link.id, line, link.start - line_start + 1))
    return "".join(pieces) + markdown[end:], tuple(unknown)


def mistyped_links(markdown: str, first_line: int, resolve: Resolve) -> Iterator[MistypedLink]:
    """The links by id with a kind that is nearly one, in order, as far as they can mean nothing else."""
    for link, kind in find_mistyped_links(markdown):
        if is_surely(link.kind, kind) or resolve(kind, link.id):
            line, line_start = markdown.count("\n", 0, link.start), markdown.rfind("\n", 0, link.start) + 1
            yield MistypedLink(link.kind, link.id, first_line + line, link.start - line_start + 1, kind)


def _shown(markdown: str, link: IdLink, target: Target) -> str:
    """The text of a link in its brackets."""
    if link.text is None:
        return f"[{escape_markdown(target.name)}]"
    return markdown[link.start : markdown.rfind("[", link.start, link.end)]


def address(uri: str, page_uri: str) -> str:
    """What a link from a page to another is to hold in its parentheses."""
    path, hash_sign, fragment = uri.partition("#")
    relative = posixpath.relpath(f"/{path}", posixpath.dirname(f"/{page_uri}"))
    return quoted(relative) + hash_sign + quoted(fragment)


def quoted(path: str) -> str:
    """A path with what would end or alter a Markdown link percent-encoded."""
    return _UNSAFE.sub(lambda match: quote(match[0], safe=""), path)
