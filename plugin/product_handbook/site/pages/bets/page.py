"""Bets: an overview, and a page for each."""

from collections.abc import Iterator

from product_handbook.site.pages.bets.bet import bet_context
from product_handbook.site.pages.bets.overview import overview_context
from product_handbook.site.pages.bets.ranking import rank_bets
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page


def bet_pages(handbook: Handbook) -> Iterator[Page]:
    """The overview, then each bet in the order of the files; nothing where there is no such file."""
    bets = tuple(handbook.strategy.bets.values())
    if not bets:
        return
    ranking = rank_bets(handbook.analysis)
    draft = Draft(handbook, handbook.addresses.page("bets"))
    yield draft.page(overview_context(draft, ranking), bets[0].location, wide=True)
    for bet in bets:
        draft = Draft(handbook, handbook.addresses.uri("bet", bet.id))
        yield draft.page(bet_context(draft, ranking, bet), bet.location)
