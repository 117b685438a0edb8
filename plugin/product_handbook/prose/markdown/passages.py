"""Blocks and their text, without what the containers around them put at the start of each line."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from product_handbook.prose.markdown.fences import Fence
from product_handbook.prose.markdown.lines import Line

BlockKind = Literal["text", "heading", "underlined", "cell", "title", "rule", "definition", "code", "fence"]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines whose inline markup is read together, or which are code."""

    kind: BlockKind
    """`underlined` is a heading with its underline, `definition` the address of a reference."""
    lines: tuple[Line, ...]
    """Without the marks of the containers; of code that is fenced, only the first."""
    level: int
    """How deep in lists and the like it stands, within the innermost quote."""
    fence: Fence | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Where its first line starts and its last one ends."""
        return self.lines[0].start, self.lines[-1].end


class Passage(NamedTuple):
    """The text of a block."""

    text: str
    starts: tuple[int, ...]
    """The offset in the document of each of its lines."""
    offsets: tuple[int, ...]
    """The offset in the passage of each of its lines."""

    def origin(self, offset: int) -> int:
        """Where a character of the passage stands in the document."""
        line = bisect_right(self.offsets, offset) - 1
        return self.starts[line] + offset - self.offsets[line]


def read_passage(text: str, block: Block) -> Passage:
    """The text of a block of a document."""
    rows = [text[line.start : line.end] for line in block.lines]
    offsets = accumulate((len(row) + 1 for row in rows[:-1]), initial=0)
    return Passage("\n".join(rows), tuple(line.start for line in block.lines), tuple(offsets))
