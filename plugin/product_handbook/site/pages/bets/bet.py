"""The page of one bet: what we believe, what it should move, whom it serves, and what came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.analysis.bets.calibration import SHIPPED, landings, unmeasured
from product_handbook.analysis.bets.forecast import effects, forecasts
from product_handbook.formulas.periods import for_readers
from product_handbook.model.records.bet import Bet
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.bets.calibration import results_table
from product_handbook.site.pages.bets.moves import effect_notes, effects_table, moves_table, reached_notes
from product_handbook.site.pages.bets.order import place_sentence
from product_handbook.site.pages.bets.ranking import Board
from product_handbook.site.parts.bet_words import score_mark, status_word
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page


@dataclass(frozen=True)
class ScorePart:
    """What a bet does for a group; all Markdown."""

    group: MarkdownText
    mark: MarkdownText
    because: MarkdownText


@dataclass(frozen=True)
class RequestPart:
    """A request behind a bet; all Markdown."""

    link: MarkdownText
    asked: MarkdownText


def bet_page(handbook: Handbook, board: Board, bet: Bet) -> Page:
    """The page of a bet."""
    strategy = handbook.strategy
    draft = Draft(handbook, handbook.addresses.uri("bet", bet.id))
    expected = forecasts(handbook.analysis.numbers, bet)
    found = effects(board.outlook, expected) if expected else ()
    return draft.finish(
        "pages/bets/bet",
        bet.title,
        bet.location,
        overview=draft.relative("bets"),
        facts=draft.piece(components.facts(tuple(_facts(draft, bet)))),
        hypothesis=draft.paragraphs(bet.hypothesis),
        moves=draft.piece(moves_table(draft, expected)),
        move_notes=tuple(draft.piece(_paragraph(note)) for note in reached_notes(draft, bet, expected)),
        effects=draft.piece(effects_table(draft, found)),
        effect_notes=tuple(draft.piece(_paragraph(note)) for note in effect_notes(draft, found, len(expected))),
        is_past=bet.status in SHIPPED,
        results=draft.piece(results_table(draft, landings(bet, strategy.metrics), with_bet=False)),
        learned=tuple(_learned(draft, bet)),
        unmeasured=draft.markdown_links("metric", (move.metric.id for move in unmeasured(bet))),
        scores=tuple(_scores(draft, bet)),
        place=draft.piece(_paragraph(place_sentence(draft, board, bet))),
        requests=tuple(_requests(draft, bet)),
        relies_on=tuple(draft.markdown_link(mention.kind, mention.id) for mention in bet.relies_on),
        formerly=", ".join(bet.formerly),
        extra=extra_table(draft, bet),
        findings=object_findings(draft, "bet", bet.id),
        source=draft.piece(components.source(draft.place(bet.location))),
    )


def _paragraph(text: Markup) -> Markup:
    return Markup("<p>{}</p>").format(text) if text else text


def _facts(draft: Draft, bet: Bet) -> Iterator[Fact]:
    yield Fact("Status", status_word(bet.status))
    yield Fact("When", escape("" if bet.when is None else for_readers(bet.when)))
    yield Fact("Effort", escape("" if bet.effort is None else _effort(draft, bet)))
    yield from common_facts(draft, bet)


def _effort(draft: Draft, bet: Bet) -> str:
    if bet.effort is None:
        return ""
    return f"{draft.handbook.numerals.plain(bet.effort)} {'person-week' if bet.effort == 1 else 'person-weeks'}"


def _scores(draft: Draft, bet: Bet) -> Iterator[ScorePart]:
    strategy = draft.handbook.strategy
    scores = bet.serves.scores
    for group, score in zip(strategy.stakeholders.groups, scores, strict=True):
        mark = Markup('<p class="hb-score-line">{}</p>').format(score_mark(score.score))
        yield ScorePart(draft.markdown_link("group", group.id), draft.piece(mark), draft.paragraphs(score.because, 3))


def _learned(draft: Draft, bet: Bet) -> Iterator[tuple[MarkdownText, MarkdownText]]:
    """What was learned from each result that says so: the metric, and the prose."""
    for result in bet.results:
        if result.learned is not None:
            yield draft.markdown_link("metric", result.metric.id), draft.paragraphs(result.learned, 3)


def _requests(draft: Draft, bet: Bet) -> Iterable[RequestPart]:
    for name in bet.requests:
        request = draft.handbook.strategy.requests[name.id]
        yield RequestPart(draft.markdown_link("request", request.id), draft.first_paragraph(request.request))
