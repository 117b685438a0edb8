"""The blocks of a text, as Python-Markdown's block processors see them: which lines are read together, which are code.

A text is split at blank lines; a chunk of lines between two of them is tried against one kind of block after another,
in the order of their priorities in Python-Markdown, and what a container holds is read in the same way again.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from product_handbook.prose.markdown.chunks import CONTAINING, Chunk, Page, Place, read_chunk
from product_handbook.prose.markdown.fences import find_fences
from product_handbook.prose.markdown.lines import (
    RAW,
    Line,
    content_of,
    dedent,
    indent,
    is_blank,
    is_indented,
    is_nested_item,
    kind,
    read_lines,
    title_of,
)
from product_handbook.prose.markdown.passages import Block
from product_handbook.prose.markdown.source import TAB
from product_handbook.prose.markdown.tables import cells

Blocks = Generator["Block", None, str]
"""Yields blocks; returns which containers stay open, outermost first: `L` for lists, `B` boxes, `Q` quotes."""
_Step = Generator["Block", None, tuple[int, str]]
"""The same for some lines of a chunk; returns also the number of the line after them."""

DEEPEST = 40
"""Containers nested deeper than this are read as text."""

_ANYTHING = re.compile("")


class Document(NamedTuple):
    """A text with its blocks."""

    text: str
    rows: tuple[str, ...]
    """Its lines as they are."""
    blocks: tuple[Block, ...]
    """In order."""


def read_document(text: str, *, is_prose: bool = False, wanted: re.Pattern[str] = _ANYTHING) -> Document:
    """A text with its blocks, or at least with those in which something wanted occurs.

    Its tabs and carriage returns are to be gone. In prose, raw HTML is text, a fence that nothing closes ends with its
    container, and one in a list belongs to the innermost item, however far it is indented: `prose_to_markdown` needs
    code that is code for certain.
    """
    rows = text.split("\n")
    page = Page(text, find_fences(rows, close=is_prose), is_prose, wanted)
    lines = read_lines(text, rows, page.fences, html=not is_prose)
    return Document(text, tuple(rows), tuple(_chunks(page, lines, Place(), "")))


def _chunks(page: Page, lines: Sequence[Line], place: Place, open_: str) -> Blocks:
    """The blocks in a container, given which containers the blocks before have left open."""
    chunk: list[Line] = []
    skipped: list[list[Line]] = []
    is_apart = True
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
        is_apart = line.mark < 0 or (is_fence and is_apart and _is_code(page.text, [*chunk, line], _levels(open_)))
        if is_fence:
            open_ = yield from _fence(page, line, place, open_, is_code=is_apart)
        elif line.mark == RAW:
            skipped, open_ = [], ""
        chunk = []
    return open_


def _is_code(text: str, lines: Iterable[Line], levels: int) -> bool:
    """Whether all lines are indented so far that they are code."""
    return all(indent(text, line) >= TAB * (levels + 1) for line in lines)


def _depends(text: str, line: Line) -> bool:
    """Whether what is open decides how a chunk is read that starts so, or stays open after it."""
    start = text[line.start : line.end].lstrip(" ")
    return is_indented(text, line) or start.startswith((">", "[", "*["))


def _read(page: Page, chunks: Iterable[Sequence[Line]], place: Place, open_: str) -> Blocks:
    for chunk in chunks:
        open_ = yield from _chunk(page, chunk, place, open_)
    return open_


def _fence(page: Page, line: Line, place: Place, open_: str, *, is_code: bool) -> Blocks:
    """A fence; or indented code that looks like one."""
    fence, levels = page.fences[line.mark], _levels(open_)
    if is_code:
        yield Block("code", (line,), place.level + levels, fence)
        return open_
    spaces = indent(page.text, line)
    kept = min(spaces // TAB, levels)
    if page.is_prose:
        kept = levels if spaces > 1 or ">" in fence.prefix else 0
    yield Block("fence", (line,), place.level + kept, fence)
    return open_[:kept]


def _levels(open_: str) -> int:
    """How many containers, down to the next quote, go on where lines are indented."""
    return len(open_.split("Q", 1)[0])


def _chunk(page: Page, lines: Sequence[Line], place: Place, open_: str, *, is_item: bool = False) -> Blocks:
    """The blocks in lines that no blank line parts; if they are all of an item, lines indented go on with it."""
    chunk = read_chunk(page, lines, place)
    position, is_start = 0, True
    while position < len(lines):
        if is_indented(page.text, lines[position]) and (is_item or _levels(open_)):
            end, open_ = yield from _continued(chunk, position, open_, is_item=is_item)
        else:
            end, open_ = yield from _lines_of_one_kind(chunk, position, open_, is_start=is_start)
        is_start = end > position
        if not is_start:
            end, open_ = yield from _part(chunk, position, open_)
            is_start = position in chunk.definitions
        position = end
    return open_


def _continued(chunk: Chunk, position: int, open_: str, *, is_item: bool) -> _Step:
    """More of what is open: of a list up to the end of the chunk, of a titled box as far as the lines are indented."""
    text, lines, place = chunk.page.text, chunk.lines[position:], chunk.place
    tabs, is_box = indent(text, lines[0]) // TAB, open_.startswith("B")
    lists = len(open_) - len((open_[1:] if is_box else open_).lstrip("L"))
    own = int(is_item and not is_box)
    levels = min(tabs, own + lists)
    if is_box:
        lines = list(takewhile(lambda line: indent(text, line) >= TAB * levels, lines))
    entered = levels - own
    inside = Place(place.level + entered, place.depth)
    rest = yield from _chunk(chunk.page, dedent(text, lines, levels), inside, open_[entered:])
    return position + len(lines), open_[:entered] + rest


def _lines_of_one_kind(chunk: Chunk, position: int, open_: str, *, is_start: bool) -> _Step:
    """Code, a heading, a rule, a titled box or a table; and where it ends, or where it began if it is none.

    What begins within a chunk is a table or underlined only if it follows what has been read as a whole.
    """
    text, name, end = chunk.page.text, chunk.kinds[position], position + 1
    if name == "indented":
        end = chunk.end_of_kind(position, "indented")
        yield chunk.block("code", position, end)
    elif name == "titled":
        end = chunk.end_of_kind(end, "indented")
        yield Block("title", (title_of(text, chunk.lines[position]),), chunk.place.level)
        return end, "B" + (yield from _contained(chunk, chunk.lines[position + 1 : end], is_item=False))
    elif name == "fence":
        open_ = yield from _fence(chunk.page, chunk.lines[position], chunk.place, open_, is_code=False)
        return end, open_
    elif is_start and chunk.is_table(position):
        end = chunk.end_of_table(position)
        yield from (cell for row in chunk.lines[position:end] for cell in _cells(chunk, row))
    elif name == "heading":
        yield chunk.block("heading", position, end)
    elif is_start and chunk.is_underlined(position):
        end += 1
        yield chunk.block("underlined", position, end)
    elif name == "rule":
        yield chunk.block("rule", position, end)
    else:
        return position, open_
    return end, ""


def _cells(chunk: Chunk, row: Line) -> Iterator[Block]:
    """The cells of a table's row; or the fence that stands where one should be."""
    page, level = chunk.page, chunk.place.level
    if row.mark >= 0:
        yield Block("code", (row,), level, page.fences[row.mark])
    else:
        yield from (Block("cell", (cell,), level) for cell in cells(page.text, row))


