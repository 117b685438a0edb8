"""The blocks of a text, as Python-Markdown's block processors see them: which lines are read together, which are code.

A text is split at blank lines; a chunk of lines between two of them is tried against one kind of block after another,
in the order of their priorities in Python-Markdown, and what a container holds is read in the same way again.
"""

import re
from collections.abc import Generator, Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from product_handbook.strategy.markdown.fences import Fence, find_fences
from product_handbook.strategy.markdown.lines import (
    RAW,
    Line,
    content_of,
    dedent,
    indent,
    is_blank,
    is_indented,
    is_nested_item,
    is_underline,
    kind,
    read_lines,
    title_of,
)
from product_handbook.strategy.markdown.passages import Block, BlockKind
from product_handbook.strategy.markdown.source import TAB
from product_handbook.strategy.markdown.tables import cells, is_table

Blocks = Generator["Block", None, str]
"""Yields blocks; returns which containers stay open, outermost first: `L` for lists, `B` boxes, `Q` quotes."""
_Step = Generator["Block", None, tuple[int, str]]
"""The same for some lines of a chunk; returns also the number of the line after them."""

DEEPEST = 40
"""Containers nested deeper than this are read as text."""
SPLITTING = frozenset({"heading", "rule", "titled"})
"""The kinds of line that end what stands before them, without a blank line between."""

_ANYTHING = re.compile("")

MARKS = frozenset({"definition", "quote", "footnote"})
"""The kinds of line that open a container within a chunk."""

_DEFINITION = re.compile(
    r"""
      ^[ ]{0,3}\[[^\[\]]*\]:[ ]*(?:\n[ ]*)?\S+[ ]*(?:\n[ ]*)?(?:(["']).*\1[ ]*|\(.*\)[ ]*)?$
    | ^[*]\[[^\\\]]*\][ ]?:.*$
    """,
    re.MULTILINE | re.VERBOSE,
)
"""The address of a reference, or what an abbreviation stands for."""


class Document(NamedTuple):
    """A text with its blocks."""

    text: str
    rows: tuple[str, ...]
    """Its lines as they are."""
    blocks: tuple[Block, ...]
    """In order."""


class Place(NamedTuple):
    """Where a container is."""

    level: int = 0
    """Lists around it, within the innermost quote."""
    depth: int = 0
    """Containers around it."""


class _Page(NamedTuple):
    text: str
    fences: Sequence[Fence]
    is_prose: bool
    wanted: re.Pattern[str]

    def wants(self, lines: Sequence[Line]) -> bool:
        return bool(self.wanted.search(self.text, lines[0].start, lines[-1].end))


def read_document(text: str, *, is_prose: bool = False, wanted: re.Pattern[str] = _ANYTHING) -> Document:
    """A text with its blocks, or at least with those in which something wanted occurs.

    Its tabs and carriage returns are to be gone. In prose, raw HTML is text, a fence that nothing closes ends with its
    container, and one in a list belongs to the innermost item, however far it is indented.
    """
    rows = text.split("\n")
    page = _Page(text, find_fences(rows, close=is_prose), is_prose, wanted)
    lines = read_lines(text, rows, page.fences, html=not is_prose)
    return Document(text, tuple(rows), tuple(_chunks(page, lines, Place(), "")))


def _chunks(page: _Page, lines: Sequence[Line], place: Place, open_: str) -> Blocks:
    """The blocks in a container, given which containers the blocks before have left open."""
    chunk: list[Line] = []
    skipped: list[list[Line]] = []
    apart = True
    for line in (*lines, Line(0, 0)):
        is_fence = line.mark >= 0 and not page.text[line.start : line.end].lstrip(" ").startswith(">")
        if line.mark != RAW and not is_fence and not is_blank(page.text, line):
            chunk.append(line)
            continue
        if chunk:
            if not _depends(page.text, chunk[0]):
                skipped = []
            skipped.append(chunk)
        if is_fence or (chunk and (place.depth or page.wants(chunk))):
            open_ = yield from _read(page, skipped, place, open_)
            skipped = []
        if is_fence:
            open_ = yield from _fence(page, line, place, open_, apart=apart and not chunk)
        elif line.mark == RAW:
            skipped, open_ = [], ""
        chunk = []
        apart = line.mark < 0
    return open_


