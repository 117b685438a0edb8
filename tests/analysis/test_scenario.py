"""What-if: what follows from a moved input, what stays, and what one percent more does."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_numbers import belief, made_numbers, month
from product_handbook.analysis.scenario.build import build_model, hindrances
from product_handbook.analysis.scenario.horizon import PERIODS, Horizon
from product_handbook.analysis.scenario.scenario import ScenarioModel, play, without_beliefs
from product_handbook.analysis.scenario.sensitivity import sensitivities
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable
from product_handbook.diagnostics.diagnostic import Source
from product_handbook.formulas.period_notation import parse_period
from product_handbook.model.graph import build_graph
from product_handbook.model.reported import Reported

VALUES = st.decimals(min_value=-(10**6), max_value=10**6, allow_nan=False, places=3)
SPREAD = st.lists(VALUES, min_size=2, max_size=8)


def model(
    formulas: Mapping[str, str], series: Mapping[str, Sequence[str | int | Decimal | None]], *roots: str, **beliefs: str
) -> ScenarioModel:
    """The model of some roots, `top` by default, with a belief about some metrics."""
    fields = {id: {"influenced_by": (belief(text),)} for id, text in beliefs.items()}
    return build_model(made_numbers(formulas, series, None, "month", **fields), roots or ("top",))


def of(value: int) -> Reported:
    return Reported(Decimal(value), Source("values.csv", ""), 0)


def values(found: Mapping[str, MetricValue], *ids: str) -> list[MetricValue]:
    return [found[id] for id in ids]


def test_what_is_above_a_moved_input_follows_and_all_else_stays() -> None:
    made = model({"top": "a * b", "other": "b + c"}, {"a": [2], "b": [3], "c": [4]}, "top", "other")
    assert made.levers == ("a", "b", "c")
    assert values(play(made, {"a": Decimal(5)}), "top", "other", "a", "b", "c") == [15, 7, 5, 3, 4]
    assert values(play(made, {"b": Decimal(10)}), "top", "other") == [20, 14]


def test_an_input_that_cancels_out_moves_nothing() -> None:
    made = model({"top": "arpu * users", "arpu": "total / users"}, {"total": [1000], "users": [7]})
    effects = {each.metric: each.effects["top"] for each in sensitivities(made)}
    assert effects == {"total": 10, "users": 0}


def test_what_was_reported_beyond_the_formula_stays_beyond_it_in_proportion() -> None:
    made = model({"top": "a * b"}, {"top": [9], "a": [2], "b": [3]})
    assert play(made, {})["top"] == 9
    assert play(made, {"a": Decimal(4)})["top"] == 18
    assert play(made, {"a": Decimal(0)})["top"] == 0
    assert play(made, {"a": Decimal(-2)})["top"] == -9


@pytest.mark.parametrize(("reported", "after"), [("0", 6), ("-1", 5), ("1E+30", 10**30 + 6)])
def test_without_a_proportion_the_difference_stays(reported: str, after: int) -> None:
    made = model({"top": "a * b"}, {"top": [reported], "a": [2], "b": [3]})
    assert play(made, {"a": Decimal(4)})["top"] == after
    of_nothing = model({"top": "a - b"}, {"top": [7], "a": [3], "b": [3]})
    assert play(of_nothing, {"a": Decimal(4)})["top"] == 8


@given(VALUES, SPREAD, st.lists(VALUES, min_size=8, max_size=8))
def test_what_is_reported_below_its_formula_never_changes_its_sign_alone(
    reported: Decimal, before: list[Decimal], after: list[Decimal]
) -> None:
    """No what-if is negative where the formula is not, nor positive; and zero only where the formula is."""
    names = [f"x{place}" for place in range(len(before))]
    series = {name: [abs(value) + 1] for name, value in zip(names, before, strict=True)}
    made = model({"top": " * ".join(names)}, {"top": [abs(reported) + 1], **series})
    moved = dict(zip(names, after, strict=False))
    plain = model({"top": " * ".join(names)}, series)
    there, computed = (play(each, moved)["top"] for each in (made, plain))
    assert isinstance(there, Decimal)
    assert isinstance(computed, Decimal)
    assert (there > 0, there < 0) == (computed > 0, computed < 0)


def test_a_value_too_large_beyond_its_formula_says_so() -> None:
    made = model({"top": "a * b"}, {"top": ["1E+10"], "a": [1], "b": [1]})
    found = play(made, {"a": Decimal("1E+999995")})["top"]
    assert isinstance(found, Unavailable)
    assert [(gap.cause, gap.metric, gap.part) for gap in found.reasons] == [("too_large", "top", "a * b")]


def test_a_stock_starts_from_what_it_was() -> None:
    made = model({"top": "top[-1] + new - lost"}, {"top": [100, 110], "new": [0, 20], "lost": [0, 10]})
    assert made.levers == ("new", "lost")
    assert play(made, {"new": Decimal(25)})["top"] == 115


def test_a_circle_through_time_starts_from_what_it_was() -> None:
    formulas = {"top": "top[-1] + new - lost", "lost": "top[-1] * rate"}
    made = model(formulas, {"top": [100], "new": [0, 20], "rate": ["0.1", "0.1"]})
    assert made.levers == ("new", "rate")
    assert values(play(made, {"rate": Decimal("0.2"), "new": Decimal(30)}), "lost", "top") == [20, 110]


def test_an_earlier_value_of_an_input_is_moved_by_as_much() -> None:
    made = model({"top": "a[-1] * 2 + b"}, {"a": [10, 12], "b": [1, 1]})
    assert play(made, {"a": Decimal(15)})["top"] == 27


def test_the_earlier_value_of_a_metric_without_a_present_one_stays() -> None:
    made = model({"top": "a[-1] * 2 + b"}, {"a": [10], "b": [1, 1]})
    assert made.levers == ("b",)
    assert play(made, {"b": Decimal(5)})["top"] == 25


def test_a_belief_moves_by_its_coefficient_and_can_be_left_out() -> None:
    made = model({"top": "a * b"}, {"a": [2], "b": [3], "c": [10]}, b="c -0.5")
    assert made.levers == ("a", "b", "c")
    assert values(play(made, {"c": Decimal(8)}), "b", "top") == [4, 8]
    assert values(play(without_beliefs(made), {"c": Decimal(8)}), "b", "top") == [3, 6]


def test_a_metric_that_is_given_a_value_has_it_whatever_is_believed() -> None:
    made = model({"top": "a * b"}, {"a": [2], "b": [3], "c": [10]}, b="c -0.5")
    assert values(play(made, {"c": Decimal(8), "b": Decimal(5)}), "b", "top") == [5, 10]
    assert values(play(made, {"c": Decimal(8), "b": Decimal(3)}), "b", "top") == [3, 6]


def test_what_moves_nothing_is_no_lever() -> None:
    """Beliefs without a number, those about a metric with a formula, and what a formula that has no value takes."""
    assert model({"top": "a * b"}, {"a": [2], "b": [3], "c": [10]}, b="c").levers == ("a", "b")
    assert model({"top": "a * b"}, {"a": [2], "b": [3], "c": [10]}, top="c 1").levers == ("a", "b")
    formulas = {"top": "a * b", "a": "c + d"}
    made = model(formulas, {"top": [6], "a": [2], "b": [3], "c": [10], "d": []})
    assert made.levers == ("a", "b")
    assert set(made.nodes) == {"top", "a", "b"}


def test_constants_are_no_levers() -> None:
    numbers = made_numbers({"top": "a * year", "year": "months * 2"}, {"a": [3]}, {"months": "12"})
    assert build_model(numbers, ("top",)).levers == ("a",)


def test_without_values_there_is_nothing() -> None:
    made = model({"top": "a + b"}, {"a": [], "b": []})
    assert (made.roots, made.levers, dict(made.nodes)) == ((), (), {})
    assert sensitivities(made) == ()


def test_it_starts_from_the_last_period_in_which_the_formula_has_a_value() -> None:
    made = model({"top": "a * b"}, {"top": [6, 8, 12], "a": [2, 2, None], "b": [3, 4, None]})
    assert made.nodes["top"].period == month(1)
    assert play(made, {"a": Decimal(3)})["top"] == 12


def test_operands_of_another_cadence_start_from_a_period_that_they_share() -> None:
    """A monthly root is moved by belief by a weekly metric, one of whose operands was reported a week longer."""
    monthly = made_numbers({"top": "a * b"}, {"a": [2], "b": [3]}, b={"influenced_by": (belief("worse 2"),)})
    weekly = made_numbers({"worse": "min(x, y)"}, {}, None, "week", x={}, y={})
    weeks = [parse_period("2025-W10"), parse_period("2025-W11")]
    reported = {"x": dict(zip(weeks, (of(5), of(1)), strict=True)), "y": {weeks[0]: of(6)}}
    metrics = {**monthly.metrics, **weekly.metrics}
    numbers = Numbers(metrics, {**monthly.reported, **reported}, build_graph(metrics, metrics))
    made = build_model(numbers, ("top",))
    assert play(made, {})["worse"] == made.nodes["worse"].base == 5
    assert values(play(made, {"x": Decimal(4)}), "worse", "b", "top") == [4, 1, 2]


@pytest.mark.parametrize(
    ("formula", "moved", "cause"),
    [("a / b", {"b": 0}, "division_by_zero"), ("(a - b)^(1/2)", {"b": 5}, "root_of_negative")],
)
def test_what_cannot_be_computed_in_a_scenario_says_why(formula: str, moved: Mapping[str, int], cause: str) -> None:
    made = model({"top": "middle + c", "middle": formula}, {"a": [4], "b": [1], "c": [1]})
    found = play(made, {id: Decimal(value) for id, value in moved.items()})["top"]
    assert isinstance(found, Unavailable)
    assert [(gap.cause, gap.metric, gap.period) for gap in found.reasons] == [(cause, "middle", month(0))]


@given(VALUES, SPREAD)
def test_nothing_moved_leaves_everything_where_it_is(reported: Decimal, inputs: list[Decimal]) -> None:
    """Also where the reported number is not what the formula gives."""
    names = [f"x{place}" for place in range(len(inputs))]
    series = dict(zip(names, ([value] for value in inputs), strict=True))
    made = model({"top": " + ".join(names) + " + middle", "middle": " * ".join(names)}, {"top": [reported], **series})
    assert play(made, {}) == {id: node.base for id, node in made.nodes.items()}
    assert play(made, {"x0": inputs[0]}) == play(made, {})


@given(SPREAD, st.lists(VALUES, min_size=8, max_size=8), VALUES)
def test_in_a_sum_each_move_adds_what_it_adds_alone(before: list[Decimal], after: list[Decimal], top: Decimal) -> None:
    """Exactly in the formula; beyond it, in the same proportion, but for the rounding of a quotient."""
    names = [f"x{place}" for place in range(len(before))]
    series = {name: [value] for name, value in zip(names, before, strict=True)}
    moved = dict(zip(names, after, strict=False))
    plain, made = (model({"top": " - ".join(names)}, {**row, **series}) for row in ({}, {"top": [top]}))
    start = plain.nodes["top"].base
    assert play(plain, moved)["top"] == start + sum(
        play(plain, {name: to})["top"] - start for name, to in moved.items()
    )
    alone = [play(made, {name: to})["top"] - top for name, to in moved.items()]
    error = Decimal("1e-20") * (1 + sum(abs(each) for each in alone))
    assert abs(play(made, moved)["top"] - top - sum(alone)) <= error


@given(VALUES, VALUES, VALUES)
def test_a_move_back_is_no_move(a: Decimal, b: Decimal, other: Decimal) -> None:
    made = model({"top": "a * b - a[-1]"}, {"a": [a, a], "b": [b, b]})
    there = model({"top": "a * b - a[-1]"}, {"a": [a + other - a, other], "b": [b, b]})
    assert play(made, {"a": other, "b": b})["top"] == play(there, {})["top"]
    assert play(there, {"a": a})["top"] == play(there, {"a": a, "b": b})["top"]
    assert play(made, {"a": a, "b": b}) == play(made, {})


def test_one_percent_more_of_each_input_ranked() -> None:
    series = {"a": [200], "b": [3], "c": [50], "d": [7]}
    made = model({"top": "a * b + c", "money": "a * 2 - c * 3 + d"}, series, "top", "money")
    found = sensitivities(made)
    assert [each.metric for each in found] == ["a", "b", "c", "d"]
    assert [each.effects["top"] for each in found] == [6, 6, Decimal("0.5"), 0]
    assert [each.effects["money"] for each in found] == [4, 0, Decimal("-1.5"), Decimal("0.07")]
    assert [each.hurt({"top": False, "money": False}) for each in found] == [(), (), ("money",), ()]
    assert found[2].hurt({"top": False, "money": True}) == ()
    assert found[0].hurt({"top": False, "money": True}) == ("money",)
    assert found[2].hurt({"top": False}) == ()


def test_one_percent_more_by_belief_says_so() -> None:
    made = model({"top": "a * b + c", "money": "a"}, {"a": [2], "b": [3], "c": [100]}, "top", "money", a="c 0.1")
    found = {each.metric: each for each in sensitivities(made)}
    assert found["c"].effects == {"top": Decimal("1.3"), "money": Decimal("0.1")}
    assert found["c"].arithmetic == {"top": 1, "money": 0}
    assert (found["c"].is_believed("top"), found["b"].is_believed("top")) == (True, False)


def test_one_percent_more_of_zero_is_nothing_and_a_share_of_zero_unknown() -> None:
    made = model({"top": "a * b", "money": "b - 3"}, {"a": [0], "b": [3]}, "top", "money")
    assert [each.metric for each in sensitivities(made)] == ["a", "b"]
    assert sensitivities(made)[1].relative == {"top": None, "money": None}
    assert sensitivities(made)[1].effects == {"top": 0, "money": Decimal("0.03")}


def test_one_percent_more_of_what_is_below_zero_brings_it_nearer_to_zero() -> None:
    found = sensitivities(model({"top": "a - b", "money": "b - a"}, {"a": [-8], "b": [3]}, "top", "money"))
    assert [(each.metric, each.effects["top"]) for each in found] == [("a", Decimal("0.08")), ("b", Decimal("-0.03"))]
    assert found[0].hurt({"top": False, "money": False}) == ("money",)


def test_an_input_times_zero_names_the_zero() -> None:
    series = {"a": [5], "b": [0], "c": [3], "d": [1]}
    found = {each.metric: each for each in sensitivities(model({"top": "a * b + max(c, d)"}, series))}
    assert found["a"].stopped_by == {"top": "b"}
    assert (found["b"].stopped_by, found["c"].stopped_by, found["d"].stopped_by) == ({}, {}, {})
    assert found["d"].effects == {"top": 0}


def test_a_driver_whose_series_has_ended_counts_with_its_last_value() -> None:
    made = model({"top": "a * b"}, {"a": [2, 2, 2], "b": [3, 3, 3], "c": [9, 10, None]}, b="c -0.5")
    assert (made.nodes["c"].base, made.nodes["c"].period, made.nodes["top"].period) == (10, month(1), month(2))
    assert play(made, {}) == {"top": 6, "a": 2, "b": 3, "c": 10}
    assert values(play(made, {"c": Decimal(8)}), "b", "top") == [4, 8]


@pytest.mark.parametrize(
    ("series", "period", "held_by"),
    [
        ({"a": [1, 1, 1], "b": [2, 2, 2], "c": [3, 3, 3]}, 2, []),
        ({"a": [1, 1, 1], "b": [2, None, None], "c": [3, 3, 3]}, 0, ["b"]),
        ({"a": [1, 1, 1], "b": [2, 2, None], "c": [3, None, None]}, 0, ["c", "b"]),
        ({"top": [1, 1, 1], "a": [1, 1, 1], "b": [2, 2, None], "c": [3, 3, 3]}, 1, ["b"]),
        ({"a": [1, 1], "b": [2, 2], "c": [3, 3], "money": [1, None]}, 0, ["money"]),
    ],
)
def test_what_holds_the_present_back_is_known(
    series: Mapping[str, Sequence[int | None]], period: int, held_by: list[str]
) -> None:
    numbers = made_numbers({"top": "middle + a", "middle": "b * c"}, series)
    roots = [root for root in ("top", "money") if root in numbers.metrics]
    made = build_model(numbers, roots)
    assert made.nodes["top"].period == month(period)
    assert [gap.metric for gap in hindrances(numbers, roots, made.nodes, month(period))] == held_by


def test_a_model_of_a_thousand_inputs_is_played_in_each_of_them() -> None:
    names = [f"x{place}" for place in range(1000)]
    formulas = {f"m{place}": " + ".join(names[place * 10 : place * 10 + 10]) for place in range(100)}
    made = model({"top": " + ".join(formulas), **formulas}, {name: [1] for name in names})
    found = sensitivities(made)
    assert {each.effects["top"] for each in found} == {Decimal("0.01")}
    assert len(found) == 1000


FUNNEL = {
    "top": "customers * price",
    "customers": "customers[-1] + trials * conversion - lost",
    "lost": "customers[-1] * churn",
}
MONTH: Mapping[str, Sequence[str | int]] = {
    "customers": [1000, 1010],
    "trials": [500, 500],
    "conversion": ["0.1", "0.1"],
    "churn": ["0.04", "0.04"],
    "price": [10, 10],
}


def by_hand(periods: int, price: Decimal, conversion: Decimal, churn: Decimal) -> Fraction:
    """The funnel month by month, from the 1,000 of the month before the present one."""
    customers = Fraction(1000)
    for _ in range(periods):
        customers += 500 * Fraction(conversion) - customers * Fraction(churn)
    return customers * Fraction(price)


def is_near(value: MetricValue, exact: Fraction) -> bool:
    return isinstance(value, Decimal) and abs(Fraction(value) - exact) <= Fraction(1, 10**30)


@pytest.mark.parametrize("lever", ["price", "conversion", "churn"])
def test_what_is_kept_adds_up_in_a_stock(lever: str) -> None:
    horizon = Horizon(model(FUNNEL, MONTH))
    now = {"price": Decimal(10), "conversion": Decimal("0.1"), "churn": Decimal("0.04")}
    more = {**now, lever: now[lever] * Decimal("1.01")}
    assert horizon.is_lasting
    assert is_near(horizon.end["top"], by_hand(PERIODS, **now))
    assert is_near(horizon.keep({lever: more[lever]})["top"], by_hand(PERIODS, **more))
    (found,) = (each for each in sensitivities(horizon.model) if each.metric == lever)
    assert is_near(found.effects["top"], by_hand(1, **more) - by_hand(1, **now))
    assert is_near(found.kept["top"], by_hand(PERIODS, **more) - by_hand(PERIODS, **now))


def test_what_adds_up_ranks_by_what_is_kept() -> None:
    shares = {each.metric: each for each in sensitivities(model(FUNNEL, MONTH))}
    assert next(iter(shares)) == "price"
    assert shares["conversion"].relative["top"] < Decimal("0.0006")
    assert shares["conversion"].kept_relative["top"] > Decimal("0.004")
    assert shares["price"].relative["top"] == shares["price"].kept_relative["top"] == Decimal("0.01")


def test_where_nothing_adds_up_what_is_kept_is_what_is_done_at_once() -> None:
    horizon = Horizon(model({"top": "a * b"}, {"top": [9], "a": [2], "b": [3]}))
    assert not horizon.is_lasting
    for each in sensitivities(horizon.model):
        assert each.kept == each.effects


def test_what_was_reported_beyond_a_stock_is_not_added_again_in_each_period() -> None:
    series = {"top": [100, 120], "new": [10, 10]}
    horizon = Horizon(model({"top": "top[-1] + new"}, series))
    assert [row["top"] for row in horizon.unmoved] == [120 + 10 * step for step in range(PERIODS)]
    # In this period in proportion to what was reported, 120 of 110, then as the formula gives.
    kept = horizon.keep({"new": Decimal(21)})["top"]
    assert isinstance(kept, Decimal)
    assert abs(kept - (Decimal(120) * 121 / 110 + 21 * (PERIODS - 1))) < Decimal("1E-40")


def test_what_is_taken_of_earlier_periods_comes_from_the_file_until_the_scenario_has_it() -> None:
    series = {"a": [1, 2, 3, 4]}
    horizon = Horizon(model({"top": "b + a[-3]", "b": "b[-1] + a"}, {**series, "b": [0, 0, 0, 4]}))
    assert [row["top"] for row in horizon.unmoved[:5]] == [4 + 1, 8 + 2, 12 + 3, 16 + 4, 20 + 4]
    assert horizon.keep({"a": Decimal(5)})["top"] == 5 * PERIODS + 5


def test_a_value_that_is_missing_in_between_is_named() -> None:
    horizon = Horizon(model({"top": "b + a[-2]", "b": "b[-1] + a"}, {"a": [1, None, 3], "b": [0, 0, 3]}))
    found = horizon.unmoved[1]["top"]
    assert isinstance(found, Unavailable)
    assert found.reasons[0].cause == "not_reported"
    assert isinstance(horizon.end["top"], Decimal)
