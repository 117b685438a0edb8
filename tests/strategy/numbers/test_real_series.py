"""Real series whose identities are known, read from files as a user writes them: what holds, what nearly, what not.

The classes and the divisions are held against others that stand here: corners of rounded operands, and averages over
all orders in which inputs can move, both in exact fractions.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import pairwise, permutations, product
from math import factorial
from pathlib import Path
from typing import TypeVar

import pytest

from product_handbook.strategy.load import load
from product_handbook.strategy.numbers.explanation import Depth, Explanation, explain_change
from product_handbook.strategy.numbers.reconciliation import Agreement
from product_handbook.strategy.periods import parse_period
from product_handbook.strategy.strategy import Strategy

T = TypeVar("T")
Table = Mapping[str, Sequence[str]]
"""By column, what stands in it; the first one is the period."""

CDNOW = Path(__file__).parents[2] / "data" / "cdnow" / "cohorts_monthly.csv"
COHORTS = ("january", "february", "march")
SIZES = (*(f"revenue_of_{size}" for size in range(1, 10)), "revenue_of_10_or_more")
TOLERANCE = Fraction(1, 200)
TINY = Fraction(1, 10**40)
"""As a share: far above what sixty digits of arithmetic leave over, far below what anybody writes down."""

CENSUS: Table = {
    "period": ("1990", "2000", "2010", "2020"),
    "population": ("248709873", "281421906", "308745538", "331449281"),
    "northeast": ("50809229", "53594378", "55317240", "57609148"),
    "midwest": ("59668632", "64392776", "66927001", "68985454"),
    "south": ("85445930", "100236820", "114555744", "126266107"),
    "west": ("52786082", "63197932", "71945553", "78588572"),
}
"""People in the United States and its four regions, counted by the Census Bureau on 1 April of each tenth year."""
REGIONS = ("northeast", "midwest", "south", "west")

APPLE: Table = {
    "period": ("2021", "2022", "2023"),
    "net_sales": ("365817", "394328", "383285"),
    "iphone": ("191973", "205489", "200583"),
    "mac": ("35190", "40177", "29357"),
    "ipad": ("31862", "29292", "28300"),
    "wearables": ("38367", "41241", "39845"),
    "services": ("68425", "78129", "85200"),
    "americas": ("153306", "169658", "162560"),
    "europe": ("89307", "95118", "94294"),
    "greater_china": ("68366", "74200", "72559"),
    "japan": ("28482", "25977", "24257"),
    "rest_of_asia_pacific": ("26356", "29375", "29615"),
    "cost_of_sales": ("212981", "223546", "214137"),
    "gross_margin": ("152836", "170782", "169148"),
    "research": ("21914", "26251", "29915"),
    "selling": ("21973", "25094", "24932"),
    "operating_income": ("108949", "119437", "114301"),
    "gross_margin_share": ("41.8%", "43.3%", "44.1%"),
}
"""From the yearly reports of Apple (Form 10-K), in millions of dollars: fiscal years, shares as they are printed."""
PRODUCTS = ("iphone", "mac", "ipad", "wearables", "services")
PLACES = ("americas", "europe", "greater_china", "japan", "rest_of_asia_pacific")


def cdnow() -> dict[str, list[str]]:
    with CDNOW.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] for row in rows] for column in rows[0]}


def added(numbers: Iterable[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))


def multiplied(numbers: Iterable[Fraction]) -> Fraction:
    return reduce(lambda product, number: product * number, numbers, Fraction(1))


def total_of(names: Sequence[str]) -> str:
    return " + ".join(names)


def strategy_of(folder: Path, table: Table, **formulas: str) -> Strategy:
    """What is loaded from the five files that a user writes for a table and formulas over its columns."""
    cadence = parse_period(table["period"][0]).cadence
    ids = tuple(dict.fromkeys([*list(table)[1:], *formulas]))
    with (folder / "values.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(table), *zip(*table.values(), strict=True)])
    files = {
        "mission.yml": "mission: Count what there is.\n",
        "stakeholders.yml": "current_customer: {who: A}\nfuture_customer: {who: B}\ncompany: {who: C}\n",
        "north-star.yml": f"metric: {ids[0]}\nbecause: It counts.\nbusiness_metric: {ids[1]}\n",
        "tree.yml": "".join(
            f"{id}:\n  cadence: {cadence}\n" + (f"  formula: {formulas[id]}\n" if id in formulas else "") for id in ids
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = load(folder)
    assert isinstance(found, Strategy), [str(problem) for problem in found.problems]
    return found


def agreements(strategy: Strategy, metric: str) -> list[Agreement]:
    return [row.agreement for row in strategy.reconciliations[metric]]


def number(text: str) -> Fraction:
    return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


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
    found = explain_change(strategy.numbers, metric, parse_period(earlier), parse_period(later), depth)
    assert isinstance(found, Explanation), found
    assert found.method == "whole"
    amounts = {part.metric: part.amount for part in found.contributions}
    largest = max(abs(Fraction(found.before)), abs(Fraction(found.after)))
    assert abs(added(amounts.values()) + found.residual - found.change) <= TINY * largest
    return found, amounts


def same(found: Mapping[str, Fraction], wanted: Mapping[str, Fraction]) -> bool:
    """Whether two divisions are the same but for the arithmetic's last digits."""
    slack = TINY * added(map(abs, wanted.values()))
    return all(abs(found.get(name, 0) - wanted.get(name, 0)) <= slack for name in {*found, *wanted})


def at(table: Table, period: str, names: Sequence[str]) -> dict[str, Fraction]:
    place = list(table["period"]).index(period)
    return {name: number(table[name][place]) for name in names}


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


FACTORS = {
    "orders_per_customer": ("orders", "customers"),
    "cds_per_order": ("cds", "orders"),
    "price_per_cd": ("revenue", "cds"),
}
FOUR = ("customers", *FACTORS)


def with_factors(decimals: int) -> dict[str, list[str]]:
    """The CDNOW sums with their ratios, each rounded to some decimals, half a unit up."""
    table = cdnow()
    for ratio, (above, below) in FACTORS.items():
        pairs = zip(table[above], table[below], strict=True)
        table[ratio] = [f"{Decimal(number) / Decimal(by):.{decimals}f}" for number, by in pairs]
    return table


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


STOCK = "active_customers[-1] + new_customers + woken_customers - lapsed_customers"


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
    assert [part.metric for part in found.contributions] == list(amounts)
    assert found.residual == 0
