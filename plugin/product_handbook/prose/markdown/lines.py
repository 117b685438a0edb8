"""The lines of a text: what kind each is, and what is left of it inside a container."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from product_handbook.prose.markdown.fences import Fence
from product_handbook.prose.markdown.raw_html import find_raw_html
from product_handbook.prose.markdown.source import TAB

PLAIN: Final = -1
RAW: Final = -2
"""The mark of a line that stands for raw HTML."""

_KIND = re.compile(
    r"""
      (?P<indented>[ ]{4})
    | (?P<heading>\#)
    | (?P<rule>[ ]{0,3}(?:-(?:[ ]{0,2}-){2,}+|_(?:[ ]{0,2}_){2,}+|\*(?:[ ]{0,2}\*){2,}+)[ ]*$)
    | (?P<titled>(?:(?:!!!|\?\?\?\+?)(?=[ ]*[\w"-])|===[+!]{0,2}(?=[ ]+"))[\w -]*+(?:"(?P<title>.*)")?[ ]*$)
    | (?P<quote>[ ]{0,3}>[ ]?)
    | (?P<item>[ ]{0,3}(?:[*+-]|\d+\.)[ ]+)
    | (?P<definition>[ ]{0,3}:[ ]{1,3})
    | (?P<footnote>[ ]{0,3}\[\^[\w.-]+\]:[ ]*)
    """,
    re.VERBOSE,
)
_NESTED_ITEM = re.compile(r" {4,7}(?:[*+-]|\d+\.) ")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")


class Line(NamedTuple):
    """A line, or what is left of it where its containers' marks are taken off."""

    start: int
    end: int
    mark: int = PLAIN
    """The number of the fence that it opens, `RAW`, or `PLAIN`."""


def read_lines(text: str, rows: Sequence[str], fences: Sequence[Fence], *, html: bool) -> list[Line]:
    """The lines of a text: one for each fence and, with `html`, for each block of raw HTML."""
    opening = {fence.first: number for number, fence in enumerate(fences)}
    lines: list[Line] = []
    hidden: list[str] = []
    start = free = 0
    for number, row in enumerate(rows):
        end = start + len(row)
        if number in opening:
            free = fences[opening[number]].last
            lines.append(Line(start, end, opening[number]))
        elif number >= free:
            lines.append(Line(start, end))
        hidden.append(" " * len(row) if number < free else row)
        start = end + 1
    if not html or "<" not in text:
        return lines
    return list(_without(lines, find_raw_html("\n".join(hidden))))


def _without(lines: Sequence[Line], spans: Iterator[tuple[int, int]]) -> Iterator[Line]:
    """The lines with the spans cut out, and a raw line for each of them."""
    start, end = next(spans, (-1, -1))
    for line in lines:
        position = line.start
        while 0 <= start < line.end:
            if position <= start:
                yield Line(position, start, line.mark)
                yield Line(start, start, RAW)
            position = max(position, min(end, line.end))
            if end > line.end:
                break
            start, end = next(spans, (-1, -1))
        if position == line.start or position < line.end:
            yield Line(position, line.end, line.mark)


def kind(text: str, line: Line) -> str:
    """What a line would open: the name of a group of `_KIND`, or nothing."""
    match = _KIND.match(text, line.start, line.end)
    return (match.lastgroup or "") if match else ""


def title_of(text: str, line: Line) -> Line:
    """The title in quotes of an admonition, a fold or a tab; empty where there is none."""
    match = _KIND.match(text, line.start, line.end)
    return Line(*match.span("title")) if match and match["title"] else Line(line.end, line.end)


def content_of(text: str, line: Line) -> Line:
    """What a line holds behind the mark that opens an item, a quote, a definition or a footnote."""
    match = _KIND.match(text, line.start, line.end)
    return line._replace(start=match.end()) if match else line


def is_indented(text: str, line: Line) -> bool:
    """Whether a line is indented by a tab or more."""
    return text.startswith("    ", line.start, line.end)


def is_nested_item(text: str, line: Line) -> bool:
    """Whether a line within a list opens an item one level down."""
    return bool(_NESTED_ITEM.match(text, line.start, line.end))


def is_underline(text: str, line: Line) -> bool:
    """Whether a line makes a heading of the one before."""
    return bool(_UNDERLINE.match(text, line.start, line.end))


def is_blank(text: str, line: Line) -> bool:
    """Whether a line separates blocks."""
    return line.mark == PLAIN and not text[line.start : line.end].strip(" ")


def indent(text: str, line: Line) -> int:
    """The spaces that a line starts with."""
    row = text[line.start : line.end]
    return len(row) - len(row.lstrip(" "))


def dedent(text: str, lines: Sequence[Line], levels: int) -> list[Line]:
    """The lines without the indentation of so many levels; those that lack it stay as they are."""
    width = levels * TAB
    margin = " " * width
    return [
        line._replace(start=line.start + width) if text.startswith(margin, line.start, line.end) else line
        for line in lines
    ]
