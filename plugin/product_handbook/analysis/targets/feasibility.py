"""Whether the targets of a metric's inputs would bring about its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from product_handbook.analysis.values.arithmetic import UncomputableError, divide, rounded_off, run, subtract
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.formulas.periods import Period
from product_handbook.model.records.metric import Metric

PlanBasis = Literal["target", "targets_below", "now", "constant"]


@dataclass(frozen=True)
class PlannedInput:
    """The value that an input is expected to have."""

    metric: str
    value: Decimal
    ground: PlanBasis
    """Whether it is the input's own target, follows from targets below it, is its latest value, or never changes."""


@dataclass(frozen=True)
class Feasibility:
    """A target beside what the formula gives when the inputs reach theirs."""

    metric: str
    due: Period
    target: Decimal
    implied: Decimal
    """What the formula gives."""
    inputs: tuple[PlannedInput, ...]
    """The operands of the formula, in its order; at least one goes by a target."""

    @property
    def gap(self) -> Decimal:
        """What the formula gives less the target."""
        return subtract(self.implied, self.target)

    @property
    def relative(self) -> Decimal | None:
        """The gap as a share of the target; None for a target of zero."""
        return divide(self.gap, abs(self.target))


def feasibilities(numbers: Numbers, metric: str) -> tuple[Feasibility, ...]:
    """For each target of a metric with a formula that some input's target bears on, in the order of time.

    A formula that takes values of earlier periods is left out: targets do not say how the way there looks.
    """
    return tuple(_feasibilities(numbers, metric)) if metric in numbers.programs else ()


def _feasibilities(numbers: Numbers, metric: str) -> Iterator[Feasibility]:
    like = numbers.around(metric, numbers.today)
    if like is None:
        return
    for due, target in _levels(numbers.metrics[metric], like).items():
        plan = _plan(numbers, metric, due)
        operands = dict.fromkeys(use.metric for use in reversed(numbers.uses[metric]))
        inputs = tuple(plan[operand] for operand in operands if operand in plan)
        implied = _implied(numbers, metric, plan)
        if implied is not None and any(planned.ground.startswith("target") for planned in inputs):
            yield Feasibility(metric, due, target, rounded_off(implied), tuple(map(_rounded, inputs)))


def _rounded(planned: PlannedInput) -> PlannedInput:
    return replace(planned, value=rounded_off(planned.value))


def _levels(metric: Metric, like: Period) -> Mapping[Period, Decimal]:
    """The targets that are about the value of one period, by when they are due; a retired metric owes none."""
    if metric.is_retired:
        return {}
    return {found.due: found.target.low for found in metric.targets_due(like) if found.target.is_level}


def _plan(numbers: Numbers, metric: str, due: Period) -> Mapping[str, PlannedInput]:
    """What each metric below another is expected to be when a target of that one is due."""
    plan: dict[str, PlannedInput] = {}
    below = set(numbers.graph.below(metric))
    for id in numbers.order:
        if id in below and (planned := _planned(numbers, id, due, plan)):
            plan[id] = planned
    return plan


def _planned(numbers: Numbers, metric: str, due: Period, plan: Mapping[str, PlannedInput]) -> PlannedInput | None:
    targets = _levels(numbers.metrics[metric], due)
    if due in targets:
        return PlannedInput(metric, targets[due], "target")
    constant = numbers.unrounded_constants.get(metric)
    if isinstance(constant, Decimal):
        return PlannedInput(metric, constant, "constant")
    is_aimed = any(
        plan[use.metric].ground.startswith("target") for use in numbers.uses.get(metric, ()) if use.metric in plan
    )
    implied = _implied(numbers, metric, plan) if is_aimed else None
    if implied is not None:
        return PlannedInput(metric, implied, "targets_below")
    latest = numbers.latest(metric)
    now = None if latest is None else numbers.unrounded(metric, latest)
    return PlannedInput(metric, now, "now") if isinstance(now, Decimal) else None


def _implied(numbers: Numbers, metric: str, plan: Mapping[str, PlannedInput]) -> Decimal | None:
    """What a formula gives from what is planned; None where something is not, or where it takes earlier values."""
    found = [plan.get(use.metric) for use in numbers.uses[metric] if not use.lag and not use.roll]
    values = [planned.value for planned in found if planned is not None]
    # Fewer where one is unknown, and where one is lagged: targets say nothing of the way there.
    if len(values) < len(numbers.uses[metric]):
        return None
    try:
        return run(numbers.programs[metric], values)
    except UncomputableError:
        return None
