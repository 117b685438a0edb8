"""Comma-separated values (RFC 4180) as rows of cells that know where they stand; nothing is interpreted yet."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from product_handbook.diagnostics.diagnostic import Diagnostic, Source, quoted

_CELL = re.compile(
    r"""(?:[ \t]*"(?P<quoted>(?:[^"]++|"")*+)(?P<close>"?)[ \t]*(?P<rest>[^,\n]*)|(?P<plain>[^,\n]*))(?P<end>,|\n|\Z)"""
)
"""Matches at every place: a cell in quotes, or any other, and what ends it."""


class Row(NamedTuple):
    """The cells of one line, or of several where a quoted cell goes on."""

    cells: list[str]
    """As written, with the spaces around them; of a cell in quotes, what the quotes hold."""
    start: int
    """The offset of the row in the text of its file."""
    places: list[int] | None = None
    """The offset at which each cell starts, its quote included; None where they follow from the cells themselves."""
    is_broken: bool = False
    """Whether one of its cells cannot be read, and is a problem already."""

    def text(self, column: int) -> str:
        """A cell without the spaces around it; empty for one that the row does not reach."""
        return self.cells[column].strip() if column < len(self.cells) else ""

    def place(self, column: int) -> int:
        """The offset of the first visible character of a cell; of the last cell for one that the row does not reach."""
        column = min(column, len(self.cells) - 1)
        return self.start_of(column) + self.shift(column)

    def start_of(self, column: int) -> int:
        """The offset at which a cell starts, with the spaces before it."""
        if self.places is not None:
            return self.places[column]
        return self.start + sum(map(len, self.cells[:column])) + column

    def starts(self) -> list[int]:
        """The offset at which each cell starts, with the spaces before it."""
        if self.places is not None:
            return self.places
        lengths = accumulate(map(len, self.cells[:-1]), initial=self.start)
        return [before + commas for commas, before in enumerate(lengths)]

    def shift(self, column: int) -> int:
        """How many spaces stand before a cell that is not empty."""
        cell = self.cells[column]
        return len(cell) - len(cell.lstrip()) if self.places is None and cell.strip() else 0


def read_rows(source: Source, problems: list[Diagnostic], start: int = 0) -> Iterator[Row]:
    """The rows of a file from an offset on, without those whose cells are all empty; a quote never closed ends them."""
    text, position = source.text, start
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        if '"' in line:
            row, end = _quoted_row(source, position, problems)
        else:
            row = Row(line.split(","), position)
        if row.is_broken or any(map(str.strip, row.cells)):
            yield row
        position = end + 1


def _quoted_row(source: Source, start: int, problems: list[Diagnostic]) -> tuple[Row, int]:
    """The row that starts at an offset, and the offset of its end."""
    cells: list[str] = []
    places: list[int] = []
    end, is_broken = start, False
    for match in _CELL.finditer(source.text, start):
        plain = match["plain"]
        if plain is None:
            cells.append(match["quoted"].replace('""', '"'))
            places.append(match.start("quoted") - 1)
            if problem := _wrong_quote(source, match):
                problems.append(problem)
                is_broken = True
        else:
            cells.append(plain)
            places.append(match.start() + (len(plain) - len(plain.lstrip()) if plain.strip() else 0))
        end = match.start("end")
        if match["end"] != ",":
            break
    return Row(cells, start, places, is_broken), end


def _wrong_quote(source: Source, match: re.Match[str]) -> Diagnostic | None:
    """What is wrong with a cell that begins with a quote."""
    opening = match.start("quoted") - 1
    if not match["close"]:
        help = 'write `"` at the end of the cell too, or delete this one; a `"` within quotes is written twice'
        return Diagnostic("csv_syntax", source.span(opening, opening + 1), 'found no `"` that closes this one', help)
    if rest := match["rest"].strip():
        found = f'found {quoted(rest)} after the `"` that closes the one on line {source.span(opening).line}'
        help = 'write a comma before it, or each `"` within quotes twice'
        return Diagnostic("csv_syntax", source.span(*match.span("rest")), found, help)
    return None
