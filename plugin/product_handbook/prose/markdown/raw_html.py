"""Blocks of raw HTML: what Python-Markdown takes out of a text before it reads its blocks."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

_NAMES = """
address article aside blockquote body canvas center colgroup dd details div dl dt fieldset figcaption figure footer form
group h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main map math menu nav noscript object ol option output p
pre progress script section style summary table tbody td textarea tfoot th thead tr ul video
"""
BLOCK_TAGS = frozenset(_NAMES.split())
"""Python-Markdown's `BLOCK_LEVEL_ELEMENTS`."""

TAG = r"""<(?P<slash>/?)(?P<tag>[a-zA-Z][^\s`/<>]*+)(?P<rest>(?:[^<>"']|"[^"]*+"|'[^']*+')*+)>"""
"""A tag, its attributes in quotes or bare."""

_PIECE = re.compile(rf"(?P<opening><!--|<\?|<!\[CDATA\[|<!(?=[a-zA-Z]))|{TAG}")
_CLOSINGS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
_MARKDOWN = re.compile(r"""\smarkdown(?![^\s=/])(?!\s*=\s*["']?0)""")
_MARGIN = re.compile(r"(?:^|\n) {0,3}$")


class _Piece(NamedTuple):
    start: int
    end: int
    tag: str
    """In lower case; empty for a comment and the like."""
    form: Literal["start", "end", "empty"]
    is_markdown: bool = False
    """Whether what is between the tags is Markdown all the same (`md_in_html`)."""


def find_raw_html(text: str) -> Iterator[tuple[int, int]]:
    """The spans of raw HTML at the left margin, in order; of an element that holds Markdown, only the tags.

    An element that is not closed reaches to the end.
    """
    open_tags: list[str] = []
    counts: Counter[str] = Counter()
    begin = end = -1
    for piece in _pieces(text) if "<" in text else ():
        if not open_tags:
            if (piece.tag and piece.tag not in BLOCK_TAGS) or not _starts_block(text, piece.start, end):
                continue
            begin = piece.start
        if open_tags or (piece.form == "start" and not piece.is_markdown):
            _follow(open_tags, counts, piece)
        if not open_tags:
            end = piece.end
            yield begin, end
    if open_tags:
        yield begin, len(text)


def _pieces(text: str) -> Iterator[_Piece]:
    """The tags, comments, declarations and instructions of a text, in order."""
    position = 0
    unclosed: set[str] = set()
    while match := _PIECE.search(text, position):
        position = match.end()
        if tag := (match["tag"] or "").lower():
            is_empty = tag == "hr" or match["rest"].endswith("/")
            form: Literal["start", "end", "empty"] = "end" if match["slash"] else "empty" if is_empty else "start"
            yield _Piece(match.start(), position, tag, form, bool(_MARKDOWN.search(match["rest"])))
        elif (opening := match["opening"]) not in unclosed:
            if (found := text.find(_CLOSINGS[opening], position)) < 0:
                unclosed.add(opening)
            else:
                position = found + len(_CLOSINGS[opening])
                yield _Piece(match.start(), position, "", "empty")


def _follow(open_tags: list[str], counts: Counter[str], piece: _Piece) -> None:
    """Open an element, or close one with all that is still open in it."""
    if piece.form == "start":
        open_tags.append(piece.tag)
        counts[piece.tag] += 1
    elif piece.form == "end" and counts[piece.tag]:
        closed = ""
        while closed != piece.tag:
            closed = open_tags.pop()
            counts[closed] -= 1


def _starts_block(text: str, start: int, last_end: int) -> bool:
    """Whether a piece is at the left margin, or directly after another block."""
    return start == last_end or bool(_MARGIN.search(text[max(0, start - 4) : start]))
