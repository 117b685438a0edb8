"""Links by id: `[metric:mau]` and `[MAU][metric:mau]`, found in Markdown."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from product_handbook.strategy.markdown.blocks import read_document
from product_handbook.strategy.markdown.passages import Block, read_passage
from product_handbook.strategy.markdown.source import read_source
from product_handbook.strategy.markdown.spans import Pair, find_code, find_pairs, mask

KINDS = (
    "metric",
    "segment",
    "group",
    "party",
    "outcome",
    "loop",
    "bet",
    "request",
    "dimension",
    "owner",
    "term",
    "page",
)
"""What a link by id can lead to."""

_LINK = re.compile(rf"({'|'.join(KINDS)}):(?![^\S\n]+\S+\s+\S)\s*([^\[\]]*?)\s*")
_HINT = re.compile(rf"\[(?:{'|'.join(KINDS)}):")
_ADDRESS = re.compile(r" {0,3}\[([^\[\]]*)\]:")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class IdLink:
    """A link by id."""

    kind: str
    """One of `KINDS`."""
    id: str
    """As written, without spaces around it; whether there is such a thing is another question."""
    text: str | None
    """The Markdown to be shown; None where the object's name is."""
    start: int
    """Where the link begins in the Markdown."""
    end: int
    """Where it ends."""


def find_id_links(markdown: str) -> tuple[IdLink, ...]:
    """The links by id, in order; those in code, in raw HTML, in images and in links to elsewhere are none.

    Any kind is exact, any id is taken: an unknown one is for the caller to report. `[owner: to be decided]`, an aside
    in brackets with more than one word after a space, is no link. Nor is `[metric:mau]` with an address of its own,
    be it `[metric:mau](address)` or `[metric:mau]: address` on another line.
    """
    if not _HINT.search(markdown):
        return ()
    source = read_source(markdown)
    document = read_document(source.text, wanted=_HINT)
    addresses = {_key(match[1]) for block in document.blocks if (match := _address(document.text, block))}
    links: list[IdLink] = []
    for block in document.blocks:
        if block.kind in ("code", "fence", "definition") or not _HINT.search(document.text, *block.span):
            continue
        passage = read_passage(document.text, block)
        for link in _links(passage.text, addresses):
            start, last = (source.origin(passage.origin(offset)) for offset in (link.start, link.end - 1))
            links.append(IdLink(link.kind, link.id, link.text, start, last + 1))
    return tuple(links)


def _address(text: str, block: Block) -> re.Match[str] | None:
    """The name of the reference that a block defines."""
    return _ADDRESS.match(read_passage(text, block).text) if block.kind == "definition" else None


def _key(name: str) -> str:
    """The name of a reference as Python-Markdown compares it."""
    return " ".join(name.lower().split())


def _links(text: str, addresses: Collection[str]) -> Iterator[IdLink]:
    """The links by id in a passage, with offsets in it."""
    pairs, parentheses = find_pairs(mask(text, find_code(text)))
    by_start = {pair.start: pair for pair in pairs}
    free = 0
    for pair in pairs:
        if pair.start < free:
            continue
        following = by_start.get(pair.end + 1)
        has_address = following is not None and _key(_inside(text, following)) in addresses
        if pair.end + 1 in parentheses:
            free = parentheses[pair.end + 1]
        elif pair.is_image or has_address:
            free = (following or pair).end
        elif link := _with_text(text, pair, following, parentheses) or _alone(text, pair, following, addresses):
            free = link.end
            yield link


def _inside(text: str, pair: Pair) -> str:
    return text[pair.start + 1 : pair.end]


def _with_text(text: str, pair: Pair, following: Pair | None, parentheses: Collection[int]) -> IdLink | None:
    """The link of a pair of brackets, which is no footnote, and a second that holds the id."""
    if following is None or following.end + 1 in parentheses or text.startswith("[^", pair.start):
        return None
    shown = " ".join(_inside(text, pair).split("\n")).strip()
    return _read(_inside(text, following), shown or None, pair.start, following.end + 1)


def _alone(text: str, pair: Pair, following: Pair | None, addresses: Collection[str]) -> IdLink | None:
    """The link of one pair of brackets; an empty second may follow it, as in `[metric:mau][]`."""
    inside = _inside(text, pair)
    is_empty = following is not None and not _inside(text, following).strip()
    end = (following if following is not None and is_empty else pair).end + 1
    return None if _key(inside) in addresses else _read(inside, None, pair.start, end)


def _read(inside: str, shown: str | None, start: int, end: int) -> IdLink | None:
    """The link whose kind and id stand in brackets, if they do."""
    if not (match := _LINK.fullmatch(inside)):
        return None
    return IdLink(match[1], " ".join(_ESCAPE.sub(r"\1", match[2]).split()), shown, start, end)
