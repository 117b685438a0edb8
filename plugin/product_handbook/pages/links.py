"""Links by id become ordinary relative links, Markdown to Markdown, so that MkDocs resolves and checks them."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from product_handbook.pages.escaping import escape_markdown
from product_handbook.strategy.id_links import IdLink, find_id_links


@dataclass(frozen=True)
class Target:
    """Where a link by id leads."""

    uri: str
    """The `src_uri` of a page, with a fragment where the object is a part of it."""
    name: str
    """What the object is called, plain text."""


@dataclass(frozen=True)
class UnknownLink:
    """A link by id that leads nowhere, and its place in the file."""

    kind: str
    id: str
    line: int
    column: int


Resolve = Callable[[str, str], Target | None]


def rewrite_links(
    markdown: str, page_uri: str, first_line: int, resolve: Resolve
) -> tuple[str, tuple[UnknownLink, ...]]:
    """Markdown with its links by id made relative to a page, and those that lead nowhere, which stay as written.

    Args:
        markdown: The text; links in code are left alone.
        page_uri: The `src_uri` of the page that shows it.
        first_line: The line of its file at which the text starts.
        resolve: What a kind and an id mean.
    """
    parts, unknown, done = [], [], 0
    for link in find_id_links(markdown):
        target = resolve(link.kind, link.id)
        if target is None:
            before = markdown[: link.start]
            line, column = first_line + before.count("\n"), link.start - before.rfind("\n")
            unknown.append(UnknownLink(link.kind, link.id, line, column))
            continue
        parts += [markdown[done : link.start], _ordinary(link, target, page_uri)]
        done = link.end
    return "".join([*parts, markdown[done:]]), tuple(unknown)


def _ordinary(link: IdLink, target: Target, page_uri: str) -> str:
    path, hash_sign, fragment = target.uri.partition("#")
    relative = posixpath.relpath(path, posixpath.dirname(page_uri) or ".") + hash_sign + fragment
    return f"[{escape_markdown(target.name) if link.text is None else link.text}]({relative})"
