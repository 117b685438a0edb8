"""How much each of several players contributes to what they reach together.

Source: Lloyd S. Shapley, "A Value for n-Person Games" (1953): the average, over all orders in which the players can
arrive, of what each adds on arrival. It is the only division that hands out everything, treats equals alike, gives
nothing to who adds nothing, and is additive over games.
"""

from collections.abc import Callable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from math import factorial

MOST_PLAYERS = 12
"""Beyond, the 2^n coalitions that have to be computed take too long: twelve are 4,096."""


_WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Shifts a decimal point without rounding."""


def shapley(players: int, worth: Callable[[int], Decimal]) -> tuple[Fraction, ...]:
    """The contribution of each player, exactly; together they are the worth of all less that of none.

    `worth` gives what a coalition reaches, which has bit `i` set for each player `i` in it; it is asked once for each.
    """
    values, unit = _as_integers([worth(coalition) for coalition in range(2**players)])
    return tuple(_contribution(player, players, values) * unit for player in range(players))


def _contribution(player: int, players: int, values: list[int]) -> Fraction:
    """What a player adds to the coalitions without it, by their size, each size counting as much as any other."""
    added = [0] * players
    for coalition in range(2**players):
        if not coalition >> player & 1:
            added[coalition.bit_count()] += values[coalition | 1 << player] - values[coalition]
    # In `size`! (n - 1 - `size`)! of the n! orders the same players come before this one; the sum stays whole.
    orders = sum(total * factorial(size) * factorial(players - size - 1) for size, total in enumerate(added))
    return Fraction(orders, factorial(players))


def _as_integers(values: list[Decimal]) -> tuple[list[int], Fraction]:
    """The numbers as whole multiples of a unit, which add up without rounding."""
    ratios = [value.as_tuple().exponent for value in values]
    digits = max([0, *(-exponent for exponent in ratios if isinstance(exponent, int))])
    return [int(value.scaleb(digits, _WIDE)) for value in values], Fraction(1, 10**digits)
