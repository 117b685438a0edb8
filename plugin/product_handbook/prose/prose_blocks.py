"""Edits of the blocks of prose: headings brought below the page's own, fences made code for certain."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from product_handbook.prose.markdown.blocks import Document
from product_handbook.prose.markdown.fences import Fence, split_prefix
from product_handbook.prose.markdown.passages import Block, read_passage
from product_handbook.prose.markdown.source import TAB
from product_handbook.prose.markdown.spans import find_code, mask
from product_handbook.prose.prose_inline import Edit, inline_edits, is_harmful, reference_edit

LOWEST = 6
"""The lowest level of a heading."""

_LANGUAGE = re.compile(r"(?:\{ *)?\.?([\w#+-]+)")
_EXTENSION = re.compile(r"^[ >*+.\d-]*+(?::\s|!!!|\?\?\?|===[+!]* |(?<=\*)\[|\[\^)", re.MULTILINE)
"""What only some sites know: with it, what is code depends on the site."""
_FOLLOWING = re.compile(r"[ >]*[=|:-][ =|:-]*")
_SIGN = re.compile(r"""^[ >*+.:\d-]*+(?:\?\?\?\+?[\w -]*" *)?(/(?=//)|#)""", re.MULTILINE)
"""What opens a block (`pymdownx.blocks`) or a heading, if the line is not read as a paragraph's."""
_UNDERLINE = re.compile(r"^ *([=|:-])[ =|:-]*$", re.MULTILINE)
"""What makes a heading or a table of the lines before it."""
_STRAY_UNDERLINE = re.compile(r"[ >]*([-=])[-=]* *")
_COLON = re.compile(r"\n* {0,3}(?P<colon>:)")


def block_edits(document: Document, way: str, below: int) -> Iterator[Edit]:
    """The edits of a piece of prose; `way` is the path from the page to where its links start."""
    levels = (_level(document.text, block) for block in document.blocks if _is_heading(block))
    shift = below + 1 - min(levels, default=1)
    starts = list(accumulate((len(row) + 1 for row in document.rows), initial=0))
    varies = bool(_EXTENSION.search(document.text))
    is_open = False
    for block in document.blocks:
        if block.fence:
            as_html = varies or document.text[slice(*block.span)].lstrip(" ").startswith(">")
            yield from _fence_edits(document, block, starts, as_html=as_html, is_open=is_open)
        elif block.kind == "code":
            yield from _code_edits(document.text, block) if varies else ()
        else:
            yield from _passage_edits(document.text, block, way, varies=varies)
        if _is_heading(block):
            yield from _heading_edits(document.text, block, _level(document.text, block) + shift)
        is_open = block.kind == "code" and (is_open or not (block.fence is None or block.fence.closed))
    yield from _edits_at_the_start(document)
    yield from _edits_between(document, starts) if varies else ()


def _is_heading(block: Block) -> bool:
    return block.kind in ("heading", "underlined")


def _level(text: str, block: Block) -> int:
    """The level of a heading as written."""
    first, *rest = (text[line.start : line.end] for line in block.lines)
    if rest:
        return 1 if rest[0].startswith("=") else 2
    return min(LOWEST, len(first) - len(first.lstrip("#")))


def _heading_edits(text: str, block: Block, level: int) -> Iterator[Edit]:
    """The edits that give a heading a level, and signs in front instead of an underline."""
    signs = "#" * max(1, min(LOWEST, level))
    line, underline = block.lines[0], block.lines[-1]
    if block.kind == "heading":
        yield Edit(line.start, line.start + _level(text, block), signs)
        return
    yield Edit(line.start, line.start, f"{signs} ")
    title = text[line.start : line.end].rstrip(" ")
    if title.endswith("#") and not title.endswith("\\#"):
        yield Edit(line.start + len(title) - 1, line.start + len(title) - 1, "\\")
    yield Edit(underline.start, underline.end, "" if _quote(text, underline.start) else _quote(text, line.start))


def _quote(text: str, start: int) -> str:
    """The mark of a quote before what starts there, up to the last `>`."""
    margin = text[text.rfind("\n", 0, start) + 1 : start]
    return margin[: margin.rfind(">") + 1]


def _is_blank(row: str, quote: str) -> bool:
    """Whether a line holds nothing within the quote; elsewhere a `>` alone may be code."""
    return row.rstrip(" ") in ("", quote)


def _fence_edits(
    document: Document, block: Block, starts: Sequence[int], *, as_html: bool, is_open: bool
) -> Iterator[Edit]:
    """The edit that closes a fence, and makes it indented code in lists and quotes, where not every site has fences.

    Where code before it looks like an opened fence, even indented, `pymdownx.superfences` needs a line between.
    """
    if (fence := block.fence) is None:
        return
    if block.kind == "code" and not as_html:
        yield from _edits_after_code(document, block, fence, starts)
        return
    quote = fence.prefix[: fence.prefix.rfind(">") + 1]
    rows = _rows_of_code(document, block, fence, quote, as_html=as_html)
    if is_open and rows and rows[0].startswith(fence.run):
        rows[:0] = ["<!-- -->", ""]
    before, after = document.rows[: fence.first][-1:], document.rows[fence.last :][:1]
    if not rows or (before and not _is_blank(before[0], quote)):
        rows.insert(0, quote)
    if after and not _is_blank(after[0], quote):
        rows.append(quote)
    yield Edit(starts[fence.first], starts[fence.last] - 1, "\n".join(rows))


