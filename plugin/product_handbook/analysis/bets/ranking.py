"""Whom bets serve and when, and their order when the three groups count by weights: exact, with ties kept as ties.

The demand to weigh a bet for all three groups, and the doubt how much each should count, are those of the article "Is
Product Management really all about the customer?".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from product_handbook.formulas.periods import Period, period_around
from product_handbook.model.records.bet import Bet
from product_handbook.model.records.stakeholders import GROUPS, Stakeholders

Weights: TypeAlias = tuple[Fraction, Fraction, Fraction]
"""How much each group counts, in the order of `GROUPS`; together 1, none below 0."""
Scores: TypeAlias = tuple[int, int, int]
"""What a bet does for each group, in the order of `GROUPS`."""

THIRDS: Weights = (Fraction(1, 3), Fraction(1, 3), Fraction(1, 3))
"""Where nobody says how much a group counts, all count alike."""
OPEN = ("proposed", "committed")
"""The statuses of the bets among which there is still something to choose."""


@dataclass(frozen=True)
class RankedBet:
    """A bet with its rank in the order."""

    bet: Bet
    rank: int
    """1 is the first; bets of the same score share a rank, and the next one comes as many later."""
    score: Fraction
    """The weighted mean of its three scores."""
    beaten_by: tuple[str, ...]
    """The bets that are at least as good for every group and better for one, in the order of the files."""


def weights_of(stakeholders: Stakeholders) -> Weights | None:
    """The weights that the groups were given; None where none are."""
    first, second, third = (group.weight for group in stakeholders.groups)
    if first is None or second is None or third is None:
        return None
    return Fraction(first), Fraction(second), Fraction(third)


def scores_of(bet: Bet) -> Scores:
    """The three scores of a bet."""
    first, second, third = (getattr(bet.serves, group).score for group in GROUPS)
    return first, second, third


def weighted(scores: Scores, weights: Weights) -> Fraction:
    """The mean of scores under weights."""
    return sum((score * weight for score, weight in zip(scores, weights, strict=True)), Fraction())


def beats(scores: Scores, others: Scores) -> bool:
    """Whether scores are at least as good for every group and better for one, so that no weights favour the others."""
    return scores != others and all(own >= other for own, other in zip(scores, others, strict=True))


def ordered_bets(bets: Iterable[Bet], weights: Weights) -> tuple[RankedBet, ...]:
    """The bets by their weighted score, the best first; those of the same score in the order of the files."""
    found = [(bet, scores_of(bet)) for bet in bets]
    totals = {bet.id: weighted(scores, weights) for bet, scores in found}
    ranked = (
        RankedBet(
            bet,
            1 + sum(total > totals[bet.id] for total in totals.values()),
            totals[bet.id],
            tuple(other.id for other, theirs in found if beats(theirs, scores)),
        )
        for bet, scores in found
    )
    return tuple(sorted(ranked, key=lambda found: found.rank))


def alike(bets: Iterable[Bet]) -> Mapping[Scores, tuple[str, ...]]:
    """The bets by their scores, in the order of the files: no weights tell those of the same scores apart."""
    found: dict[Scores, tuple[str, ...]] = {}
    for bet in bets:
        found[scores_of(bet)] = (*found.get(scores_of(bet), ()), bet.id)
    return found


def open_bets(bets: Iterable[Bet]) -> tuple[Bet, ...]:
    """The bets that are proposed or committed, in the order of the files."""
    return tuple(bet for bet in bets if bet.status in OPEN)


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
    """The bets by when they come: the quarter in which they end, or the whole half or year; those without a date last.

    Bets that were dated to a month or a day stand beside those of the whole quarter.
    """
    found: dict[Period | None, tuple[Bet, ...]] = {}
    for bet in bets:
        found[_slot(bet)] = (*found.get(_slot(bet), ()), bet)
    return {slot: found[slot] for slot in sorted(found, key=_by_end)}


def _slot(bet: Bet) -> Period | None:
    if bet.when is None or bet.when.cadence not in {"day", "week", "month"}:
        return bet.when
    return period_around(bet.when.last_day, "quarter")


def _by_end(slot: Period | None) -> tuple[bool, str, str]:
    """By its end, and the shorter of two first; nothing comes last."""
    return (True, "", "") if slot is None else (False, slot.last_day.isoformat(), slot.cadence)
