"""The header of a file of values: which column holds what, and everything that can be wrong with it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.diagnostics.collector import FEW
from product_handbook.diagnostics.diagnostic import Diagnostic, Source, quoted
from product_handbook.diagnostics.suggest import closest_match
from product_handbook.model.strategy import PartialStrategy
from product_handbook.model.values.cell_periods import is_period
from product_handbook.source.csv.cells import Row

DEFINE = "define it in tree.yml, or correct the id"
MOST_COLUMNS = 10_000
"""How many columns a file may have; nobody has as many metrics."""
NUMBER_A_ROW = ("period", "metric", "value")
SPELLINGS = {
    **dict.fromkeys(("period", "periods", "date", "time", "day", "week", "month", "quarter", "year"), "period"),
    **dict.fromkeys(("metric", "metrics", "metric_id", "metric id"), "metric"),
    **dict.fromkeys(("value", "values"), "value"),
    **dict.fromkeys(("note", "notes", "comment"), "note"),
}
"""What people call the columns that are no metrics, in small letters, and their names here."""


class KnownMetrics:
    """The metrics that values can be given for, under the ids that they have and had."""

    def __init__(self, parts: PartialStrategy) -> None:
        self.records = parts.metrics
        self.ids = parts.ids["metric"]
        self.former = {old: metric.id for metric in self.records.values() for old in metric.formerly}
        names = Counter(_same_name(metric.title) for metric in self.records.values())
        self._names = {
            name: metric.id for metric in self.records.values() if names[name := _same_name(metric.title)] == 1
        }
        """By name as people compare it, the one metric that has it."""

    def find(self, written: str) -> str:
        """The id that a metric has now, by that, a former one or its name; any id where the tree cannot be read."""
        if self.ids is None:
            return self.former.get(written) or self._names.get(_same_name(written)) or written
        if written in self.ids:
            return written
        return self.former.get(written) or self._names.get(_same_name(written), "")

    def help_for_unknown(self, written: str) -> str:
        """What to do about an id that no metric has."""
        same = [f"`{id}`" for id, metric in self.records.items() if _same_name(metric.title) == _same_name(written)]
        if same:
            return f"{' and '.join(same)} have this name: write the id of one"
        near = closest_match(written, [*(self.ids or ()), *self.former])
        return f"did you mean `{near}`?" if near else DEFINE

    def help_for_constant(self, metric: str) -> str:
        """What to do about values of a constant, or empty if a metric is none."""
        record = self.records.get(metric)
        if record is None or not record.is_constant:
            return ""
        return f"delete them here, or the `value` of `{metric}` in tree.yml"


def _same_name(name: str) -> str:
    """What is the same for two spellings of a name that people take for one."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Header:
    """Which column of a file holds what."""

    names: tuple[str, ...]
    """As written, without spaces around them; empty where a column has none."""
    period: int
    metrics: tuple[tuple[int, str], ...] = ()
    """Where a row is a period: each column of a metric, and the id that the metric has now."""
    metric: int = -1
    """Where a row is a number: the column of its metric, and those of the number and the note, -1 for none."""
    value: int = -1
    note: int = -1

    @property
    def is_long(self) -> bool:
        """Whether a row is one number, rather than a period with all its numbers."""
        return self.metric >= 0

    @property
    def unnamed(self) -> tuple[int, ...]:
        """The columns without a name."""
        return tuple(column for column, name in enumerate(self.names) if not name and column != self.period)


