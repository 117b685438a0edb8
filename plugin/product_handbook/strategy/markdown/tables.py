"""Tables: where one begins, and the cells of a row."""

import re
from collections.abc import Iterator

from product_handbook.strategy.markdown.lines import Line

_SIGN = re.compile(r"\\[\\|]|\\`+|(?P<ticks>`+)|(?P<pipe>\|)")


def is_table(header: str, separator: str) -> bool:
    """Whether two lines begin a table."""
    if "|" not in header or not separator or separator.strip("|:- "):
        return False
    header, separator = (row.removeprefix("|").removesuffix("|") for row in (header, separator))
    return header.count("|") == separator.count("|")


def cells(text: str, row: Line) -> Iterator[Line]:
    """What stands between the pipes of a row; a pipe in code is none."""
    signs = [match for match in _SIGN.finditer(text, row.start, row.end) if match.lastgroup]
    last = {match["ticks"]: match.start() for match in signs if match["ticks"]}
    start, ticks = row.start, ""
    for sign in signs:
        if ticks:
            ticks = "" if sign["ticks"] == ticks else ticks
        elif sign["ticks"]:
            ticks = sign[0] if last[sign[0]] > sign.start() else ""
        else:
            yield Line(start, sign.start())
            start = sign.end()
    yield Line(start, row.end)
