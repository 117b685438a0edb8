"""Reported values as they come, file after file: one for each metric and period, or why there is none."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.periods import Cadence, FiscalYear, Period, cadence_name, period_around
from product_handbook.model.records.metric import Metric
from product_handbook.model.reported import Reported, Series

FEWEST_MONTHS = 3
"""So many values on first days of months, and none on another day, are no accident."""


@dataclass(eq=False)
class GrowingSeries:
    """The values of one metric while its files are read."""

    id: str
    record: Metric | None
    """None for a metric that could not be read itself."""
    fiscal: FiscalYear | None = None
    """The company's own year, where it has one."""
    values: dict[Period, Reported] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cadence: Cadence | None = None if self.record is None else self.record.cadence
        """How often it says to be reported."""
        self._restated: dict[Period, list[Reported]] = {}
        """The values that later ones restate, by period, the oldest first."""

    def own_period(self, period: Period) -> Period | None:
        """A period of the cadence that it says: itself, or the one that it begins; else None."""
        if self.cadence is None or self.cadence == period.cadence:
            return period
        return self._begun(period, self.cadence)

    def restate(self, period: Period, later: Reported) -> Diagnostic | None:
        """Takes another number for a period that has one; a problem if it differs and no note says why.

        Of two files, the value with a note counts, whichever comes first; else the later one, if it has a note.
        """
        earlier = self.values[period]
        if earlier.value == later.value:
            return None
        if earlier.note and not later.note and earlier.source is not later.source:
            earlier, later = later, earlier
        if later.note:
            self._restated.setdefault(period, []).append(earlier)
            self.values[period] = later
            return None
        place = earlier.location
        found = (
            f"found another value of `{self.id}` for {period}: {later.value:f}, but {place.path}, line {place.line}, "
        )
        help = "correct or delete one of the two; what restates a number is written `period,metric,value,note`"
        return Diagnostic("value_restated", later.location, f"{found}says {earlier.value:f}", f"{help}, with a note")

    def check_cadence(self) -> Iterator[Diagnostic]:
        """Problems for the periods that are unlike most others, of a metric that does not say its cadence."""
        counts = Counter(map(attrgetter("cadence"), self.values))
        if set(counts) == {"day"} and counts.total() >= FEWEST_MONTHS:
            yield from self._check_days()
        for usual, _ in counts.most_common(1) if len(counts) > 1 else ():
            like = next(period for period in self.values if period.cadence == usual)
            name = like.length
            for period, value in self.values.items():
                if period.cadence != usual:
                    found = f"found the {period.length} {period} for `{self.id}`"
                    help = f"write a {name} such as `{like.around(period.first_day)}`, or delete the value"
                    message = f"{found}, but most of its values are by {name}"
                    yield Diagnostic("cadence_mismatch", value.location, message, help)

    def _check_days(self) -> Iterator[Diagnostic]:
        """A problem where only days were reported at which months begin: they are months, and nobody said so."""
        wide: Cadence
        for wide in ("year", "quarter", "month"):
            if all(self._begun(period, wide) for period in self.values):
                first = next(iter(self.values))
                found = f"found only first days of a {wide} for `{self.id}`, such as `{first}`"
                help = f"say `cadence: {wide}` for `{self.id}` in tree.yml, or `cadence: day` if these are days"
                yield Diagnostic("cadence_mismatch", self.values[first].location, found, help)
                return

    def _begun(self, period: Period, cadence: Cadence) -> Period | None:
        """The period of a cadence that begins with a day, which is how every query tool writes it."""
        begun = period_around(period.first_day, cadence, self.fiscal or FiscalYear())
        return begun if period.cadence == "day" and begun.first_day == period.first_day else None

    def wrong_cadence(self, period: Period, cadence: Cadence, others: int = 0) -> tuple[str, str]:
        """What is found, and the fix, where a row is no period of the metric's cadence, nor of others in the row."""
        reported, name = (
            f"and {others} more of this row are reported" if others else "is reported",
            cadence_name(cadence),
        )
        found = f"found the {period.length} `{period}`, but `{self.id}` {reported} by {name}"
        likely = period_around(period.first_day, cadence, self.fiscal or FiscalYear())
        return found, f"write a {name} such as `{likely}`, or correct the `cadence` of `{self.id}`"

    def finished(self) -> Series:
        """The values, the oldest period first."""
        for period, earlier in self._restated.items():
            self.values[period] = self.values[period]._replace(before=tuple(earlier))
        days = [period.first_day for period in self.values]
        if days == sorted(days):
            return self.values
        return {period: self.values[period] for period in sorted(self.values, key=attrgetter("first_day"))}
