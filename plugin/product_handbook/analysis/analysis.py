"""What follows from a strategy by computing, each part when it is first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from product_handbook.analysis.attribution.explained import ExplainedChange
from product_handbook.analysis.attribution.explanation import changes_of
from product_handbook.analysis.guardrails import GuardrailStatus, guardrail_statuses
from product_handbook.analysis.scenario.build import build_model
from product_handbook.analysis.scenario.horizon import Horizon
from product_handbook.analysis.scenario.scenario import ScenarioModel
from product_handbook.analysis.scenario.sensitivity import Sensitivity, sensitivities
from product_handbook.analysis.targets.feasibility import Feasibility, feasibilities
from product_handbook.analysis.targets.targets import TargetStatus, target_status, target_statuses
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.out_of_line import OutOfLine, all_out_of_line
from product_handbook.analysis.values.reconciliation import Reconciliation, reconcile
from product_handbook.formulas.periods import Period
from product_handbook.model.strategy import Strategy


@dataclass(frozen=True)
class Analysis:
    """A strategy with everything that is computed from it, as it stands on a day."""

    strategy: Strategy
    today: date

    @cached_property
    def numbers(self) -> Numbers:
        """Every value, reported and computed."""
        strategy = self.strategy
        fiscal = strategy.mission.fiscal_year
        return Numbers(strategy.metrics, strategy.reported, strategy.graph, self.today, fiscal)

    @cached_property
    def reconciliations(self) -> Mapping[str, tuple[Reconciliation, ...]]:
        """By metric with a formula and reported values, each of these beside what the formula gives, oldest first."""
        found = {id: reconcile(self.numbers, id) for id in self.strategy.reported}
        return {id: rows for id, rows in found.items() if rows}

    @cached_property
    def out_of_line(self) -> Mapping[str, Mapping[Period, OutOfLine]]:
        """By metric, its reported values that are an order of magnitude away from all others of their series."""
        return dict(all_out_of_line(self.numbers))

    @cached_property
    def target_statuses(self) -> Mapping[str, TargetStatus]:
        """By metric, where it stands on the way to its target: the one that is due next, or the last."""
        return {id: target_status(self.numbers, metric) for id, metric in self.strategy.metrics.items()}

    def statuses_of(self, metric: str) -> tuple[TargetStatus, ...]:
        """Where a metric stands with each of its targets, by when they are due; a standing goal comes last."""
        return target_statuses(self.numbers, self.strategy.metrics[metric])

    @cached_property
    def guardrails(self) -> tuple[GuardrailStatus, ...]:
        """Whether each guardrail of the North Star is kept: the broken ones first; none of a retired metric."""
        return guardrail_statuses(self.numbers, self.strategy.north_star.guardrails)

    def guardrails_of(self, metric: str) -> tuple[GuardrailStatus, ...]:
        """Those that a metric has to keep, mostly none."""
        return tuple(found for found in self.guardrails if found.metric.id == metric)

    @cached_property
    def changes(self) -> Mapping[str, tuple[ExplainedChange, ...]]:
        """By metric with a formula, what its latest changes come from: operands, or inputs for the two top ones."""
        tops = {self.strategy.star.id, self.strategy.business.id}
        found = {id: changes_of(self.numbers, id, is_top=id in tops) for id in self.numbers.programs}
        return {id: changes for id, changes in found.items() if changes}

    @cached_property
    def scenario(self) -> ScenarioModel:
        """What the North Star and the business metric are made of, for playing what if."""
        return build_model(self.numbers, (self.strategy.star.id, self.strategy.business.id))

    @cached_property
    def horizon(self) -> Horizon:
        """The same, kept for several periods."""
        return Horizon(self.scenario)

    @cached_property
    def sensitivities(self) -> tuple[Sensitivity, ...]:
        """What one percent more of each input does to the North Star and the business metric, the strongest first."""
        return sensitivities(self.scenario)

    @cached_property
    def feasibilities(self) -> Mapping[str, tuple[Feasibility, ...]]:
        """By metric, its targets beside what the targets of its inputs give; only those that these bear on."""
        found = {id: feasibilities(self.numbers, id) for id, metric in self.strategy.metrics.items() if metric.targets}
        return {id: rows for id, rows in found.items() if rows}
