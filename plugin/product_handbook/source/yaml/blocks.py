"""The blocks of a file, each a key with what is indented below it: what is left to look at where YAML gives up."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from product_handbook.diagnostics.diagnostic import Source

_KEY = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s:#'\"\[\]{},&*!|>%@`-][^:：#\n]*)(?::(?=\s|$)|：)"
_TOP = re.compile(_KEY)
_OPEN = re.compile(r"[ ]*(?:-[ ]+)*[^\s:#'\"\[{][^:#]*:\s*(?:#.*)?")
"""A key with nothing behind it, so that what is indented below it are keys or items, and no text."""
_SILENT = re.compile(r"\s*(?:#.*|---\s*(?:#.*)?|%YAML.*)?")


@dataclass(frozen=True)
class Block:
    """Lines of a file that belong together, by their numbers from 1."""

    first: int
    last: int

    def has(self, lines: list[int]) -> bool:
        """Whether one of some lines, ascending, is among them."""
        at = bisect_left(lines, self.first)
        return at < len(lines) and lines[at] <= self.last

    def to(self, other: "Block") -> "Block":
        """The lines from the start of this block to the end of a later one."""
        return Block(self.first, other.last)


def blocks_of(source: Source) -> list[Block]:
    """The blocks that begin at the left margin, in order; a list or a text before the first is one too."""
    lines = source.text.split("\n")
    starts = [number for number, line in enumerate(lines, 1) if _TOP.match(line)]
    before = lines[: starts[0] - 1 if starts else len(lines)]
    odd = next((number for number, line in enumerate(before, 1) if not _SILENT.fullmatch(line)), None)
    return list(_between([*([] if odd is None else [odd]), *starts], len(lines)))


def inner_blocks(source: Source, block: Block) -> list[Block]:
    """The blocks one level down, where a block is a key with keys or items below it; else none."""
    header, *lines = _lines(source, block)
    first = next((at for at, line in enumerate(lines) if not _SILENT.fullmatch(line)), None)
    if first is None or not _OPEN.fullmatch(header):
        return []
    indent = " " * (len(lines[first]) - len(lines[first].lstrip(" ")))
    begin = re.compile(rf"{indent}(?:-[ ]|{_KEY})" if indent else "-[ ]")
    starts = [at for at, line in enumerate(lines) if at == first or begin.match(line)]
    return list(_between([block.first + 1 + at for at in starts], block.last))


def is_unindented(source: Source, block: Block) -> bool:
    """Whether something besides comments, items and closing brackets follows at the left margin, perhaps prose."""
    return any(line[:1] not in {"", " ", "#", "-", "]", "}"} for line in _lines(source, block)[1:])


def text_of(source: Source, block: Block) -> str:
    """The lines of a block."""
    return "\n".join(_lines(source, block)) + "\n"


def alone(source: Source, block: Block) -> Source:
    """A file with one block only, at its place."""
    return Source(source.path, "\n" * (block.first - 1) + text_of(source, block))


def without(source: Source, blocks: Iterable[Block]) -> Source:
    """A file with empty lines in the place of some blocks."""
    lines = source.text.split("\n")
    for block in blocks:
        lines[block.first - 1 : block.last] = [""] * (block.last - block.first + 1)
    return Source(source.path, "\n".join(lines))


def _between(starts: list[int], last: int) -> Iterator[Block]:
    for start, after in pairwise([*starts, last + 1]):
        yield Block(start, after - 1)


def _lines(source: Source, block: Block) -> list[str]:
    starts = source.line_starts
    end = starts[block.last] - 1 if block.last < len(starts) else len(source.text)
    return source.text[starts[block.first - 1] : end].split("\n")
