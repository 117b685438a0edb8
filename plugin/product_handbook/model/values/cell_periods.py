"""Periods in cells of a table, in the forms that spreadsheets and databases give them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, TypeAlias

from product_handbook.formulas.period_notation import parse_period
from product_handbook.formulas.periods import (
    MONTHS,
    Cadence,
    FiscalYear,
    Period,
    for_readers,
    period_around,
)

_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<time>[0-9]{1,2}(?::[0-9]{2}){1,2}(?:[.,][0-9]+)?)"
    r" ?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.IGNORECASE,
)
_MONTH_NAME = re.compile(r"(?P<month>[^\W\d_]{3,})\.?[-./ ']*(?P<year>(?:[0-9]{2})?[0-9]{2})")
_YEAR_AND_NAME = re.compile(r"(?P<year>(?:[0-9]{2})?[0-9]{2})[-./ ]+(?P<month>[^\W\d_]{3,})\.?")
_PARTS = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<sign>[-./])(?P<two>[0-9]{1,2})(?:(?P=sign)(?P<year>(?:[0-9]{2})?[0-9]{2}))?"
)
_DAY_NAMED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})\.? (?P<month>[^\W\d_]{3,})|(?P<name>[^\W\d_]{3,}) (?P<second>[0-9]{1,2}),?)"
    r" (?P<year>[0-9]{4})"
)
_DIGITS = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_SERIAL = re.compile(r"[1-9][0-9]{4}")
_PROPOSED_DAY = re.compile(r"write `(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})`")
_CENTURY = "20"
_DAY_ZERO: Final = date(1899, 12, 30)
"""What spreadsheets count days from, because of a day in 1900 that never was."""
_SERIALS: Final = range(36526, 73051)
"""The days from 2000 to 2099: other numbers of five digits are no dates that anybody reports."""
# The first letters that tell a month from all others of its language, without accents.
_ELSEWHERE: Final = (
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
)
_QUARTERS: Final[dict[Cadence, Cadence]] = {"half_year": "quarter", "fiscal_half_year": "fiscal_quarter"}
"""What is reported in place of half-years."""
_PLAIN = str.maketrans("äáãâçéèêûúóôõíï", "aaaaceeeuuoooii")


Wanted: TypeAlias = tuple[Cadence | None, FiscalYear | None]
"""The cadence of the metric, where that is known, and the company's own year, where it has one."""


def read_period(text: str, wanted: Wanted = (None, None)) -> Period:
    """The period in a cell; that of a moment at which a day begins is the day.

    Raises ValueError, whose text is the fix: one for a metric of a cadence, where that is known.
    """
    stripped = text.strip()
    try:
        period = parse_period(stripped, wanted[1])
    except ValueError as error:
        if moment := _MOMENT.fullmatch(stripped):
            return _begun(moment, wanted)
        help = _help(stripped, wanted)
        if help or (proposed := _PROPOSED_DAY.fullmatch(str(error))) is None:
            raise ValueError(help or str(error)) from None
        raise ValueError(f"write {_as(parse_period(proposed['day']).first_day, wanted)}") from None
    if finer := _QUARTERS.get(period.cadence):
        quarter = period_around(period.first_day, finer, wanted[1])
        raise ValueError(f"nothing is reported by {period.length}: write quarters, such as `{quarter}`")
    return period


def is_period(text: str) -> bool:
    """Whether a text is a period."""
    if not text[:4].isdecimal() and not text.startswith("FY"):
        return False
    try:
        read_period(text, (None, FiscalYear()))
    except ValueError:
        return False
    return True


def _begun(moment: re.Match[str], wanted: Wanted) -> Period:
    """The day that begins at a moment in the time of no zone; raises ValueError for any other moment."""
    day = parse_period(moment["day"])
    zone = (moment["zone"] or "").strip("+-").replace(":", "")
    if zone.strip("0") not in {"", "Z", "z"} and zone.upper() not in {"UTC", "GMT"}:
        help = f"write {_as(day.first_day, wanted)}: the time is that of another zone, {moment['zone']}, and not UTC"
        raise ValueError(help)
    if moment["time"].translate(str.maketrans("", "", "0:.,")):
        raise ValueError(
            f"write {_as(day.first_day, wanted)}: this is a moment within a day, and no period begins there"
        )
    return day


