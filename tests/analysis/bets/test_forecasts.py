"""What bets would do: changes in units, pushed through formulas, and why some cannot be."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_bets import made_bet, made_move, scalar

from product_handbook.analysis.bets.forecast import (
    BetEffect,
    ChangeRange,
    effects,
    forecast_model,
    forecasts,
    in_unit,
    push,
)
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.unavailable import Unavailable
from product_handbook.diagnostics import diagnostic
from product_handbook.diagnostics.diagnostic import Source
from product_handbook.formulas.formula import parse
from product_handbook.formulas.period_notation import parse_period
from product_handbook.model.graph import build_graph
from product_handbook.model.records.bet import Move
from product_handbook.model.records.fields import Written
from product_handbook.model.records.metric import Influence, Metric
from product_handbook.model.records.quantities import Amount, Formula, Shift
from product_handbook.model.records.reading import Name
from product_handbook.model.reported import Reported

POSITIVE = st.decimals(min_value=1, max_value=10**6, allow_nan=False, places=2)
SHARE = st.decimals(min_value="-0.9", max_value=2, allow_nan=False, places=3)
FORMULAS = {"top": "users * each + extra", "users": "customers * people"}
NOW = {"customers": "10", "people": "20", "each": "4", "extra": "7"}


def numbers(
    formulas: Mapping[str, str], now: Mapping[str, str | Decimal], beliefs: Mapping[str, str] | None = None
) -> Numbers:
    """Formulas, values of one month, and beliefs: `{"each": "speed -2"}` is moved by speed with that coefficient."""
    told = beliefs or {}
    ids = dict.fromkeys([*formulas, *now, *told, *(text.split()[0] for text in told.values())])
    metrics = {id: _metric(id, formulas.get(id), told.get(id)) for id in ids}
    month = parse_period("2026-10")
    reported = {id: {month: Reported(Decimal(value), Source("values.csv", ""), 0)} for id, value in now.items()}
    return Numbers(metrics, reported, build_graph(metrics, ids))


def _metric(id: str, formula: str | None, belief: str | None) -> Metric:
    influences = ()
    if belief:
        driver, _, coefficient = belief.partition(" ")
        amount = Amount(Decimal(coefficient)) if coefficient else None
        influences = (Influence.model_construct(metric=Name(driver, scalar(driver)), coefficient=amount),)
    return Metric.model_construct(
        written=Written(diagnostic.Span("tree.yml"), id, {}),
        formula=None if formula is None else Formula(formula, parse(formula), scalar(formula)),
        influenced_by=influences,
        cadence="month",
        value=None,
    )


def effects_of(made: Numbers, moves: Sequence[Move], *roots: str) -> tuple[BetEffect, ...]:
    view = forecast_model(made, made.graph, roots or ("top",))
    return effects(view, forecasts(made, made_bet("bet", moves=moves)))


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        (Shift(Decimal("0.02"), "relative"), "9.1"),
        (Shift(Decimal("0.02"), "points"), "0.02"),
        (Shift(Decimal(-3), "unit"), "-3"),
    ],
)
def test_a_change_in_the_unit_of_its_metric(shift, expected):
    assert in_unit(shift, Decimal(455)) == Decimal(expected)


def test_a_percentage_without_a_baseline_is_no_number():
    assert in_unit(Shift(Decimal("0.02"), "relative"), None) is None
    assert in_unit(Shift(Decimal("0.02"), "points"), None) == Decimal("0.02")


def test_the_baseline_is_what_is_written_or_else_the_latest_value():
    made = numbers({}, {"users": "200"})
    written, latest = (
        forecasts(made, made_bet("bet", moves=[made_move("users 1% 3%", base)]))[0] for base in ("100", None)
    )
    assert (written.baseline, written.since, written.change) == (
        Decimal(100),
        None,
        ChangeRange(Decimal(1), Decimal(3)),
    )
    assert (latest.baseline, str(latest.since), latest.change) == (
        Decimal(200),
        "2026-10",
        ChangeRange(Decimal(2), Decimal(6)),
    )


def test_a_percentage_of_a_loss_makes_it_larger_and_its_ends_stay_in_order():
    (found,) = forecasts(numbers({}, {"profit": "-50"}), made_bet("bet", moves=[made_move("profit 2% 4%")]))
    assert found.change == ChangeRange(Decimal(-2), Decimal(-1))


@pytest.mark.parametrize(
    ("move", "baseline", "reached"),
    [
        ("users 5% 10%", "100", None),
        ("users 4% 10%", "100", "within"),
        ("users 1% 4%", "100", "within"),
        ("users 1% 3%", "100", "beyond"),
        ("users -10 -4", "108", "within"),
        ("users -3 -1", "108", "beyond"),
        ("users -10 -4", "100", None),
        ("users 4 10", "108", None),
        ("users 0 10", "100", None),
        ("users -5 5", "100", None),
        ("users 0 0", "104", None),
        ("users 1% 3%", None, None),
        ("others 1 3", "100", None),
    ],
)
def test_a_forecast_is_reached_by_what_has_moved_from_a_written_baseline(move, baseline, reached):
    (found,) = forecasts(
        numbers({}, {"users": "104"}, {"others": "users"}), made_bet("bet", moves=[made_move(move, baseline)])
    )
    assert found.reached == reached


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-20, 20))
def test_a_forecast_and_its_mirror_are_reached_alike(one, other, moved):
    low, high = sorted((one, other))
    spans = ((f"users {low} {high}", 100 + moved), (f"users {-high} {-low}", 100 - moved))
    one, mirrored = (
        forecasts(numbers({}, {"users": Decimal(now)}), made_bet("bet", moves=[made_move(text, "100")]))[0].reached
        for text, now in spans
    )
    assert one == mirrored
    assert (one == "within") == (low <= moved <= high and low * high > 0)


def test_moves_are_pushed_through_the_formulas():
    (found,) = effects_of(numbers(FORMULAS, NOW), [made_move("people 1 2")])
    assert found.base == 807
    assert found.change == ChangeRange(Decimal(40), Decimal(80))
    assert (found.belief, found.obstacles) == ("none", {})


def test_a_move_of_a_computed_metric_shifts_that_metric_and_leaves_its_inputs():
    (found,) = effects_of(numbers(FORMULAS, NOW), [made_move("users 10 20")])
    assert found.change == ChangeRange(Decimal(40), Decimal(80))


def test_a_metric_and_its_own_input_moved_together_counts_as_the_bet_says():
    (found,) = effects_of(numbers(FORMULAS, NOW), [made_move("users 10 10"), made_move("people 5 5")])
    assert found.change == ChangeRange(Decimal(40), Decimal(40))


def test_a_move_of_the_top_itself_is_its_own_effect():
    (found,) = effects_of(numbers(FORMULAS, NOW), [made_move("top -5 9")])
    assert found.change == ChangeRange(Decimal(-5), Decimal(9))


def test_of_a_fall_that_helps_the_greatest_fall_is_the_high_end():
    made = numbers({"top": "work / hours"}, {"work": "100", "hours": "10"})
    (found,) = effects_of(made, [made_move("hours -5 -2")])
    assert found.change == ChangeRange(Decimal("2.5"), Decimal(10))


def test_several_moves_meet_in_all_combinations():
    made = numbers({"top": "a - b"}, {"a": "10", "b": "10"})
    (found,) = effects_of(made, [made_move("a 1 2"), made_move("b 3 5")])
    assert found.change == ChangeRange(Decimal(-4), Decimal(-1))


def test_beliefs_with_a_coefficient_count_and_are_told_apart_from_arithmetic():
    made = numbers({"top": "a * b"}, {"a": "10", "b": "2", "speed": "1"}, {"b": "speed -0.5"})
    (believed,) = effects_of(made, [made_move("speed -1 0")])
    assert believed.change == ChangeRange(Decimal(0), Decimal(5))
    assert believed.belief == "all"
    (both,) = effects_of(made, [made_move("speed -1 -1"), made_move("a 1 1")])
    assert both.change == ChangeRange(Decimal("7.5"), Decimal("7.5"))
    assert both.belief == "part"


@pytest.mark.parametrize(
    ("move", "why"),
    [
        ("mood 1 2", "apart"),
        ("speed 1 2", "unquantified"),
        ("wish 1% 2%", "no_baseline"),
        ("wish 1 2", "no_value"),
        ("echo 1 2", "later"),
    ],
)
def test_a_move_that_does_not_reach_the_top_says_why(move, why):
    formulas = {"top": "a + wish_side + late[-1] * 0", "wish_side": "b", "late": "top * echo"}
    now = {"a": "1", "b": "2", "mood": "3", "speed": "4", "echo": "1", "wish_side": "2", "late": "3", "top": "3"}
    made = numbers(formulas, now, {"a": "speed", "b": "wish 3"})
    (found,) = effects_of(made, [made_move(move)])
    assert found.change is None
    assert found.obstacles == {move.split()[0]: why}


def test_the_other_moves_count_where_one_does_not_reach_the_top():
    made = numbers(FORMULAS, {**NOW, "mood": "3"})
    (found,) = effects_of(made, [made_move("mood 1 2"), made_move("extra 1 2")])
    assert found.change == ChangeRange(Decimal(1), Decimal(2))
    assert found.obstacles == {"mood": "apart"}


def test_what_cannot_be_computed_says_so():
    made = numbers({"top": "a / b"}, {"a": "10", "b": "2"})
    (found,) = effects_of(made, [made_move("b -2 1")])
    assert isinstance(found.change, Unavailable)
    assert [gap.cause for gap in found.change.reasons] == ["division_by_zero"]


def test_a_top_without_a_value_has_no_effect_at_all():
    (found,) = effects_of(numbers({"top": "a * b"}, {"a": "10"}, {"b": "a"}), [made_move("a 1 2")])
    assert found == BetEffect("top", None, None)


def test_more_than_eight_metrics_at_once_are_not_played():
    names = [f"m{place}" for place in range(9)]
    made = numbers({"top": " + ".join(names)}, dict.fromkeys(names, "1"))
    (found,) = effects_of(made, [made_move(f"{name} 1 2") for name in names])
    assert found.change is None
    (eight,) = effects_of(made, [made_move(f"{name} 1 2") for name in names[:8]])
    assert eight.change == ChangeRange(Decimal(8), Decimal(16))


@given(st.tuples(POSITIVE, POSITIVE, POSITIVE, POSITIVE))
def test_a_move_of_nothing_changes_nothing(found):
    made = numbers(FORMULAS, dict(zip(NOW, found, strict=True)))
    (effect,) = effects_of(made, [made_move(f"{metric} 0 0") for metric in ("people", "each", "users")])
    assert effect.change == ChangeRange(Decimal(0), Decimal(0))


@given(st.tuples(POSITIVE, POSITIVE, POSITIVE, POSITIVE), st.lists(SHARE, min_size=4, max_size=4))
def test_what_lies_between_the_ends_of_the_moves_lies_between_the_ends_of_the_effect(found, shares):
    """The formula rises with each of the two; any value between their ends must end between those of the whole."""
    made = numbers(FORMULAS, dict(zip(NOW, found, strict=True)))
    model = forecast_model(made, made.graph, ("top",)).model
    moves = {
        metric: ChangeRange(*sorted(share * model.nodes[metric].base for share in ends))
        for metric, ends in (("people", shares[:2]), ("each", shares[2:]))
    }
    whole = push(model, moves, "top")
    middle = {id: ChangeRange(*[(span.low + span.high) / 2] * 2) for id, span in moves.items()}
    between = push(model, middle, "top")
    assert isinstance(whole, ChangeRange)
    assert isinstance(between, ChangeRange)
    assert whole.low <= between.low == between.high <= whole.high
    lowest = push(model, {id: ChangeRange(span.low, span.low) for id, span in moves.items()}, "top")
    assert lowest == ChangeRange(whole.low, whole.low)
