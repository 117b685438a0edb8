"""Periods as they are written: read in their one form, or told what to write in place of another."""

import re
from datetime import date

from product_handbook.formulas.periods import (
    CENTURY,
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    NO_FISCAL_YEAR,
    Cadence,
    FiscalYear,
    Period,
    for_readers,
)

ALL_FORMS = "write a period such as `2026-10`, `2026-Q3`, `2026-H1`, `2026-W40`, `2026-10-31` or `2026`"
FISCAL_FORMS = ALL_FORMS.replace(" or `2026`", ", `2026`, `FY27-Q1` or `FY27`")

_FORM = re.compile(
    "(?P<year>[0-9]{4})(?:-Q(?P<quarter>[0-9])|-H(?P<half>[0-9])|-W(?P<week>[0-9]{2})"
    "|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)
_FISCAL = re.compile("FY(?P<year>[0-9]{2}|[0-9]{4})(?:-Q(?P<quarter>[0-9])|-H(?P<half>[0-9]))?")
_YEAR_FIRST = re.compile(
    "(?P<year>[0-9]{4})[-./ ]?(?P<letter>[HhQqWw]?)-?(?P<number>[0-9]{1,2})(?:[-./ ](?P<day>[0-9]{1,2}))?"
)
_YEAR_LAST = re.compile("(?P<letter>[HhQqWw]?)(?P<number>[0-9]{1,2})[-./ ]?(?P<year>[0-9]{4})")
_SHORT_YEAR = (
    re.compile("(?P<year>[0-9]{2})[-./ ]?(?P<letter>[HhQq])(?P<number>[0-9])"),
    re.compile("(?P<letter>[HhQq])(?P<number>[0-9])[-./ ']{0,2}(?P<year>[0-9]{2})"),
    re.compile("(?P<number>[0-9])(?P<letter>[HhQq])[-./ ']?(?P<year>(?:[0-9]{2})?[0-9]{2})"),
)
_FISCAL_LIKE = (
    re.compile("FY[-' ]?(?P<year>[0-9]{4}|[0-9]{2})(?:[-./ ]?(?P<letter>[HQ])-?(?P<number>[0-9]))?", re.IGNORECASE),
    re.compile("(?P<letter>[HQ])(?P<number>[0-9])[-./ ]{0,2}FY[-' ]?(?P<year>[0-9]{4}|[0-9]{2})", re.IGNORECASE),
)
_TWO_YEARS = re.compile(
    "(?:FY[ ]?)?(?P<first>[0-9]{4}|[0-9]{2})[-/–](?P<second>[0-9]{4}|[0-9]{2})"
    "(?:[-./ ]?(?P<letter>[HQ])-?(?P<number>[0-9]))?",
    re.IGNORECASE,
)


def parse_period(text: str, fiscal: FiscalYear | None = None) -> Period:
    """The period that a text names; raises ValueError, whose text is the fix: what to write instead, and why.

    A part of a fiscal year can be read only where it is known when that begins.
    """
    written = text.strip()
    if own := _FISCAL.fullmatch(written):
        return _parse_fiscal(own, fiscal)
    form = _FORM.fullmatch(written)
    if form is None:
        raise ValueError(_proposal(written, fiscal))
    year = int(form["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    if form["week"]:
        return _parse_week(year, int(form["week"]))
    if form["month"]:
        if int(form["month"]) > len(MONTHS) and not form["day"] and (likely := _of_two_years(written, fiscal)):
            raise ValueError(likely)
        month = _parse_month(year, int(form["month"]))
        return _parse_day(month, int(form["day"])) if form["day"] else month
    return _part_of(form, f"{year}", date(year, 1, 1), "", None)


def _parse_fiscal(form: re.Match[str], fiscal: FiscalYear | None) -> Period:
    year = _in_full(form["year"])
    if len(form["year"]) > len("27") and year in CENTURY:
        likely = f"write `FY{year % 100:02}{form.group().removeprefix(f'FY{year}')}`"
        raise ValueError(likely if fiscal else f"{likely}, and {NO_FISCAL_YEAR}")
    if fiscal is None:
        raise ValueError(NO_FISCAL_YEAR)
    if not FIRST_YEAR < year < LAST_YEAR:
        raise ValueError(f"write a fiscal year from `FY{CENTURY[0] % 100:02}` to `FY{CENTURY[-1] % 100}`")
    return _part_of(form, f"FY{form['year']}", fiscal.begins(year), "fiscal_", fiscal)


def _part_of(form: re.Match[str], year: str, begins: date, prefix: str, fiscal: FiscalYear | None) -> Period:
    """A year, or one of its quarters or halves."""
    for name, cadence, letter, most in (("quarter", "quarter", "Q", 4), ("half", "half_year", "H", 2)):
        if form[name]:
            if not 1 <= int(form[name]) <= most:
                raise ValueError(f"write a {name} from `{year}-{letter}1` to `{year}-{letter}{most}`")
            return Period(_LONG[prefix + cadence], begins, fiscal).shifted(int(form[name]) - 1)
    return Period(_LONG[prefix + "year"], begins, fiscal)


_LONG: dict[str, Cadence] = {
    "quarter": "quarter",
    "half_year": "half_year",
    "year": "year",
    "fiscal_quarter": "fiscal_quarter",
    "fiscal_half_year": "fiscal_half_year",
    "fiscal_year": "fiscal_year",
}


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


def _proposal(text: str, fiscal: FiscalYear | None) -> str:
    """The help for a text that is no period: the period that it looks like, or all the forms there are."""
    if likely := _of_two_years(text, fiscal) or _of_fiscal_year(text, fiscal):
        return likely
    forms = (_YEAR_FIRST, _YEAR_LAST, *_SHORT_YEAR)
    match = next((found for form in forms if (found := form.fullmatch(text))), None)
    if match is None:
        return ALL_FORMS if fiscal is None else FISCAL_FORMS
    letter, number, day = match["letter"].upper(), int(match["number"]), match.groupdict().get("day")
    written = f"{letter}{number}" if letter in {"H", "Q"} else f"{letter}{number:02}"
    likely = f"{_in_full(match['year'])}-{written}" + (f"-{int(day):02}" if day else "")
    if not _FORM.fullmatch(likely):
        return ALL_FORMS
    try:
        return f"write `{parse_period(likely)}`"
    except ValueError as error:
        return str(error)


def _of_fiscal_year(text: str, fiscal: FiscalYear | None) -> str:
    """The help for another spelling of a fiscal year or of its part, such as `FY2026` and `Q1 FY27`; else empty."""
    match = next((found for form in _FISCAL_LIKE if (found := form.fullmatch(text))), None)
    return "" if match is None else _as_fiscal(_in_full(match["year"]), match, fiscal)


def _of_two_years(text: str, fiscal: FiscalYear | None) -> str:
    """The help for a fiscal year that is named after both its calendar years, such as `2026/27`; else empty."""
    match = _TWO_YEARS.fullmatch(text)
    first, second = (_in_full(match["first"]), _in_full(match["second"])) if match else (0, 0)
    if match is None or second % 100 != (first + 1) % 100:
        return ""
    is_month = len(match["first"]) > len(match["second"]) and 1 <= int(match["second"]) <= len(MONTHS)
    if is_month and fiscal is None:
        return ""
    help = _as_fiscal(first if fiscal is not None and fiscal.named_by == "start" else first + 1, match, fiscal)
    return f"{help} for the fiscal year, or `{first}-{match['second']}` for the month" if is_month else help


def _as_fiscal(year: int, match: re.Match[str], fiscal: FiscalYear | None) -> str:
    named = f"FY{year % 100:02}" if year in CENTURY else f"FY{year}"
    likely = named + (f"-{match['letter'].upper()}{match['number']}" if match["letter"] else "")
    if fiscal is None:
        return f"write `{likely}`, and {NO_FISCAL_YEAR}"
    try:
        return f"write `{parse_period(likely, fiscal)}`"
    except ValueError as error:
        return str(error)


def _in_full(year: str) -> int:
    """A year of which the century may be left out."""
    return int(year) if len(year) > len("27") else CENTURY[int(year)]
