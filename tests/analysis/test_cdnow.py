"""The CDNOW handbook on its own files: real numbers, formulas that hold, and why April 1997 fell."""

import csv
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import pytest

from clock import DAY
from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.attribution.explained import Depth, Explanation
from product_handbook.analysis.attribution.explanation import explain_change
from product_handbook.analysis.values.reconciliation import reconcile
from product_handbook.formulas.period_notation import parse_period
from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.strategy import Strategy

HANDBOOK = Path(__file__).parents[1] / "handbooks" / "cdnow"
COLUMNS = {
    "cds_bought": "units",
    "orders": "orders",
    "customers": "customers",
    "new_customers": "new_customers",
    "returning_customers": "returning_customers",
    "orders_per_customer": "orders_per_customer",
    "cds_per_order": "units_per_order",
    "revenue": "revenue",
    "price_per_cd": "price_per_unit",
}
"""By metric, its column in the file of monthly sums."""
FIRST, LAST = parse_period("1997-01"), parse_period("1998-06")
MARCH, APRIL = parse_period("1997-03"), parse_period("1997-04")


@pytest.fixture(scope="module")
def cdnow() -> Strategy:
    found = load(HANDBOOK / "docs" / "strategy")
    assert not isinstance(found, Invalid), found.problems
    return found


@pytest.fixture(scope="module")
def sums() -> list[dict[str, str]]:
    with (HANDBOOK / "data" / "derived_monthly.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def why(cdnow: Strategy, metric: str, depth: Depth) -> Explanation:
    found = explain_change(Analysis(cdnow, DAY).numbers, metric, MARCH, APRIL, depth)
    assert isinstance(found, Explanation), found
    return found


def amounts(explanation: Explanation) -> dict[str, Fraction]:
    return {part.metric: part.amount for part in explanation.contributions}


def test_every_series_runs_from_january_1997_to_june_1998(cdnow: Strategy) -> None:
    ends = {id: (min(series), max(series), len(series)) for id, series in cdnow.reported.items()}
    assert ends == dict.fromkeys([*COLUMNS, "known_customers", "free_orders"], (FIRST, LAST, 18))


def test_the_values_are_those_of_the_monthly_sums_digit_by_digit(cdnow: Strategy, sums: list[dict[str, str]]) -> None:
    for metric, column in COLUMNS.items():
        written = [str(reported.value) for reported in cdnow.reported[metric].values()]
        assert written == [row[column] for row in sums], metric


def test_known_customers_are_the_running_sum_of_new_ones(cdnow: Strategy, sums: list[dict[str, str]]) -> None:
    known = [int(reported.value) for reported in cdnow.reported["known_customers"].values()]
    assert known == list(accumulate(int(row["new_customers"]) for row in sums))
    assert known[-1] == 23570


def test_purchases_worth_nothing_are_those_that_the_source_tells_of(cdnow: Strategy) -> None:
    free = {str(period): int(reported.value) for period, reported in cdnow.reported["free_orders"].items()}
    assert (sum(free.values()), free["1997-01"] + free["1997-02"] + free["1997-03"]) == (80, 73)
    assert {month for month, count in free.items() if count} == {"1997-01", "1997-02", "1997-03", "1998-03", "1998-04"}


@pytest.mark.parametrize("metric", ["revenue", "cds_bought", "orders", "customers", "known_customers"])
def test_every_identity_is_exact_in_every_month(cdnow: Strategy, metric: str) -> None:
    found = {row.period: row.agreement for row in reconcile(Analysis(cdnow, DAY).numbers, metric)}
    # A stock has no formula for its first month: the log says nothing of December 1996.
    first = "not_computable" if metric == "known_customers" else "exact"
    assert found == {FIRST: first, **{FIRST.shifted(month): "exact" for month in range(1, 18)}}


def test_no_other_metric_has_both_a_formula_and_values(cdnow: Strategy) -> None:
    both = {id for id in cdnow.metrics if reconcile(Analysis(cdnow, DAY).numbers, id)}
    assert both == {"revenue", "cds_bought", "orders", "customers", "known_customers"}


def test_what_is_not_reported_is_computed(cdnow: Strategy, sums: list[dict[str, str]]) -> None:
    numbers = Analysis(cdnow, DAY).numbers
    months = [FIRST.shifted(month) for month in range(18)]
    assert numbers.periods("average_order_value") == tuple(months)
    for month, row in zip(months, sums, strict=True):
        value = numbers.value("average_order_value", month)
        assert isinstance(value, Decimal)
        assert float(value) == pytest.approx(float(row["aov"]), rel=1e-15)
    # Nobody was known before January 1997, so it has no rate of return.
    assert numbers.periods("monthly_return_rate") == tuple(months[1:])


@pytest.mark.parametrize("metric", ["revenue", "cds_bought"])
def test_april_1997_fell_because_new_customers_ended_while_more_returned(cdnow: Strategy, metric: str) -> None:
    explanation = why(cdnow, metric, "inputs")
    found = amounts(explanation)
    first = explanation.contributions[0]
    assert first.metric == "new_customers"
    assert [first.before, first.after] == [Decimal(7248), Decimal(0)]
    assert first.amount < explanation.change < 0, "the end of new customers is more than the whole fall"
    returning = next(part for part in explanation.contributions if part.metric == "returning_customers")
    assert [returning.before, returning.after] == [Decimal(2276), Decimal(2822)]
    assert returning.amount > 0
    assert {id for id, amount in found.items() if amount < 0} <= {"new_customers", "price_per_cd"}
    assert abs(explanation.residual) < Fraction(1, 10**6)


def test_the_customers_of_april_1997_say_it_in_whole_people(cdnow: Strategy) -> None:
    explanation = why(cdnow, "customers", "operands")
    assert amounts(explanation) == {"new_customers": -7248, "returning_customers": 546}
    assert explanation.change == -6702
    assert explanation.residual == 0


def test_customers_are_what_the_operands_of_revenue_blame_for_april_1997(cdnow: Strategy) -> None:
    found = amounts(why(cdnow, "revenue", "operands"))
    assert set(found) == {"customers", "orders_per_customer", "cds_per_order", "price_per_cd"}
    assert min(found, key=lambda metric: found[metric]) == "customers"
