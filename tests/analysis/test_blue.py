"""The story that Blue's numbers tell: whoever changes them should still find it there."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from clock import DAY
from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.attribution.explained import Explanation
from product_handbook.analysis.attribution.explanation import explain_change
from product_handbook.analysis.scenario.build import build_model
from product_handbook.analysis.scenario.scenario import play
from product_handbook.analysis.scenario.sensitivity import sensitivities
from product_handbook.analysis.targets.feasibility import feasibilities
from product_handbook.analysis.targets.targets import Status, target_status
from product_handbook.analysis.values.reconciliation import Agreement, reconcile
from product_handbook.formulas.period_notation import parse_period
from product_handbook.formulas.periods import Period
from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.strategy import Strategy

FOLDER = Path(__file__).parents[2] / "content" / "strategy"
FIRST, LAST = parse_period("2025-05"), parse_period("2026-10")
MONTHS = tuple(FIRST.shifted(month) for month in range(18))
MAY, AUGUST = parse_period("2026-05"), parse_period("2026-08")
DECEMBER = parse_period("2026-12")
COMPUTED = {"annual_run_rate", "payback_months", "customer_growth", "weekly_reliability"}
"""What nobody reports, since the formula gives it."""


@pytest.fixture(scope="module")
def blue() -> Strategy:
    found = load(FOLDER)
    assert not isinstance(found, Invalid), found.problems
    return found


def value(blue: Strategy, metric: str, period: Period | str) -> Decimal:
    at = parse_period(period) if isinstance(period, str) else period
    found = Analysis(blue, DAY).numbers.value(metric, at)
    assert isinstance(found, Decimal), f"{metric} in {at}: {found}"
    return found


def why(blue: Strategy, metric: str, earlier: Period, later: Period) -> Explanation:
    found = explain_change(Analysis(blue, DAY).numbers, metric, earlier, later, "inputs")
    assert isinstance(found, Explanation), found
    return found


def agreements(blue: Strategy, metric: str) -> dict[Period, Agreement]:
    return {row.period: row.agreement for row in reconcile(Analysis(blue, DAY).numbers, metric)}


def status(blue: Strategy, metric: str) -> Status:
    return target_status(Analysis(blue, DAY).numbers, blue.metrics[metric]).status


def test_every_live_metric_has_values_until_now(blue: Strategy) -> None:
    live = [id for id, metric in blue.metrics.items() if metric.status == "live" and not metric.is_constant]
    weekly = {id for id in live if blue.metrics[id].cadence == "week"}
    assert weekly == {"weekly_reliability", "saves_in_time", "opens_in_time"}
    for id in live:
        periods = Analysis(blue, DAY).numbers.periods(id)
        assert (id in blue.reported) is (id not in COMPUTED), id
        if id in weekly:
            assert len(periods) >= 26, id
            assert periods[-1] == parse_period("2026-W46")
        else:
            assert (periods[0], periods[-1]) == (FIRST, LAST), id
    assert not Analysis(blue, DAY).numbers.periods("audit_ready_workspaces"), (
        "it is planned, and has opinions and no number"
    )


def test_one_series_has_one_gap(blue: Strategy) -> None:
    gaps = {
        (id, str(before.shifted(1)))
        for id, series in blue.reported.items()
        for before, after in pairwise(series)
        if after != before.shifted(1)
    }
    assert gaps == {("search_success_rate", "2025-11")}


def test_documents_fell_in_the_summer_of_2026_and_recovered_by_autumn(blue: Strategy) -> None:
    documents = [value(blue, "documents_created", month) for month in MONTHS]
    by_month = dict(zip(map(str, MONTHS), documents, strict=True))
    for before, after in (("2026-05", "2026-06"), ("2026-06", "2026-07")):
        assert by_month[after] < by_month[before] * Decimal("0.96"), "two months of a sharp fall"
    assert by_month["2026-08"] < by_month["2026-05"] * Decimal("0.9")
    assert documents[-1] == max(documents), "October 2026 is above all months before"


def test_the_release_of_june_2026_shows_wherever_people_felt_it(blue: Strategy) -> None:
    assert value(blue, "search_success_rate", "2026-07") < value(blue, "search_success_rate", MAY) - Decimal("0.1")
    assert value(blue, "support_requests_per_user", "2026-07") > Decimal("0.05"), "the guardrail breaks"
    assert value(blue, "support_requests_per_user", LAST) < Decimal("0.05"), "and holds again"
    assert value(blue, "documents_never_reopened", AUGUST) > Decimal("0.30")
    assert value(blue, "documents_never_reopened", LAST) < Decimal("0.30")
    assert value(blue, "weekly_reliability", "2026-W23") > Decimal("0.999")
    assert value(blue, "weekly_reliability", "2026-W24") < Decimal("0.999")
    assert value(blue, "weekly_reliability", "2026-W46") > Decimal("0.999")


def test_documents_per_user_explain_the_dip(blue: Strategy) -> None:
    explanation = why(blue, "documents_created", MAY, AUGUST)
    first = explanation.contributions[0]
    assert first.metric == "documents_per_user"
    assert first.amount < explanation.change * Fraction(4, 5) < 0, "they are more than four fifths of it"


def test_the_price_explains_why_revenue_rose_all_the_same(blue: Strategy) -> None:
    explanation = why(blue, "revenue", MAY, AUGUST)
    first = explanation.contributions[0]
    assert first.metric == "average_fee"
    assert first.amount > explanation.change > 0, "without it, revenue would have fallen"


def test_north_star_and_business_metric_moved_apart_in_three_months_only(blue: Strategy) -> None:
    apart = []
    for before, after in pairwise(MONTHS):
        star, business = (value(blue, id, after) - value(blue, id, before) for id in ("documents_created", "revenue"))
        assert star != 0 != business
        if (star > 0) != (business > 0):
            apart.append((str(after), star < 0 < business))
    assert apart == [("2026-06", True), ("2026-07", True), ("2026-08", True)]


@pytest.mark.parametrize("metric", ["paying_customers", "new_customers", "churned_customers", "new_revenue", "revenue"])
def test_these_agree_with_their_formulas_to_the_digit(blue: Strategy, metric: str) -> None:
    first = "not_computable" if metric in {"paying_customers", "churned_customers"} else "exact"
    assert agreements(blue, metric) == {FIRST: first, **dict.fromkeys(MONTHS[1:], "exact")}


@pytest.mark.parametrize("metric", ["monthly_active_users", "recurring_revenue"])
def test_these_agree_but_for_the_rounding_of_averages(blue: Strategy, metric: str) -> None:
    assert set(agreements(blue, metric)) == set(MONTHS)
    assert set(agreements(blue, metric).values()) <= {"exact", "rounded"}


def test_trials_are_an_estimate_within_their_tolerance(blue: Strategy) -> None:
    found = agreements(blue, "trials")
    assert found == {FIRST: "not_computable", **dict.fromkeys(MONTHS[1:], "within_tolerance")}


def test_one_number_is_off_and_the_breaks_say_why(blue: Strategy) -> None:
    off = [(id, str(at)) for id in blue.metrics for at, found in agreements(blue, id).items() if found == "off"]
    assert off == [("documents_created", "2025-12")]
    breaks = {id: [str(at) for at in blue.metrics[id].breaks] for id in ("documents_created", "documents_per_user")}
    assert breaks == {"documents_created": ["2026-01"], "documents_per_user": ["2025-12"]}


def test_two_numbers_were_restated_with_a_note_and_agree_since(blue: Strategy) -> None:
    restated = {
        (id, str(at)): reported
        for id, series in blue.reported.items()
        for at, reported in series.items()
        if reported.before
    }
    assert set(restated) == {("monthly_active_users", "2026-02"), ("documents_created", "2026-07")}
    for (id, at), reported in restated.items():
        assert reported.note
        assert reported.before[-1].value != reported.value
        assert agreements(blue, id)[parse_period(at)] in {"exact", "rounded"}


def test_trial_conversion_is_the_one_input_off_track(blue: Strategy) -> None:
    inputs = [id for id in blue.metrics if id not in Analysis(blue, DAY).numbers.programs]
    assert [id for id in inputs if status(blue, id) == "off_track"] == ["trial_conversion"]


@pytest.mark.parametrize(
    ("metric", "aim", "expected"),
    [
        ("documents_created", "increase", "at_risk"),
        ("revenue", "increase", "at_risk"),
        ("documents_per_user", "increase", "on_track"),
        ("search_success_rate", "increase", "on_track"),
        ("pilot_conversion", "increase", "met"),
        ("time_to_first_document", "decrease", "met"),
        ("churn_rate", "decrease", "at_risk"),
        ("support_requests_per_user", "decrease", "on_track"),
        ("sales_and_marketing_spend", "maintain", "on_track"),
        ("new_customers", "increase", "off_track"),
        ("audit_ready_workspaces", "increase", "not_measured"),
        ("months_per_year", None, "no_target"),
    ],
)
def test_where_each_stands(blue: Strategy, metric: str, aim: str | None, expected: Status) -> None:
    assert blue.metrics[metric].aim == aim
    assert status(blue, metric) == expected


def test_targets_of_june_2026_are_past_and_some_were_missed(blue: Strategy) -> None:
    june = parse_period("2026-06")
    past = {id: metric.targets[june].low for id, metric in blue.metrics.items() if june in metric.targets}
    reached = {id for id, target in past.items() if value(blue, id, june) >= target}
    assert {"revenue", "monthly_active_users", "paying_customers"} <= reached
    assert {"documents_created", "documents_per_user", "trial_conversion"} <= past.keys() - reached


def test_the_targets_of_the_inputs_fall_short_of_the_north_stars_by_a_few_percent(blue: Strategy) -> None:
    by_due = {found.due: found for found in feasibilities(Analysis(blue, DAY).numbers, "documents_created")}
    assert all(planned.ground == "target" for planned in by_due[DECEMBER].inputs)
    short = by_due[DECEMBER].relative
    assert short is not None
    assert Decimal("-0.05") < short < Decimal("-0.02")
    assert by_due[parse_period("2027-06")].gap == 0, "those of the next summer add up"


def test_the_targets_of_revenue_add_up(blue: Strategy) -> None:
    gaps = {str(found.due): found.gap for found in feasibilities(Analysis(blue, DAY).numbers, "revenue")}
    assert gaps == {"2026-06": 0, "2026-12": 0, "2027-06": 0}


def test_beliefs_with_coefficients_reach_both_top_metrics(blue: Strategy) -> None:
    beliefs = [
        (metric.id, influence.metric.id)
        for metric in blue.metrics.values()
        for influence in metric.influenced_by
        if influence.coefficient is not None
    ]
    assert len(beliefs) >= 4
    model = build_model(Analysis(blue, DAY).numbers, ["documents_created", "revenue"])
    model_now = play(model, {})
    more = play(model, {"share_of_documents_shared": Decimal("0.43")})
    for root in model.roots:
        now, then = model_now[root], more[root]
        assert isinstance(now, Decimal)
        assert isinstance(then, Decimal)
        assert then > now
    strongest = sensitivities(model)[0].metric
    assert strongest in {"documents_per_user", "active_users_per_customer"}
