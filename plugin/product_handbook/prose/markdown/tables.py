"""Tables: where one begins, and the cells of a row."""

import re
from collections.abc import Iterable, Iterator

from product_handbook.prose.markdown.lines import Line

_SIGN = re.compile(r"\\[\\|]|(?P<escape>\\?)(?P<ticks>`+)|(?P<pipe>\|)")
_END = re.compile(r"(?<!\\)(?:\\\\)*\|$")
"""A pipe at the end of a row."""


def is_table(header: str, separator: str, others: Iterable[str]) -> bool:
    """Whether two lines begin a table; a table of one column has a pipe at an end of each other line too."""
    if "|" not in header or not separator or separator.strip("|:- "):
        return False
    columns = [sum(1 for _ in cells(row, Line(*_inside(header, row)))) for row in (header, separator)]
    is_wide = columns[0] > 1 or all(row.startswith("|") or _END.search(row) for row in (separator, *others))
    return is_wide and columns[0] == columns[1]


def _inside(header: str, row: str) -> tuple[int, int]:
    """Where a row starts and ends within its borders; if the header has none, no row has."""
    if not header.startswith("|") and not _END.search(header):
        return 0, len(row)
    return int(row.startswith("|")), len(row) - bool(_END.search(row))


def cells(text: str, row: Line) -> Iterator[Line]:
    """What stands between the pipes of a row; a pipe in code is none."""
    signs = [match for match in _SIGN.finditer(text, row.start, row.end) if match.lastgroup]
    last = {len(match["ticks"]): match.start() for match in signs if match["ticks"]}
    start = row.start
    code = 0
    for sign in signs:
        ticks = len(sign["ticks"] or "")
        if code:
            code = 0 if ticks == code else code
        elif ticks:
            opening = ticks - len(sign["escape"])
            code = opening if last.get(opening, 0) > sign.start() else 0
        else:
            yield Line(start, sign.start())
            start = sign.end()
    yield Line(start, row.end)
