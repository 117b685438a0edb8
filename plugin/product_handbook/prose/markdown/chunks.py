"""Chunks: lines that no blank line parts, and where they stand."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from product_handbook.prose.markdown.fences import Fence
from product_handbook.prose.markdown.lines import Line, is_underline, kind
from product_handbook.prose.markdown.passages import Block, BlockKind
from product_handbook.prose.markdown.tables import is_table

SPLITTING = frozenset({"heading", "rule", "titled", "fence"})
"""The kinds of line that end what stands before them."""
CONTAINING = frozenset({"definition", "quote", "footnote"})
"""The kinds of line that open a container among paragraphs."""

_DEFINITION = re.compile(
    r"""
      ^[ ]{0,3}\[[^\[\]]*\]:[ ]*(?:\n[ ]*)?\S+[ ]*(?:\n[ ]*)?(?:(["']).*\1[ ]*|\(.*\)[ ]*)?$
    | ^[*]\[[^\\\]]*\][ ]?:.*$
    """,
    re.MULTILINE | re.VERBOSE,
)
"""The address of a reference, or what an abbreviation stands for."""


class Page(NamedTuple):
    """What all blocks of a text have in common."""

    text: str
    fences: Sequence[Fence]
    is_prose: bool
    wanted: re.Pattern[str]

    def wants(self, lines: Sequence[Line]) -> bool:
        """Whether something wanted is in the lines."""
        return bool(self.wanted.search(self.text, lines[0].start, lines[-1].end))


class Place(NamedTuple):
    """Where a container is."""

    level: int = 0
    """Lists around it, within the innermost quote."""
    depth: int = 0
    """Containers around it."""

    def inside(self) -> "Place":
        """The place of what it holds."""
        return Place(self.level + 1, self.depth + 1)


class Chunk(NamedTuple):
    """Lines that no blank line parts, with the kind of each."""

    page: Page
    lines: Sequence[Line]
    kinds: Sequence[str]
    place: Place
    definitions: Mapping[int, int]
    """For each line where the address of a reference begins, the line after it."""
    splits: Sequence[int]
    """The lines that end what stands before them."""
    breaks: Sequence[int]
    """The lines that end a paragraph."""

    def is_table(self, position: int) -> bool:
        """Whether a table begins at a line."""
        rows = (self._row(number) for number in range(position, len(self.lines)))
        header, separator = next(rows), next(rows, "")
        return is_table(header, separator, rows)

    def _row(self, number: int) -> str:
        line = self.lines[number]
        return self.page.text[line.start : line.end].strip(" ")

    def is_underlined(self, position: int) -> bool:
        """Whether the next line makes a heading of a line."""
        pair = self.lines[position : position + 2]
        return len(pair) > 1 and pair[0].mark < 0 and is_underline(self.page.text, pair[1])

    def end_of_kind(self, position: int, name: str) -> int:
        """Where the lines of one kind end that begin there."""
        end = position
        while end < len(self.lines) and self.kinds[end] == name:
            end += 1
        return end

    def end_of_part(self, position: int) -> int:
        """Where what begins there is ended at the latest."""
        return self.splits[bisect_right(self.splits, position)]

    def end_of_paragraph(self, position: int) -> int:
        """Where a paragraph that begins there ends."""
        return self.breaks[bisect_right(self.breaks, position)]

    def end_of_table(self, position: int) -> int:
        """Where a table that begins there ends: at a titled box, if there is one."""
        splits = self.splits[bisect_right(self.splits, position) : -1]
        return next((split for split in splits if self.kinds[split] == "titled"), len(self.lines))

    def block(self, name: BlockKind, start: int, end: int) -> Block:
        """Some of the lines as a block."""
        return Block(name, tuple(self.lines[start:end]), self.place.level)


def read_chunk(page: Page, lines: Sequence[Line], place: Place) -> Chunk:
    """The lines with the kind of each."""
    kinds = [_kind(page.text, line) for line in lines]
    definitions = _definitions("\n".join(page.text[line.start : line.end] for line in lines))
    splits = [number for number, name in enumerate(kinds) if name in SPLITTING]
    containers = (number for number, name in enumerate(kinds) if name in CONTAINING)
    breaks = sorted({*splits, *containers, *definitions, len(lines)})
    return Chunk(page, lines, kinds, place, definitions, [*splits, len(lines)], breaks)


def _kind(text: str, line: Line) -> str:
    """What a line would open; a fence that is in a quote opens the quote first."""
    name = kind(text, line)
    return "fence" if line.mark >= 0 and name != "quote" else name


def _definitions(text: str) -> dict[int, int]:
    found: dict[int, int] = {}
    line = offset = 0
    for match in _DEFINITION.finditer(text) if "]:" in text or "*[" in text else ():
        line += text.count("\n", offset, match.start())
        offset = match.start()
        found[line] = line + match[0].count("\n") + 1
    return found