def _depends(text: str, line: Line) -> bool:
    """Whether what is open decides how a chunk is read that starts so, or stays open after it."""
    start = text[line.start : line.end].lstrip(" ")
    return is_indented(text, line) or start.startswith((">", "[", "*["))


def _read(page: _Page, chunks: Iterable[Sequence[Line]], place: Place, open_: str) -> Blocks:
    for chunk in chunks:
        open_ = yield from _chunk(page, chunk, place, open_)
    return open_


def _fence(page: _Page, line: Line, place: Place, open_: str, *, apart: bool) -> Blocks:
    """A fence; or indented code that looks like one."""
    levels, spaces = _levels(open_), indent(page.text, line)
    if apart and spaces >= TAB * (levels + 1):
        yield Block("code", (line,), place.level + levels, page.fences[line.mark])
        return open_
    kept = (levels if spaces > 1 else 0) if page.is_prose else min(spaces // TAB, levels)
    yield Block("fence", (line,), place.level + kept, page.fences[line.mark])
    return open_[:kept]


def _levels(open_: str) -> int:
    """How many containers, down to the next quote, go on where lines are indented."""
    return len(open_.split("Q", 1)[0])


class _Chunk(NamedTuple):
    """Lines that no blank line parts, with the kind of each."""

    page: _Page
    lines: Sequence[Line]
    kinds: Sequence[str]
    place: Place

    def row(self, position: int) -> str:
        line = self.lines[position] if position < len(self.lines) else Line(0, 0)
        return self.page.text[line.start : line.end].strip(" ")

    def end_of(self, position: int, name: str) -> int:
        """Where the lines of one kind end that begin there."""
        end = position
        while end < len(self.lines) and self.kinds[end] == name:
            end += 1
        return end

    def block(self, name: BlockKind, start: int, end: int) -> Block:
        return Block(name, tuple(self.lines[start:end]), self.place.level)


def _chunk(page: _Page, lines: Sequence[Line], place: Place, open_: str) -> Blocks:
    """The blocks in lines that no blank line parts."""
    chunk = _Chunk(page, lines, [kind(page.text, line) for line in lines], place)
    stops = iter([*(number for number, name in enumerate(chunk.kinds) if name in SPLITTING), len(lines)])
    position = stop = 0
    while position < len(lines):
        if chunk.kinds[position] == "indented" and _levels(open_):
            end, open_ = yield from _continued(chunk, position, open_)
        else:
            end, open_ = yield from _lines_of_one_kind(chunk, position, open_)
        if end == position:
            while stop <= position:
                stop = next(stops)
            end, open_ = stop, (yield from _part(chunk, position, stop, open_))
        position = end
    return open_


def _continued(chunk: _Chunk, position: int, open_: str) -> _Step:
    """More of what is open: of a list up to the end of the chunk, of a titled box as far as the lines are indented."""
    text, lines, place = chunk.page.text, chunk.lines[position:], chunk.place
    tabs, is_box = indent(text, lines[0]) // TAB, open_.startswith("B")
    inner = open_.lstrip("L") if not is_box else open_[1:].lstrip("L")
    levels = min(tabs, len(open_) - len(inner))
    if is_box:
        lines = list(takewhile(lambda line: indent(text, line) >= TAB * levels, lines))
    inside = Place(place.level + levels, place.depth)
    rest = yield from _chunk(chunk.page, dedent(text, lines, levels), inside, open_[levels:])
    return position + len(lines), open_[:levels] + rest


def _lines_of_one_kind(chunk: _Chunk, position: int, open_: str) -> _Step:
    """Code, a heading, a rule, a titled box or a table; and where it ends, or where it began if it is none."""
    text, name, end = chunk.page.text, chunk.kinds[position], position + 1
    if name == "indented":
        end = chunk.end_of(position, "indented")
        yield chunk.block("code", position, end)
    elif name == "titled":
        end = chunk.end_of(end, "indented")
        yield Block("title", (title_of(text, chunk.lines[position]),), chunk.place.level)
        return end, "B" + (yield from _contained(chunk, chunk.lines[position + 1 : end]))
    elif is_table(chunk.row(position), chunk.row(end)):
        end = chunk.kinds.index("titled", end) if "titled" in chunk.kinds[end:] else len(chunk.lines)
        rows = (cells(text, row) for row in chunk.lines[position:end])
        yield from (Block("cell", (cell,), chunk.place.level) for row in rows for cell in row)
    elif name == "heading":
        yield chunk.block("heading", position, end)
    elif end < len(chunk.lines) and is_underline(text, chunk.lines[end]):
        end += 1
        yield chunk.block("underlined", position, end)
    elif name != "rule":
        return position, open_
    return end, ""


def _part(chunk: _Chunk, start: int, end: int, open_: str) -> Blocks:
    """Paragraphs, and the lists, quotes, definitions and footnotes among them."""
    if chunk.place.depth >= DEEPEST:
        yield chunk.block("text", start, end)
        return ""
    if chunk.kinds[start] == "item":
        return (yield from _items(chunk, chunk.lines[start:end]))
    text, number = chunk.page.text, start
    while number < end:
        if chunk.kinds[number] == "quote":
            kinds = chunk.kinds[number:end]
            lines = [
                content_of(text, line) if name == "quote" else line
                for line, name in zip(chunk.lines[number:end], kinds, strict=True)
            ]
            inside = open_[1:] if open_.startswith("Q") else ""
            return "Q" + (yield from _chunks(chunk.page, lines, Place(0, chunk.place.depth + 1), inside))
        stop = next((other for other in range(number + 1, end) if chunk.kinds[other] in MARKS), end)
        if chunk.kinds[number] in MARKS:
            first = content_of(text, chunk.lines[number])
            open_ = "L" + (yield from _contained(chunk, [first, *chunk.lines[number + 1 : stop]]))
        else:
            open_ = yield from _paragraph(chunk, number, stop, open_)
        number = stop
    return open_


def _contained(chunk: _Chunk, lines: Sequence[Line]) -> Blocks:
    """The lines of a definition, a footnote or a titled box."""
    page, (level, depth) = chunk.page, chunk.place
    content = [line for line in dedent(page.text, lines, 1) if not is_blank(page.text, line)]
    return (yield from _chunk(page, content, Place(level + 1, depth + 1), ""))


def _items(chunk: _Chunk, lines: Sequence[Line]) -> Blocks:
    """The items of a list, and the lists nested in them without a blank line between."""
    page, inside, items = chunk.page, Place(chunk.place.level + 1, chunk.place.depth + 1), list[list[Line]]()
    for line in lines:
        if kind(page.text, line) == "item":
            items.append([content_of(page.text, line)])
        elif is_nested_item(page.text, line) and not is_indented(page.text, items[-1][0]):
            items.append([line])
        else:
            items[-1].append(line)
    open_ = ""
    for item in items:
        is_nested, is_empty = is_indented(page.text, item[0]), is_blank(page.text, item[0])
        content = dedent(page.text, item[is_empty:], 1) if is_nested or is_empty else item
        open_ = yield from _chunk(page, content, inside, open_ if is_nested else "")
    return "L" + open_


def _paragraph(chunk: _Chunk, start: int, end: int, open_: str) -> Blocks:
    """A paragraph; and the addresses of references, which are no part of it."""
    text = "\n".join(chunk.page.text[line.start : line.end] for line in chunk.lines[start:end])
    position, offset = start, 0
    for match in _DEFINITION.finditer(text) if "]" in text and ":" in text else ():
        first = position + text.count("\n", offset, match.start())
        last = first + match[0].count("\n") + 1
        if first > position:
            open_ = ""
            yield chunk.block("text", position, first)
        yield chunk.block("definition", first, last)
        position, offset = last, match.end() + 1
    if position < end:
        open_ = ""
        yield chunk.block("text", position, end)
    return open_
