"""Links by id: `[metric:mau]` and `[MAU][metric:mau]`, as a rule of markdown-it and for what is nearly one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from product_handbook.diagnostics.suggest import closest_match

Kind = Literal[
    "metric", "segment", "group", "party", "outcome", "loop", "bet", "request", "dimension", "owner", "term", "page"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What a link by id can lead to."""

SURE_LETTERS = 6
"""From how many letters on a word that is nearly a kind was meant as one; `lower` is nearly `owner`, by chance."""

LINK = re.compile(rf"\[({'|'.join(KINDS)}):(?![^\S\n]+[^\s\[\]]+\s+[^\s\]])\s*([^\[\]]*?)\s*\]")
"""A kind and an id in brackets; `[owner: to be decided]`, an aside of more than one word after a space, is none."""
EMPTY = re.compile(r"\[\s*\]")
_WITH_TEXT = re.compile(rf"\]\[(?:{'|'.join(KINDS)}):")
MISTYPED = re.compile(rf"(?<!!)\[(?!(?:{'|'.join(KINDS)}):)([A-Za-z]{{2,12}}):\s*([a-z][a-z0-9_-]*)\s*\](?!\[|\()")
_PLURALS = {f"{kind}s": kind for kind in KINDS} | {"parties": "party"}
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class IdLink:
    """A link by id in a text."""

    kind: str
    """One of `KINDS`; of a mistyped link, what stands in its place."""
    id: str
    """As written, without spaces around it; whether there is such a thing is another question."""
    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends."""
    has_text: bool = False
    """Whether it says itself what it shows; else it shows the object's name."""


def add_id_links(parser: MarkdownIt) -> None:
    """Teaches a parser links by id: `link_open` tokens whose `meta` has an `IdLink`, placed in the whole text."""
    parser.inline.ruler.before("link", "id_link", _id_link)
    parser.core.ruler.after("inline", "id_link_places", _place_links)


def id_links(tokens: list[Token]) -> Iterator[IdLink]:
    """The links by id that a parser has found, in the order of the text."""
    for token in tokens:
        for child in token.children or ():
            if isinstance(link := child.meta.get("id_link"), IdLink):
                yield link


def mistyped_links(tokens: list[Token], text: str) -> Iterator[tuple[IdLink, str]]:
    """The links by id whose kind is none, such as `[metrics:mau]`, each with the kind that it may mean.

    A short word such as `[team:growth]` may mean nothing of the sort: that is `is_surely` for the caller to ask, and
    whether there is such an id. Of several alike in a paragraph the first is named.
    """
    lines = _line_starts(text)
    for token in tokens:
        for child in token.children or ():
            for match in MISTYPED.finditer(child.content) if child.type == "text" and token.map else ():
                kind = likely_kind(match[1])
                start = text.find(match[0], lines[token.map[0]]) if token.map else -1
                if kind and start >= 0:
                    yield IdLink(match[1], match[2], start, start + len(match[0])), kind


def likely_kind(word: str) -> str:
    """The kind that a word in its place may mean; empty if none."""
    return _PLURALS.get(word.lower()) or closest_match(word, KINDS)


def is_surely(word: str, kind: str) -> bool:
    """Whether a word that is nearly a kind can hardly mean anything else: a plural, letters swapped, a long word."""
    written = word.lower()
    return written in _PLURALS or sorted(written) == sorted(kind) or len(written) >= SURE_LETTERS


def id_of(written: str) -> str:
    """The id that stands in brackets: without escapes, on one line."""
    return " ".join(_ESCAPE.sub(r"\1", written).split())


def _id_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the form of a rule
    """``link = "[" text "]" "[" kind ":" id "]" | "[" kind ":" id "]" [ "[" "]" ]``, in no other link or image."""
    start = state.pos
    if state.src[start] != "[" or state.linkLevel or state.src.startswith("[^", start):
        return False
    label_end = _label_end(state, start)
    match = (LINK.match(state.src, label_end + 1) if label_end > 0 else None) or LINK.match(state.src, start)
    if match is None or _has_address(state, match):
        return False
    has_text = match.start() > start
    empty = None if has_text else EMPTY.match(state.src, match.end())
    state.pos = empty.end() if empty else match.end()
    if silent:
        return True
    if state.src[:start].endswith("!"):
        state.pending += state.src[start : state.pos]  # an image of nothing
    else:
        link = IdLink(match[1], id_of(match[2]), start, state.pos, has_text)
        _push(state, link, (start + 1, match.start() - 1) if has_text else None)
    return True


def _label_end(state: StateInline, start: int) -> int:
    """Where the brackets end that a second pair with an id follows; -1 where none does."""
    text, begin, found = state.env.get("id_link_ahead", ("", 0, 0))
    if text is not state.src or not begin <= start <= found:  # else the same is ahead as at the last bracket
        match = _WITH_TEXT.search(state.src, start)
        found = match.start() if match else len(state.src)
        state.env["id_link_ahead"] = (state.src, start, found)
    if found == len(state.src):
        return -1
    return int(state.md.helpers.parseLinkLabel(state, start, disableNested=LINK.match(state.src, start) is None))


def _has_address(state: StateInline, match: re.Match[str]) -> bool:
    """Whether the brackets are an ordinary link: an address follows, or is defined under their name."""
    is_followed = state.src.startswith("(", match.end())
    return is_followed or normalizeReference(match[0][1:-1]) in state.env.get("references", {})


def _push(state: StateInline, link: IdLink, label: tuple[int, int] | None) -> None:
    token = state.push("link_open", "a", 1)
    token.meta = {"id_link": link}
    if label is not None:
        end, before = state.pos, state.posMax
        state.pos, state.posMax = label
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.pos, state.posMax = end, before
    state.push("link_close", "a", -1)


def _place_links(state: StateCore) -> None:
    """Turns offsets in a block's content into offsets in the text."""
    blocks = [token for token in state.tokens if token.type == "inline" and token.map]
    if not any(child.meta.get("id_link") for token in blocks for child in token.children or ()):
        return
    lines, free = _line_starts(state.src), 0
    for token in blocks:
        origins = _origins(state.src, lines, token, free)
        free = origins[0] + len(token.content.partition("\n")[0])  # the next cell of a table stands on the same line
        for child in token.children or ():
            if isinstance(link := child.meta.get("id_link"), IdLink):
                before = token.content[: link.start]
                start = origins[before.count("\n")] + link.start - (before.rfind("\n") + 1)
                child.meta["id_link"] = replace(link, start=start, end=start + link.end - link.start)


def _origins(text: str, lines: list[int], token: Token, free: int) -> list[int]:
    """Where in the text each line of a block's content stands; content is the text less indents and quote marks.

    Nothing that begins on the first line of the block before `free` is looked at.
    """
    first = (token.map or [0])[0]
    begins = [lines[min(first + row, len(lines) - 1)] for row in range(token.content.count("\n") + 1)]
    begins[0] = max(begins[0], free if free < _end(text, begins[0]) else 0)
    return [
        max(text.find(content, begin, _end(text, begin)), begin)
        for content, begin in zip(token.content.split("\n"), begins, strict=True)
    ]


def _end(text: str, begin: int) -> int:
    """Where the line ends that begins at an offset."""
    end = text.find("\n", begin)
    return len(text) if end < 0 else end


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]
