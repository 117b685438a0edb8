"""Periods of the calendar, and of a company's own year: `2026-10-31`, `2026-W40`, `2026-10`, `2026-Q3`, `FY27-Q1`."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import total_ordering
from typing import Literal, TypeAlias, get_args

Cadence: TypeAlias = Literal[
    "day", "week", "month", "quarter", "half_year", "year", "fiscal_quarter", "fiscal_half_year", "fiscal_year"
]
"""How long a period is, and on which calendar; nothing is reported by half-years."""
SHORTEST_FIRST: tuple[Cadence, ...] = get_args(Cadence)
"""Each cadence after those whose periods may lie inside its own."""

FIRST_YEAR = 1900
LAST_YEAR = 2999
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CENTURY = range(2000, 2100)
"""The years of which a fiscal year shows the last two digits."""

NO_FISCAL_YEAR = "say in mission.yml in which month your fiscal year starts, such as `fiscal_year_starts: 4`"
"""The help where nobody says so."""

_IN_DAYS: dict[Cadence, int] = {"day": 1, "week": 7}
_IN_MONTHS: dict[Cadence, int] = {
    "month": 1,
    "quarter": 3,
    "half_year": 6,
    "year": 12,
    "fiscal_quarter": 3,
    "fiscal_half_year": 6,
    "fiscal_year": 12,
}
_A_YEAR: dict[Cadence, int] = {"day": 364, "week": 52}
"""How many days and weeks are taken for a year: 52 weeks, so that weekdays meet."""
_PARTS: dict[Cadence, str] = {"quarter": "Q", "half_year": "H", "fiscal_quarter": "Q", "fiscal_half_year": "H"}
_MONTHLY: tuple[Cadence, ...] = tuple(_IN_MONTHS)
_HOLDING: dict[Cadence, tuple[Cadence, ...]] = {
    "day": ("week", *_MONTHLY),
    "month": _MONTHLY[1:],
    "quarter": ("half_year", "year"),
    "fiscal_quarter": ("fiscal_half_year", "fiscal_year"),
    "half_year": ("year",),
    "fiscal_half_year": ("fiscal_year",),
}
"""The longer periods that those of a cadence lie inside."""
_HALVES = {1: "first", 2: "second"}
# Further than any number of a calendar's period, so that the values of a quarter are never taken for a fiscal one's.
_FISCAL_NUMBERS = 10_000_000


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """When a company's year begins, and after which of two calendar years it is named."""

    starts: int = 1
    """The month, from 1 to 12."""
    named_by: Literal["start", "end"] = "end"

    def begins(self, year: int) -> date:
        """The first day of the fiscal year that is named after a calendar year."""
        return date(year - self._names_next, self.starts, 1)

    def name(self, begins: date) -> str:
        """What the fiscal year that begins on a day is called, such as `FY27`."""
        year = begins.year + self._names_next
        return f"FY{year % 100:02}" if year in CENTURY else f"FY{year:04}"

    @property
    def _names_next(self) -> int:
        return int(self.named_by == "end" and self.starts > 1)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A day, an ISO week, a month, or what months make; only periods of one cadence have an order."""

    cadence: Cadence
    first_day: date
    fiscal: FiscalYear | None = field(default=None, compare=False)
    """The company's year, of a part of it; a handbook has one at most."""

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period) or other.cadence != self.cadence:
            return NotImplemented
        return self.first_day < other.first_day

    def __str__(self) -> str:
        match self.cadence:
            case "day":
                return self.first_day.isoformat()
            case "week":
                iso = self.first_day.isocalendar()
                return f"{iso.year:04}-W{iso.week:02}"
            case "month":
                return f"{self.first_day.year:04}-{self.first_day.month:02}"
        return f"{self.year}-{self.part}" if self.part else self.year

    @property
    def year(self) -> str:
        """The year that it belongs to, as it is called: `2026` or `FY27`."""
        if self.fiscal is None:
            return f"{self.first_day.year:04}"
        return self.fiscal.name(period_around(self.first_day, "fiscal_year", self.fiscal).first_day)

    @property
    def part(self) -> str:
        """Which quarter or half of its year it is, such as `Q1`; empty for any other."""
        letter = _PARTS.get(self.cadence, "")
        since = (_months(self.first_day) - self._offset) % 12
        return f"{letter}{since // _IN_MONTHS[self.cadence] + 1}" if letter else ""

    @property
    def length(self) -> str:
        """What people call a period of its cadence: "month", "half-year", "fiscal quarter"."""
        return cadence_name(self.cadence)

    @property
    def number(self) -> int:
        """Its place in the row of all periods of its cadence: the next one has one more."""
        if days := _IN_DAYS.get(self.cadence):
            return (self.first_day.toordinal() - 1) // days
        number = (_months(self.first_day) - self._offset) // _IN_MONTHS[self.cadence]
        return number if self.fiscal is None else number + _FISCAL_NUMBERS

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        return self.shifted(1).first_day - timedelta(days=1)

    def has_ended(self, today: date) -> bool:
        """Whether its last day is past: what is known of one that has not ended is so far, and no result."""
        return self.last_day < today

    def is_running(self, today: date) -> bool:
        """Whether it has begun and not ended."""
        return self.first_day <= today <= self.last_day

    def shifted(self, periods: int) -> "Period":
        """The period of the same cadence so many periods later; earlier where the number is negative."""
        if days := _IN_DAYS.get(self.cadence):
            return Period(self.cadence, self.first_day + timedelta(days=days * periods))
        months = _months(self.first_day) + _IN_MONTHS[self.cadence] * periods
        return Period(self.cadence, _month(months), self.fiscal)

    def around(self, day: date) -> "Period":
        """The period of the same cadence that a day belongs to."""
        return period_around(day, self.cadence, self.fiscal)

    @property
    def _offset(self) -> int:
        return 0 if self.fiscal is None else self.fiscal.starts - 1


