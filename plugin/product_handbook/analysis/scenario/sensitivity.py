"""What one percent more of each input does to the North Star and to the business metric, now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from product_handbook.analysis.scenario.scenario import ScenarioModel, play, without_beliefs
from product_handbook.analysis.values.arithmetic import ZERO, add, divide, multiply, rounded_off, subtract
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable

PERCENT = Decimal("0.01")
ONE = Decimal(1)
MOST_ZEROS = 8
"""Inputs that are zero now and are tried as the cause of another one's moving nothing: each needs two plays."""


@dataclass(frozen=True)
class Sensitivity:
    """What one percent more of an input does: of its size, so that an input below zero rises too, towards zero."""

    metric: str
    effects: Mapping[str, MetricValue]
    """By root, its change, in its own unit."""
    relative: Mapping[str, Decimal | None]
    """By root, its change as a share of its present value; None where that is zero or the change unknown."""
    arithmetic: Mapping[str, MetricValue]
    """By root, the part of its change that is arithmetic; the rest is believed."""

    stopped_by: Mapping[str, str]
    """By root that it does not move, an input that is zero now, without which it would."""

    @property
    def strength(self) -> Decimal:
        """How far the root that moves most does, whatever its sign; zero where none does."""
        return max((abs(share) for share in self.relative.values() if share), default=ZERO)

    def is_believed(self, root: str) -> bool:
        """Whether it moves a root by belief, wholly or in part."""
        return self.effects[root] != self.arithmetic[root]

    def hurt(self, falls_are_good: Mapping[str, bool]) -> tuple[str, ...]:
        """The roots that get worse while another gets better; empty where all go one way.

        A root that should neither rise nor fall is in neither list.
        """
        moves = [(root, effect) for root, effect in self.effects.items() if isinstance(effect, Decimal) and effect]
        judged = [(root, (effect < 0) == falls_are_good[root]) for root, effect in moves if root in falls_are_good]
        worse = tuple(root for root, is_better in judged if not is_better)
        return worse if len(worse) < len(judged) else ()


def sensitivities(model: ScenarioModel) -> tuple[Sensitivity, ...]:
    """One for each lever, those first that move any root most, and of these those that move the first root most."""
    plain = without_beliefs(model)
    found = [_sensitivity(model, plain, lever) for lever in model.levers if lever not in model.roots]
    first = model.roots[0] if model.roots else ""
    return tuple(sorted(found, key=lambda each: (-each.strength, -abs(each.relative.get(first) or ZERO))))


def _sensitivity(model: ScenarioModel, plain: ScenarioModel, lever: str) -> Sensitivity:
    effects = dict(_effects(model, lever))
    relative = {
        root: None if isinstance(effect, Unavailable) else divide(effect, abs(model.nodes[root].base))
        for root, effect in effects.items()
    }
    stopped_by = dict(_stopped_by(model, lever, effects))
    return Sensitivity(lever, effects, relative, dict(_effects(plain, lever)), stopped_by)


def _effects(model: ScenarioModel, lever: str) -> Iterator[tuple[str, MetricValue]]:
    values = play(model, {lever: _more(model, lever)})
    for root in model.roots:
        now = values[root]
        yield root, now if isinstance(now, Unavailable) else rounded_off(subtract(now, model.nodes[root].base))


def _more(model: ScenarioModel, lever: str) -> Decimal:
    """One percent more; of its size, whatever its sign."""
    base = model.nodes[lever].base
    return add(base, multiply(abs(base), PERCENT))


def _stopped_by(model: ScenarioModel, lever: str, effects: Mapping[str, MetricValue]) -> Iterator[tuple[str, str]]:
    still = [root for root, effect in effects.items() if effect == 0 and root in model.above((lever,))]
    zeros = [other for other in model.levers if other != lever and not model.nodes[other].base][:MOST_ZEROS]
    # One percent of nothing is nothing, whatever stands beside it.
    if not model.nodes[lever].base:
        return
    for root in still:
        stopper = next((zero for zero in zeros if _moves_without(model, lever, root, zero)), None)
        if stopper is not None:
            yield root, stopper


def _moves_without(model: ScenarioModel, lever: str, root: str, zero: str) -> bool:
    """Whether an input would move a root if another one, which is zero now, were one."""
    before = play(model, {zero: ONE})[root]
    after = play(model, {zero: ONE, lever: _more(model, lever)})[root]
    return isinstance(before, Decimal) and isinstance(after, Decimal) and before != after
