"""Periods of the calendar: their ISO form, their days, their order and their names."""

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from product_handbook.formulas.periods import Cadence, Period, for_readers, parse_period, period_around

ALL_FORMS = "write a period such as `2026-10`, `2026-Q3`, `2026-W40`, `2026-10-31` or `2026`"

cadences = st.sampled_from(get_args(Cadence))
days = st.dates(date(1900, 1, 1), date(2999, 12, 29))
periods = st.builds(period_around, days, cadences)


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
    assert parse_period(str(period)) == period


@given(st.text() | st.from_regex(r"[0-9QW./ -]{0,12}", fullmatch=True))
@example("2026-Q3-05")
def test_any_text_is_a_period_or_a_value_error(text: str) -> None:
    assert read(text) == text.strip() or read(text).startswith("write ")


def read(text: str) -> str:
    """The period as text, or the error."""
    try:
        return str(parse_period(text))
    except ValueError as error:
        return str(error)


@given(days, cadences)
def test_every_day_is_in_one_period_of_each_cadence(day: date, cadence: Cadence) -> None:
    period = period_around(day, cadence)
    assert period.first_day <= day <= period.last_day
    assert period_around(period.first_day, cadence) == period_around(period.last_day, cadence) == period


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
    in_order = sorted(period_around(day, cadence) for day in days)
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