def _rows_of_code(document: Document, block: Block, fence: Fence, quote: str, *, as_html: bool) -> list[str]:
    """The lines that show a fence, or indented code that looks like one, as code wherever it stands."""
    is_code = block.kind == "code"
    inside = slice(fence.first, fence.last) if is_code else slice(fence.first + 1, fence.last - fence.closed)
    rows = [split_prefix(row, len(fence.prefix))[1] for row in document.rows[inside]]
    while rows and not rows[-1].strip(" "):
        rows.pop()
    if not (quote or block.level or is_code):
        language = _LANGUAGE.match(fence.info)
        return [fence.run + (language[1] if language else ""), *rows, fence.run]
    margin = (f"{quote} " if quote else "") + " " * TAB * block.level
    if as_html or is_code:
        return [margin + _html(rows)]
    return [margin + " " * TAB + row if row.strip(" ") else quote for row in rows]


def _edits_after_code(document: Document, block: Block, fence: Fence, starts: Sequence[int]) -> Iterator[Edit]:
    """The edit that parts code that looks like a fence from what follows, which would belong to its container."""
    quote, end = _quote(document.text, block.lines[0].start), starts[fence.last] - 1
    following = document.rows[fence.last] if fence.last < len(document.rows) else ""
    if not _is_blank(following, quote) and not following.startswith(fence.prefix):
        yield Edit(end, end, f"\n{quote}")


def _code_edits(text: str, block: Block) -> Iterator[Edit]:
    """The edit that makes HTML of indented code, apart from what follows."""
    start, end = block.span
    html = _html([text[line.start + TAB : line.end] for line in block.lines])
    yield Edit(start, end, f"{html}\n{_quote(text, start)}" if text.startswith("\n", end) else html)


def _html(rows: Iterable[str]) -> str:
    """Code as HTML on one line, with nothing in it that is markup should the line be read as text."""
    code = "\n".join(rows)
    return f"<pre><code>{re.sub(r'[^A-Za-z0-9 ]', lambda match: f'&#{ord(match[0])};', code)}</code></pre>"


def _passage_edits(text: str, block: Block, way: str, *, varies: bool) -> Iterator[Edit]:
    """The edits within the lines of a block, but for the underline of a heading."""
    passage = read_passage(text, replace(block, lines=block.lines[:1]) if block.kind == "underlined" else block)
    edits = list(inline_edits(passage.text, way))
    if block.kind in ("text", "title", "cell"):
        edits += _edits_of_lines(text, block, passage.text, varies=varies)
    elif block.kind == "rule" and varies:
        edits.append(Edit(0, len(passage.text), "* * *"))
    elif block.kind == "definition" and (first := reference_edit(passage.text, way)):
        edits = [first, *(edit for edit in edits if edit.end <= first.start or edit.start >= first.end)]
    for edit in edits:
        start = passage.origin(edit.start)
        yield Edit(start, passage.origin(edit.end - 1) + 1 if edit.end > edit.start else start, edit.text)


def _edits_of_lines(text: str, block: Block, passage: str, *, varies: bool) -> Iterator[Edit]:
    """The edits that keep a paragraph from being more, on whatever site, and once code on two lines is on one."""
    start, end = block.span
    masked = mask(passage, find_code(passage))
    is_shortened = masked.count("\n") < len(block.lines) - 1
    patterns = (_SIGN, _UNDERLINE) if block.kind != "cell" and (varies or is_shortened) else (_SIGN,)
    for match in (match for pattern in patterns for match in pattern.finditer(masked)):
        yield Edit(*match.span(1), f"&#{ord(match[1])};")
    following = text[end + 1 : text.find("\n", end + 1) % (len(text) + 1)]
    if is_shortened and _FOLLOWING.fullmatch(following):
        yield Edit(len(passage), len(passage), "\n" + following[: following.rfind(">") + 1])
    is_address = text[text.rfind("\n", 0, start) + 1 : start].rstrip(" ").endswith("]:")
    if is_address and is_harmful(passage):
        yield Edit(0, 0, "./")


def _edits_at_the_start(document: Document) -> Iterator[Edit]:
    """The edits that keep prose from going on with what the page has before it: a list, or the term of a definition."""
    first = next((block for block in document.blocks if block.kind != "definition"), None)
    if first and first.kind == "code":
        yield Edit(0, 0, "<!-- -->\n\n")
    if match := _COLON.match(document.text):
        yield Edit(*match.span("colon"), "&colon;")


def _edits_between(document: Document, starts: Sequence[int]) -> Iterator[Edit]:
    """The edits of empty items and of odd rows of tables, which may be underlines on another site."""
    read = {
        bisect_right(starts, line.start) for block in document.blocks if block.kind != "cell" for line in block.lines
    }
    for fence in (block.fence for block in document.blocks if block.fence):
        read.update(range(fence.first + 1, fence.last + 1))
    for number, row in enumerate(document.rows):
        if number + 1 not in read and (match := _STRAY_UNDERLINE.fullmatch(row)):
            yield Edit(starts[number] + match.start(1), starts[number] + match.end(1), f"&#{ord(match[1])};")
