"""Reported values as they come, file after file: one for each metric and period, or why there is none."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.periods import Cadence, Period, period_around
from product_handbook.model.records.metric import Metric
from product_handbook.model.reported import Reported, Series


@dataclass(eq=False)
class GrowingSeries:
    """The values of one metric while its files are read."""

    id: str
    record: Metric | None
    """None for a metric that could not be read itself."""
    values: dict[Period, Reported] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cadence: Cadence | None = None if self.record is None else self.record.cadence
        """How often it says to be reported."""
        self._restated: dict[Period, list[Reported]] = {}
        """The values that later ones restate, by period, the oldest first."""

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
        usual: Cadence
        for usual, _ in counts.most_common(1) if len(counts) > 1 else ():
            for period, value in self.values.items():
                if period.cadence != usual:
                    found = (
                        f"found the {period.cadence} {period} for `{self.id}`, but most of its values are by {usual}"
                    )
                    help = f"write a {usual} such as `{period_around(period.first_day, usual)}`, or delete the value"
                    yield Diagnostic("cadence_mismatch", value.location, found, help)

    def finished(self) -> Series:
        """The values, the oldest period first."""
        for period, earlier in self._restated.items():
            self.values[period] = self.values[period]._replace(before=tuple(earlier))
        days = [period.first_day for period in self.values]
        if days == sorted(days):
            return self.values
        return {period: self.values[period] for period in sorted(self.values, key=attrgetter("first_day"))}


def wrong_cadence(period: Period, metric: str, cadence: Cadence, others: int = 0) -> tuple[str, str]:
    """What is found, and the fix, where a row is no period of its metric's cadence, nor of others in the row."""
    reported = f"and {others} more of this row are reported" if others else "is reported"
    found = f"found the {period.cadence} `{period}`, but `{metric}` {reported} by {cadence}"
    likely = period_around(period.first_day, cadence)
    return found, f"write a {cadence} such as `{likely}`, or correct the `cadence` of `{metric}`"
