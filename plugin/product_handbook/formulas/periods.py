"""Periods of the calendar in ISO form: `2026-10-31`, `2026-W40`, `2026-10`, `2026-Q3` and `2026`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Literal

Cadence = Literal["day", "week", "month", "quarter", "year"]

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

QUARTERS = 4

_IN_DAYS: dict[Cadence, int] = {"day": 1, "week": 7}
_IN_MONTHS: dict[Cadence, int] = {"month": 1, "quarter": 3, "year": 12}
_FORM = re.compile(
    "(?P<year>[0-9]{4})(?:-Q(?P<quarter>[0-9])|-W(?P<week>[0-9]{2})|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)
_YEAR_FIRST = re.compile(
    "(?P<year>[0-9]{4})[-./ ]?(?P<letter>[QqWw]?)-?(?P<number>[0-9]{1,2})(?:[-./ ](?P<day>[0-9]{1,2}))?"
)
_YEAR_LAST = re.compile("(?P<letter>[QqWw]?)(?P<number>[0-9]{1,2})[-./ ]?(?P<year>[0-9]{4})")
ALL_FORMS = "write a period such as `2026-10`, `2026-Q3`, `2026-W40`, `2026-10-31` or `2026`"


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A day, an ISO week, a month, a quarter or a year; only periods of one cadence have an order."""

    cadence: Cadence
    first_day: date

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period) or other.cadence != self.cadence:
            return NotImplemented
        return self.first_day < other.first_day

    def __str__(self) -> str:
        year, month = f"{self.first_day.year:04}", self.first_day.month
        match self.cadence:
            case "day":
                return self.first_day.isoformat()
            case "week":
                iso = self.first_day.isocalendar()
                return f"{iso.year:04}-W{iso.week:02}"
            case "month":
                return f"{year}-{month:02}"
            case "quarter":
                return f"{year}-Q{_quarter(month)}"
            case "year":
                return year

    @property
    def number(self) -> int:
        """Its place in the row of all periods of its cadence: the next one has one more."""
        if days := _IN_DAYS.get(self.cadence):
            return (self.first_day.toordinal() - 1) // days
        return (self.first_day.year * 12 + self.first_day.month - 1) // _IN_MONTHS[self.cadence]

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
        months = self.first_day.year * 12 + self.first_day.month - 1 + _IN_MONTHS[self.cadence] * periods
        return Period(self.cadence, date(months // 12, months % 12 + 1, 1))


def period_around(day: date, cadence: Cadence) -> Period:
    """The period of a cadence that a day belongs to."""
    match cadence:
        case "day":
            return Period(cadence, day)
        case "week":
            return Period(cadence, day - timedelta(days=day.weekday()))
        case "month":
            return Period(cadence, day.replace(day=1))
        case "quarter":
            return Period(cadence, day.replace(month=_quarter(day.month) * 3 - 2, day=1))
        case "year":
            return Period(cadence, day.replace(month=1, day=1))


def parse_period(text: str) -> Period:
    """The period that a text names; raises ValueError, whose text is the fix: what to write instead, and why."""
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise ValueError(_proposal(text.strip()))
    year = int(form["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    if form["quarter"]:
        return _parse_quarter(year, int(form["quarter"]))
    if form["week"]:
        return _parse_week(year, int(form["week"]))
    if form["month"]:
        month = _parse_month(year, int(form["month"]))
        return _parse_day(month, int(form["day"])) if form["day"] else month
    return Period("year", date(year, 1, 1))


def _parse_quarter(year: int, quarter: int) -> Period:
    if not 1 <= quarter <= QUARTERS:
        raise ValueError(f"write a quarter from `{year}-Q1` to `{year}-Q4`")
    return Period("quarter", date(year, quarter * 3 - 2, 1))


def _parse_week(year: int, week: int) -> Period:
    last = date(year, 12, 28).isocalendar().week  # ISO 8601: 28 December is in the last week of its year.
    if not 1 <= week <= last:
        raise ValueError(f"write a week from `{year}-W01` to `{year}-W{last}`, the last one of that year")
    return Period("week", date.fromisocalendar(year, week, 1))


def _parse_month(year: int, month: int) -> Period:
    if not 1 <= month <= len(MONTHS):
        raise ValueError(f"write a month from `{year}-01` to `{year}-12`")
    return Period("month", date(year, month, 1))


def _parse_day(month: Period, day: int) -> Period:
    last = month.last_day.day
    if not 1 <= day <= last:
        raise ValueError(f"write a day from `{month}-01` to `{month}-{last}`: {for_readers(month)} has {last} days")
    return Period("day", month.first_day.replace(day=day))


def _proposal(text: str) -> str:
    """The help for a text that is no period: the period that it looks like, or all the forms there are."""
    match = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    if match is None:
        return ALL_FORMS
    letter, number, day = match["letter"].upper(), int(match["number"]), match.groupdict().get("day")
    written = f"{letter}{number}" if letter == "Q" else f"{letter}{number:02}"
    likely = f"{match['year']}-{written}" + (f"-{int(day):02}" if day else "")
    if not _FORM.fullmatch(likely):
        return ALL_FORMS
    try:
        return f"write `{parse_period(likely)}`"
    except ValueError as error:
        return str(error)


def for_readers(period: Period) -> str:
    """The period in words: "31 October 2026", "week 40 of 2026", "October 2026", "Q3 2026" or "2026"."""
    day = period.first_day
    match period.cadence:
        case "day":
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        case "week":
            iso = day.isocalendar()
            return f"week {iso.week} of {iso.year}"
        case "month":
            return f"{MONTHS[day.month - 1]} {day.year}"
        case "quarter":
            return f"Q{_quarter(day.month)} {day.year}"
        case "year":
            return str(day.year)


def short(period: Period) -> str:
    """The period for a narrow place: "31 Oct", "W40 2026", "Oct 2026", "Q3 2026" or "2026"."""
    day = period.first_day
    match period.cadence:
        case "day":
            return f"{day.day} {MONTHS[day.month - 1][:3]}"
        case "week":
            iso = day.isocalendar()
            return f"W{iso.week:02} {iso.year}"
        case "month":
            return f"{MONTHS[day.month - 1][:3]} {day.year}"
        case "quarter" | "year":
            return for_readers(period)


def a_year_before(period: Period) -> Period:
    """The period of the same cadence a year earlier: 52 weeks for weeks, so that weekdays meet, and for days too."""
    back = {"day": 364, "week": 52, "month": 12, "quarter": 4, "year": 1}
    return period.shifted(-back[period.cadence])


def _quarter(month: int) -> int:
    return (month + 2) // 3
