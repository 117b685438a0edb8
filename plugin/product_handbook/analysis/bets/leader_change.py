"""How small a change of the weights puts another bet in the first place.

A change is measured by the weight that it moves from groups to others: half the sum of the absolute differences. From
40, 35 and 25 % to 36, 39 and 25 % four points are moved. To draw level with the leader a challenger needs its deficit
made up, and each point moved earns what the challenger's lead differs between the two groups. So the least is moved by
filling the group where the challenger's lead is highest, from the group where it is lowest until that has nothing left,
then from the one between; the answer is exact. At the smallest change over all challengers nobody is ahead of the
leader, since whoever was would have drawn level before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from product_handbook.analysis.bets.ranking import Scores, Weights, alike, weighted
from product_handbook.model.records.bet import Bet
from product_handbook.model.records.stakeholders import GROUPS


@dataclass(frozen=True)
class LeaderChange:
    """A change of the weights after which other bets are level with the leader; any more of it, and they lead."""

    bets: tuple[str, ...]
    """Those that draw level, in the order of the files; all by the same change."""
    takes: Mapping[str, Fraction]
    """By group, how much weight is taken from it; one or two groups, or none where they are level already."""
    gives_to: str
    """The group that gets what is taken."""
    weights: Weights
    """The weights after the change."""

    @property
    def moved(self) -> Fraction:
        """How much weight is moved in all, as a share: 0.04 for four points."""
        return sum(self.takes.values(), Fraction())


def smallest_leader_change(bets: Iterable[Bet], weights: Weights) -> LeaderChange | None:
    """The smallest change that puts another bet in the first place; None where no weights do, or nobody else is there.

    Of several that are equally small, the one for the bet that stands first in the files. Where bets of different
    scores share the first place, nothing has to be moved: the smallest change decides between them.
    """
    groups = alike(bets)
    if not groups:
        return None
    # Of several that share the first place, the one of the smallest sum can be overtaken by each of the others.
    leader = max(groups, key=lambda scores: (weighted(scores, weights), -sum(scores)))
    changes = [(names, _change_to(scores, leader, weights)) for scores, names in groups.items() if scores != leader]
    found = [LeaderChange(names, *change) for names, change in changes if change is not None]
    if not found:
        return None
    best = min(found, key=lambda change: change.moved)
    same = [name for change in found if change.weights == best.weights for name in change.bets]
    return LeaderChange(tuple(same), best.takes, best.gives_to, best.weights)


def _change_to(scores: Scores, leader: Scores, weights: Weights) -> tuple[Mapping[str, Fraction], str, Weights] | None:
    """What is taken, who gets it, and the weights after it; None where the challenger never gets ahead."""
    leads = [own - other for own, other in zip(scores, leader, strict=True)]
    target = max(range(len(GROUPS)), key=leads.__getitem__)
    if leads[target] <= 0:
        return None
    missing = -sum((lead * weight for lead, weight in zip(leads, weights, strict=True)), Fraction())
    changed, takes = list(weights), dict[str, Fraction]()
    for giver in sorted(range(len(GROUPS)), key=leads.__getitem__):
        taken = _needed(missing, leads[target] - leads[giver], weights[giver])
        if taken:
            takes[GROUPS[giver]] = taken
            changed[giver] -= taken
            changed[target] += taken
            missing -= taken * (leads[target] - leads[giver])
    return takes, GROUPS[target], _as_weights(changed)


def _needed(missing: Fraction, gain: int, there: Fraction) -> Fraction:
    """How much is taken from a group where each unit gains so much: no more than is needed, and than is there."""
    return min(missing / gain, there) if gain and missing > 0 else Fraction()


def _as_weights(found: Sequence[Fraction]) -> Weights:
    first, second, third = found
    return first, second, third
