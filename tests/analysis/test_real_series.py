"""Real series against their formulas: what holds, what holds but for rounding, and what does not.

The classes are held against others that stand here: from the corners of rounded operands, in exact fractions.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from real_series import (
    APPLE,
    CENSUS,
    COHORTS,
    FACTORS,
    FOUR,
    PLACES,
    PRODUCTS,
    REGIONS,
    SIZES,
    STOCK,
    Table,
    added,
    cdnow,
    multiplied,
    number,
    strategy_of,
    total_of,
    with_factors,
)

from clock import DAY
from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.values.reconciliation import Agreement
from product_handbook.model.strategy import Strategy

TOLERANCE = Fraction(1, 200)


def agreements(strategy: Strategy, metric: str) -> list[Agreement]:
    return [row.agreement for row in Analysis(strategy, DAY).reconciliations[metric]]


def half_unit(text: str) -> Fraction:
    """Half of what the last digit of a written number is worth."""
    decimals = len(text.removesuffix("%").partition(".")[2])
    return Fraction(1, 2 * 10 ** (decimals + (2 if text.endswith("%") else 0)))


def ends(text: str) -> tuple[Fraction, ...]:
    """The lowest and the highest number that rounds to a written one; a whole number is itself."""
    whole = "." not in text and not text.endswith("%")
    return (number(text),) if whole else (number(text) - half_unit(text), number(text) + half_unit(text))


def expected(reported: str, operands: Sequence[str], formula: Callable[[Sequence[Fraction]], Fraction]) -> Agreement:
    """How a number agrees with a formula that is monotonic in each of its operands."""
    written, half = number(reported), half_unit(reported)
    distance = abs(written - formula([number(operand) for operand in operands]))
    if distance <= half:
        return "exact"
    corners = [formula(corner) for corner in product(*map(ends, operands))]
    if min(corners) - half <= written <= max(corners) + half:
        return "rounded"
    return "within_tolerance" if distance <= TOLERANCE * abs(written) else "off"


def expected_of(
    table: Table, metric: str, operands: Sequence[str], formula: Callable[[Sequence[Fraction]], Fraction]
) -> list[Agreement]:
    columns = zip(table[metric], *(table[operand] for operand in operands), strict=True)
    return [expected(reported, values, formula) for reported, *values in columns]


def rounded(table: Table, metrics: Sequence[str], unit: int, decimals: int) -> Table:
    """Columns as somebody writes them in thousands or millions."""
    changed = {
        name: [f"{Decimal(text) / unit:.{decimals}f}" for text in table[name]] for name in metrics if name in table
    }
    return {"period": table["period"], **changed}


SUMS = [
    pytest.param(CENSUS, "population", REGIONS, id="people of four regions"),
    pytest.param(APPLE, "net_sales", PRODUCTS, id="sales of five products"),
    pytest.param(APPLE, "net_sales", PLACES, id="sales in five places"),
    *(
        pytest.param(cdnow(), what, [f"{month}_{what}" for month in COHORTS], id=f"{what} of three cohorts")
        for what in ("revenue", "orders", "customers", "cds")
    ),
    pytest.param(cdnow(), "revenue", SIZES, id="revenue of orders of ten sizes"),
]


@pytest.mark.parametrize(("table", "total", "parts"), SUMS)
def test_a_total_is_exactly_the_sum_of_its_parts(
    tmp_path: Path, table: Table, total: str, parts: Sequence[str]
) -> None:
    strategy = strategy_of(tmp_path, table, **{total: total_of(parts)})
    assert agreements(strategy, total) == ["exact"] * len(table["period"])


@pytest.mark.parametrize(("table", "total", "parts"), SUMS)
def test_a_total_without_one_of_its_parts_is_off(
    tmp_path: Path, table: Table, total: str, parts: Sequence[str]
) -> None:
    """But where the part is so small that half a percent hides it, which is told, and where it is nothing."""
    for missing in parts:
        left = [part for part in parts if part != missing]
        found = agreements(strategy_of(tmp_path, table, **{total: total_of(left)}), total)
        assert found == expected_of(table, total, left, added)
        for agreement, part, whole in zip(found, table[missing], table[total], strict=True):
            if number(part) > TOLERANCE * number(whole):
                assert agreement == "off"
            elif number(part) > len(left):
                assert agreement == "within_tolerance"
        assert "off" in found


@pytest.mark.parametrize(("table", "total", "parts"), SUMS)
@pytest.mark.parametrize(("unit", "decimals"), [(1, 1), (1000, 1), (1000, 2), (1000, 3), (1000000, 1), (1000000, 3)])
def test_rounded_parts_never_make_a_true_sum_wrong(
    tmp_path: Path, table: Table, total: str, parts: Sequence[str], unit: int, decimals: int
) -> None:
    written = rounded(table, [total, *parts], unit, decimals)
    found = agreements(strategy_of(tmp_path, written, **{total: total_of(parts)}), total)
    assert set(found) <= {"exact", "rounded"}
    assert found == expected_of(written, total, parts, added)


def test_the_people_of_2020_in_millions_do_not_add_up_and_are_known_to_be_rounded(tmp_path: Path) -> None:
    """57.6 + 69.0 + 126.3 + 78.6 is 331.5, and the country has 331.4."""
    written = rounded(CENSUS, ["population", *REGIONS], 10**6, 1)
    assert [written[name][-1] for name in ("population", *REGIONS)] == ["331.4", "57.6", "69.0", "126.3", "78.6"]
    strategy = strategy_of(tmp_path, written, population=total_of(REGIONS))
    assert agreements(strategy, "population") == ["exact", "exact", "exact", "rounded"]


def test_cents_that_are_missing_are_not_told_from_rounded_ones(tmp_path: Path) -> None:
    """An amount with decimals is taken as rounded: ten of them and their sum may be five and a half cents apart."""
    table = cdnow()
    for cents, wanted in ((5, "rounded"), (6, "within_tolerance")):
        more = {**table, "revenue": [f"{Decimal(text) + Decimal(cents) / 100}" for text in table["revenue"]]}
        found = agreements(strategy_of(tmp_path, more, revenue=total_of(SIZES)), "revenue")
        assert found == [wanted] * 18 == expected_of(more, "revenue", SIZES, added)


def test_whole_millions_are_taken_for_counts(tmp_path: Path) -> None:
    """Nothing tells 331 million people from 331 people, of whom one is missing."""
    written = rounded(CENSUS, ["population", *REGIONS], 10**6, 0)
    strategy = strategy_of(tmp_path, written, population=total_of(REGIONS))
    assert agreements(strategy, "population")[-1] == "within_tolerance"


def test_differences_and_printed_shares_hold(tmp_path: Path) -> None:
    formulas = {
        "gross_margin": "net_sales - cost_of_sales",
        "operating_income": "gross_margin - research - selling",
        "gross_margin_share": "gross_margin / net_sales",
    }
    strategy = strategy_of(tmp_path, APPLE, **formulas)
    assert {metric: agreements(strategy, metric) for metric in formulas} == dict.fromkeys(formulas, ["exact"] * 3)


@pytest.mark.parametrize("decimals", [1, 2])
def test_differences_of_rounded_billions(tmp_path: Path, decimals: int) -> None:
    """In 2023, 383.3 less 214.1 is 169.2, and the report says 169.1."""
    names = ("net_sales", "cost_of_sales", "gross_margin", "research", "selling", "operating_income")
    table = rounded(APPLE, names, 1000, decimals)
    formulas = {
        "gross_margin": "net_sales - cost_of_sales",
        "operating_income": "gross_margin - (research + selling)",
    }
    strategy = strategy_of(tmp_path, table, **formulas)
    margin, income = (agreements(strategy, metric) for metric in formulas)
    assert margin == expected_of(table, "gross_margin", names[:2], lambda of: of[0] - of[1])
    assert income == expected_of(table, "operating_income", names[2:5], lambda of: of[0] - of[1] - of[2])
    assert {*margin, *income} == {"exact", "rounded"}


@pytest.mark.parametrize("tenths", range(-8, 9))
def test_how_far_a_rounded_product_may_be_off(tmp_path: Path, tenths: int) -> None:
    table = {**rounded(APPLE, ["net_sales"], 1000, 1), "share": APPLE["gross_margin_share"]}
    table["gross_margin"] = [f"{Decimal(text) / 1000 + Decimal(tenths) / 10:.1f}" for text in APPLE["gross_margin"]]
    found = agreements(strategy_of(tmp_path, table, gross_margin="net_sales * share"), "gross_margin")
    assert found == expected_of(table, "gross_margin", ("net_sales", "share"), multiplied)


@pytest.mark.parametrize(
    ("metric", "formula", "operands", "function"),
    [
        ("operating_income", "gross_margin - research", ("gross_margin", "research"), lambda of: of[0] - of[1]),
        (
            "gross_margin_share",
            "operating_income / net_sales",
            ("operating_income", "net_sales"),
            lambda of: of[0] / of[1],
        ),
        ("net_sales", "cost_of_sales * gross_margin_share", ("cost_of_sales", "gross_margin_share"), multiplied),
    ],
)
def test_false_differences_and_shares_are_off(
    tmp_path: Path,
    metric: str,
    formula: str,
    operands: Sequence[str],
    function: Callable[[Sequence[Fraction]], Fraction],
) -> None:
    strategy = strategy_of(tmp_path, APPLE, **{metric: formula})
    assert agreements(strategy, metric) == ["off"] * 3 == expected_of(APPLE, metric, operands, function)


def test_a_number_times_a_printed_share_is_rounded(tmp_path: Path) -> None:
    strategy = strategy_of(tmp_path, APPLE, gross_margin="net_sales * gross_margin_share")
    assert agreements(strategy, "gross_margin") == ["rounded"] * 3
    assert expected_of(APPLE, "gross_margin", ("net_sales", "gross_margin_share"), multiplied) == ["rounded"] * 3


def test_growth_in_whole_percent_as_the_report_prints_it(tmp_path: Path) -> None:
    table = {**APPLE, "growth": ("", "8%", "-3%")}
    strategy = strategy_of(tmp_path, table, growth="net_sales / net_sales[-1] - 1")
    assert agreements(strategy, "growth") == ["exact", "exact"]
    wrong = {**APPLE, "growth": ("", "7%", "-2%")}
    assert agreements(strategy_of(tmp_path, wrong, growth="net_sales / net_sales[-1] - 1"), "growth") == ["off", "off"]


def test_a_product_of_four_factors_is_exact(tmp_path: Path) -> None:
    strategy = strategy_of(tmp_path, with_factors(20), revenue=" * ".join(FOUR))
    assert agreements(strategy, "revenue") == ["exact"] * 18


@pytest.mark.parametrize("decimals", [1, 2, 3])
def test_a_product_of_four_rounded_factors_is_rounded(tmp_path: Path, decimals: int) -> None:
    table = with_factors(decimals)
    found = agreements(strategy_of(tmp_path, table, revenue=" * ".join(FOUR)), "revenue")
    assert set(found) == {"rounded"}
    assert found == expected_of(table, "revenue", FOUR, multiplied)


@pytest.mark.parametrize("decimals", [1, 2, 3])
def test_rounded_factors_explain_as_much_through_computed_metrics(tmp_path: Path, decimals: int) -> None:
    """The same product in three steps, of which nobody reports the ones between."""
    formulas = {
        "revenue": "customers * revenue_per_customer",
        "revenue_per_customer": "orders_per_customer * revenue_per_order",
        "revenue_per_order": "cds_per_order * price_per_cd",
    }
    table = with_factors(decimals)
    assert agreements(strategy_of(tmp_path, table, **formulas), "revenue") == ["rounded"] * 18
    table["customers"] = [*table["customers"][1:], table["customers"][0]]
    found = agreements(strategy_of(tmp_path, table, **formulas), "revenue")
    assert found == expected_of(table, "revenue", FOUR, multiplied)


@pytest.mark.parametrize("decimals", [1, 2, 3, 20])
@pytest.mark.parametrize("missing", FOUR)
def test_a_product_without_one_of_its_factors_is_off(tmp_path: Path, decimals: int, missing: str) -> None:
    table, left = with_factors(decimals), [factor for factor in FOUR if factor != missing]
    found = agreements(strategy_of(tmp_path, table, revenue=" * ".join(left)), "revenue")
    assert found == ["off"] * 18 == expected_of(table, "revenue", left, multiplied)


@pytest.mark.parametrize("decimals", [1, 2, 3])
def test_the_factors_of_another_month_are_told_from_rounding(tmp_path: Path, decimals: int) -> None:
    """Rounding to one digit explains much; how much, no rule of thumb says, but the corners do."""
    table = with_factors(decimals)
    table["customers"] = [*table["customers"][1:], table["customers"][0]]
    found = agreements(strategy_of(tmp_path, table, revenue=" * ".join(FOUR)), "revenue")
    assert found == expected_of(table, "revenue", FOUR, multiplied)
    assert found.count("off") > 9


def test_each_ratio_agrees_with_its_sums(tmp_path: Path) -> None:
    for decimals in (1, 2, 3, 20):
        ratios = {ratio: f"{above} / {below}" for ratio, (above, below) in FACTORS.items()}
        strategy = strategy_of(tmp_path, with_factors(decimals), **ratios)
        for ratio, operands in FACTORS.items():
            wanted = expected_of(with_factors(decimals), ratio, operands, lambda of: of[0] / of[1])
            assert agreements(strategy, ratio) == wanted == ["exact"] * 18


def test_a_stock_is_exact_in_each_month_but_the_first(tmp_path: Path) -> None:
    strategy = strategy_of(tmp_path, cdnow(), active_customers=STOCK)
    assert agreements(strategy, "active_customers") == ["not_computable", *["exact"] * 17]


@pytest.mark.parametrize("missing", ["new", "woken", "lapsed"])
def test_a_stock_without_one_of_its_flows_is_off(tmp_path: Path, missing: str) -> None:
    formula = STOCK.replace(f" + {missing}_customers", "").replace(f" - {missing}_customers", "")
    found = agreements(strategy_of(tmp_path, cdnow(), active_customers=formula), "active_customers")[1:]
    flow = [number(text) for text in cdnow()[f"{missing}_customers"]][1:]
    assert found == ["off" if came else "exact" for came in flow]
    assert "off" in found
