"""What the pages of bets share: the open bets in their order, the weights, and what moves the metrics at the top."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.bets.forecast import ForecastModel, forecast_model
from product_handbook.analysis.bets.leader_change import LeaderChange, smallest_leader_change
from product_handbook.analysis.bets.ranking import THIRDS, RankedBet, Weights, open_bets, ordered_bets, weights_of
from product_handbook.analysis.bets.weight_space import WeightRegion, regions


@dataclass(frozen=True)
class BetRanking:
    """Everything about the bets that is worked out once for all pages."""

    bets: Mapping[str, RankedBet]
    """The open bets by id, the first in the order first."""
    weights: Weights
    is_weighted: bool
    """Whether the weights were given; else all groups count alike."""
    regions: tuple[WeightRegion, ...]
    flip: LeaderChange | None
    forecast_model: ForecastModel

    @property
    def leaders(self) -> tuple[str, ...]:
        """The open bets in the first place."""
        return tuple(id for id, ranked in self.bets.items() if ranked.rank == 1)

    @property
    def never_first(self) -> tuple[str, ...]:
        """The open bets that no weights put first alone, in the order."""
        first = {id for region in self.regions for id in region.bets}
        return tuple(id for id in self.bets if id not in first)

    def share_first(self, bet: str) -> Fraction:
        """For how large a part of all weights a bet comes first."""
        return sum((region.share for region in self.regions if bet in region.bets), Fraction())


def rank_bets(analysis: Analysis) -> BetRanking:
    """The ranking of a strategy's open bets."""
    strategy = analysis.strategy
    choices, given = open_bets(strategy.bets.values()), weights_of(strategy.stakeholders)
    weights = given or THIRDS
    return BetRanking(
        {ranked.bet.id: ranked for ranked in ordered_bets(choices, weights)},
        weights,
        given is not None,
        regions(choices),
        smallest_leader_change(choices, weights),
        forecast_model(analysis.numbers, strategy.graph, (strategy.star.id, strategy.business.id)),
    )
