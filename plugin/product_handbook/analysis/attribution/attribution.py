"""The worth of a game divided among its players, summand by summand."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from product_handbook.analysis.attribution.coalition_game import (
    CoalitionGame,
    ComputedNode,
    InputNode,
    LaggedMetric,
    StockFlow,
    StockNode,
)
from product_handbook.analysis.attribution.shapley import MOST_PLAYERS, shapley
from product_handbook.analysis.attribution.summands import summands
from product_handbook.analysis.values.arithmetic import (
    SIGNIFICANT,
    UncomputableError,
    apply,
    compile_formula,
    run,
    subtract,
    uses,
)
from product_handbook.formulas.expression import Expression, Number, Reference, parts_of, references

Method = Literal["whole", "by_level"]

NEGLIGIBLE = Fraction(1, 10**30)
"""As a share of the largest of the values: what is less is no contribution."""
SHORT = 30
"""Digits of an amount that is written down to its end: that is what people report."""
LEFT_OVER = Fraction(1, 10**SIGNIFICANT)
"""As a share of the values: how far from a short amount the last digits of divisions may leave one."""

_Share = tuple[Expression, int, Fraction]
"""A part of a formula, how many periods before it is taken, and how much of its change counts."""


class Attribution:
    """What each player of a game contributes."""

    def __init__(self, game: CoalitionGame) -> None:
        self.game = game
        self.amounts: dict[str, Fraction] = dict.fromkeys(game.players, Fraction(0))
        """By player, in the unit of the metric that changed."""
        self.method: Method = "whole"
        """Whether each summand was divided as one game, or some level by level."""
        self.undefined = ""
        """A part of a formula that has no value while some inputs have moved and others not, if that is the reason."""
        waiting = self._open(game.root, Fraction(1))
        while waiting:
            part, lag, share = waiting.pop()
            for summand in summands(part):
                waiting += self._divide(summand.part, lag, share * summand.weight)

    def _open(self, key: LaggedMetric, share: Fraction) -> list[_Share]:
        """Hands out what needs no further division of a metric's change, and returns the rest."""
        match self.game.nodes[key]:
            case ComputedNode(expression):
                return [(expression, key[1], share)]
            case InputNode():
                self._hand_out(key[0], self._delta(Reference(key[0]), key[1]) * share)
            case StockNode(flows=flows):
                for flow in flows:
                    self._divide_flow(flow, share)
        return []

    def _divide(self, part: Expression, lag: int, share: Fraction) -> list[_Share]:
        """Hands out what the inputs of a summand contribute, or returns the parts that come first."""
        if isinstance(part, Number):
            return []
        if isinstance(part, Reference):
            return self._open((part.quantity, part.lag + lag), share)
        keys = [(use.quantity, use.lag + lag) for use in references(part)]
        coalition = 0
        for key in keys:
            coalition |= self.game.below[key]
        if coalition.bit_count() <= MOST_PLAYERS:
            try:
                # Shapley values are additive, so the few inputs of one summand do, however many the formula has.
                self._share_out(coalition, lambda moved: self.game.worth_of(part, lag, moved), share)
            except UncomputableError as error:
                self.undefined = error.part
            else:
                return []
        self.method = "by_level"
        distinct = list(dict.fromkeys(keys))
        if len(distinct) <= MOST_PLAYERS:
            with suppress(UncomputableError):
                return self._by_operands(part, lag, distinct, share)
        return self._by_parts(part, lag, share)

    def _by_operands(self, part: Expression, lag: int, keys: Sequence[LaggedMetric], share: Fraction) -> list[_Share]:
        """The change of a part divided among the metrics that it names."""
        program = compile_formula(part)
        ends = {key: (self.game.worth(key, 0), self.game.worth(key, self.game.grand_coalition)) for key in keys}
        place = {key: 1 << index for index, key in enumerate(keys)}
        used = [(use.quantity, use.lag + lag) for use in uses(program)]

        def worth(moved: int) -> Decimal:
            return run(program, [ends[key][bool(moved & place[key])] for key in used])

        amounts = shapley(len(keys), worth)
        return [
            passed
            for (metric, at), amount in zip(keys, amounts, strict=True)
            for passed in self._passed_on(Reference(metric), at, amount * share)
        ]

    def _by_parts(self, part: Expression, lag: int, share: Fraction) -> list[_Share]:
        """The change of a part divided among the parts that it is made of."""
        inner = parts_of(part)
        if len(inner) > MOST_PLAYERS:
            raise UncomputableError("too_many_inputs", part)
        grand_coalition = self.game.grand_coalition
        ends = [(self.game.worth_of(of, lag, 0), self.game.worth_of(of, lag, grand_coalition)) for of in inner]

        def worth(moved: int) -> Decimal:
            return apply(part, [pair[moved >> index & 1] for index, pair in enumerate(ends)])

        amounts = shapley(len(inner), worth)
        return [
            passed
            for of, amount in zip(inner, amounts, strict=True)
            for passed in self._passed_on(of, lag, amount * share)
        ]

    def _passed_on(self, part: Expression, lag: int, amount: Fraction) -> list[_Share]:
        """An amount to be divided as the change of a part is; nothing where the part did not change."""
        delta = self._delta(part, lag)
        return [(part, lag, amount / delta)] if delta else []

    def _delta(self, part: Expression, lag: int) -> Fraction:
        after = self.game.worth_of(part, lag, self.game.grand_coalition)
        return Fraction(subtract(after, self.game.worth_of(part, lag, 0)))

    def _divide_flow(self, flow: StockFlow, share: Fraction) -> None:
        coalition = self.game.coalition_of(flow.inputs)
        if coalition.bit_count() > MOST_PLAYERS:
            raise UncomputableError("too_many_inputs", flow.part)
        self._share_out(coalition, lambda moved: self.game.brings(flow, moved), share)

    def _share_out(self, coalition: int, worth: Callable[[int], Decimal], share: Fraction) -> None:
        """Divides among the players of a coalition, which has few."""
        bits = [1 << index for index in range(len(self.game.players)) if coalition >> index & 1]

        def worth_of_some(moved: int) -> Decimal:
            return worth(sum(bit for index, bit in enumerate(bits) if moved >> index & 1))

        for bit, amount in zip(bits, shapley(len(bits), worth_of_some), strict=True):
            self._hand_out(self.game.players[bit.bit_length() - 1], amount * share)

    def _hand_out(self, player: str, amount: Fraction) -> None:
        """Adds to what a player contributes; what has not moved contributes nothing."""
        if player in self.amounts:
            self.amounts[player] += amount


def cleaned(amounts: Mapping[str, Fraction], largest: Fraction) -> Mapping[str, Fraction]:
    """What inputs contribute, without what the last digits of divisions leave over: 99.99… is 100, and 10^-58 zero.

    An amount that has no short form, such as a third, stays as it is, so that all still add up.
    """
    found = {}
    unit = Fraction(10) ** (_magnitude(largest) - SHORT)
    for id, amount in amounts.items():
        short = round(amount / unit) * unit
        found[id] = short if abs(amount - short) <= LEFT_OVER * largest else amount
        if abs(amount) <= NEGLIGIBLE * largest:
            found[id] = Fraction(0)
    return found


def largest_of(*values: Decimal | Fraction) -> Fraction:
    """The size of the largest, whatever its sign."""
    return max(abs(Fraction(value)) for value in values)


def _magnitude(size: Fraction) -> int:
    """About the power of ten of the first digit."""
    return len(str(size.numerator)) - len(str(size.denominator))
