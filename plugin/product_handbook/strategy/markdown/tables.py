"""Tables: where one begins, and the cells of a row."""

import re
from collections.abc import Iterator

from product_handbook.strategy.markdown.lines import Line

_SIGN = re.compile(r"\\[\\|]|(?P<escape>\\?)(?P<ticks>`+)|(?P<pipe>\|)")


def is_table(header: str, separator: str) -> bool:
    """Whether two lines begin a table."""
    if "|" not in header or not separator or separator.strip("|:- "):
        return False
    header, separator = (row.removeprefix("|").removesuffix("|") for row in (header, separator))
    return header.count("|") == separator.count("|")


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
