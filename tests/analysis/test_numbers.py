"""Which number counts: reported before computed, gaps that stay gaps, and why one is not there."""

from decimal import Decimal

import pytest

from made_numbers import Value, made_numbers, month
from product_handbook.analysis.values.arithmetic import SIGNIFICANT
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable


def gaps(value: MetricValue) -> set[tuple[str, str, str]]:
    assert isinstance(value, Unavailable)
    return {(gap.cause, gap.metric, str(gap.period or "")) for gap in value.reasons}


def test_a_reported_value_counts_before_a_computed_one() -> None:
    numbers = made_numbers({"top": "a + b"}, {"top": [None, 10], "a": [1, 2], "b": [3, 4]})
    assert [numbers.value("top", month(at)) for at in (0, 1)] == [4, 10]
    assert [numbers.computed("top", month(at)) for at in (0, 1)] == [4, 6]
    assert [numbers.is_reported("top", month(at)) for at in (0, 1)] == [False, True]


def test_a_formula_takes_the_reported_operand_and_not_the_computed_one() -> None:
    numbers = made_numbers({"top": "middle * 2", "middle": "a + 1"}, {"middle": [10], "a": [1]})
    assert numbers.value("top", month(0)) == 20


def test_a_gap_stays_a_gap_and_is_named_where_it_begins() -> None:
    numbers = made_numbers({"top": "middle * 2", "middle": "a + b"}, {"a": [1, None, 3], "b": [1, 2, None]})
    assert numbers.value("top", month(0)) == 4
    assert gaps(numbers.value("top", month(1))) == {("not_reported", "a", "2025-02")}
    assert gaps(numbers.value("top", month(2))) == {("not_reported", "b", "2025-03")}
    assert numbers.periods("top") == (month(0),)
    assert numbers.periods("a") == (month(0), month(2))


def test_a_stock_is_computed_from_where_it_was_reported_last() -> None:
    numbers = made_numbers({"top": "top[-1] + new"}, {"top": [100], "new": [5, *[1] * 30]})
    assert numbers.value("top", month(30)) == 130
    assert numbers.latest("top") == month(30)
    assert gaps(numbers.computed("top", month(0))) == {("not_reported", "top", "2024-12")}


def test_a_circle_through_time() -> None:
    formulas = {"stock": "stock[-1] + new - lost", "lost": "stock[-1] * rate"}
    numbers = made_numbers(formulas, {"stock": [100], "new": [0, 20, 20], "rate": ["0.1"] * 3})
    assert [numbers.value("stock", month(at)) for at in range(3)] == [100, 110, 119]


def test_what_is_made_of_constants_is_a_constant() -> None:
    numbers = made_numbers({"year": "months * 2", "top": "a * year"}, {"a": [3]}, {"months": "12"})
    assert numbers.value("year", month(40)) == 24
    assert numbers.value("top", month(0)) == 72
    assert numbers.periods("year") == ()


@pytest.mark.parametrize(
    ("formula", "values", "cause"),
    [("a / b", {"a": [1], "b": [0]}, "division_by_zero"), ("a^(1/2)", {"a": [-1]}, "root_of_negative")],
)
def test_a_value_that_cannot_be_computed_says_why(formula: str, values: dict[str, list[Value]], cause: str) -> None:
    numbers = made_numbers({"top": formula, "above": "top + 1"}, values)
    assert gaps(numbers.value("above", month(0))) == {(cause, "top", "2025-01")}


def test_where_a_formula_divides_by_zero_is_told_from_where_something_is_missing() -> None:
    numbers = made_numbers({"top": "a / b", "above": "top * 2"}, {"a": [1, 2, 3, 4], "b": [1, 0, None, 0]})
    for metric in ("top", "above"):
        assert [period for period, _ in numbers.uncomputable(metric)] == [month(1), month(3)]
        assert all(gap.reasons[0].part == "a / b" for _, gap in numbers.uncomputable(metric))
    assert list(numbers.uncomputable("a")) == []


def test_a_third_times_three_is_one_however_far_up() -> None:
    formulas = {"arpu": "total / users", "rev": "arpu * users", "twice": "rev * 2", "gap": "rev - total"}
    numbers = made_numbers(formulas, {"total": [1000, 1100], "users": [7, 13]})
    assert [[numbers.value(id, month(at)) for id in ("rev", "twice", "gap")] for at in (0, 1)] == [
        [1000, 2000, 0],
        [1100, 2200, 0],
    ]
    assert len(str(numbers.value("arpu", month(0)))) <= SIGNIFICANT + 1
    of_constants = made_numbers({"third": "one / three", "whole": "third * three"}, {}, {"one": "1", "three": "3"})
    assert of_constants.constants["whole"] == 1


def test_digits_that_were_reported_stay() -> None:
    long = "123456789012345678901234567890.123456789012345678901234567890"
    assert str(made_numbers({}, {"a": [long]}).value("a", month(0))) == long


def test_a_constant_of_zero_is_a_value() -> None:
    assert made_numbers({"top": "a * free"}, {"a": [3]}, {"free": "0"}).value("top", month(0)) == Decimal(0)


def test_without_values_there_are_none() -> None:
    numbers = made_numbers({"top": "a + b", "a": "b"}, {"b": []})
    assert not numbers.has_values
    assert numbers.latest("top") is None


def test_a_chain_of_a_thousand_metrics_and_a_thousand_periods() -> None:
    formulas = {f"m{place}": f"m{place + 1} + 1" for place in range(1000)}
    assert made_numbers(formulas, {"m1000": [0]}).value("m0", month(0)) == 1000
    assert made_numbers({"x": "x[-1] + 1 + y"}, {"x": [0], "y": [0] * 1000}).value("x", month(999)) == 999
