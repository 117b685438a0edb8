"""Why real numbers changed: the same as the average over all orders in which inputs can move, in exact fractions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations, product
from math import factorial
from pathlib import Path
from typing import TypeVar

import pytest
from real_series import (
    APPLE,
    CENSUS,
    COHORTS,
    FOUR,
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
from product_handbook.analysis.attribution.explained import Depth, Explanation
from product_handbook.analysis.attribution.explanation import explain_change
from product_handbook.formulas.period_notation import parse_period
from product_handbook.model.strategy import Strategy

T = TypeVar("T")
TINY = Fraction(1, 10**38)
"""As a share: far above what two values of forty digits leave over, far below what anybody writes down."""


def shares(
    worth: Callable[[Mapping[str, T]], Fraction], before: Mapping[str, T], after: Mapping[str, T]
) -> dict[str, Fraction]:
    """What each input contributes, on average over all orders in which they move from the one state to the other.

    Orders that move the same inputs before one give it the same, and so are counted rather than walked.
    """
    players = [name for name in before if before[name] != after[name]]
    known = {moved: worth({**before, **{name: after[name] for name in moved}}) for moved in groups(players)}
    found = dict.fromkeys(players, Fraction(0))
    for moved, value in known.items():
        orders = factorial(len(moved)) * factorial(len(players) - len(moved) - 1) if len(moved) < len(players) else 0
        for name in set(players) - moved:
            found[name] += Fraction(orders, factorial(len(players))) * (known[moved | {name}] - value)
    return {name: share for name, share in found.items() if share}


def groups(players: Sequence[str]) -> Iterator[frozenset[str]]:
    for chosen in product([False, True], repeat=len(players)):
        yield frozenset(name for name, taken in zip(players, chosen, strict=True) if taken)


def average_over_orders(
    worth: Callable[[Mapping[str, T]], Fraction], before: Mapping[str, T], after: Mapping[str, T]
) -> dict[str, Fraction]:
    """The same, order by order."""
    found = dict.fromkeys(before, Fraction(0))
    for order in permutations(before):
        now = dict(before)
        for name in order:
            value = worth(now)
            now[name] = after[name]
            found[name] += worth(now) - value
    return {name: share / factorial(len(before)) for name, share in found.items() if share}


def explained(
    strategy: Strategy, metric: str, earlier: str, later: str, depth: Depth = "inputs"
) -> tuple[Explanation, dict[str, Fraction]]:
    found = explain_change(Analysis(strategy, DAY).numbers, metric, parse_period(earlier), parse_period(later), depth)
    assert isinstance(found, Explanation), found
    assert found.method == "whole"
    amounts = {part.metric: part.amount for part in found.contributions if part.amount}
    largest = max(abs(Fraction(found.before)), abs(Fraction(found.after)))
    assert abs(added(amounts.values()) + found.residual - found.change) <= TINY * largest
    return found, amounts


def same(found: Mapping[str, Fraction], wanted: Mapping[str, Fraction]) -> bool:
    """Whether two divisions are the same but for the arithmetic's last digits."""
    nothing, slack = Fraction(0), TINY * added(map(abs, wanted.values()))
    return all(abs(found.get(name, nothing) - wanted.get(name, nothing)) <= slack for name in {*found, *wanted})


def at(table: Table, period: str, names: Sequence[str]) -> dict[str, Fraction]:
    place = list(table["period"]).index(period)
    return {name: number(table[name][place]) for name in names}


def months() -> Iterator[tuple[str, str]]:
    """Neighbouring months, and the same month of two years."""
    periods = cdnow()["period"]
    yield from pairwise(periods)
    yield from zip(periods, periods[12:], strict=False)


def test_four_factors_share_each_change_as_all_orders_do(tmp_path: Path) -> None:
    table = with_factors(3)
    strategy = strategy_of(tmp_path, table, revenue=" * ".join(FOUR))
    for earlier, later in months():
        before, after = at(table, earlier, FOUR), at(table, later, FOUR)
        found, amounts = explained(strategy, "revenue", earlier, later)
        assert same(amounts, average_over_orders(lambda of: multiplied(of.values()), before, after))
        assert same(amounts, shares(lambda of: multiplied(of.values()), before, after))
        left = found.change - (multiplied(after.values()) - multiplied(before.values()))
        assert abs(found.residual - left) <= TINY * abs(found.change)


def test_ten_parts_contribute_what_they_changed_by(tmp_path: Path) -> None:
    table = cdnow()
    strategy = strategy_of(tmp_path, table, revenue=total_of(SIZES))
    for earlier, later in months():
        before, after = at(table, earlier, SIZES), at(table, later, SIZES)
        found, amounts = explained(strategy, "revenue", earlier, later)
        assert amounts == {name: after[name] - before[name] for name in SIZES if after[name] != before[name]}
        assert found.residual == 0
    assert amounts == shares(lambda of: added(of.values()), before, after)


@pytest.mark.parametrize(("earlier", "later"), [("2021", "2022"), ("2022", "2023"), ("2021", "2023")])
def test_a_difference_and_a_share_whose_denominator_moves(tmp_path: Path, earlier: str, later: str) -> None:
    strategy = strategy_of(
        tmp_path,
        {name: column for name, column in APPLE.items() if name != "gross_margin_share"},
        gross_margin="net_sales - cost_of_sales",
        gross_margin_share="gross_margin / net_sales",
    )
    sales, cost = (
        number(APPLE[name][list(APPLE["period"]).index(later)])
        - number(APPLE[name][list(APPLE["period"]).index(earlier)])
        for name in ("net_sales", "cost_of_sales")
    )
    assert explained(strategy, "gross_margin", earlier, later)[1] == {"net_sales": sales, "cost_of_sales": -cost}
    names = ("gross_margin", "net_sales")
    wanted = shares(lambda of: of["gross_margin"] / of["net_sales"], at(APPLE, earlier, names), at(APPLE, later, names))
    assert same(explained(strategy, "gross_margin_share", earlier, later, "operands")[1], wanted)


