"""What the pages of bets share: the open bets in their order, the weights, and what moves the metrics at the top."""

from collections.abc import Mapping
from dataclasses import dataclass

from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.bets.flip import Flip, smallest_flip
from product_handbook.analysis.bets.forecast import Outlook, outlook
from product_handbook.analysis.bets.order import THIRDS, Place, Weights, open_bets, order, weights_of
from product_handbook.analysis.bets.weight_space import Region, regions


@dataclass(frozen=True)
class Board:
    """Everything about the bets that is worked out once for all pages."""

    places: Mapping[str, Place]
    """The open bets by id, the first in the order first."""
    weights: Weights
    is_weighted: bool
    """Whether the weights were given; else all groups count alike."""
    regions: tuple[Region, ...]
    flip: Flip | None
    outlook: Outlook

    @property
    def leaders(self) -> tuple[str, ...]:
        """The open bets in the first place."""
        return tuple(id for id, place in self.places.items() if place.rank == 1)


def board_of(analysis: Analysis) -> Board:
    """The board of a strategy."""
    strategy = analysis.strategy
    choices, given = open_bets(strategy.bets.values()), weights_of(strategy.stakeholders)
    weights = given or THIRDS
    return Board(
        {place.bet.id: place for place in order(choices, weights)},
        weights,
        given is not None,
        regions(choices),
        smallest_flip(choices, weights),
        outlook(analysis.numbers, strategy.graph, (strategy.star.id, strategy.business.id)),
    )