@dataclass
class HeaderReader:
    """Reads the header of one file."""

    source: Source
    row: Row
    below: Row | None
    """The first row below the header."""
    known: KnownMetrics
    problems: list[Diagnostic]

    def __post_init__(self) -> None:
        self.names = tuple(cell.strip() for cell in self.row.cells)
        self._starts = self.row.starts()

    def read(self) -> Header | None:
        """What the columns hold; None where that cannot be told, and is a problem by now."""
        if self._is_too_wide() or self._is_title() or self._is_data() or self._is_turned():
            return None
        self._find_duplicates()
        period = self._period_column()
        if period is None:
            return None
        columns = [(column, name) for column, name in self._named() if column != period]
        roles = {column: self._role(name) for column, name in columns}
        if {"metric", "value"} <= set(self.names) or {"metric", "value"} & set(roles.values()):
            return self._long(period, columns)
        return Header(self.names, period, tuple(self._metric_columns(columns)))

    def _add(self, column: int, found: str, help: str, code: str = "wrong_header") -> None:
        start = self._starts[column] + self.row.shift(column)
        span = self.source.span(start, start + len(self.names[column]))
        self.problems.append(Diagnostic(code, span, found, help))

    def _named(self) -> Iterator[tuple[int, str]]:
        """The columns with a name, each name once."""
        seen: set[str] = set()
        for column, name in enumerate(self.names):
            if name and self._same(name) not in seen:
                seen.add(self._same(name))
                yield column, name

    def _same(self, name: str) -> str:
        """What is the same for two names of one column: `mau` and the id that it had before."""
        return self.known.find(name) or name

    def _role(self, name: str) -> str:
        """What a column that is no metric is for, however it is spelled; empty for any other."""
        return "" if self.known.ids is not None and self.known.find(name) else SPELLINGS.get(name.casefold(), "")

    def _is_too_wide(self) -> bool:
        if len(self.names) <= MOST_COLUMNS:
            return False
        found = f"found {len(self.names):,} columns, expected at most {MOST_COLUMNS:,}"
        self._add(MOST_COLUMNS, found, "write one number a row: `period,metric,value`")
        return True

    def _is_title(self) -> bool:
        """Whether a line of words stands before the header, as reports have one."""
        words = [name for name in self.names if name]
        below = [] if self.below is None else [self.below.text(column) for column in range(len(self.below.cells))]
        is_header = any(self._role(name) == "period" for name in below) and len([*filter(None, below)]) > 1
        if len(words) != 1 or not is_header or self._role(words[0]) == "period":
            return False
        column = self.names.index(words[0])
        self._add(column, f"found {quoted(words[0])} above the header", "delete this line: the header is the first one")
        return True

    def _is_data(self) -> bool:
        """Whether the header is missing: the first line begins with a period."""
        if not self.names or not is_period(self.names[0]):
            return False
        found = f"found the period {quoted(self.names[0])} on the first line, expected a header"
        self._add(0, found, "write a line before it: `period`, and the id of the metric in each column")
        return True

    def _is_turned(self) -> bool:
        """Whether periods stand in the header and metrics in the rows."""
        periods = [column for column, name in enumerate(self.names) if column and is_period(name)]
        if 2 * len(periods) < max(len(list(filter(None, self.names[1:]))), 1):
            return False
        found = f"found the period {quoted(self.names[periods[0]])} in the header, expected the id of a metric"
        help = "turn the table so that each row is a period and each column a metric, or write one number a row: "
        self._add(periods[0], found, help + "`period,metric,value`")
        return True

    def _find_duplicates(self) -> None:
        first = {self._same(name): column for column, name in reversed([*enumerate(self.names)]) if name}
        for column, name in enumerate(self.names):
            before = first.get(self._same(name), column)
            if name and before != column:
                other = "" if self.names[before] == name else f", as {quoted(self.names[before])}"
                found = f"found the column {quoted(name)} a second time; it is column {before + 1} already{other}"
                self._add(column, found, "delete one of the two, or rename it", "duplicate_key")

    def _period_column(self) -> int | None:
        """The column of periods, if need be under another name, which is a problem."""
        if "period" in self.names:
            return self.names.index("period")
        spelled = (column for column, name in enumerate(self.names) if self._role(name) == "period")
        is_first = self.below is not None and is_period(self.below.text(0)) and not self.known.find(self.names[0])
        column = next(spelled, 0 if is_first else None)
        if column is None:
            help = "add a column `period`, with one such as `2026-10` in each row"
            self._add(0, "found no column `period` in the header", help)
            return None
        name = self.names[column]
        found = f"found {f'the column {quoted(name)}' if name else 'a column without a name'}, expected `period`"
        self._add(column, found, "write `period`")
        return column

    def _metric_columns(self, columns: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """The columns of metrics that can be read."""
        unknown = 0
        for column, name in columns:
            metric = self.known.find(name)
            if not metric:
                self._unknown(column, name, is_told=unknown <= FEW)
                unknown += 1
            elif help := self.known.help_for_constant(metric):
                found = f"found values of `{metric}`, which has a fixed `value`"
                self._add(column, found, help, "contradiction")
            else:
                yield column, metric

    def _unknown(self, column: int, name: str, *, is_told: bool) -> None:
        """Looking for the one that was meant takes time, so it is done for those that are told one by one."""
        if self._role(name) == "note":
            help = "write one number a row, `period,metric,value,note`, where each number can have a note"
            self._add(column, f"found the column {quoted(name)} beside metrics", help)
            return
        help = self.known.help_for_unknown(name) if is_told else DEFINE
        if help == DEFINE and self.below is not None and re.fullmatch(r"[^\W\d_][^\d%]*", self.below.text(column)):
            help = f"if it is what the numbers are parted by, {_of_a_dimension(name)}; if not, delete it"
        self._add(column, f"there is no metric {quoted(name)}", help, "unknown_id")

    def _long(self, period: int, columns: list[tuple[int, str]]) -> Header | None:
        """The columns of a file with one number a row."""
        found: dict[str, int] = {}
        for column, name in columns:
            role = name if name in {*NUMBER_A_ROW, "note"} else self._role(name)
            if role not in {"metric", "value", "note"} or role in found:
                self._refuse_third(column, name, is_twice=role in found)
                continue
            found[role] = column
            if name != role:
                message = f"found the column {quoted(name)}, expected `{role}`"
                self._add(column, message, f"write `{role}`")
        for role, other in (("metric", "value"), ("value", "metric")):
            if role not in found:
                message = f"found a column `{other}` but none called `{role}`"
                help = "write one number a row: `period,metric,value`; or the id of a metric in place of "
                self._add(found[other], message, f"{help}`{other}`")
                return None
        return Header(self.names, period, metric=found["metric"], value=found["value"], note=found.get("note", -1))

    def _refuse_third(self, column: int, name: str, *, is_twice: bool) -> None:
        """Says what a column beside metric and value is: most often a dimension, without which rows collapse."""
        message = f"found the column {quoted(name)} beside `metric` and `value`"
        is_known = is_twice or self._role(name) == "period"
        self._add(column, message, "delete one of the two that say the same" if is_known else _of_a_dimension(name))


def _of_a_dimension(name: str) -> str:
    """The fix for a column that says of which part a number is."""
    return (
        f"give each {name} a metric of its own and name that in its place, or add the numbers up: without the column, "
        "rows of one period and metric would be taken for one number"
    )
