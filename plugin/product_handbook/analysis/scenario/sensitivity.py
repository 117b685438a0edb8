"""What one percent more of each input does to the North Star and to the business metric, now and kept for a while."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from product_handbook.analysis.scenario.horizon import Horizon, Row
from product_handbook.analysis.scenario.scenario import ScenarioModel, play, without_beliefs
from product_handbook.analysis.values.arithmetic import ZERO, add, divide, multiply, rounded_off, subtract
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable, combined

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

    kept: Mapping[str, MetricValue]
    """By root, its change after the input has been one percent more for `horizon.PERIODS`, the present one included."""
    kept_relative: Mapping[str, Decimal | None]
    """By root, that change as a share of what it would come to by then."""
    stopped_by: Mapping[str, str]
    """By root that it does not move, an input that is zero now, without which it would."""

    @property
    def strength(self) -> Decimal:
        """How far the root that moves most does when it is kept, whatever its sign; zero where none does."""
        return max((abs(share) for share in self.kept_relative.values() if share), default=ZERO)

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
    plain, horizon = without_beliefs(model), Horizon(model)
    found = [_sensitivity(horizon, plain, lever) for lever in model.levers if lever not in model.roots]
    first = model.roots[0] if model.roots else ""
    return tuple(sorted(found, key=lambda each: (-each.strength, -abs(each.kept_relative.get(first) or ZERO))))


def _sensitivity(horizon: Horizon, plain: ScenarioModel, lever: str) -> Sensitivity:
    model, moved = horizon.model, {lever: _more(horizon.model, lever)}
    effects = _effects(model.roots, play(model, moved), model.present)
    kept = _effects(model.roots, horizon.keep(moved), horizon.end)
    return Sensitivity(
        lever,
        effects,
        _relative(effects, model.present),
        _effects(model.roots, play(plain, moved), model.present),
        kept,
        _relative(kept, horizon.end),
        dict(_stopped_by(model, lever, effects)),
    )


def _effects(roots: Iterable[str], values: Row, still: Row) -> Mapping[str, MetricValue]:
    return {root: _difference(values[root], still[root]) for root in roots}


def _difference(value: MetricValue, still: MetricValue) -> MetricValue:
    if isinstance(value, Unavailable) or isinstance(still, Unavailable):
        return combined(each for each in (value, still) if isinstance(each, Unavailable))
    return rounded_off(subtract(value, still))


def _relative(effects: Mapping[str, MetricValue], still: Row) -> Mapping[str, Decimal | None]:
    return {root: _share(effect, still[root]) for root, effect in effects.items()}


def _share(effect: MetricValue, of: MetricValue) -> Decimal | None:
    """As a share of what is there; None where that is zero or less, of which a share says nothing."""
    return divide(effect, of) if isinstance(effect, Decimal) and isinstance(of, Decimal) and of > 0 else None


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
