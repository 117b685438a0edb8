"""Links by id: `[metric:mau]` and `[MAU][metric:mau]`, found in Markdown."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from product_handbook.diagnostics.suggest import nearest
from product_handbook.prose.markdown.blocks import read_document
from product_handbook.prose.markdown.passages import Block, read_passage
from product_handbook.prose.markdown.source import read_source
from product_handbook.prose.markdown.spans import Pair, find_code, find_pairs, mask

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

SURE_LETTERS = 6
"""From how many letters on a word that is nearly a kind was meant as one; `lower` is nearly `owner`, by chance."""

_LINK = re.compile(rf"({'|'.join(KINDS)}):(?![^\S\n]+\S+\s+\S)\s*([^\[\]]*?)\s*")
_HINT = re.compile(rf"\[(?:{'|'.join(KINDS)}):")
_MISTYPED = re.compile(rf"(?!(?:{'|'.join(KINDS)}):)([A-Za-z]+):\s*([a-z][a-z0-9_-]*)\s*")
_MISTYPED_HINT = re.compile(rf"\[(?!(?:{'|'.join(KINDS)}):)[A-Za-z]{{2,12}}:[a-z]")
_PLURALS = {f"{kind}s": kind for kind in KINDS} | {"parties": "party"}
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
    return tuple(_find(markdown, _HINT, _LINK))


def find_mistyped_links(markdown: str) -> tuple[tuple[IdLink, str], ...]:
    """The links by id whose kind is none, such as `[metrics:mau]`, in order, each with the kind that it may mean.

    A short word such as `[team:growth]` may mean nothing of the sort: that is `is_surely` for the caller to ask, and
    whether there is such an id.
    """
    links = (link for link in _find(markdown, _MISTYPED_HINT, _MISTYPED) if markdown[link.end : link.end + 1] != "[")
    likely = ((link, _PLURALS.get(link.kind.lower()) or nearest(link.kind, KINDS)) for link in links)
    return tuple((link, kind) for link, kind in likely if kind)


def is_surely(word: str, kind: str) -> bool:
    """Whether a word that is nearly a kind can hardly mean anything else: a plural, letters swapped, a long word."""
    written = word.lower()
    return written in _PLURALS or sorted(written) == sorted(kind) or len(written) >= SURE_LETTERS


def _find(markdown: str, hint: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[IdLink]:
    """The links in a text that look like a pattern, of which a hint is enough for a closer look."""
    if not hint.search(markdown):
        return
    source = read_source(markdown)
    document = read_document(source.text, wanted=hint)
    addresses = {_key(match[1]) for block in document.blocks if (match := _address(document.text, block))}
    for block in document.blocks:
        if block.kind in ("code", "fence", "definition") or not hint.search(document.text, *block.span):
            continue
        passage = read_passage(document.text, block)
        for link in _links(passage.text, addresses, pattern):
            start, last = (source.origin(passage.origin(offset)) for offset in (link.start, link.end - 1))
            yield IdLink(link.kind, link.id, link.text, start, last + 1)


def _address(text: str, block: Block) -> re.Match[str] | None:
    """The name of the reference that a block defines."""
    return _ADDRESS.match(read_passage(text, block).text) if block.kind == "definition" else None


def _key(name: str) -> str:
    """The name of a reference as Python-Markdown compares it."""
    return " ".join(name.lower().split())


def _links(text: str, addresses: Collection[str], pattern: re.Pattern[str]) -> Iterator[IdLink]:
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
        elif link := _with_text(text, pair, following, parentheses, pattern) or _alone(
            text, pair, following, addresses, pattern
        ):
            free = link.end
            yield link


def _inside(text: str, pair: Pair) -> str:
    return text[pair.start + 1 : pair.end]


def _with_text(
    text: str, pair: Pair, following: Pair | None, parentheses: Collection[int], pattern: re.Pattern[str]
) -> IdLink | None:
    """The link of a pair of brackets, which is no footnote, and a second that holds the id."""
    if following is None or following.end + 1 in parentheses or text.startswith("[^", pair.start):
        return None
    shown = " ".join(_inside(text, pair).split("\n")).strip()
    return _read(pattern.fullmatch(_inside(text, following)), shown or None, pair.start, following.end + 1)


def _alone(
    text: str, pair: Pair, following: Pair | None, addresses: Collection[str], pattern: re.Pattern[str]
) -> IdLink | None:
    """The link of one pair of brackets; an empty second may follow it, as in `[metric:mau][]`."""
    inside = _inside(text, pair)
    is_empty = following is not None and not _inside(text, following).strip()
    end = (following if following is not None and is_empty else pair).end + 1
    return None if _key(inside) in addresses else _read(pattern.fullmatch(inside), None, pair.start, end)


def _read(match: re.Match[str] | None, shown: str | None, start: int, end: int) -> IdLink | None:
    """The link whose kind and id stand in brackets, if they do."""
    if match is None:
        return None
    return IdLink(match[1], " ".join(_ESCAPE.sub(r"\1", match[2]).split()), shown, start, end)
