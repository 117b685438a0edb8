"""Pages that people write by hand beside the generated ones: their links by id become ordinary links."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from product_handbook.addresses.addresses import Addresses
from product_handbook.prose.links import MistypedLink, UnknownLink, mistyped_links, rewrite_links

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:.*?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
"""What MkDocs takes for it."""


@dataclass(frozen=True)
class Linked:
    """A hand-written page with its links rewritten, and what to say of those that lead nowhere."""

    markdown: str
    warnings: tuple[str, ...]
    """Each begins with the line and column."""


def link_ids(markdown: str, page: str, first_line: int, addresses: Addresses) -> Linked:
    """Rewrites the links by id of a page; `first_line` is the line of its file at which the Markdown starts."""
    text, unknown = rewrite_links(markdown, page, first_line, addresses.target)
    mistyped = mistyped_links(markdown, first_line, addresses.target)
    found = sorted((*unknown, *mistyped), key=lambda link: (link.line, link.column))
    return Linked(text, tuple(_warning(link, addresses) for link in found))


def link_ids_in_file(text: str, page: str, addresses: Addresses) -> Linked:
    """Rewrites the links by id in the whole text of a page's file, except in its front matter."""
    front_matter = _FRONT_MATTER.match(text)
    start = front_matter.end() if front_matter else 0
    linked = link_ids(text[start:], page, text.count("\n", 0, start) + 1, addresses)
    return Linked(text[:start] + linked.markdown, linked.warnings)


def _warning(link: UnknownLink, addresses: Addresses) -> str:
    place = f"{link.line}:{link.column}"
    if isinstance(link, MistypedLink):
        found = f"there is no kind of object called `{link.kind}`"
        return f"{place}: {found}; did you mean `[{link.meant}:{link.id}]`?"
    near = get_close_matches(link.id, addresses.ids(link.kind), n=1)
    mend = f"did you mean `[{link.kind}:{near[0]}]`?" if near else "correct the id, or define it"
    return f"{place}: there is no {link.kind} `{link.id}`; {mend}"
