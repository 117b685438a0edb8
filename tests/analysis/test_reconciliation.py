"""Reported numbers against formulas: exact, within rounding, within the tolerance, off, or not to be computed."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_numbers import made_numbers
from product_handbook.analysis.values.reconciliation import reconcile
from product_handbook.analysis.values.rounding import Interval

CDNOW = Path(__file__).parents[1] / "data" / "cdnow" / "derived_monthly.csv"


def agreements(formula: str, tolerance: str | None = None, **values: str) -> list[str]:
    series = {name: [value] for name, value in values.items()}
    fields = {"top": {"tolerance": None if tolerance is None else Decimal(tolerance)}}
    return [found.agreement for found in reconcile(made_numbers({"top": formula}, series, **fields), "top")]


@pytest.mark.parametrize(
    ("formula", "values", "expected"),
    [
        ("a + b", {"top": "5", "a": "2", "b": "3"}, "exact"),
        ("a / b", {"top": "0.67", "a": "2", "b": "3"}, "exact"),
        ("a / b", {"top": "0.66", "a": "2", "b": "3"}, "off"),
        ("a * b", {"top": "1593456", "a": "350123", "b": "4.55"}, "rounded"),
        ("a * b", {"top": "1593456", "a": "350123", "b": "4.551"}, "rounded"),
        ("a * b", {"top": "1601456", "a": "350123", "b": "4.5510"}, "off"),
        ("a * b", {"top": "1601456", "a": "350123", "b": "4.5600"}, "within_tolerance"),
        ("a + b", {"top": "1004", "a": "500", "b": "500"}, "within_tolerance"),
        ("a + b", {"top": "1006", "a": "500", "b": "500"}, "off"),
        ("a + b", {"top": "0", "a": "1", "b": "-1"}, "exact"),
        ("a + b", {"top": "0", "a": "1", "b": "1"}, "off"),
        ("a + b", {"top": "-1004", "a": "-500", "b": "-500"}, "within_tolerance"),
        ("a / b", {"top": "1", "a": "1", "b": "0"}, "not_computable"),
        ("a / b", {"top": "1", "a": "1", "b": "0.0"}, "not_computable"),
        ("a^2", {"top": "6.1", "a": "2.46"}, "exact"),
        ("max(a, b)", {"top": "3.00", "a": "2.9", "b": "2.996"}, "exact"),
        ("(a - b)^2", {"top": "0.01", "a": "333333.4", "b": "333333.4"}, "rounded"),
        ("(a - b)^2", {"top": "0.03", "a": "333333.4", "b": "333333.4"}, "off"),
        ("(a - b)^3", {"top": "-0.001", "a": "333333.4", "b": "333333.4"}, "rounded"),
    ],
)
def test_agreement(formula: str, values: dict[str, str], expected: str) -> None:
    assert agreements(formula, **values) == [expected]


def test_the_tolerance_of_a_metric() -> None:
    values = {"top": "1040", "a": "500", "b": "500"}
    assert agreements("a + b", "0.05", **values) == ["within_tolerance"]
    assert agreements("a + b", "0", top="1001", a="500", b="500") == ["off"]


def test_by_how_much_it_is_off() -> None:
    (found,) = reconcile(made_numbers({"top": "a + b"}, {"top": [110], "a": [60], "b": [40]}), "top")
    assert (found.difference, found.relative) == (10, Decimal("0.1"))


def test_periods_without_operands_are_not_computable_and_say_which() -> None:
    first, second = reconcile(made_numbers({"top": "a"}, {"top": [1, 2], "a": [1, None]}), "top")
    assert (first.agreement, second.agreement) == ("exact", "not_computable")


def test_the_revenue_identity_of_cdnow_is_exact_in_every_month() -> None:
    with CDNOW.open() as file:
        rows = list(csv.DictReader(file))
    formulas = {
        "revenue": "orders * aov",
        "orders": "customers * orders_per_customer",
        "customers": "new_customers + returning_customers",
        "units": "orders * units_per_order",
        "aov": "units_per_order * price_per_unit",
    }
    series = {name: [row[name] for row in rows] for name in rows[0] if name not in {"m", "revenue_cents"}}
    numbers = made_numbers(formulas, series)
    for metric in formulas:
        found = reconcile(numbers, metric)
        assert len(found) == 18
        if metric != "aov":  # Its seventeen digits are more than those of the ratios that it is made of.
            assert {row.agreement for row in found} == {"exact"}, metric


@given(st.lists(st.decimals(min_value=0, max_value=10**9, places=2), min_size=2, max_size=12), st.integers(1, 10**6))
def test_regions_that_add_up_are_exact_and_others_are_not(amounts: list[Decimal], cents: int) -> None:
    regions = {f"region{place}": str(amount) for place, amount in enumerate(amounts)}
    formula, total = " + ".join(regions), sum(amounts)
    assert agreements(formula, top=str(total), **regions) == ["exact"]
    found = agreements(formula, top=str(total + Decimal(cents) / 100), **regions)
    assert found != ["exact"]
    if Decimal(cents) / 100 > total:
        assert found == ["off"] or cents <= len(amounts) + 1


@pytest.mark.parametrize(
    ("formulas", "series", "expected"),
    [
        (
            {"top": "orders * aov", "aov": "units * price"},
            {"orders": "999", "units": "2.33", "price": "17.9"},
            "rounded",
        ),
        (
            {"top": "orders * aov", "aov": "units * price"},
            {"orders": "999", "units": "2.333", "price": "17.900"},
            "within_tolerance",
        ),
        ({"top": "orders * aov", "aov": "bill / 3"}, {"orders": "999", "bill": "125"}, "within_tolerance"),
    ],
)
def test_a_computed_operand_is_as_rounded_as_what_it_comes_from(
    formulas: dict[str, str], series: dict[str, str], expected: str
) -> None:
    values = {"top": ["41782"], **{name: [value] for name, value in series.items()}}
    (found,) = reconcile(made_numbers(formulas, values), "top")
    assert found.agreement == expected


@pytest.mark.parametrize("tolerance", [None, Decimal(0)])
@pytest.mark.parametrize("constants", [{"rate": "0.2"}, {"rate": "half * 0.4", "half": "0.5"}])
def test_constants_are_exact(constants: dict[str, str], tolerance: Decimal | None) -> None:
    formulas = {"top": "gross * rate", **{id: text for id, text in constants.items() if "*" in text}}
    fixed = {id: text for id, text in constants.items() if id not in formulas}
    series = {"gross": [100000] * 3, "top": [24000, 16000, 20000]}
    rows = reconcile(made_numbers(formulas, series, fixed, top={"tolerance": tolerance}), "top")
    assert [row.agreement for row in rows] == ["off", "off", "exact"]


@pytest.mark.parametrize(
    ("tolerance", "expected"),
    [(None, ["rounded", "rounded"]), ("0", ["off", "off"]), ("2%", ["rounded", "off"]), ("50%", ["rounded"] * 2)],
)
def test_a_written_tolerance_wins_over_rounding(tolerance: str | None, expected: list[str]) -> None:
    share = None if tolerance is None else Decimal(tolerance.rstrip("%")) / 100
    series = {"visits": [100000] * 2, "conversion": ["0.01"] * 2, "top": [1010, 1450]}
    rows = reconcile(made_numbers({"top": "visits * conversion"}, series, top={"tolerance": share}), "top")
    assert [row.agreement for row in rows] == expected
    assert {row.possible for row in rows} == {
        Interval(Decimal(500), Decimal(1500)) if row.agreement == "rounded" else None for row in rows
    }


def test_a_stock_of_a_thousand_periods_is_reconciled() -> None:
    numbers = made_numbers(
        {"top": "stock * 2", "stock": "stock[-1] + 0.1 * new"},
        {
            "top": [*[None] * 999, 202],
            "stock": [0],
            "new": ["1.0"] * 1000,
        },
    )
    assert [found.agreement for found in reconcile(numbers, "top")] == ["off"]
