"""`values.csv` or `values/*.csv`: the reported numbers, and what is wrong with a file as a whole."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from product_handbook.diagnostics.problem import Problem
from product_handbook.diagnostics.quoting import quoted
from product_handbook.model.draft import Parts
from product_handbook.model.reported import Series
from product_handbook.model.values.header import HeaderReader, KnownMetrics
from product_handbook.model.values.rows import Collected, Table
from product_handbook.source.csv.cell_problems import MOST_MISTAKES, Mistake, Mistakes
from product_handbook.source.csv.cells import Row, read_rows
from product_handbook.source.text import Source

_SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>.?)"?[ \t]*(?:\n|\Z)')
_SPREADSHEET_ERROR = re.compile(r"#[A-Z/]+[0-9]?[!?]?", re.ASCII)
_SEPARATORS = {";": "`;`", "\t": "tabs", "|": "`|`"}
"""What spreadsheets put between cells instead of commas, and what a message calls it."""
_AS_CSV = "save the file as comma-separated values (CSV)"


def read_values(sources: Iterable[Source], parts: Parts, problems: list[Problem]) -> dict[str, Series]:
    """The values of all files by the id of their metric; a later file restates what an earlier one says."""
    known, mistakes = KnownMetrics(parts), Mistakes()
    collected = Collected(known.records, mistakes)
    for source in sources:
        if mistakes.count > MOST_MISTAKES:
            break
        rows = _rows(source, mistakes)
        first, second = next(rows, None), next(rows, None)
        if first is None or first.is_broken:
            continue
        header = HeaderReader(source, first, second, known, mistakes).read()
        if header is not None:
            below = rows if second is None else chain([second], rows)
            Table(source, header, known, collected).read(below)
    collected.check_cadences()
    problems += mistakes.problems()
    return collected.finished()


def _rows(source: Source, mistakes: Mistakes) -> Iterator[Row]:
    """The rows of a file, its header first; none where it is empty, or not separated by commas."""
    if not source.text.strip(", \t\n"):
        help = "write a header such as `period,monthly_active_users`, or delete the file"
        mistakes.add(Mistake(source, 0, "the file is empty", help), "the file")
        return
    start = _after_separator_line(source, mistakes)
    if start is not None and not _has_other_separators(source, start, mistakes):
        for row in read_rows(source, mistakes, start):
            if mistakes.count > MOST_MISTAKES:
                found = f"found more than {MOST_MISTAKES:,} mistakes, and stopped reading here"
                mistakes.add(Mistake(source, row.start, found, "fix those that are told first"), "the file")
                return
            if not _is_comment(source, row, mistakes):
                yield row


def _after_separator_line(source: Source, mistakes: Mistakes) -> int | None:
    """Where the header starts: after the line that spreadsheets write for each other, which is a mistake."""
    match = _SEPARATOR_LINE.match(source.text)
    if match is None:
        return 0
    is_comma = match["separator"] == ","
    found = f"found the line {quoted(match.group())}, which only spreadsheets understand"
    help = "delete the line" if is_comma else f"{_AS_CSV}, without this line"
    mistakes.add(Mistake(source, 0, found, help), "the file")
    return match.end() if is_comma else None


def _has_other_separators(source: Source, start: int, mistakes: Mistakes) -> bool:
    """Whether something else than commas stands between the cells, as the first line shows."""
    header = re.compile(r"(?:#[^\n]*\n|\s)*(?P<line>[^\n]*)").match(source.text, start)
    line = "" if header is None else header["line"]
    separator = next((sign for sign in _SEPARATORS if sign in line and "," not in line), None)
    if header is None or separator is None:
        return False
    found = f"found {_SEPARATORS[separator]} between the cells, expected commas"
    help = f"{_AS_CSV}, with points in its numbers: 1.5, not 1,5"
    mistakes.add(Mistake(source, header.start("line") + line.index(separator), found, help), "the file")
    return True


def _is_comment(source: Source, row: Row, mistakes: Mistakes) -> bool:
    """Whether a row is meant as a comment, which is a mistake."""
    text = row.text(0)
    if not text.startswith("#") or _SPREADSHEET_ERROR.fullmatch(text):
        return False
    found = f"found {quoted(text)}, but there are no comments in a file of values"
    help = "delete the line; a word about a number goes into a column `note`, where each row is a number"
    mistakes.add(Mistake(source, row.place(0), found, help), "the file")
    return True
