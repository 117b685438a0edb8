"""What is known of a period that has not ended, and where series break."""

from datetime import date
from decimal import Decimal

import pytest

from made_numbers import made_numbers, month
from product_handbook.analysis.values.numbers import Numbers


@pytest.mark.parametrize(
    ("today", "latest", "running"),
    [
        (date(2025, 3, 1), 1, 2),
        (date(2025, 3, 31), 1, 2),
        (date(2025, 4, 1), 2, None),
        (date(2025, 1, 31), None, 0),
        (date(2024, 12, 31), None, None),
        (date(2025, 2, 10), 0, 1),
    ],
)
def test_a_period_counts_from_the_day_after_its_last(today: date, latest: int | None, running: int | None) -> None:
    numbers = made_numbers({"y": "x * 2"}, {"x": [300, 305, 12]}, today=today)
    for metric in ("x", "y"):
        assert numbers.latest(metric) == (None if latest is None else month(latest))
        assert numbers.running(metric) == (None if running is None else month(running))
        assert [period.number for period in numbers.known_periods(metric)] == [month(at).number for at in range(3)]
    assert numbers.value("y", month(2)) == 24


def breaks(numbers: Numbers, metric: str) -> list[tuple[int, str]]:
    return [(found.period.number - month(0).number, found.metric) for found in numbers.breaks(metric)]


def broken(*, reported: dict[str, list[object]], formulas: dict[str, str], at: int = 2) -> Numbers:
    return made_numbers(formulas, reported, x={"breaks": {month(at): None}})


def test_a_break_holds_upwards_where_numbers_are_computed() -> None:
    numbers = broken(formulas={"y": "x * 2", "z": "y + x"}, reported={"x": [1, 1, 9, 9]})
    assert breaks(numbers, "x") == breaks(numbers, "y") == breaks(numbers, "z") == [(2, "x")]
    found = numbers.break_between("z", month(1), month(2))
    assert found is not None
    assert found == numbers.break_between("z", month(3), month(0))
    assert numbers.break_between("z", month(2), month(3)) is None
    assert numbers.break_between("z", month(0), month(1)) is None


def test_a_reported_value_keeps_its_own_counting() -> None:
    numbers = broken(formulas={"y": "x * 2", "z": "y + x"}, reported={"x": [1, 1, 9, 9], "y": [2, 2, 2, 2]})
    assert breaks(numbers, "y") == []
    assert breaks(numbers, "z") == [(2, "x")]


def test_a_value_that_is_computed_only_later_is_broken_there_too() -> None:
    numbers = broken(
        formulas={"y": "x * w"}, reported={"x": [1, 1, 9, 9], "w": [1, 1, None, 1], "y": [1, 1, None, None]}
    )
    assert breaks(numbers, "y") == [(2, "x")]
    assert numbers.break_between("y", month(1), month(3)) is not None


def test_a_stock_breaks_with_its_flow_once() -> None:
    numbers = broken(formulas={"s": "s[-1] + x"}, reported={"x": [1, 1, 9, 9, 9], "s": [5]})
    assert breaks(numbers, "s") == [(2, "x")]
    around = broken(formulas={"s": "s[-1] + gain", "gain": "s[-1] * x"}, reported={"x": [1, 1, 9, 9, 9], "s": [5]})
    assert breaks(around, "gain") == breaks(around, "s") == [(2, "x")]


def test_what_takes_an_earlier_value_is_broken_when_that_comes_in() -> None:
    numbers = broken(formulas={"growth": "x / x[-1]", "late": "growth * 2"}, reported={"x": [1, 1, 9, 9, 9]})
    assert breaks(numbers, "growth") == breaks(numbers, "late") == [(2, "x"), (3, "x")]


def test_a_break_inside_a_longer_period_breaks_that_one() -> None:
    numbers = made_numbers({}, {}, cadence="quarter", x={"breaks": {month(4): None}})
    assert [str(found.period) for found in numbers.breaks("x")] == ["2025-Q2"]


def test_cadences_are_told_from_operands_of_earlier_periods_too() -> None:
    fields = {id: {"cadence": None} for id in ("growth", "doubled", "a", "b")}
    numbers = made_numbers(
        {"growth": "doubled[-1] * 3", "doubled": "base * 2", "a": "b[-1] + base", "b": "a * 2"},
        {"base": [10, 20, 30], "b": [1]},
        **fields,
    )
    assert numbers.value("growth", month(2)) == Decimal(120)
    assert numbers.value("a", month(1)) == Decimal(21)
