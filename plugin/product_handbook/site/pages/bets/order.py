"""The order of the open bets: under the given weights, under all others, and how little would change it."""

from fractions import Fraction

from markupsafe import Markup, escape

from product_handbook.analysis.bets.order import Place, scores_of
from product_handbook.model.records.bet import Bet
from product_handbook.site.pages.bets.ranking import Board
from product_handbook.site.parts.bet_words import (
    MARKED,
    few,
    figure,
    listing,
    percentage,
    points,
    score_mark,
    status_word,
    weights_in_words,
)
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft

LITTLE = Fraction(5, 100)
"""Nobody knows weights so well that moving five points of them decides anything."""


def order_table(draft: Draft, board: Board) -> Markup:
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
    return components.table(
        "The open bets in order", headings, [_row(draft, board, place) for place in board.places.values()]
    )


def _row(draft: Draft, board: Board, place: Place) -> tuple[Markup, ...]:
    numerals, bet = draft.handbook.numerals, place.bet
    effort = Markup() if bet.effort is None else escape(numerals.plain(bet.effort))
    each = Markup() if not bet.effort else escape(figure(numerals, place.score / Fraction(bet.effort)))
    return (
        MARKED.format(place.rank, draft.link("bet", bet.id), Markup("<br>") + status_word(bet.status)),
        *(score_mark(score) for score in scores_of(bet)),
        escape(figure(numerals, place.score)),
        effort,
        each,
        _beaters(draft, board, place),
    )


def _beaters(draft: Draft, board: Board, place: Place) -> Markup:
    """Who beats a bet, the first in the order first."""
    return few([draft.link("bet", id) for id in board.places if id in place.beaten_by])


def weights_sentence(draft: Draft, board: Board) -> Markup:
    """Under which weights the order is."""
    groups = listing(draft.link("group", group.id) for group in draft.handbook.strategy.stakeholders.groups)
    if board.is_weighted:
        weights = weights_in_words(draft.handbook.numerals, board.weights)
        return Markup("{} count {}, as the stakeholders’ page says.").format(groups, weights)
    unsaid = Markup("Nobody has said how much each group counts, so {} count one third each. {}")
    reference = draft.href_of(draft.handbook.addresses.at("reference/stakeholders.md"))
    mend = Markup(
        'To say it, add <code>weight:</code> to the groups in <code>stakeholders.yml</code> (see <a href="{}">its '
        "fields</a>)."
    )
    return unsaid.format(groups, mend.format(reference))


def flip_sentence(draft: Draft, board: Board) -> Markup:
    """How small a change of the weights puts another bet first; empty where there is nothing to choose."""
    if len(board.places) <= 1:
        return Markup()
    leaders = listing(draft.link("bet", id) for id in board.leaders)
    if board.flip is None and len(board.leaders) > 1:
        return Markup("{} lead together under all weights: the groups do not tell them apart.").format(leaders)
    if board.flip is None:
        return Markup("{} leads under all weights: no change of them puts another bet first.").format(leaders)
    if not board.flip.moved:
        return Markup("{} share the first place: the smallest change of the weights decides between them.").format(
            leaders
        )
    return _change(draft, board, leaders) + _advice(board.flip.moved)


def _change(draft: Draft, board: Board, leaders: Markup) -> Markup:
    """The smallest change in words; called where there is one."""
    flip, numerals = board.flip, draft.handbook.numerals
    if flip is None:
        return Markup()
    takes = listing(
        Markup("{} of weight from {}").format(points(numerals, taken), draft.link("group", group))
        for group, taken in flip.takes.items()
    )
    names = listing(draft.link("bet", id) for id in flip.bets)
    after = weights_in_words(numerals, flip.weights)
    verb = "lead" if len(flip.bets) > 1 else "leads"
    return Markup("Moving {} to {} brings {} level with {}; any more, and {} {}. The weights would then be {}.").format(
        takes, draft.link("group", flip.gives_to), names, leaders, names, verb, after
    )


def _advice(moved: Fraction) -> Markup:
    if moved > LITTLE:
        return Markup()
    return Markup(" That is little: nobody knows the weights so well, and the choice needs other grounds.")


def ruled_out(draft: Draft, board: Board) -> Markup:
    """The bets that lead nowhere, in a sentence; empty where all lead somewhere."""
    leading = {id for region in board.regions for id in region.bets}
    others = [draft.link("bet", id) for id in board.places if id not in leading]
    if not others or len(board.places) == 1:
        return Markup()
    verb = "lead" if len(others) > 1 else "leads"
    return Markup("{} {} under no weights; at most, a tie.").format(few(others), verb)


def place_sentence(draft: Draft, board: Board, bet: Bet) -> Markup:
    """Where one bet stands in the order, for its own page; empty for one that is not open."""
    place = board.places.get(bet.id)
    if place is None:
        return Markup()
    score, others = figure(draft.handbook.numerals, place.score), len(board.places) - 1
    if not others:
        return Markup("It is the only open bet, with a weighted score of {}. {}").format(
            score, weights_sentence(draft, board)
        )
    where = Markup("It is number {} of {} open bets, with a weighted score of {}. {} {}").format(
        place.rank, others + 1, score, weights_sentence(draft, board), _leads_somewhere(draft, board, bet)
    )
    if not place.beaten_by:
        return where
    verb = "are" if len(place.beaten_by) > 1 else "is"
    return where + Markup(" For every group {} {} at least as good, and better for one.").format(
        _beaters(draft, board, place), verb
    )


def _leads_somewhere(draft: Draft, board: Board, bet: Bet) -> str:
    share = sum((region.share for region in board.regions if bet.id in region.bets), Fraction())
    how_many = f"{percentage(draft.handbook.numerals, share)} of all" if share else "no"
    return f"It leads under {how_many} weights."
