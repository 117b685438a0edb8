"""Periods of the calendar: their ISO form, their days, their order and their names."""

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from product_handbook.formulas.period_notation import parse_period
from product_handbook.formulas.periods import (
    Cadence,
    FiscalYear,
    Period,
    a_year_before,
    for_readers,
    is_fiscal,
    period_around,
    short,
)

ALL_FORMS = "write a period such as `2026-10`, `2026-Q3`, `2026-H1`, `2026-W40`, `2026-10-31` or `2026`"
NO_FISCAL_YEAR = "say in mission.yml in which month your fiscal year starts, such as `fiscal_year_starts: 4`"
FEBRUARY, JULY_AHEAD, JANUARY = FiscalYear(2), FiscalYear(7, "start"), FiscalYear(1)

cadences = st.sampled_from(get_args(Cadence))
days = st.dates(date(1902, 1, 1), date(2997, 12, 29))
fiscal_years = st.builds(FiscalYear, st.integers(1, 12), st.sampled_from(("start", "end")))
periods = st.builds(period_around, days, cadences, fiscal_years)


@pytest.mark.parametrize(
    ("text", "cadence", "first_day", "last_day", "words"),
    [
        ("2026-10-31", "day", date(2026, 10, 31), date(2026, 10, 31), "31 October 2026"),
        ("2024-02-29", "day", date(2024, 2, 29), date(2024, 2, 29), "29 February 2024"),
        ("2026-W40", "week", date(2026, 9, 28), date(2026, 10, 4), "week 40 of 2026"),
        ("2026-W01", "week", date(2025, 12, 29), date(2026, 1, 4), "week 1 of 2026"),
        ("2026-W53", "week", date(2026, 12, 28), date(2027, 1, 3), "week 53 of 2026"),
        ("2026-10", "month", date(2026, 10, 1), date(2026, 10, 31), "October 2026"),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2026-12", "month", date(2026, 12, 1), date(2026, 12, 31), "December 2026"),
        ("2026-Q3", "quarter", date(2026, 7, 1), date(2026, 9, 30), "Q3 2026"),
        ("2026-Q4", "quarter", date(2026, 10, 1), date(2026, 12, 31), "Q4 2026"),
        ("2026-H1", "half_year", date(2026, 1, 1), date(2026, 6, 30), "first half of 2026"),
        ("2026-H2", "half_year", date(2026, 7, 1), date(2026, 12, 31), "second half of 2026"),
        ("2026", "year", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (" 2026\n", "year", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        ("1900", "year", date(1900, 1, 1), date(1900, 12, 31), "1900"),
        ("2999-W52", "week", date(2999, 12, 23), date(2999, 12, 29), "week 52 of 2999"),
    ],
)
def test_a_period_has_a_cadence_days_and_a_name(
    text: str, cadence: Cadence, first_day: date, last_day: date, words: str
) -> None:
    period = parse_period(text)
    assert (period.cadence, period.first_day, period.last_day) == (cadence, first_day, last_day)
    assert str(period) == text.strip()
    assert for_readers(period) == words


@pytest.mark.parametrize(
    ("text", "fiscal", "cadence", "first_day", "last_day", "words"),
    [
        ("FY27", FEBRUARY, "fiscal_year", date(2026, 2, 1), date(2027, 1, 31), "FY27"),
        ("FY27-Q1", FEBRUARY, "fiscal_quarter", date(2026, 2, 1), date(2026, 4, 30), "Q1 FY27"),
        ("FY27-Q4", FEBRUARY, "fiscal_quarter", date(2026, 11, 1), date(2027, 1, 31), "Q4 FY27"),
        ("FY27-H2", FEBRUARY, "fiscal_half_year", date(2026, 8, 1), date(2027, 1, 31), "second half of FY27"),
        ("FY27", JULY_AHEAD, "fiscal_year", date(2027, 7, 1), date(2028, 6, 30), "FY27"),
        ("FY27-H1", JULY_AHEAD, "fiscal_half_year", date(2027, 7, 1), date(2027, 12, 31), "first half of FY27"),
        ("FY27-Q3", JANUARY, "fiscal_quarter", date(2027, 7, 1), date(2027, 9, 30), "Q3 FY27"),
        ("FY1998", FEBRUARY, "fiscal_year", date(1997, 2, 1), date(1998, 1, 31), "FY1998"),
    ],
)
def test_a_company_has_a_year_of_its_own(
    text: str, fiscal: FiscalYear, cadence: Cadence, first_day: date, last_day: date, words: str
) -> None:
    period = parse_period(text, fiscal)
    assert (period.cadence, period.first_day, period.last_day) == (cadence, first_day, last_day)
    assert str(period) == text
    assert for_readers(period) == words


@pytest.mark.parametrize(
    ("text", "in_short", "before"),
    [
        ("2026-H1", "H1 2026", "2025-H1"),
        ("FY27-H2", "H2 FY27", "FY26-H2"),
        ("FY27-Q1", "Q1 FY27", "FY26-Q1"),
        ("FY27", "FY27", "FY26"),
        ("FY00", "FY00", "FY1999"),
        ("2026-W40", "W40 2026", "2025-W40"),
    ],
)
def test_a_period_has_a_short_name_and_one_a_year_before(text: str, in_short: str, before: str) -> None:
    period = parse_period(text, FEBRUARY)
    assert short(period) == in_short
    assert str(a_year_before(period)) == before


@pytest.mark.parametrize(
    ("text", "fiscal", "help"),
    [
        ("FY27", None, NO_FISCAL_YEAR),
        ("FY27-Q1", None, NO_FISCAL_YEAR),
        ("2026/27", None, f"write `FY27`, and {NO_FISCAL_YEAR}"),
        ("FY2026", None, f"write `FY26`, and {NO_FISCAL_YEAR}"),
        ("Q1 FY27", None, f"write `FY27-Q1`, and {NO_FISCAL_YEAR}"),
        ("2026-27", FEBRUARY, "write `FY27`"),
        ("2026/27", JULY_AHEAD, "write `FY26`"),
        ("2026/2027", FEBRUARY, "write `FY27`"),
        ("FY26/27", FEBRUARY, "write `FY27`"),
        ("2011/12", FEBRUARY, "write `FY12` for the fiscal year, or `2011-12` for the month"),
        ("2011/12", None, "write `2011-12`"),
        ("FY2026-Q1", FEBRUARY, "write `FY26-Q1`"),
        ("fy27 q2", FEBRUARY, "write `FY27-Q2`"),
        ("FY27-Q5", FEBRUARY, "write a quarter from `FY27-Q1` to `FY27-Q4`"),
        ("FY27-H3", FEBRUARY, "write a half from `FY27-H1` to `FY27-H2`"),
        ("soon", FEBRUARY, ALL_FORMS.replace(" or `2026`", ", `2026`, `FY27-Q1` or `FY27`")),
        ("26-H1", None, "write `2026-H1`"),
        ("H1 2026", None, "write `2026-H1`"),
        ("1H26", None, "write `2026-H1`"),
        ("Q3'26", None, "write `2026-Q3`"),
        ("2026-H3", None, "write a half from `2026-H1` to `2026-H2`"),
    ],
)
def test_another_spelling_of_a_year_or_its_part_says_what_to_write(
    text: str, fiscal: FiscalYear | None, help: str
) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
        parse_period(text, fiscal)
    assert str(caught.value) == help


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("", ALL_FORMS),
        ("soon", ALL_FORMS),
        ("October 2026", ALL_FORMS),
        ("31/10/2026", ALL_FORMS),
        ("2026-Q12", ALL_FORMS),
        ("2026-Q3-05", ALL_FORMS),
        ("٢٠٢٦", ALL_FORMS),
        ("2026-1", "write `2026-01`"),
        ("2026/10", "write `2026-10`"),
        ("10/2026", "write `2026-10`"),
        ("2026-10-3", "write `2026-10-03`"),
        ("2026-q3", "write `2026-Q3`"),
        ("2026Q3", "write `2026-Q3`"),
        ("Q3 2026", "write `2026-Q3`"),
        ("2026-W4", "write `2026-W04`"),
        ("2026-13", "write a month from `2026-01` to `2026-12`"),
        ("2026-00", "write a month from `2026-01` to `2026-12`"),
        ("2026-02-29", "write a day from `2026-02-01` to `2026-02-28`: February 2026 has 28 days"),
        ("2026-9-31", "write a day from `2026-09-01` to `2026-09-30`: September 2026 has 30 days"),
        ("2026-10-00", "write a day from `2026-10-01` to `2026-10-31`: October 2026 has 31 days"),
        ("2026-Q5", "write a quarter from `2026-Q1` to `2026-Q4`"),
        ("2025-W53", "write a week from `2025-W01` to `2025-W52`, the last one of that year"),
        ("2026-W00", "write a week from `2026-W01` to `2026-W53`, the last one of that year"),
        ("1899-12", "write a year from 1900 to 2999"),
        ("3000", "write a year from 1900 to 2999"),
    ],
)
def test_a_wrong_period_says_what_to_write(text: str, help: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
        parse_period(text)
    assert str(caught.value) == help


@given(periods)
def test_a_period_prints_and_parses_back_to_itself(period: Period) -> None:
    assert parse_period(str(period), period.fiscal) == period


@given(st.text() | st.from_regex(r"(FY)?[0-9FHQWY./ -]{0,12}", fullmatch=True), st.none() | fiscal_years)
@example("2026-Q3-05", None)
def test_any_text_is_a_period_or_a_value_error(text: str, fiscal: FiscalYear | None) -> None:
    assert read(text, fiscal) == text.strip() or read(text, fiscal).startswith(("write ", "say in mission.yml"))


def read(text: str, fiscal: FiscalYear | None) -> str:
    """The period as text, or the error."""
    try:
        return str(parse_period(text, fiscal))
    except ValueError as error:
        return str(error)


@given(days, cadences, fiscal_years)
def test_every_day_is_in_one_period_of_each_cadence(day: date, cadence: Cadence, fiscal: FiscalYear) -> None:
    period = period_around(day, cadence, fiscal)
    assert period.first_day <= day <= period.last_day
    assert period.around(period.first_day) == period.around(period.last_day) == period


@given(days, cadences, cadences, fiscal_years)
def test_periods_of_different_cadences_never_have_one_number(
    day: date, cadence: Cadence, other: Cadence, fiscal: FiscalYear
) -> None:
    numbers = {period_around(day, each, fiscal).number for each in (cadence, other)}
    assert len(numbers) == len({cadence, other})


@given(days, cadences.filter(is_fiscal))
def test_no_day_is_in_a_fiscal_period_before_somebody_says_when_the_year_begins(day: date, cadence: Cadence) -> None:
    with pytest.raises(ValueError, match="none was given"):
        period_around(day, cadence)


@given(days, fiscal_years)
def test_a_fiscal_year_is_made_of_its_halves_and_quarters(day: date, fiscal: FiscalYear) -> None:
    year = period_around(day, "fiscal_year", fiscal)
    for cadence, parts in (("fiscal_half_year", 2), ("fiscal_quarter", 4)):
        first = period_around(year.first_day, cadence, fiscal)
        assert (first.first_day, first.shifted(parts - 1).last_day) == (year.first_day, year.last_day)
        assert [first.shifted(step).year for step in range(parts)] == [str(year)] * parts


@given(periods)
def test_periods_follow_each_other_without_a_gap(period: Period) -> None:
    after = period.shifted(1)
    assert after.first_day == period.last_day + timedelta(days=1)
    assert after > period
    assert after.shifted(-1) == period
    assert period.shifted(0) == period


@given(periods, st.integers(-1000, 1000))
def test_a_period_can_be_followed_as_far_back_as_a_lag_reaches(period: Period, periods: int) -> None:
    assert period.shifted(periods).shifted(-periods) == period


@given(st.lists(days, min_size=2, unique=True), cadences)
def test_periods_of_one_cadence_are_ordered_by_their_days(days: list[date], cadence: Cadence) -> None:
    in_order = sorted(period_around(day, cadence, FEBRUARY) for day in days)
    assert all(earlier.first_day <= later.first_day for earlier, later in pairwise(in_order))


def test_periods_of_different_cadences_have_no_order() -> None:
    month, quarter = parse_period("2026-10"), parse_period("2026-Q4")
    assert month != quarter
    with pytest.raises(TypeError):
        _ = month < quarter


def test_a_year_has_a_53rd_week_when_it_begins_or_ends_on_a_thursday() -> None:
    for year in range(1900, 3000):
        is_long = date(year, 1, 1).isoweekday() == 4 or date(year, 12, 31).isoweekday() == 4
        last = parse_period(f"{year}-W{53 if is_long else 52}")
        assert str(last.shifted(1)) == f"{year + 1}-W01"
