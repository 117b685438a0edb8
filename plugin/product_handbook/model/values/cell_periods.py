"""Periods in cells of a table, in the forms that spreadsheets give them."""

import re

from product_handbook.formulas.periods import MONTHS, Period, parse_period

_MONTH_NAME = re.compile(r"(?P<month>[A-Za-z]{3,9})[-./ ']*(?P<year>(?:[0-9]{2})?[0-9]{2})")
_WITH_TIME = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+Z?")
_CENTURY = "20"


def read_period(text: str) -> Period:
    """The period in a cell; raises ValueError, whose text is the fix."""
    try:
        return parse_period(text)
    except ValueError:
        if likely := _likely(text.strip()):
            raise ValueError(f"write `{likely}`") from None
        raise


def is_period(text: str) -> bool:
    """Whether a text is a period."""
    if not text[:4].isdecimal():
        return False
    try:
        parse_period(text)
    except ValueError:
        return False
    return True


def _likely(text: str) -> str:
    """The period that a spreadsheet has made into another text, such as `Oct-26`; empty where it is none."""
    if named := _MONTH_NAME.fullmatch(text):
        year = f"{_CENTURY}{named['year']}"[-4:]
        names = [month for month in MONTHS if month.casefold().startswith(named["month"].casefold())]
        return f"{year}-{MONTHS.index(names[0]) + 1:02}" if len(names) == 1 else ""
    day = _WITH_TIME.fullmatch(text)
    return day["day"] if day and is_period(day["day"]) else ""