def _as(day: date, wanted: Wanted) -> str:
    """How to write the period of a cadence that a day is in."""
    cadence, fiscal = wanted
    return f"`{period_around(day, cadence or 'day', fiscal or FiscalYear())}`"


def _help(text: str, wanted: Wanted) -> str:
    """The fix for a text that spreadsheets or people make of a period, such as `Oct-26`; empty for any other."""
    if named := _MONTH_NAME.fullmatch(text) or _YEAR_AND_NAME.fullmatch(text):
        month = _month(named["month"])
        return _month_fix(named, month) if month else ""
    if parts := _PARTS.fullmatch(text):
        return _choice(parts, wanted)
    if named := _DAY_NAMED.fullmatch(text):
        return _day_fix(named["year"], _month(named["month"] or named["name"]), named["day"] or named["second"], wanted)
    if digits := _DIGITS.fullmatch(text):
        return _day_fix(digits["year"], int(digits["month"]), digits["day"], wanted)
    if not _SERIAL.fullmatch(text) or int(text) not in _SERIALS:
        return ""
    day = _DAY_ZERO + timedelta(days=int(text))
    return f"write {_as(day, wanted)}: to spreadsheets {text} is {for_readers(Period('day', day))}"


def _month_fix(named: re.Match[str], month: int) -> str:
    """The fix for a month by its name and a year, or what may be a day in place of that."""
    period = Period("month", date(int(_year(named["year"])), month, 1))
    if named.re is _MONTH_NAME or len(named["year"]) == len("2026"):
        return f"write `{period}`"
    day = f"the day with its year if it is {int(named['year'])} {MONTHS[month - 1]}"
    return f"write `{period}` if it is {for_readers(period)}, or {day}"


def _day_fix(year: str, month: int, day: str, wanted: Wanted) -> str:
    """The fix for a day that is written in another order; empty where there is no such day."""
    try:
        return f"write {_as(date(int(year), month, int(day)), wanted)}"
    except ValueError:
        return ""


def _year(digits: str) -> str:
    return f"{_CENTURY}{digits}"[-4:]


def _month(name: str) -> int:
    """The number of a month by its name, or the beginning of it, in some languages; 0 where it is that of none."""
    wanted = name.casefold().translate(_PLAIN)
    for months in (" ".join(MONTHS).casefold(), *_ELSEWHERE):
        found = [number for number, month in enumerate(months.split(), 1) if month.startswith(wanted)]
        if len(found) == 1:
            return found[0]
    return 0


def _choice(parts: re.Match[str], wanted: Wanted) -> str:
    """The fix for numbers of days, months and years whose order differs from place to place."""
    likely = dict(_readings(parts, wanted))
    if not likely:
        return ""
    if len(likely) == 1:
        return f"write {next(iter(likely))}"
    return "write " + ", or ".join(f"{written} if it is {meaning}" for written, meaning in likely.items())


def _readings(parts: re.Match[str], wanted: Wanted) -> Iterator[tuple[str, str]]:
    """How to write each of the periods that numbers in some order can mean, and what it is in words."""
    one, two = parts["one"], parts["two"]
    if parts["year"] is None:
        for year, month in ((one, two), (two, one)):
            if len(year) > 1 and 1 <= int(month) <= len(MONTHS):
                period = parse_period(f"{_year(year)}-{int(month):02}")
                yield f"`{period}`", for_readers(period)
        return
    # Points part days from months where days come first, everywhere.
    for day, month in ((one, two),) if parts["sign"] == "." else ((one, two), (two, one)):
        try:
            found = date(int(_year(parts["year"])), int(month), int(day))
        except ValueError:
            continue
        yield _as(found, wanted), for_readers(Period("day", found))
