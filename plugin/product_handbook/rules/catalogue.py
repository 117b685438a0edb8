"""Every rule of the linter, with how grave it is and where its demand comes from."""

from product_handbook.analysis.analysis import Analysis
from product_handbook.model.strategy import Strategy
from product_handbook.rules import (
    bets,
    impact,
    metrics,
    mission,
    names,
    north_star,
    numbers,
    orientation,
    requests,
    retired,
    slips,
    stakeholders,
    targets,
    upkeep,
    value_web,
)
from product_handbook.rules.acceptances import AcceptanceUse
from product_handbook.rules.rule import Rule

ABRAHAM = 'Marc Abraham, "Making an impact"'
GILAD = 'Itamar Gilad, "The Most Important Thing"'
GROUPS = '"Is Product Management really all about the customer?"'
ORIENTATION = '"Customer-Orientation: Moving from Novice to Master"'
KORNAS = "Katherine Kornas, on who the customer is"
HONEST = "Judgements only from what is known"
UPKEEP = "The upkeep of a handbook that many people edit"

PERIODS = ("period",)
METRICS = ("metric",)
DAYS = ("day",)

STRATEGY_RULES: tuple[Rule[Strategy], ...] = (
    Rule(mission.mission_of_market_leadership, "advice", GILAD),
    Rule(mission.mission_that_misses_its_promise, "advice", GILAD),
    Rule(mission.mission_without_vision, "advice", GROUPS),
    Rule(mission.vision_that_repeats_needs, "advice", GROUPS),
    Rule(stakeholders.group_without_metric, "advice", GROUPS),
    Rule(north_star.north_star_without_criteria, "warning", ABRAHAM),
    Rule(north_star.north_star_without_guardrail, "advice", GILAD),
    Rule(north_star.north_star_in_money, "advice", GILAD),
    Rule(north_star.north_star_that_is_the_business_metric, "advice", GILAD),
    Rule(north_star.north_star_apart_from_business_metric, "advice", GILAD),
    Rule(north_star.north_star_without_inputs, "advice", ABRAHAM),
    Rule(north_star.top_metric_not_live, "advice", ABRAHAM),
    Rule(north_star.guardrail_on_the_north_star, "advice", GILAD),
    Rule(metrics.metric_joined_to_nothing, "warning", GILAD),
    Rule(metrics.leaf_without_owner, "warning", ABRAHAM),
    Rule(metrics.leaf_that_only_lags, "advice", ABRAHAM),
    Rule(metrics.formula_with_many_operands, "advice", GILAD),
    Rule(retired.retired_metric_that_steers, "warning", UPKEEP, cases=METRICS),
    Rule(retired.retired_metric_in_use, "advice", UPKEEP, cases=METRICS),
    Rule(requests.theme_without_answer, "advice", ORIENTATION),
    Rule(requests.decision_without_reason, "advice", ORIENTATION),
    Rule(requests.request_open_for_long, "advice", ORIENTATION),
    Rule(requests.request_of_the_future, "advice", UPKEEP),
    Rule(requests.planned_request_without_bet, "advice", ORIENTATION),
    Rule(requests.segment_without_request, "advice", ORIENTATION),
    Rule(orientation.assessment_out_of_date, "advice", ORIENTATION, cases=DAYS),
    Rule(orientation.assessment_of_the_future, "advice", UPKEEP, cases=DAYS),
    Rule(orientation.aim_below_level, "advice", ORIENTATION, cases=DAYS),
    Rule(orientation.raters_far_apart, "advice", ORIENTATION, cases=DAYS),
    Rule(orientation.assessment_without_evidence, "advice", ORIENTATION, cases=DAYS),
    Rule(value_web.party_that_gets_nothing_back, "advice", KORNAS),
    Rule(value_web.party_that_gives_nothing, "advice", KORNAS),
    Rule(value_web.party_that_nothing_connects, "warning", KORNAS),
    Rule(value_web.web_of_money_only, "advice", KORNAS),
    Rule(value_web.web_in_which_nobody_pays, "advice", KORNAS),
    Rule(value_web.exchange_that_no_metric_watches, "advice", KORNAS, cases=("party",)),
    Rule(impact.outcome_without_value_metric, "advice", ABRAHAM),
    Rule(impact.outcome_without_business_impact, "advice", ABRAHAM),
    Rule(impact.chain_that_breaks, "advice", ABRAHAM, cases=METRICS),
    Rule(impact.group_without_outcome, "advice", ABRAHAM),
    Rule(impact.loop_step_without_reason, "advice", ABRAHAM, cases=("metric", "outcome")),
    Rule(impact.loop_step_that_repeats, "advice", ABRAHAM, cases=("metric", "outcome")),
    Rule(bets.bet_without_hypothesis, "advice", ABRAHAM),
    Rule(bets.bet_that_moves_nothing, "advice", ABRAHAM),
    Rule(bets.bet_apart_from_the_top, "advice", GILAD),
    Rule(bets.bet_past_its_time, "advice", UPKEEP),
    Rule(bets.bet_without_result, "advice", ABRAHAM),
    Rule(bets.result_of_an_open_bet, "advice", UPKEEP),
    Rule(bets.group_without_bet, "advice", GROUPS),
    Rule(bets.harm_that_nobody_watches, "advice", GROUPS, cases=("group",)),
    Rule(upkeep.review_overdue, "advice", UPKEEP),
    Rule(upkeep.owner_spelled_otherwise, "advice", UPKEEP),
    Rule(names.two_of_one_name, "warning", UPKEEP),
    Rule(upkeep.owner_with_a_comma, "warning", UPKEEP),
)

