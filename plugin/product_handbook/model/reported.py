"""Reported numbers: what somebody measured for a metric and a period, and where it is written."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from product_handbook.diagnostics.diagnostic import Source, Span
from product_handbook.formulas.periods import Period

_CELL = re.compile(r'"[^"\n]*"|[^,\n]*[^,\s]')


class Reported(NamedTuple):
    """A number of `values.csv`, in the unit of its metric; a tuple, since there are tens of thousands of them."""

    value: Decimal
    """As written, with all its digits: `0.410` has three decimals, `41%` is 0.41 and `41.0%` is 0.410."""
    source: Source
    offset: int
    """Where the number starts in the text of its file."""
    note: str = ""
    """Plain text on one line: why it differs from what was reported before, or anything else."""
    before: tuple["Reported", ...] = ()
    """The values that it restates, the oldest first."""

    @property
    def location(self) -> Span:
        """Where the number stands."""
        return self.source.span(self.offset, self.offset + len(self.written))

    @property
    def written(self) -> str:
        """The cell as it is written."""
        match = _CELL.match(self.source.text, self.offset)
        return "" if match is None else match.group()

    @property
    def next_to_it(self) -> str:
        """What is written after the cell on its line."""
        start = self.offset + len(self.written)
        end = self.source.text.find("\n", start)
        return self.source.text[start:] if end < 0 else self.source.text[start:end]


Series = Mapping[Period, Reported]
"""The values of one metric, the oldest period first; periods that were not reported are not in it."""
