"""The rows of a file of values, each a period with its numbers or a single number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from product_handbook.diagnostics.quoting import quoted
from product_handbook.formulas.periods import Period
from product_handbook.model.records.metric import Metric
from product_handbook.model.reported import Reported, Series
from product_handbook.model.values.cell_numbers import CLEAN, read_number
from product_handbook.model.values.cell_periods import read_period
from product_handbook.model.values.header import Header, KnownMetrics
from product_handbook.model.values.series import GrowingSeries, wrong_cadence
from product_handbook.source.csv.cell_problems import MOST_ALIKE, Mistake, Mistakes
from product_handbook.source.csv.cells import Row
from product_handbook.source.number_notation import NumberError
from product_handbook.source.text import Source

_is_clean = CLEAN.fullmatch
_DIGITS = re.compile(r"[-+]?[0-9]+")
_POINT = "write a number with a point and without separators, 1234.5: a comma begins the next cell"


class Collected:
    """The values of all files that were read so far."""

    def __init__(self, records: Mapping[str, Metric], mistakes: Mistakes) -> None:
        self.mistakes = mistakes
        self._records = records
        self._series: dict[str, GrowingSeries] = {}

    def series_of(self, metric: str) -> GrowingSeries:
        """The values of a metric, by the id that it has now."""
        if metric not in self._series:
            self._series[metric] = GrowingSeries(metric, self._records.get(metric))
        return self._series[metric]

    def check_cadences(self) -> None:
        """Mistakes for metrics that do not say their cadence, and have periods of several."""
        for series in self._series.values():
            if series.cadence is None:
                series.check_cadence(self.mistakes)

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
        """By text in the column of metrics, its values so far; None where it is a mistake already."""
        self._unnamed = set(header.unnamed)
        """The columns without a name in which nothing was found yet."""
        self._unknown = 0

    def read(self, rows: Iterable[Row]) -> None:
        """Takes the numbers of all rows."""
        read_row = self._read_number if self.header.is_long else self._read_period
        for row in rows:
            is_plain = not self._unnamed and len(row.cells) <= len(self.header.names)
            if not row.is_broken and (is_plain or self._fits(row)):
                read_row(row)

    def _add(self, offset: int, found: str, help: str, column: int, kind: str = "") -> int:
        """Adds a mistake in a column; says how many of its kind there are."""
        return self._tell(offset, found, help, f"the column {quoted(self.header.names[column])}", kind)

    def _tell(self, offset: int, found: str, help: str, place: str, kind: str = "") -> int:
        return self.collected.mistakes.add(Mistake(self.source, offset, found, help), place, kind)

    def _fits(self, row: Row) -> bool:
        """Whether nothing stands in a row beyond the columns of the header; something in one without a name is told."""
        width, filled, starts = len(self.header.names), len(row.cells), row.starts()
        for column in range(min(width, filled)):
            if column in self._unnamed and (text := row.text(column)):
                self._unnamed.remove(column)
                found = f"found {quoted(text)} in column {column + 1}, which has no name in the header"
                help = "write the id of its metric in the header, or delete the column"
                self._tell(starts[column] + row.shift(column), found, help, "the rows")
        while filled > width and not row.text(filled - 1):
            filled -= 1
        if filled > width:
            found = f"found {filled} cells in this row, but the header has {width}"
            self._tell(starts[width] + row.shift(width), found, self._why_too_many(row), "the rows", "too many cells")
        return filled <= width

    def _why_too_many(self, row: Row) -> str:
        """The help for a row with more cells than the header."""
        texts = [row.text(column) for column in range(len(row.cells))]
        first = self.header.value if self.header.is_long else 0
        if any(_DIGITS.fullmatch(one) and other.isdecimal() for one, other in pairwise(texts[first:])):
            return _POINT
        if self.header.note >= 0:
            return "put a text with a comma in it in quotes"
        return "delete what is too much, or name its column in the header"

    def _read_period(self, row: Row) -> None:
        """Takes the numbers of a row that is a period."""
        period, width, starts = self._period(row), len(row.cells), row.starts()
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
        period, series = self._period(row), self._metric(row)
        column = header.value
        if column >= len(row.cells) or not row.cells[column] or series is None:
            if series is not None and period in series.values:
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
            self._add(
                row.place(self.header.note),
                "found a note and no value for a period that has one",
                help,
                self.header.note,
            )

    def _period(self, row: Row) -> Period | None:
        """The period of a row; None where it has none, or one that is a mistake."""
        column = self.header.period
        text = row.cells[column] if column < len(row.cells) else ""
        if text not in self._periods:
            try:
                self._periods[text] = read_period(text)
            except ValueError as error:
                if text.strip():
                    self._add(row.place(column), f"found {quoted(text)}, expected a period", str(error), column)
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
            self._add(row.place(column), "found a number without a metric", "write the id of its metric", column)
        return series

    def _find(self, row: Row, text: str) -> GrowingSeries | None:
        """The values of a metric that is named for the first time in the file."""
        metric, place, column = self.known.find(text), row.place(self.header.metric), self.header.metric
        if not metric:
            help = self.known.help_for_unknown(text) if self._unknown < MOST_ALIKE else ""
            self._unknown = self._add(place, f"there is no metric {quoted(text)}", help, column, "an unknown metric")
            return None
        if help := self.known.help_for_constant(metric):
            self._add(place, f"found values of `{metric}`, which has a fixed `value`", help, column)
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
        try:
            return Reported(read_number(text, series.id, series.record), self.source, offset)
        except NumberError as error:
            self._add(offset, error.message, error.help, column)
        return None

    def _note(self, row: Row, text: str) -> str:
        """A note on one line; one that is a number is a mistake."""
        if _DIGITS.fullmatch(text):
            number = row.text(self.header.value)
            found = f"found the note {quoted(text)}, which is a number, beside {quoted(number)}"
            help = f"write it in words; or, if {quoted(f'{number},{text}')} is one number, write {number}.{text}"
            self._add(row.place(self.header.note), found, help, self.header.note)
        return " ".join(text.split())

    def _take(self, row: Row, period: Period | None, taken: Sequence[_Taken]) -> None:
        """Takes the numbers of a row, unless its period is missing or not of their cadence."""
        if period is None:
            if not row.text(self.header.period):
                found, help = "found a number without a period", "write its period, such as `2026-10`"
                self._add(row.place(self.header.period), found, help, self.header.period)
            return
        off = [number for number in taken if number.series.cadence not in {None, period.cadence}]
        if off:
            self._tell_cadence(row, period, off, is_row=len(off) == len(taken))
            taken = [number for number in taken if number.series.cadence in {None, period.cadence}]
        for number in taken:
            if number.series.values.setdefault(period, number.reported) is not number.reported:
                self._restate(row, period, number)

    def _tell_cadence(self, row: Row, period: Period, off: Sequence[_Taken], *, is_row: bool) -> None:
        """Mistakes for the numbers of another cadence; one for the period if these are all numbers of the row."""
        for number in off[:1] if is_row else off:
            series = number.series
            if series.cadence is None:
                continue
            others = sum(other.series.cadence == series.cadence for other in off) - 1 if is_row else 0
            place = row.place(self.header.period) if is_row else number.reported.offset
            found, help = wrong_cadence(period, series.id, series.cadence, others)
            self._add(place, found, help, self.header.period if is_row else number.column, "another cadence")

    def _restate(self, row: Row, period: Period, number: _Taken) -> None:
        mistake = number.series.restate(period, number.reported)
        if mistake is not None:
            place = f"line {self.source.location(row.start).line}"
            if self.header.is_long:
                place = f"the column {quoted(self.header.names[self.header.value])}"
            self.collected.mistakes.add(mistake, place, "another value")
