"""What one percent more of each input does to the North Star and to the business metric, now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from product_handbook.strategy.numbers.arithmetic import divide, multiply, subtract
from product_handbook.strategy.numbers.scenario import Model, play
from product_handbook.strategy.numbers.unknown import Number, Unknown

MORE = Decimal("1.01")
"""One percent more."""


@dataclass(frozen=True)
class Sensitivity:
    """What one percent more of an input does."""

    metric: str
    effects: Mapping[str, Number]
    """By root, its change, in its own unit."""
    relative: Mapping[str, Decimal | None]
    """By root, its change as a share of its present value; None where that is zero or the change unknown."""

    @property
    def strength(self) -> Decimal:
        """How far the first root moves that moves at all, whatever its sign; zero where none does."""
        return next((abs(share) for share in self.relative.values() if share), Decimal(0))

    @property
    def is_opposed(self) -> bool:
        """Whether one root rises while another falls."""
        shares = [share for share in self.relative.values() if share]
        return any(share > 0 for share in shares) and any(share < 0 for share in shares)


def sensitivities(model: Model) -> tuple[Sensitivity, ...]:
    """One for each lever, those first that move the first root most; levers that move no root are last."""
    found = [_sensitivity(model, lever) for lever in model.levers if lever not in model.roots]
    first = model.roots[0] if model.roots else ""
    return tuple(sorted(found, key=lambda each: (-abs(each.relative.get(first) or 0), -each.strength)))


def _sensitivity(model: Model, lever: str) -> Sensitivity:
    values = play(model, {lever: multiply(model.nodes[lever].base, MORE)})
    effects = dict(_effects(model, values))
    relative = {
        root: None if isinstance(effect, Unknown) else divide(effect, abs(model.nodes[root].base))
        for root, effect in effects.items()
    }
    return Sensitivity(lever, effects, relative)


def _effects(model: Model, values: Mapping[str, Number]) -> Iterator[tuple[str, Number]]:
    for root in model.roots:
        now = values[root]
        yield root, now if isinstance(now, Unknown) else subtract(now, model.nodes[root].base)
