"""Every rule of the linter, with how grave it is and where its demand comes from."""

from product_handbook.rules import metrics, mission, north_star, numbers, stakeholders, upkeep
from product_handbook.rules.finding import Rule, Use
from product_handbook.strategy.strategy import Strategy

ABRAHAM = 'Marc Abraham, "Making an impact"'
GILAD = 'Itamar Gilad, "The Most Important Thing"'
GROUPS = '"Is Product Management really all about the customer?"'
UPKEEP = "The upkeep of a handbook that many people edit"

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
    Rule(metrics.retired_metric_in_use, "advice", UPKEEP),
    Rule(numbers.number_off_its_formula, "warning", GILAD),
    Rule(numbers.live_metric_without_values, "advice", ABRAHAM),
    Rule(numbers.values_out_of_date, "advice", UPKEEP),
    Rule(numbers.value_of_the_future, "advice", UPKEEP),
    Rule(numbers.gap_in_a_series, "advice", UPKEEP),
    Rule(numbers.north_star_and_business_metric_moved_apart, "advice", GILAD),
    Rule(numbers.guardrail_broken, "advice", GILAD),
    Rule(numbers.targets_that_do_not_add_up, "advice", ABRAHAM),
    Rule(upkeep.review_overdue, "advice", UPKEEP),
    Rule(upkeep.owner_spelled_otherwise, "advice", UPKEEP),
)

ACCEPTANCE_RULES: tuple[Rule[Use], ...] = (
    Rule(upkeep.acceptance_run_out, "advice", UPKEEP),
    Rule(upkeep.acceptance_that_matches_nothing, "advice", UPKEEP),
)

RULES: tuple[Rule[Strategy] | Rule[Use], ...] = (*STRATEGY_RULES, *ACCEPTANCE_RULES)
