"""The facts of bets: of one, of all together, and all in a table by status."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from product_handbook.analysis.bets.ranking import open_bets
from product_handbook.formulas.periods import for_readers
from product_handbook.model.records.bet import Bet
from product_handbook.site.pages.bets.moves import moves_in_short
from product_handbook.site.parts.bet_words import BET_STATUSES, status_word
from product_handbook.site.parts.objects import common_facts
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.wording.terms import count


def bet_facts(draft: Draft, bet: Bet) -> Markup:
    """How far a bet is, when it comes, what it takes, and who answers for it."""
    known = (
        Fact("Status", status_word(bet.status)),
        Fact("When", escape("" if bet.when is None else for_readers(bet.when))),
        Fact("Effort", escape("" if bet.effort is None else _person_weeks(draft, [bet]))),
    )
    return components.facts((*known, *common_facts(draft, bet)))


def _person_weeks(draft: Draft, bets: Iterable[Bet]) -> str:
    total = sum(bet.effort for bet in bets if bet.effort is not None)
    return f"{draft.handbook.number_format.plain(total)} {'person-week' if total == 1 else 'person-weeks'}"


def overall_facts(draft: Draft, bets: Iterable[Bet]) -> Markup:
    """How many bets there are of each status, and what the open ones take."""
    return components.facts(tuple(_overall(draft, tuple(bets))))


def _overall(draft: Draft, bets: tuple[Bet, ...]) -> Iterator[Fact]:
    for status, (_, word) in BET_STATUSES.items():
        yield Fact(word, escape(sum(bet.status == status for bet in bets) or ""))
    choices = open_bets(bets)
    missing = sum(bet.effort is None for bet in choices)
    if missing < len(choices):
        more = f"; {count(missing, 'bet')} without an estimate" if missing else ""
        yield Fact("Open bets take", escape(_person_weeks(draft, choices) + more))


def status_table(draft: Draft, bets: Iterable[Bet]) -> Markup:
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
    return list(BET_STATUSES).index(bet.status), "9999" if bet.when is None else bet.when.last_day.isoformat()


def _row(draft: Draft, bet: Bet) -> tuple[Markup, ...]:
    return (
        draft.link("bet", bet.id),
        status_word(bet.status),
        escape("" if bet.when is None else for_readers(bet.when)),
        moves_in_short(draft, bet),
        escape("" if bet.effort is None else draft.handbook.number_format.plain(bet.effort)),
        draft.owners(bet),
    )
