"""The rows of a file of values, each a period with its numbers or a single number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from product_handbook.diagnostics.collector import FEW
from product_handbook.diagnostics.diagnostic import Diagnostic, Source, Span, quoted
from product_handbook.formulas.periods import Cadence, FiscalYear, Period
from product_handbook.model.records.metric import Metric
from product_handbook.model.reported import Reported, Series
from product_handbook.model.values.cell_numbers import CLEAN, read_number
from product_handbook.model.values.cell_periods import read_period
from product_handbook.model.values.header import DEFINE, Header, KnownMetrics
from product_handbook.model.values.series import GrowingSeries
from product_handbook.source.csv.cells import Row

_is_clean = CLEAN.fullmatch
_DIGITS = re.compile(r"[-+]?[0-9]+")
_GROUP = re.compile(r"[0-9]{3}")


class Collected:
    """The values of all files that were read so far."""

    def __init__(
        self, records: Mapping[str, Metric], problems: list[Diagnostic], fiscal: FiscalYear | None = None
    ) -> None:
        self.problems = problems
        self.fiscal = fiscal
        self._records = records
        self._series: dict[str, GrowingSeries] = {}

    def series_of(self, metric: str) -> GrowingSeries:
        """The values of a metric, by the id that it has now."""
        if metric not in self._series:
            self._series[metric] = GrowingSeries(metric, self._records.get(metric), fiscal=self.fiscal)
        return self._series[metric]

    def check_cadences(self) -> None:
        """Notes the metrics that do not say their cadence, and have periods of several."""
        for series in self._series.values():
            if series.cadence is None:
                self.problems += series.check_cadence()

    def finished(self) -> dict[str, Series]:
        """The values of each metric that has some."""
        return {metric: series.finished() for metric, series in self._series.items() if series.values}


class _Taken(NamedTuple):
    """A number of a row, before its period is looked at."""

    series: GrowingSeries
    reported: Reported
    column: int


class Table:
    """The rows of one file."""

    def __init__(self, source: Source, header: Header, known: KnownMetrics, collected: Collected) -> None:
        self.source = source
        self.header = header
        self.known = known
        self.collected = collected
        self._periods: dict[str, Period] = {}
        """By text, the period that it names."""
        self._series: dict[str, GrowingSeries | None] = {}
        """By text in the column of metrics, its values so far; None where it is a problem already."""
        self._unnamed = set(header.unnamed)
        """The columns without a name in which nothing was found yet."""
        self._unknown = 0
        stated = {collected.series_of(metric).cadence for _, metric in header.metrics} - {None}
        self._cadence = stated.pop() if len(stated) == 1 else None
        """How often all metrics of a file are reported, if each row is a period and they agree."""

    def read(self, rows: Iterable[Row]) -> None:
        """Takes the numbers of all rows."""
        read_row = self._read_number if self.header.is_long else self._read_period
        for row in rows:
            is_plain = not self._unnamed and len(row.cells) <= len(self.header.names)
            if not row.is_broken and (is_plain or self._fits(row)):
                read_row(row)

    def _add(self, code: str, row: Row, column: int, found: str, help: str) -> None:
        """Notes what is wrong with a cell."""
        self.collected.problems.append(Diagnostic(code, self._span(row, column), found, help))

    def _span(self, row: Row, column: int) -> Span:
        """Where a cell stands; the end of a row that does not reach it."""
        start = row.place(column)
        return self.source.span(start, start + len(row.text(column)) + 2 * self.source.text.startswith('"', start))

    def _fits(self, row: Row) -> bool:
        """Whether nothing stands in a row beyond the columns of the header; something in one without a name is told."""
        width, filled = len(self.header.names), len(row.cells)
        for column in range(min(width, filled)):
            if column in self._unnamed and (text := row.text(column)):
                self._unnamed.remove(column)
                found = f"found {quoted(text)} in column {column + 1}, which has no name in the header"
                help = "write the id of its metric in the header, or delete the column"
                self._add("wrong_header", row, column, found, help)
        while filled > width and not row.text(filled - 1):
            filled -= 1
        if filled > width:
            found = f"found {filled} cells in this row, but the header has {width}"
            self._add("csv_syntax", row, width, found, self._why_too_many(row))
        return filled <= width

    def _why_too_many(self, row: Row) -> str:
        """The help for a row with more cells than the header."""
        texts = [row.text(column) for column in range(len(row.cells))]
        first = self.header.value if self.header.is_long else 0
        for is_next in (_GROUP.fullmatch, str.isdecimal):
            for column in range(first, len(texts) - 1):
                if column != self.header.period and _DIGITS.fullmatch(texts[column]) and is_next(texts[column + 1]):
                    return _one_number(texts[column:])
        if self.header.note >= 0:
            return "put a text with a comma in it in quotes"
        return "delete what is too much, or name its column in the header"

    def _read_period(self, row: Row) -> None:
        """Takes the numbers of a row that is a period."""
        period, width, starts = self._period(row, self._cadence), len(row.cells), row.starts()
        taken: list[_Taken] = []
        for column, metric in self.header.metrics:
            if column >= width:
                break
            if row.cells[column]:
                series = self.collected.series_of(metric)
                reported = self._reported(row, column, starts[column], series)
                if reported is not None:
                    taken.append(_Taken(series, reported, column))
        if taken:
            self._take(row, period, taken)

    def _read_number(self, row: Row) -> None:
        """Takes the number of a row that is one."""
        header = self.header
        series = self._metric(row)
        period = self._period(row, None if series is None else series.cadence)
        column = header.value
        if column >= len(row.cells) or not row.cells[column] or series is None:
            if series is not None and period is not None and series.own_period(period) in series.values:
                self._refuse_lone_note(row)
            return
        reported = self._reported(row, column, row.start_of(column), series)
        if reported is None:
            return
        if header.note >= 0 and (note := row.text(header.note)):
            reported = reported._replace(note=self._note(row, note))
        self._take(row, period, [_Taken(series, reported, column)])

    def _refuse_lone_note(self, row: Row) -> None:
        """Says that a number is not withdrawn by a note."""
        if self.header.note >= 0 and row.text(self.header.note) and not row.text(self.header.value):
            help = "write the new number beside it; to withdraw the number, delete its row"
            found = "found a note and no value for a period that has one"
            self._add("incomplete_row", row, self.header.note, found, help)

    def _period(self, row: Row, cadence: Cadence | None) -> Period | None:
        """The period of a row; None where it has none, or one that is a problem, told with one of a cadence."""
        column = self.header.period
        text = row.cells[column] if column < len(row.cells) else ""
        if text not in self._periods:
            try:
                self._periods[text] = read_period(text, (cadence, self.collected.fiscal))
            except ValueError as error:
                if text.strip():
                    self._add("not_a_period", row, column, f"found {quoted(text)}, expected a period", str(error))
                return None
        return self._periods[text]

    def _metric(self, row: Row) -> GrowingSeries | None:
        """The values of the metric that a row names; None where it names none that can have values."""
        column = self.header.metric
        written = row.cells[column] if column < len(row.cells) else ""
        if written not in self._series:
            self._series[written] = self._find(row, text) if (text := written.strip()) else None
        series = self._series[written]
        if not written.strip() and any(row.text(said) for said in (self.header.value, self.header.note) if said >= 0):
            self._add("incomplete_row", row, column, "found a number without a metric", "write the id of its metric")
        return series

    def _find(self, row: Row, text: str) -> GrowingSeries | None:
        """The values of a metric that is named for the first time in the file."""
        metric, column = self.known.find(text), self.header.metric
        if not metric:
            help = self.known.help_for_unknown(text) if self._unknown <= FEW else DEFINE
            self._unknown += 1
            self._add("unknown_id", row, column, f"there is no metric {quoted(text)}", help)
            return None
        if help := self.known.help_for_constant(metric):
            self._add("contradiction", row, column, f"found values of `{metric}`, which has a fixed `value`", help)
            return None
        return self.collected.series_of(metric)

    def _reported(self, row: Row, column: int, start: int, series: GrowingSeries) -> Reported | None:
        """The number in a cell; None where there is none, or none that can be read."""
        cell = row.cells[column]
        if _is_clean(cell):
            return Reported(Decimal(cell), self.source, start)
        text = cell.strip()
        if not text:
            return None
        offset = start + row.shift(column)
        found = read_number(text, series.id, series.record, partial(self._span, row, column))
        if isinstance(found, Decimal):
            return Reported(found, self.source, offset)
        self.collected.problems.append(found)
        return None

    def _note(self, row: Row, text: str) -> str:
        """A note on one line; one that is a number is a problem."""
        if _DIGITS.fullmatch(text):
            number = row.text(self.header.value)
            found = f"found the note {quoted(text)}, which is a number, beside {quoted(number)}"
            help = f"write it in words; or {_one_number([number, text])}"
            self._add("ambiguous_value", row, self.header.note, found, help)
        return " ".join(text.split())

    def _take(self, row: Row, period: Period | None, taken: Sequence[_Taken]) -> None:
        """Takes the numbers of a row, unless its period is missing or not of their cadence."""
        if period is None:
            if not row.text(self.header.period):
                found, help = "found a number without a period", "write its period, such as `2026-10`"
                self._add("incomplete_row", row, self.header.period, found, help)
            return
        off = [number for number in taken if number.series.own_period(period) is None]
        if off:
            self._note_cadence(row, period, off, is_row=len(off) == len(taken))
        for number in taken:
            own = number.series.own_period(period)
            if own and number.series.values.setdefault(own, number.reported) is not number.reported:
                self._restate(own, number)

    def _note_cadence(self, row: Row, period: Period, off: Sequence[_Taken], *, is_row: bool) -> None:
        """Notes the numbers of another cadence; one for the period if these are all numbers of the row."""
        for number in off[:1] if is_row else off:
            series = number.series
            if series.cadence is None:
                continue
            others = sum(other.series.cadence == series.cadence for other in off) - 1 if is_row else 0
            found, help = series.wrong_cadence(period, series.cadence, others)
            self._add("cadence_mismatch", row, self.header.period if is_row else number.column, found, help)

    def _restate(self, period: Period, number: _Taken) -> None:
        problem = number.series.restate(period, number.reported)
        if problem is not None:
            self.collected.problems.append(problem)


def _one_number(cells: Sequence[str]) -> str:
    """The fix for a number that commas divide into cells: between thousands, or before its decimals."""
    groups = [*takewhile(_GROUP.fullmatch, cells[1:])]
    if groups and len(cells[0].lstrip("+-")) <= len(groups[0]):
        whole, written = f"{cells[0]}{''.join(groups)}", ",".join((cells[0], *groups))
    else:
        whole, written = f"{cells[0]}.{cells[1]}", f"{cells[0]},{cells[1]}"
    return f"if {quoted(written)} is one number, write {whole}: a comma begins the next cell"
