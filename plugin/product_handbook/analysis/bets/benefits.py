"""Whom bets serve, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from product_handbook.formulas.periods import Period, period_around
from product_handbook.model.records.bet import Bet
from product_handbook.model.records.stakeholders import GROUPS


@dataclass(frozen=True)
class GroupBenefit:
    """What bets do for a group."""

    group: str
    serving: tuple[Bet, ...]
    """Those with a score above 0, in the order of the files."""
    harming: tuple[Bet, ...]
    """Those with a score below 0."""


def group_benefits(bets: Iterable[Bet]) -> tuple[GroupBenefit, ...]:
    """For each of the three groups, in their order."""
    found = tuple(bets)
    return tuple(
        GroupBenefit(
            group,
            tuple(bet for bet in found if bet.serves.of(group).score > 0),
            tuple(bet for bet in found if bet.serves.of(group).score < 0),
        )
        for group in GROUPS
    )


def by_time(bets: Iterable[Bet]) -> Mapping[Period | None, tuple[Bet, ...]]:
    """The bets by when they come: the quarter in which they end, or the whole year; those without a date last.

    Bets that were dated to a month or a day stand beside those of the whole quarter.
    """
    found: dict[Period | None, tuple[Bet, ...]] = {}
    for bet in bets:
        found[_slot(bet)] = (*found.get(_slot(bet), ()), bet)
    return {slot: found[slot] for slot in sorted(found, key=_by_end)}


def _slot(bet: Bet) -> Period | None:
    if bet.when is None or bet.when.cadence == "year":
        return bet.when
    return period_around(bet.when.last_day, "quarter")


def _by_end(slot: Period | None) -> tuple[bool, str, str]:
    """By its end, and the shorter of two first; nothing comes last."""
    return (True, "", "") if slot is None else (False, slot.last_day.isoformat(), slot.cadence)
