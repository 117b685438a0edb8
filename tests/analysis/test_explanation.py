"""Why a metric changed: the cases that break known tools, by name, and the laws of the division."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_numbers import Value, made_numbers, month
from product_handbook.analysis.attribution.explained import Depth, Explanation
from product_handbook.analysis.attribution.explanation import explain_change
from product_handbook.analysis.values.unavailable import Unavailable
from product_handbook.formulas.expression import Reference, walk
from product_handbook.formulas.formula import parse

Series = Mapping[str, Sequence[Value]]


def explained(
    formulas: Mapping[str, str], series: Series, earlier: int = 0, later: int = 1, depth: Depth = "inputs"
) -> Explanation:
    found = explain_change(made_numbers(formulas, series), "top", month(earlier), month(later), depth)
    assert isinstance(found, Explanation), found
    return found


def amounts(found: Explanation) -> dict[str, Fraction]:
    return {part.metric: part.amount for part in found.contributions}


def test_a_minus_b() -> None:
    """A published decomposition gives shares of `a - b` that add up to 3."""
    found = explained({"top": "a - b"}, {"a": [10, 16], "b": [4, 6]})
    assert amounts(found) == {"a": 6, "b": -2}
    assert (found.change, found.residual) == (4, 0)


def test_a_zero_operand() -> None:
    """Logarithmic shares fail where an operand is zero."""
    found = explained({"top": "a * b"}, {"a": [0, 5], "b": [3, 4]})
    assert amounts(found) == {"a": Fraction(35, 2), "b": Fraction(5, 2)}


def test_opposite_moves_that_cancel() -> None:
    """Shares of a change of zero divide by zero."""
    found = explained({"top": "a + b"}, {"a": [1, 6], "b": [7, 2]})
    assert amounts(found) == {"a": 5, "b": -5}
    assert found.change == 0


def test_a_leaf_used_twice() -> None:
    """Shares by position count a leaf that stands in two places as two."""
    found = explained({"top": "a * b + a"}, {"a": [2, 3], "b": [5, 7]})
    assert amounts(found) == {"a": 1 + 6, "b": 5}


def test_a_leaf_shared_by_two_branches() -> None:
    formulas = {"top": "left + right", "left": "a * b", "right": "a * c"}
    found = explained(formulas, {"a": [2, 3], "b": [5, 7], "c": [1, 1]})
    assert amounts(found) == {"a": 7, "b": 5}


def test_a_negative_value() -> None:
    found = explained({"top": "a * b"}, {"a": [-2, 3], "b": [4, -1]})
    assert amounts(found) == {"a": Fraction(15, 2), "b": Fraction(-5, 2)}
    assert found.change == 5


def test_a_division_whose_denominator_moves() -> None:
    found = explained({"top": "a / b"}, {"a": [10, 12], "b": [5, 4]})
    assert amounts(found) == {"a": Fraction(9, 20), "b": Fraction(11, 20)}


def test_a_stock_over_a_year() -> None:
    """A year's growth is not explained by last month's stock, but by all that flowed in and out since."""
    gained, lost = [None, *range(10, 22)], [None, *[4] * 12]
    stock = [100]
    for came, went in zip(gained[1:], lost[1:], strict=True):
        stock.append(stock[-1] + came - went)
    formulas = {"top": "top[-1] + gained - lost"}
    found = explained(formulas, {"top": stock, "gained": gained, "lost": lost}, 0, 12)
    assert amounts(found) == {"gained": sum(range(10, 22)), "lost": -48}
    assert found.residual == 0
    assert {part.metric: part.total for part in found.contributions} == {"gained": 186, "lost": 48}
    assert all(part.is_flow and not part.lags for part in found.contributions)


def split_of(found: Explanation) -> dict[str, tuple[Fraction | None, Fraction]]:
    return {part.metric: (part.level, part.changed) for part in found.contributions}


def test_a_flow_is_split_into_its_level_and_its_change() -> None:
    series: Series = {"top": [900, 950, 1034], "new": [500, 419, 412], "gone": [400, 369, 328]}
    found = explained({"top": "top[-1] + new - gone"}, series, 1, 2)
    assert amounts(found) == {"new": 412, "gone": -328}
    assert split_of(found) == {"new": (419, -7), "gone": (-369, 41)}
    over_two = explained({"top": "top[-1] + new - gone"}, series, 0, 2)
    assert split_of(over_two) == {"new": (1000, -169), "gone": (-800, 103)}


def test_a_flow_that_stopped_and_one_that_began_are_split_too() -> None:
    series: Series = {"top": [5, 9], "new": [0, 4], "gone": [3, 0]}
    found = explained({"top": "top[-1] + new - gone"}, series)
    assert amounts(found) == {"new": 4, "gone": 0}
    assert split_of(found) == {"new": (0, 4), "gone": (-3, 3)}
    assert found.residual == 0


def test_a_rate_that_stays_takes_as_before_whatever_it_takes_it_from() -> None:
    series: Series = {"top": [90, 100, 95], "churn": ["0.1", "0.1", "0.12"], "new": [None, 20, 7]}
    found = explained({"top": "top[-1] * (1 - churn) + new"}, series, 1, 2)
    assert split_of(found) == {"churn": (-10, -2), "new": (20, -13)}


def test_the_split_goes_up_through_prices_and_is_missing_where_the_earlier_flow_is() -> None:
    series: Series = {"stock": [50, 60], "new": [4, 10], "price": [2, 3], "gone": [None, 0]}
    formulas = {"top": "stock * price", "stock": "stock[-1] + new - gone"}
    found = explained(formulas, series)
    # 10 at a price of 2 and 3 half each, and 4 likewise.
    assert split_of(found) == {"new": (10, 15), "price": (None, 55)}


def test_a_flow_that_is_an_operand_too_has_the_level_of_what_stays_in_both() -> None:
    found = explained({"top": "stock + new", "stock": "stock[-1] + new"}, {"stock": [10, 14], "new": [3, 4]})
    assert split_of(found) == {"new": (3, 2)}


def test_swapping_the_periods_flips_levels_too() -> None:
    numbers = made_numbers({"top": "top[-1] + new"}, {"top": [5, 9], "new": [3, 4]})
    back = explain_change(numbers, "top", month(1), month(0), "inputs")
    assert isinstance(back, Explanation)
    assert split_of(back) == {"new": (-3, -1)}


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=6), st.integers(1, 9))
def test_levels_are_what_the_same_flows_would_bring(flows: list[tuple[int, int]], price: int) -> None:
    came, went = [list(row) for row in zip(*flows, strict=True)]
    stock = [1000]
    for gained, lost in flows[1:]:
        stock.append(stock[-1] + gained - lost)
    series: Series = {"stock": stock, "came": came, "went": went, "price": [price] * len(flows)}
    found = explained({"top": "stock * price", "stock": "stock[-1] + came - went"}, series, 0, len(flows) - 1)
    steps = (len(flows) - 1) * price
    level = {"came": came[0] * steps, "went": -went[0] * steps}
    for part in found.contributions:
        assert part.level == level[part.metric]
        assert part.amount == part.changed + level[part.metric]
    assert sum(amounts(found).values()) == found.change


def test_a_stock_with_the_time_that_flows_take() -> None:
    series: Series = {"customers": [50, 53, 52], "new": [None, 5, 1], "gone": [None, 2, 2], "price": [2, 2, 3]}
    formulas = {"top": "customers * price", "customers": "customers[-1] + (new - gone) * 1 [month]"}
    found = explained(formulas, series, 0, 2)
    # Price from 2 to 3 with 50 customers before and 52 after; 6 came and 4 went, each worth 2 before and 3 after.
    assert amounts(found) == {"price": Fraction(51), "new": Fraction(15), "gone": Fraction(-10)}
    assert found.change == 56


STOCKS = {
    "written out": ("top[-1] - top[-1] * churn + new", "churn", "0.1"),
    "in parentheses": ("top[-1] * (1 - churn) + new", "churn", "0.1"),
    "with the time that it takes": ("(1 - churn / 1 [month]) * top[-1] + new * 1 [month]", "churn", "0.1"),
    "by what is kept": ("top[-1] * kept + new", "kept", "0.9"),
}


@pytest.mark.parametrize(("formula", "rate", "value"), STOCKS.values(), ids=STOCKS)
def test_a_stock_that_keeps_a_share_of_itself_is_unrolled_however_it_is_written(
    formula: str, rate: str, value: str
) -> None:
    stock = [Decimal(100)]
    for _ in range(12):
        stock.append(stock[-1] * Decimal("0.9") + 20)
    found = explained({"top": formula}, {"top": stock, "new": [20] * 13, rate: [value] * 13}, 0, 12)
    assert amounts(found) == {"new": 240, rate: found.change - 240}
    assert found.residual == 0
    assert {part.metric: part.total for part in found.contributions} == {"new": 240, rate: None}


@pytest.mark.parametrize("length", [3, 5, 14])
def test_what_goes_back_to_its_own_past_is_explained_alike_however_long_the_file_is(length: int) -> None:
    values = [100, 120, 145, 170, 200, 230, 260, 300, 340, 390, 440, 500, 570, 650][-length:]
    series: Series = {"past": values, "docs": [2] * length, "new": [1] * (length - 2) + [5, 9]}
    formulas = {"top": "past * docs", "past": "2 * past[-1] + new"}
    found = explained(formulas, series, length - 2, length - 1)
    assert set(amounts(found)) == {"past", "new"}
    assert amounts(found)["new"] == 8


def test_a_flow_that_is_an_operand_too_has_both_its_sum_and_its_ends() -> None:
    series: Series = {"stock": [10, 13, 17], "new": [2, 3, 4]}
    found = explained({"top": "stock + new", "stock": "stock[-1] + new"}, series, 0, 2)
    (part,) = found.contributions
    assert (part.amount, part.total, part.before, part.after, part.lags) == (9, 7, 2, 4, (0,))


def test_a_metric_at_two_lags_says_so() -> None:
    found = explained({"top": "a - a[-2]"}, {"a": [1, 2, 4, 9]}, 2, 3)
    (part,) = found.contributions
    assert (part.amount, part.lags) == (4, (0, 2))


def test_rounding_of_the_ends_is_not_shown_as_unexplained() -> None:
    found = explained({"top": "a * b"}, {"top": ["3.33", "6.67"], "a": ["1.111", "2.222"], "b": [3, 3]})
    assert found.residual != 0
    assert found.unexplained == 0
    assert explained({"top": "a"}, {"top": [10, 14], "a": [4, 5]}).unexplained == 3


def test_a_stock_that_loses_a_share_of_itself() -> None:
    formulas = {"top": "top[-1] + new - lost", "lost": "top[-1] * rate"}
    series: Series = {"top": [100, 102, 103], "new": [None, 12, 11], "rate": [None, "0.1", None], "lost": [0, 10, 10]}
    found = explained(formulas, series, 0, 2)
    assert amounts(found) == {"new": 23, "lost": -20}


def test_an_input_of_an_earlier_period() -> None:
    found = explained({"top": "a[-1] * b"}, {"a": [2, 3, 9], "b": [1, 5, 5]}, 1, 2)
    (part,) = found.contributions
    assert (part.metric, part.amount, part.before, part.after, part.lags) == ("a", 5, 2, 3, (1,))


def test_a_stock_without_values_of_a_flow_is_taken_as_it_is() -> None:
    formulas = {"top": "stock * price", "stock": "stock[-1] + new"}
    found = explained(formulas, {"stock": [10, 20], "new": [None, None], "price": [1, 1]})
    assert amounts(found) == {"stock": 10}


def test_a_metric_whose_inputs_are_missing_is_taken_as_it_was_reported() -> None:
    formulas = {"top": "users * rate", "users": "customers * seats"}
    found = explained(formulas, {"users": [10, 20], "customers": [5, 10], "seats": [None, 2], "rate": [2, 2]})
    assert amounts(found) == {"users": 20}


def test_the_operands_of_one_level() -> None:
    formulas = {"top": "users * rate", "users": "customers * seats"}
    series: Series = {"customers": [5, 10], "seats": [2, 2], "rate": [2, 2]}
    assert amounts(explained(formulas, series, depth="operands")) == {"users": 20}
    assert amounts(explained(formulas, series)) == {"customers": 20}


def test_what_reports_and_formulas_disagree_about_is_shown() -> None:
    found = explained({"top": "a + b"}, {"top": [10, 14], "a": [4, 5], "b": [6, 7]})
    assert amounts(found) == {"a": 1, "b": 1}
    assert found.residual == 2


def test_rounded_arithmetic_leaves_nothing_over() -> None:
    found = explained({"top": "a / b + c / b + a / 3"}, {"a": [1, 2], "b": [3, 7], "c": [5, 6]})
    assert found.residual == 0


def test_what_divisions_leave_over_is_no_contribution() -> None:
    formulas = {"top": "arpu * users", "arpu": "total / users"}
    found = explained(formulas, {"total": [1000, 1100], "users": [7, 13]})
    assert (found.before, found.after, amounts(found)) == (1000, 1100, {"total": 100})
    found = explained(formulas, {"total": [1000, 1100], "users": [7, 7]}, depth="operands")
    assert (amounts(found), found.residual) == ({"arpu": 100}, 0)
    found = explained({"top": "a * b", "b": "c / 3"}, {"a": [3, 3], "c": [1, 2]}, depth="operands")
    assert amounts(found) == {"b": 1}


def test_an_amount_without_end_stays_exact() -> None:
    names = ["a", "b", "c"]
    found = explained({"top": " * ".join(names)}, {"a": [1, 2], "b": [1, 2], "c": [0, 1]})
    assert amounts(found) == {"a": Fraction(5, 6), "b": Fraction(5, 6), "c": Fraction(7, 3)}
    assert found.residual == 0


def test_missing_inputs_are_named() -> None:
    formulas = {"top": "users * rate", "users": "customers * seats"}
    numbers = made_numbers(formulas, {"customers": [5, 10], "seats": [None, 2], "rate": [2, 2], "top": [1, 2]})
    found = explain_change(numbers, "top", month(0), month(1), "inputs")
    assert isinstance(found, Unavailable)
    assert {(gap.cause, gap.metric, gap.period) for gap in found.reasons} == {("not_reported", "seats", month(0))}


def test_what_divides_by_zero_half_way_is_divided_level_by_level() -> None:
    """By `a` and the difference: 1 and 0.5 of `a` at its two ends, so +0.75 and -2.75, of which b has 4/2, c -2/2."""
    found = explained({"top": "a / (b - c)"}, {"a": [10, 12], "b": [5, 9], "c": [3, 5]})
    assert (found.method, found.undefined) == ("by_level", "a / (b - c)")
    assert amounts(found) == {"b": Fraction("-5.5"), "c": Fraction("2.75"), "a": Fraction("0.75")}
    assert (found.change, found.residual) == (-2, 0)


@pytest.mark.parametrize("formula", ["a / gap", "(a + d) / gap", "a / gap + d", "a * (1 / gap)"])
def test_so_is_what_divides_by_zero_half_way_further_down(formula: str) -> None:
    series: Series = {"a": [10, 12], "b": [5, 9], "c": [3, 5], "d": [1, 2]}
    found = explained({"top": formula, "gap": "b - c"}, series)
    assert found.method == "by_level"
    assert sum(amounts(found).values()) == found.change
    assert found.residual == 0


def test_what_cannot_be_divided_by_level_either_says_why() -> None:
    formulas = {"top": "top[-1] + gained / days"}
    numbers = made_numbers(formulas, {"top": [1, 3], "gained": [None, 4], "days": [None, 2]})
    found = explain_change(numbers, "top", month(0), month(1), "inputs")
    assert isinstance(found, Unavailable)
    assert [(gap.cause, gap.part) for gap in found.reasons] == [("division_by_zero", "gained / days")]


@pytest.mark.parametrize("kept", [["0"], ["0.0", "0"], ["0.5", "0"]])
def test_a_retention_of_nothing_takes_everything(kept: list[str]) -> None:
    stock = [Decimal(100)]
    for rate in kept:
        stock.append(stock[-1] * Decimal(rate) + 7)
    series: Series = {"top": stock, "kept": [None, *kept], "new": [None, *[7] * len(kept)]}
    found = explained({"top": "top[-1] * kept + new"}, series, 0, len(kept))
    assert amounts(found) == {"new": 7 * len(kept), "kept": found.change - 7 * len(kept)}
    assert found.residual == 0


def test_a_flow_of_nothing_brings_nothing() -> None:
    found = explained({"top": "top[-1] + new - gone"}, {"top": [5, 7], "new": [None, 2], "gone": [None, 0]})
    assert amounts(found) == {"new": 2}


@pytest.mark.parametrize("count", [12, 13, 40])
def test_many_factors(count: int) -> None:
    names = [f"x{place}" for place in range(count)]
    series = {name: [1, 2] for name in names}
    found = explained({"top": " * ".join(names)}, series)
    assert found.method == ("whole" if count <= 12 else "by_level")
    assert sum(amounts(found).values()) == found.change == 2**count - 1
    if count == 12:
        assert set(amounts(found).values()) == {Fraction(2**12 - 1, 12)}


def test_many_factors_on_two_levels() -> None:
    left, right = [f"a{place}" for place in range(8)], [f"b{place}" for place in range(8)]
    formulas = {"top": "left * right", "left": " * ".join(left), "right": " * ".join(right)}
    found = explained(formulas, {name: [1, 2] for name in (*left, *right)})
    assert found.method == "by_level"
    assert set(amounts(found).values()) == {Fraction(2**16 - 1, 16)}


def test_any_number_of_regions_add_up() -> None:
    names = [f"region{place}" for place in range(60)]
    found = explained({"top": "regions * 2", "regions": " + ".join(names)}, {name: [1, 2] for name in names})
    assert found.method == "whole"
    assert set(amounts(found).values()) == {Fraction(2)}


# The laws, after Shapley (1953) and the conditions of Sun, "A general approach to decomposition" (1998), here on
# formulas over four inputs that are computed anew, by their definition: the average over all orders of arrival.

NAMES = ("a", "b", "c", "d")
NUMBERS = st.decimals(min_value=-50, max_value=50, allow_nan=False, places=1)
FORMULAS = st.recursive(
    st.sampled_from([*NAMES, "2", "0.5"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda made: f"({made[0]} {made[1]} {made[2]})"),
        inner.map(lambda made: f"(-{made})"),
        st.tuples(st.sampled_from(["min", "max", "mean"]), inner, inner).map(lambda of: f"{of[0]}({of[1]}, {of[2]})"),
        inner.map(lambda made: f"(({made})^2)"),
    ),
    max_leaves=8,
)
MOVES = st.fixed_dictionaries({name: st.tuples(NUMBERS, NUMBERS) for name in NAMES})


def value_of(formula: str, values: Mapping[str, Decimal]) -> Fraction:
    """The formula computed in exact fractions by Python itself."""
    names = {name: Fraction(value) for name, value in values.items()}
    functions = {"min": min, "max": max, "mean": lambda left, right: (left + right) / 2, "Fraction": Fraction}
    text = re.sub(r"(?<!\^)\b(2|0\.5)\b", r'Fraction("\1")', formula).replace("^2", "**2")
    return Fraction(eval(text, {**functions, **names}))


def by_definition(formula: str, moves: Mapping[str, tuple[Decimal, Decimal]]) -> dict[str, Fraction]:
    total = dict.fromkeys(NAMES, Fraction(0))
    orders = list(permutations(NAMES))
    for order in orders:
        at = {name: before for name, (before, _) in moves.items()}
        for name in order:
            start = value_of(formula, at)
            at[name] = moves[name][1]
            total[name] += value_of(formula, at) - start
    return {name: amount / len(orders) for name, amount in total.items()}


def split(
    formula: str, moves: Mapping[str, tuple[Decimal, Decimal]], *, back: bool = False
) -> Explanation | Unavailable:
    numbers = made_numbers({"top": formula}, {name: list(pair) for name, pair in moves.items()})
    ends = (month(1), month(0)) if back else (month(0), month(1))
    return explain_change(numbers, "top", *ends, "inputs")


def uses_a_metric(formula: str) -> bool:
    return any(isinstance(part, Reference) for part in walk(parse(formula)))


@given(FORMULAS.filter(uses_a_metric), MOVES)
def test_contributions_are_those_of_the_definition(formula: str, moves: Mapping[str, tuple[Decimal, Decimal]]) -> None:
    found = split(formula, moves)
    try:
        expected = by_definition(formula, moves)
    except ZeroDivisionError:
        return
    assert isinstance(found, Explanation)
    scale = max([1, *(abs(value) for value in expected.values()), abs(found.before), abs(found.after)])
    for name, amount in expected.items():
        assert abs(amounts(found).get(name, 0) - amount) <= Fraction(scale) / 10**20


@given(FORMULAS.filter(uses_a_metric), MOVES)
def test_parts_add_up_to_the_change(formula: str, moves: Mapping[str, tuple[Decimal, Decimal]]) -> None:
    found = split(formula, moves)
    if isinstance(found, Explanation):
        assert sum(amounts(found).values()) + found.residual == found.change or found.residual == 0


@given(FORMULAS.filter(uses_a_metric), MOVES)
def test_swapping_the_periods_flips_every_sign(formula: str, moves: Mapping[str, tuple[Decimal, Decimal]]) -> None:
    forth, back = split(formula, moves), split(formula, moves, back=True)
    if isinstance(forth, Explanation) and isinstance(back, Explanation):
        assert amounts(back) == {name: -amount for name, amount in amounts(forth).items()}
        assert (back.before, back.after) == (forth.after, forth.before)


@given(FORMULAS.filter(uses_a_metric), MOVES, st.sampled_from(NAMES))
def test_an_input_that_did_not_move_gets_nothing(
    formula: str, moves: dict[str, tuple[Decimal, Decimal]], still: str
) -> None:
    found = split(formula, {**moves, still: (moves[still][0], moves[still][0])})
    if isinstance(found, Explanation):
        assert still not in amounts(found)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=14))
def test_a_stock_changes_by_the_sum_of_its_flows(flows: list[tuple[Decimal, Decimal]]) -> None:
    stock = [Decimal(100)]
    for gained, lost in flows:
        stock.append(stock[-1] + gained - lost)
    series: Series = {
        "top": stock,
        "x": [None, *(gained for gained, _ in flows)],
        "y": [None, *(lost for _, lost in flows)],
    }
    found = explained({"top": "top[-1] + x - y"}, series, 0, len(flows))
    assert amounts(found).get("x", 0) == sum(gained for gained, _ in flows)
    assert amounts(found).get("y", 0) == -sum(lost for _, lost in flows)
    assert found.residual == 0
