"""What a bet should move, what that would do to the metrics at the top, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.analysis.bets.calibration import SHIPPED, forecast_results, unmeasured
from product_handbook.analysis.bets.forecast import effects, forecasts
from product_handbook.analysis.bets.ranking import OPEN
from product_handbook.model.records.bet import Bet
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.bets.effects import effect_notes, effects_table
from product_handbook.site.pages.bets.moves import moves_table, reached_notes
from product_handbook.site.pages.bets.ranking import BetRanking
from product_handbook.site.pages.bets.results import results_table
from product_handbook.site.writing.draft import Draft


@dataclass(frozen=True)
class OutlookSection:
    """The forecasts of a bet and their results; what is Markdown is empty where there is nothing."""

    is_past: bool
    """Whether the bet has shipped."""
    moves: MarkdownText
    move_notes: tuple[MarkdownText, ...]
    effects: MarkdownText
    effect_notes: tuple[MarkdownText, ...]
    results: MarkdownText
    learned: tuple[tuple[MarkdownText, MarkdownText], ...]
    """What was learned from each result that says so: a link to the metric, and the prose."""
    unmeasured: MarkdownText
    """Links to the metrics without a result; may be empty."""


def outlook_section(draft: Draft, ranking: BetRanking, bet: Bet) -> OutlookSection:
    """What one bet should move, and what came of it."""
    expected = forecasts(draft.handbook.analysis.numbers, bet)
    found = effects(ranking.forecast_model, expected) if expected else ()
    results = forecast_results(bet, draft.handbook.strategy.metrics)
    return OutlookSection(
        is_past=bet.status in SHIPPED,
        moves=draft.piece(moves_table(draft, expected)),
        move_notes=tuple(draft.piece(note) for note in reached_notes(draft, expected if bet.status in OPEN else ())),
        effects=draft.piece(effects_table(draft, found)),
        effect_notes=tuple(draft.piece(note) for note in effect_notes(draft, found, len(expected))),
        results=draft.piece(results_table(draft, results, with_bet=False)),
        learned=tuple(_learned(draft, bet)),
        unmeasured=draft.markdown_links("metric", (move.metric.id for move in unmeasured(bet))),
    )


def _learned(draft: Draft, bet: Bet) -> Iterator[tuple[MarkdownText, MarkdownText]]:
    for result in bet.results:
        if result.learned is not None:
            yield draft.markdown_link("metric", result.metric.id), draft.paragraphs(result.learned, 3)