@pytest.mark.parametrize(("earlier", "later"), [("2021", "2022"), ("2022", "2023"), ("2021", "2023")])
def test_inputs_that_stand_above_and_below_the_line_are_one_player_each(
    tmp_path: Path, earlier: str, later: str
) -> None:
    """The margin of a company whose five products are both what it sells and what it divides by."""
    strategy = strategy_of(
        tmp_path,
        APPLE,
        net_sales=total_of(PRODUCTS),
        gross_margin="net_sales - cost_of_sales",
        operating_income="gross_margin - research - selling",
        operating_margin="operating_income / net_sales",
    )
    inputs = (*PRODUCTS, "cost_of_sales", "research", "selling")

    def margin(of: Mapping[str, Fraction]) -> Fraction:
        sales = added(of[name] for name in PRODUCTS)
        return (sales - of["cost_of_sales"] - of["research"] - of["selling"]) / sales

    found, amounts = explained(strategy, "operating_margin", earlier, later)
    assert same(amounts, shares(margin, at(APPLE, earlier, inputs), at(APPLE, later, inputs)))
    assert set(amounts) == set(inputs)
    assert found.residual == 0


def test_a_ratio_of_one_sum_to_its_own_past(tmp_path: Path) -> None:
    """Each cohort stands in it twice: as it is, and as it was a month before."""
    table = cdnow()
    parts = [f"{month}_revenue" for month in COHORTS]
    strategy = strategy_of(tmp_path, table, revenue=total_of(parts), growth="revenue / revenue[-1]")

    def growth(of: Mapping[str, tuple[Fraction, Fraction]]) -> Fraction:
        return added(now for now, _ in of.values()) / added(before for _, before in of.values())

    rows = [at(table, period, parts) for period in table["period"]]
    states = [{part: (now[part], before[part]) for part in parts} for before, now in pairwise(rows)]
    for place, (before, after) in enumerate(pairwise(states), start=1):
        _, amounts = explained(strategy, "growth", table["period"][place], table["period"][place + 1])
        assert same(amounts, shares(growth, before, after))


def test_a_stock_over_twelve_months_and_what_is_sold_to_it(tmp_path: Path) -> None:
    """From June to June: customers fell asleep and woke up month by month, while they came to order more or less."""
    table = cdnow()
    pairs = zip(table["orders"], table["active_customers"], strict=True)
    table["orders_per_active"] = [f"{Decimal(orders) / Decimal(active):.3f}" for orders, active in pairs]
    strategy = strategy_of(tmp_path, table, active_customers=STOCK, orders="active_customers * orders_per_active")
    flows = {"new_customers": 1, "woken_customers": 1, "lapsed_customers": -1}
    for start in range(6):
        within = slice(start + 1, start + 13)
        came = {flow: tuple(number(text) for text in table[flow][within]) for flow in flows}
        rate = [number(table["orders_per_active"][place]) for place in (start, start + 12)]
        base = number(table["active_customers"][start])

        def stock(of: Mapping[str, Sequence[Fraction]], base: Fraction = base) -> Fraction:
            return base + added(sign * added(of[flow]) for flow, sign in flows.items())

        def orders(of: Mapping[str, Sequence[Fraction]], stock: Callable[..., Fraction] = stock) -> Fraction:
            return stock(of) * of["orders_per_active"][0]

        before = {flow: (Fraction(0),) * 12 for flow in flows}
        earlier, later = table["period"][start], table["period"][start + 12]
        found, amounts = explained(strategy, "active_customers", earlier, later)
        assert amounts == shares(stock, before, came)
        assert found.residual == 0
        found, amounts = explained(strategy, "orders", earlier, later)
        state = {**before, "orders_per_active": (rate[0],)}, {**came, "orders_per_active": (rate[1],)}
        assert same(amounts, average_over_orders(orders, *state))


@pytest.mark.parametrize(("earlier", "later"), [("1997-03", "1997-04"), ("1998-05", "1998-06"), ("1997-06", "1998-06")])
def test_eleven_inputs_of_a_ratio(tmp_path: Path, earlier: str, later: str) -> None:
    """The money of an order: ten summands above the line, and all orders below it."""
    table = cdnow()
    strategy = strategy_of(tmp_path, table, revenue=total_of(SIZES), revenue_per_order="revenue / orders")
    inputs = (*SIZES, "orders")
    _, amounts = explained(strategy, "revenue_per_order", earlier, later)
    wanted = shares(
        lambda of: added(of[size] for size in SIZES) / of["orders"],
        at(table, earlier, inputs),
        at(table, later, inputs),
    )
    assert same(amounts, wanted)
    assert len(amounts) == 11


def test_the_growth_of_a_country_by_region(tmp_path: Path) -> None:
    strategy = strategy_of(tmp_path, CENSUS, population=total_of(REGIONS))
    found, amounts = explained(strategy, "population", "1990", "2020")
    assert amounts == {"south": 40820177, "west": 25802490, "midwest": 9316822, "northeast": 6799919}
    assert [part.metric for part in found.contributions] == ["south", "west", "midwest", "northeast"]
    assert found.residual == 0
