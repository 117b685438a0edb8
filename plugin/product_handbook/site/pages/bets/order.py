"""The order of the open bets: under the given weights, under all others, and how little would change it."""

from fractions import Fraction

from markupsafe import Markup, escape

from product_handbook.analysis.bets.ranking import RankedBet, scores_of
from product_handbook.model.records.bet import Bet
from product_handbook.site.pages.bets.ranking import BetRanking
from product_handbook.site.parts.bet_words import (
    few,
    listing,
    percentage,
    points,
    ranked,
    score_mark,
    status_word,
    weight_in_words,
    weighted_score,
    weights_in_words,
)
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, paragraph
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros

LITTLE = Fraction(5, 100)
"""Nobody knows weights so well that moving five points of them decides anything."""

_given_weights, _equal_weights, _always_first, _shared_first, _never_first, _flip, _only_bet, _rank = html_macros(
    "pages/bets/order.html.jinja",
    "given_weights",
    "equal_weights",
    "always_first",
    "shared_first",
    "never_first",
    "flip",
    "only_bet",
    "rank",
)


def order_table(draft: Draft, ranking: BetRanking) -> Markup:
    """The open bets by weighted score, with their scores, their effort and who beats them; empty without any."""
    groups = draft.handbook.strategy.stakeholders.groups
    headings = (
        Heading("Bet"),
        *(Heading(group.title) for group in groups),
        Heading("Weighted", numeric=True),
        Heading("Person-weeks", numeric=True),
        Heading("Per person-week", numeric=True),
        Heading("Beaten by"),
    )
    rows = [_row(draft, ranking, found) for found in ranking.bets.values()]
    return components.table("The open bets in order", headings, rows)


def _row(draft: Draft, ranking: BetRanking, found: RankedBet) -> tuple[Markup, ...]:
    numerals, bet = draft.handbook.number_format, found.bet
    effort = Markup() if bet.effort is None else escape(numerals.plain(bet.effort))
    each = Markup() if not bet.effort else escape(weighted_score(numerals, found.score / Fraction(bet.effort)))
    return (
        ranked(found.rank, draft.link("bet", bet.id), status_word(bet.status)),
        *(score_mark(score) for score in scores_of(bet)),
        escape(weighted_score(numerals, found.score)),
        effort,
        each,
        _beaters(draft, ranking, found),
    )


def _beaters(draft: Draft, ranking: BetRanking, found: RankedBet) -> Markup:
    """Who beats a bet, the first in the order first."""
    return few([draft.link("bet", id) for id in ranking.bets if id in found.beaten_by])


def weights_paragraph(draft: Draft, ranking: BetRanking) -> Markup:
    """Under which weights the order is."""
    return paragraph(_weights(draft, ranking))


def _weights(draft: Draft, ranking: BetRanking) -> Markup:
    groups = [draft.link("group", group.id) for group in draft.handbook.strategy.stakeholders.groups]
    if ranking.is_weighted:
        weights = (weight_in_words(draft.handbook.number_format, weight) for weight in ranking.weights)
        return _given_weights(list(zip(groups, weights, strict=True)))
    reference = draft.href_of(draft.handbook.addresses.at("reference/stakeholders.md"))
    return _equal_weights(listing(groups), reference)


def flip_paragraph(draft: Draft, ranking: BetRanking) -> Markup:
    """How small a change of the weights puts another bet first; empty where there is nothing to choose."""
    if len(ranking.bets) <= 1:
        return Markup()
    flip, numerals = ranking.flip, draft.handbook.number_format
    leaders = listing(draft.link("bet", id) for id in ranking.leaders)
    if flip is None:
        return _always_first(leaders, len(ranking.leaders) > 1)
    if not flip.moved:
        return _shared_first(leaders)
    return _flip(
        takes=[(points(numerals, taken), draft.link("group", group)) for group, taken in flip.takes.items()],
        gets=draft.link("group", flip.gives_to),
        names=listing(draft.link("bet", id) for id in flip.bets),
        several=len(flip.bets) > 1,
        leaders=leaders,
        after=weights_in_words(numerals, flip.weights),
        is_small=flip.moved <= LITTLE,
    )


def never_first_paragraph(draft: Draft, ranking: BetRanking) -> Markup:
    """The bets that no weights put first; empty where there are none, or nothing to choose."""
    others = [draft.link("bet", id) for id in ranking.never_first]
    return _never_first(few(others), len(others) > 1) if others and len(ranking.bets) > 1 else Markup()


def rank_paragraph(draft: Draft, ranking: BetRanking, bet: Bet) -> Markup:
    """Where one bet stands in the order, for its own page; empty for one that is not open."""
    found = ranking.bets.get(bet.id)
    if found is None:
        return Markup()
    numerals, weights = draft.handbook.number_format, _weights(draft, ranking)
    score, share = weighted_score(numerals, found.score), ranking.share_first(bet.id)
    if len(ranking.bets) == 1:
        return _only_bet(score, weights)
    return _rank(
        number=found.rank,
        total=len(ranking.bets),
        score=score,
        weights=weights,
        share=percentage(numerals, share) if share else "",
        beaten_by=_beaters(draft, ranking, found),
        several=len(found.beaten_by) > 1,
    )