def _part(chunk: Chunk, start: int, open_: str) -> _Step:
    """A paragraph, the address of a reference, a list, a quote, or a definition or footnote."""
    text, name, end = chunk.page.text, chunk.kinds[start], chunk.end_of_part(start)
    if chunk.place.depth >= DEEPEST:
        yield chunk.block("text", start, end)
        return end, ""
    if name == "item":
        return end, "L" + (yield from _items(chunk, chunk.lines[start:end]))
    if name == "quote":
        return end, "Q" + (yield from _quote(chunk, start, end, open_[1:] if open_.startswith("Q") else ""))
    if name in CONTAINING:
        end = next((number for number in range(start + 1, end) if chunk.kinds[number] in CONTAINING), end)
        first = content_of(text, chunk.lines[start])
        return end, "L" + (yield from _contained(chunk, [first, *chunk.lines[start + 1 : end]], is_item=True))
    if start in chunk.definitions:
        end = min(end, chunk.definitions[start])
        yield chunk.block("definition", start, end)
        return end, open_
    end = chunk.end_of_paragraph(start)
    yield chunk.block("text", start, end)
    return end, ""


def _quote(chunk: Chunk, start: int, end: int, open_: str) -> Blocks:
    """The lines of a quote; those that do not say so belong to it too."""
    page, kinds = chunk.page, chunk.kinds[start:end]
    lines = [
        content_of(page.text, line) if name == "quote" else line
        for line, name in zip(chunk.lines[start:end], kinds, strict=True)
    ]
    return (yield from _chunks(page, lines, Place(0, chunk.place.depth + 1), open_))


def _contained(chunk: Chunk, lines: Sequence[Line], *, is_item: bool) -> Blocks:
    """The lines of a definition, a footnote or a titled box."""
    text = chunk.page.text
    content = [line for line in dedent(text, lines, 1) if not is_blank(text, line)]
    return (yield from _chunk(chunk.page, content, chunk.place.inside(), "", is_item=is_item))


def _items(chunk: Chunk, lines: Sequence[Line]) -> Blocks:
    """The items of a list, and the lists nested in them without a blank line between."""
    page, items = chunk.page, list[list[Line]]()
    for line in lines:
        if kind(page.text, line) == "item":
            items.append([content_of(page.text, line)])
        elif is_nested_item(page.text, line) and not is_indented(page.text, items[-1][0]):
            items.append([line])
        else:
            items[-1].append(line)
    open_ = ""
    for item in items:
        if is_indented(page.text, item[0]) or is_blank(page.text, item[0]):
            is_nested = not is_blank(page.text, item[0])
            content = dedent(page.text, item if is_nested else item[1:], 1)
            open_ = yield from _chunk(page, content, chunk.place.inside(), open_ if is_nested else "")
        else:
            open_ = yield from _chunk(page, item, chunk.place.inside(), "", is_item=True)
    return open_
