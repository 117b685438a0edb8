"""`values.csv` or `values/*.csv`: the reported numbers, and what is wrong with a file as a whole."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from product_handbook.diagnostics.diagnostic import Diagnostic, Source, quoted
from product_handbook.model.reported import Series
from product_handbook.model.strategy import PartialStrategy
from product_handbook.model.values.header import HeaderReader, KnownMetrics
from product_handbook.model.values.rows import Collected, Table
from product_handbook.source.csv.cells import Row, read_rows

_SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>.?)"?[ \t]*(?:\n|\Z)')
_SPREADSHEET_ERROR = re.compile(r"#[A-Z/]+[0-9]?[!?]?", re.ASCII)
_SEPARATORS = {";": "`;`", "\t": "tabs", "|": "`|`"}
"""What spreadsheets put between cells instead of commas, and what a message calls it."""
MOST_PROBLEMS = 10_000
"""How many are looked for; files with more hold something else than values."""
_AS_CSV = "save the file as comma-separated values (CSV)"


def read_values(sources: Iterable[Source], parts: PartialStrategy, problems: list[Diagnostic]) -> dict[str, Series]:
    """The values of all files by the id of their metric; a later file restates what an earlier one says."""
    known, found = KnownMetrics(parts), list[Diagnostic]()
    collected = Collected(known.records, found, parts.fiscal_year)
    for source in sources:
        if len(found) > MOST_PROBLEMS:
            break
        rows = _rows(source, found)
        first, second = next(rows, None), next(rows, None)
        if first is None or first.is_broken:
            continue
        header = HeaderReader(source, first, second, known, found).read()
        if header is not None:
            below = rows if second is None else chain([second], rows)
            Table(source, header, known, collected).read(below)
    collected.check_cadences()
    problems += found
    return collected.finished()


def _rows(source: Source, problems: list[Diagnostic]) -> Iterator[Row]:
    """The rows of a file, its header first; none where it is empty, or not separated by commas."""
    if not source.text.strip(", \t\n"):
        help = "write a header such as `period,monthly_active_users`, or delete the file"
        problems.append(Diagnostic("file_empty", source.span(0), "the file is empty", help))
        return
    start = _after_separator_line(source, problems)
    if start is not None and not _has_other_separators(source, start, problems):
        for row in read_rows(source, problems, start):
            if len(problems) > MOST_PROBLEMS:
                found = f"found more than {MOST_PROBLEMS:,} problems, and stopped reading here"
                help = "fix those that are told first"
                problems.append(Diagnostic("too_many_problems", source.span(row.start), found, help))
                return
            if not _is_comment(source, row, problems):
                yield row


def _after_separator_line(source: Source, problems: list[Diagnostic]) -> int | None:
    """Where the header starts: after the line that spreadsheets write for each other, which is a problem."""
    match = _SEPARATOR_LINE.match(source.text)
    if match is None:
        return 0
    is_comma = match["separator"] == ","
    found = f"found the line {quoted(match.group())}, which only spreadsheets understand"
    help = "delete the line" if is_comma else f"{_AS_CSV}, without this line"
    problems.append(Diagnostic("csv_syntax", source.span(0, match.end() - match.group().endswith("\n")), found, help))
    return match.end() if is_comma else None


def _has_other_separators(source: Source, start: int, problems: list[Diagnostic]) -> bool:
    """Whether something else than commas stands between the cells, as the first line shows."""
    header = re.compile(r"(?:#[^\n]*\n|\s)*(?P<line>[^\n]*)").match(source.text, start)
    line = "" if header is None else header["line"]
    separator = next((sign for sign in _SEPARATORS if sign in line and "," not in line), None)
    if header is None or separator is None:
        return False
    found = f"found {_SEPARATORS[separator]} between the cells, expected commas"
    help = f"{_AS_CSV}, with points in its numbers: 1.5, not 1,5"
    start = header.start("line") + line.index(separator)
    problems.append(Diagnostic("csv_syntax", source.span(start, start + 1), found, help))
    return True


def _is_comment(source: Source, row: Row, problems: list[Diagnostic]) -> bool:
    """Whether a row is meant as a comment, which is a problem."""
    text = row.text(0)
    if not text.startswith("#") or _SPREADSHEET_ERROR.fullmatch(text):
        return False
    found = f"found {quoted(text)}, but there are no comments in a file of values"
    help = "delete the line; a word about a number goes into a column `note`, where each row is a number"
    span = source.span(row.place(0), row.place(0) + len(text))
    problems.append(Diagnostic("csv_syntax", span, found, help))
    return True
