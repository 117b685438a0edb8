"""Forecast and result: within, below or above, and what many of them say together."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_bets import made_bet, made_move

from product_handbook.analysis.bets.calibration import ENOUGH, calibrate, forecast_results, unmeasured
from product_handbook.model.records.metric import Metric

METRICS = {
    "users": Metric.model_construct(aim="increase"),
    "minutes": Metric.model_construct(aim="decrease"),
    "mood": Metric.model_construct(aim=None),
}


def compared(move, result, baseline=None):
    (found,) = forecast_results(made_bet("bet", moves=[made_move(move, baseline)], results=[result]), METRICS)
    return found


@pytest.mark.parametrize(
    ("move", "result", "verdict", "position", "is_better"),
    [
        ("users 2% 6%", "users 3%", "within", Fraction(1, 4), None),
        ("users 2% 6%", "users 2%", "within", 0, None),
        ("users 2% 6%", "users 6%", "within", 1, None),
        ("users 2% 6%", "users 1.9%", "below", Fraction(-1, 40), False),
        ("users 2% 6%", "users 7%", "above", Fraction(5, 4), True),
        ("minutes -3 -1", "minutes -4", "below", Fraction(-1, 2), True),
        ("minutes -3 -1", "minutes 1", "above", 2, False),
        ("mood -3 -1", "mood 1", "above", 2, None),
        ("users 2points 6points", "users 3 points", "within", Fraction(1, 4), None),
        ("users 2points 6points", "users 0.03", "within", Fraction(1, 4), None),
        ("users 5 5", "users 5", "within", None, None),
        ("users 5 5", "users 4", "below", None, False),
    ],
)
def test_where_a_result_landed(move, result, verdict, position, is_better):
    found = compared(move, result)
    assert (found.verdict, found.position, found.is_better) == (verdict, position, is_better)


def test_percent_and_units_meet_over_a_baseline_that_is_written():
    assert compared("users 2% 6%", "users 8", "200").verdict == "within"
    assert compared("users 2 6", "users 4%", "200").verdict == "above"


def test_percent_and_units_do_not_meet_over_the_latest_value():
    found = compared("users 2% 6%", "users 8")
    assert (found.verdict, found.position) == ("not_comparable", None)


def test_a_result_that_nobody_forecast_and_a_forecast_without_a_result():
    bet = made_bet("bet", moves=[made_move("users 2% 6%"), made_move("mood 1 2")], results=["minutes -2", "users 1%"])
    assert [found.verdict for found in forecast_results(bet, METRICS)] == ["not_forecast", "below"]
    assert [move.metric.id for move in unmeasured(bet)] == ["mood"]


def test_hope_runs_from_the_cautious_end_to_the_hopeful_one():
    assert compared("users 2% 6%", "users 6%").optimism == 1
    assert compared("minutes -3 -1", "minutes -3").optimism == 1
    assert compared("minutes -3 -1", "minutes -1").optimism == 0
    assert compared("mood 1 2", "mood 1").optimism is None


def made(results, status="shipped"):
    return [
        made_bet(f"bet_{place}", status=status, moves=[made_move("users 0 100")], results=[f"users {result}"])
        for place, result in enumerate(results)
    ]


def test_only_what_shipped_is_counted():
    bets = [*made([5]), *made([5], "learned"), *made([5], "dropped"), *made([5], "proposed")]
    assert len(calibrate(bets, METRICS).results) == 2


def test_few_results_say_nothing_about_a_lean():
    assert calibrate(made([10] * (ENOUGH - 1)), METRICS).bias is None
    assert calibrate(made([10] * ENOUGH), METRICS).bias == Fraction(1, 10)
    assert calibrate([], METRICS).judged == 0


@given(st.lists(st.integers(-200, 300), min_size=ENOUGH, max_size=12))
def test_the_verdicts_add_up_and_the_lean_is_the_middle_result(results):
    found = calibrate(made(results), METRICS)
    assert found.judged == len(results)
    assert found.count("within") == sum(0 <= result <= 100 for result in results)
    assert found.count("below") == sum(result < 0 for result in results)
    ordered = sorted(Fraction(result, 100) for result in results)
    middle = len(ordered) // 2
    assert found.bias == (ordered[middle] + ordered[-middle - 1]) / 2