def period_around(day: date, cadence: Cadence, fiscal: FiscalYear | None = None) -> Period:
    """The period of a cadence that a day belongs to; one of a fiscal cadence asks for the fiscal year."""
    if days := _IN_DAYS.get(cadence):
        return Period(cadence, day - timedelta(days=day.weekday() if days > 1 else 0))
    own = fiscal if is_fiscal(cadence) else None
    if is_fiscal(cadence) and own is None:
        raise ValueError(f"a {cadence} is told by the fiscal year, and none was given")
    months = _months(day)
    offset = 0 if own is None else own.starts - 1
    return Period(cadence, _month(months - (months - offset) % _IN_MONTHS[cadence]), own)


def is_fiscal(cadence: Cadence) -> bool:
    """Whether periods of a cadence are parts of the company's year."""
    return cadence.startswith("fiscal_")


def _months(day: date) -> int:
    """The months from the beginning of time to that of a day."""
    return day.year * 12 + day.month - 1


def _month(months: int) -> date:
    """The first day of the month that comes after so many."""
    return date(months // 12, months % 12 + 1, 1)


def for_readers(period: Period) -> str:
    """The period in words: "31 October 2026", "week 40 of 2026", "October 2026", "Q3 2026", "first half of FY27"."""
    day = period.first_day
    match period.cadence:
        case "day":
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        case "week":
            iso = day.isocalendar()
            return f"week {iso.week} of {iso.year}"
        case "month":
            return f"{MONTHS[day.month - 1]} {day.year}"
        case "half_year" | "fiscal_half_year":
            return f"{_HALVES[int(period.part[1:])]} half of {period.year}"
    return f"{period.part} {period.year}".strip()


def short(period: Period) -> str:
    """The period for a narrow place: "31 Oct", "W40 2026", "Oct 2026", "Q3 2026", "H1 FY27" or "2026"."""
    day = period.first_day
    match period.cadence:
        case "day":
            return f"{day.day} {MONTHS[day.month - 1][:3]}"
        case "week":
            iso = day.isocalendar()
            return f"W{iso.week:02} {iso.year}"
        case "month":
            return f"{MONTHS[day.month - 1][:3]} {day.year}"
    return f"{period.part} {period.year}".strip()


def cadence_name(cadence: Cadence) -> str:
    """What people call a period of a cadence: "month", "half-year", "fiscal quarter"."""
    return cadence.replace("half_year", "half-year").replace("_", " ")


def lies_inside(finer: Cadence, coarser: Cadence) -> bool:
    """Whether each period of a cadence lies whole inside a longer one of another; a week does in none."""
    return coarser in _HOLDING.get(finer, ())


def unit_word(cadence: Cadence) -> str:
    """The word for the time of a period in a unit, which is the same on both calendars: `quarter`."""
    return cadence.removeprefix("fiscal_")


def a_year_before(period: Period) -> Period:
    """The period of the same cadence a year earlier: 52 weeks for weeks, so that weekdays meet, and for days too."""
    return period.shifted(-_A_YEAR.get(period.cadence, 0) or -(12 // _IN_MONTHS[period.cadence]))