NUMBER_RULES: tuple[Rule[Analysis], ...] = (
    Rule(slips.value_out_of_line, "warning", UPKEEP, cases=("period", "metric")),
    Rule(
        numbers.number_off_its_formula,
        "warning",
        GILAD,
        cases=PERIODS,
        others="; as much or less in {}",
        has_sizes=True,
    ),
    Rule(numbers.live_metric_without_values, "advice", ABRAHAM),
    Rule(numbers.values_out_of_date, "advice", UPKEEP, cases=PERIODS),
    Rule(numbers.value_of_the_future, "advice", UPKEEP, cases=PERIODS, others=", and for {}"),
    Rule(numbers.gap_in_a_series, "advice", UPKEEP, cases=PERIODS, others=" and {}"),
    Rule(numbers.north_star_and_business_metric_moved_apart, "advice", GILAD, cases=PERIODS),
    Rule(numbers.guardrail_broken, "advice", GILAD, cases=("period", "metric"), has_sizes=True, leads=True),
    Rule(targets.target_without_aim, "warning", HONEST),
    Rule(targets.targets_against_the_aim, "advice", HONEST, cases=PERIODS),
    Rule(targets.target_long_reached, "advice", HONEST, cases=PERIODS),
    Rule(targets.targets_that_do_not_add_up, "advice", ABRAHAM, cases=PERIODS, has_sizes=True),
    Rule(bets.forecast_already_reached, "advice", UPKEEP, cases=METRICS),
)
"""Those that look at what is computed."""

ACCEPTANCE_RULES: tuple[Rule[AcceptanceUse], ...] = (
    Rule(upkeep.acceptance_run_out, "advice", UPKEEP),
    Rule(upkeep.acceptance_that_matches_nothing, "advice", UPKEEP),
    Rule(upkeep.acceptance_without_case, "warning", UPKEEP),
)

OBJECT_RULES: tuple[Rule[Strategy] | Rule[Analysis], ...] = (*STRATEGY_RULES, *NUMBER_RULES)
"""Those whose findings an object can accept."""

RULES: tuple[Rule[Strategy] | Rule[Analysis] | Rule[AcceptanceUse], ...] = (*OBJECT_RULES, *ACCEPTANCE_RULES)
