"""What if inputs had other values from now on: period by period, since what flows into a stock adds up.

The first period is the present one, which `scenario.play` plays. In each one after it, all inputs that nobody moved
stay as they are now, and a formula takes what the scenario gave for the periods before; so a stock starts from where it
came to. That a stock was reported to be more than its formula gives is part of where it starts, and not added again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from product_handbook.analysis.scenario.scenario import (
    ScenarioModel,
    ScenarioNode,
    ScenarioOperand,
    compute,
    play,
    pushed_by,
)
from product_handbook.analysis.values.arithmetic import add, subtract
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable

PERIODS = 12
"""For which a change is kept, the present one among them: a year of months."""

Row = Mapping[str, MetricValue]


@dataclass(frozen=True)
class Horizon:
    """A model over several periods."""

    model: ScenarioModel
    periods: int = PERIODS

    @cached_property
    def unmoved(self) -> tuple[Row, ...]:
        """What comes of it when nothing is moved, period by period: the present, and what stocks grow to."""
        rows: list[Row] = [self.model.present]
        for _ in range(1, self.periods):
            rows.append(self._row(rows, self.model.nodes, {}, {}))
        return tuple(rows)

    @property
    def end(self) -> Row:
        """The last of these."""
        return self.unmoved[-1]

    @cached_property
    def is_lasting(self) -> bool:
        """Whether anything adds up, so that what is kept comes to something else than what is done once."""
        return any(self.goes_on(node, each) for node in self.model.nodes.values() for each in node.operands)

    def keep(self, moved: Mapping[str, Decimal]) -> Row:
        """The value of every metric in the last period when some levers keep other values in all of them."""
        above = self._follows(moved)
        rows: list[Row] = [play(self.model, moved)]
        if not any(each.metric in above for id in above for each in self._going_on(id)):
            return self._row(self.unmoved[:-1], above, moved, self.end)
        for rest in self.unmoved[1:]:
            rows.append(self._row(rows, above, moved, rest))
        return rows[-1]

    def _row(self, before: Sequence[Row], above: Iterable[str], moved: Mapping[str, Decimal], rest: Row) -> Row:
        """The next period; what does not follow from what is moved is as in the one where nothing is."""
        found: dict[str, MetricValue] = dict(rest)
        for id in above:
            node = self.model.nodes[id]
            found[id] = moved[id] if id in moved else self._value(node, before, found, rest)
        return found

    def _value(self, node: ScenarioNode, before: Sequence[Row], found: Row, rest: Row) -> MetricValue:
        taken = [self._taken(node, operand, before, found, rest) for operand in node.operands]
        pushed = [pushed_by(self.model, *driver, found) for driver in node.drivers]
        grows = any(each.metric == node.metric for each in node.operands)
        return compute(node, taken, pushed, scaled=not grows)

    def _taken(
        self, node: ScenarioNode, operand: ScenarioOperand, before: Sequence[Row], found: Row, rest: Row
    ) -> MetricValue:
        if operand.past is None:
            return found[operand.metric]
        if len(before) >= operand.lag and self.goes_on(node, operand):
            return before[len(before) - operand.lag][operand.metric]
        past = (operand.past, *operand.since)[min(len(before), operand.lag - 1)]
        if operand.stays or not rest or isinstance(past, Unavailable):
            return past
        now, still = found[operand.metric], rest[operand.metric]
        unknown = next((value for value in (now, still) if isinstance(value, Unavailable)), None)
        if unknown is not None or not isinstance(now, Decimal) or not isinstance(still, Decimal):
            return unknown or past
        return add(past, subtract(now, still))

    def goes_on(self, node: ScenarioNode, operand: ScenarioOperand) -> bool:
        """Whether an operand of an earlier period is something that the model follows through time."""
        of = self.model.nodes.get(operand.metric)
        return operand.past is not None and of is not None and of.period == node.period

    def _going_on(self, id: str) -> Iterator[ScenarioOperand]:
        node = self.model.nodes[id]
        return (operand for operand in node.operands if self.goes_on(node, operand))

    def _follows(self, moved: Iterable[str]) -> tuple[str, ...]:
        """What follows from some levers at any time, each after those that it follows from in the same period."""
        found = set(moved)
        queue = list(found)
        for id in queue:
            fresh = [fed for fed in self._feeds[id] if fed not in found]
            found.update(fresh)
            queue.extend(fresh)
        return tuple(sorted(found, key=self.model.places.__getitem__))

    @cached_property
    def _feeds(self) -> Mapping[str, tuple[str, ...]]:
        """By node, those that follow from it at once, or a period later."""
        later: dict[str, list[str]] = {id: list(fed) for id, fed in self.model.feeds.items()}
        for id in self.model.nodes:
            for operand in self._going_on(id):
                later[operand.metric].append(id)
        return {id: tuple(dict.fromkeys(fed)) for id, fed in later.items()}
