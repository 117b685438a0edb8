"""Bets: an overview, and a page for each."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from product_handbook.analysis.bets.calibration import SHIPPED, calibrate
from product_handbook.analysis.bets.order import open_bets
from product_handbook.formulas.periods import for_readers
from product_handbook.model.records.bet import Bet
from product_handbook.site.pages.bets.bet import bet_page
from product_handbook.site.pages.bets.calibration import calibration_sentences, results_table
from product_handbook.site.pages.bets.coverage import coverage_panels, time_matrix
from product_handbook.site.pages.bets.moves import moves_in_short
from product_handbook.site.pages.bets.order import flip_sentence, order_table, ruled_out, weights_sentence
from product_handbook.site.pages.bets.ranking import Board, board_of
from product_handbook.site.pages.bets.weights import weight_map
from product_handbook.site.parts.bet_words import STATUSES, status_word
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page


def bet_pages(handbook: Handbook) -> Iterator[Page]:
    """The overview, then each bet in the order of the files; nothing where there is no such file."""
    if handbook.strategy.bets:
        board = board_of(handbook.analysis)
        yield _overview(handbook, board)
        yield from (bet_page(handbook, board, bet) for bet in handbook.strategy.bets.values())


def _overview(handbook: Handbook, board: Board) -> Page:
    bets = tuple(handbook.strategy.bets.values())
    draft = Draft(handbook, handbook.addresses.page("bets"))
    found = calibrate(bets, handbook.strategy.metrics)
    choices = open_bets(bets)
    return draft.finish(
        "pages/bets/page",
        "Bets",
        bets[0].location,
        wide=True,
        facts=draft.piece(components.facts(tuple(_facts(draft, bets)))),
        order=draft.piece(order_table(draft, board)),
        weights=draft.piece(_paragraph(weights_sentence(draft, board))),
        flip=draft.piece(_paragraph(flip_sentence(draft, board))),
        weight_map=draft.piece(weight_map(draft, board)),
        ruled_out=draft.piece(_paragraph(ruled_out(draft, board))),
        panels=draft.piece(coverage_panels(draft, choices)) if choices else "",
        matrix=draft.piece(time_matrix(draft, (bet for bet in bets if bet.status != "dropped"))),
        table=draft.piece(_status_table(draft, bets)),
        calibration=draft.piece(_paragraph(calibration_sentences(draft, found))),
        results=draft.piece(results_table(draft, found.landings, with_bet=True)),
        waiting=draft.markdown_links("bet", (bet.id for bet in bets if bet.status in SHIPPED and not bet.results)),
        stakeholders=draft.relative("stakeholders"),
        source=draft.piece(components.source(draft.place(bets[0].location))),
    )


def _paragraph(text: Markup) -> Markup:
    return Markup("<p>{}</p>").format(text) if text else text


def _facts(draft: Draft, bets: Iterable[Bet]) -> Iterator[Fact]:
    """How many there are of each status, and what the open ones take."""
    by_status = {status: [bet for bet in bets if bet.status == status] for status in STATUSES}
    for status, found in by_status.items():
        yield Fact(STATUSES[status][1], escape(len(found) or ""))
    efforts = [bet.effort for bet in open_bets(bets)]
    known = [effort for effort in efforts if effort is not None]
    if known:
        missing = len(efforts) - len(known)
        more = f", {missing} without an estimate" if missing else ""
        yield Fact("The open ones take", escape(f"{draft.handbook.numerals.plain(sum(known))} person-weeks{more}"))


def _status_table(draft: Draft, bets: Iterable[Bet]) -> Markup:
    """Every bet, by its status, then by when it ends."""
    headings = (
        Heading("Bet"),
        Heading("Status"),
        Heading("When"),
        Heading("What it should move"),
        Heading("Person-weeks", numeric=True),
        Heading("Owner"),
    )
    return components.table("All bets by status", headings, [_row(draft, bet) for bet in sorted(bets, key=_by_status)])


def _by_status(bet: Bet) -> tuple[int, str]:
    return list(STATUSES).index(bet.status), "9999" if bet.when is None else bet.when.last_day.isoformat()


def _row(draft: Draft, bet: Bet) -> tuple[Markup, ...]:
    owner = draft.handbook.strategy.owner_of(bet)
    return (
        draft.link("bet", bet.id),
        status_word(bet.status),
        escape("" if bet.when is None else for_readers(bet.when)),
        moves_in_short(draft, bet),
        escape("" if bet.effort is None else draft.handbook.numerals.plain(bet.effort)),
        draft.link("owner", owner) if owner else Markup(),
    )
