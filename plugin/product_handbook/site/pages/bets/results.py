"""Forecast and result: what shipped bets did, beside what was expected of them, and what all of it says together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from markupsafe import Markup, escape

from product_handbook.analysis.bets.calibration import (
    ENOUGH,
    SHIPPED,
    Calibration,
    ForecastResult,
    Verdict,
    calibrate,
)
from product_handbook.drawing.geometry import number
from product_handbook.model.records.bet import Bet
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.bet_words import from_to, percentage, shift_text
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PieceContext, html_macros

Lean = Literal["unknown", "neither", "optimistic", "cautious", "far_too_optimistic", "far_too_cautious"]
"""Which way forecasts err."""

_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "within": ("✓", "Within"),
    "below": ("▼", "Below"),
    "above": ("▲", "Above"),
    "not_forecast": ("○", "Not forecast"),
    "not_comparable": ("○", "Not comparable: only one of the two is in percent, and there is no baseline"),
}
_NEUTRAL = (Fraction(45, 100), Fraction(55, 100))
"""Within these the median is close enough to the middle: a handful of results says no more."""
_DRAWN = (Fraction(-8, 10), Fraction(18, 10))
"""The ends of what a plot shows, in widths of the forecast: the mark of a result still fits in beside them."""
_verdict, _nothing_judged, _calibration, _lean = html_macros(
    "pages/bets/results.html.jinja", "verdict", "nothing_judged", "calibration", "lean"
)


@dataclass(frozen=True)
class ForecastPlotContext(PieceContext):
    """A result beside its forecast, drawn: the forecast is the middle third of the width."""

    template = "pages/bets/forecast_plot.svg.jinja"

    x: str
    """Where the result stands, in px of 96; beyond the ends at the edge."""
    is_outside: bool
    """Whether it lies beyond what is drawn."""


@dataclass(frozen=True)
class ResultsSection:
    """What became of the bets that shipped; all Markdown, empty where there is nothing."""

    calibration: MarkdownText
    table: MarkdownText
    waiting: MarkdownText
    """Links to the bets without a result."""


def results_section(draft: Draft, bets: Sequence[Bet]) -> ResultsSection:
    """The results of all bets, beside their forecasts."""
    found = calibrate(bets, draft.handbook.strategy.metrics)
    waiting = (bet.id for bet in bets if bet.status in SHIPPED and not bet.results)
    return ResultsSection(
        calibration=draft.piece(_calibration_paragraph(draft, found)),
        table=draft.piece(results_table(draft, found.results, with_bet=True)),
        waiting=draft.markdown_links("bet", waiting),
    )


def results_table(draft: Draft, results: Iterable[ForecastResult], *, with_bet: bool) -> Markup:
    """Each result beside its forecast; empty without any."""
    headings = (
        *((Heading("Bet"),) if with_bet else ()),
        Heading("Metric"),
        Heading("Forecast", numeric=True),
        Heading("Result", numeric=True),
        Heading("Where it landed"),
        Heading("Verdict"),
    )
    rows = [_row(draft, found, with_bet=with_bet) for found in results]
    return components.table("Forecast and result", headings, rows)


def _row(draft: Draft, found: ForecastResult, *, with_bet: bool) -> tuple[Markup, ...]:
    numerals, move, result = draft.handbook.number_format, found.move, found.result
    metric = draft.handbook.strategy.metrics[result.metric.id]
    forecast = ""
    if move is not None:
        forecast = from_to(*(shift_text(numerals, end, metric) for end in (move.low, move.high)))
    return (
        *((draft.link("bet", found.bet.id),) if with_bet else ()),
        draft.link("metric", metric.id),
        escape(forecast),
        escape(shift_text(numerals, result.change, metric)),
        Markup() if found.position is None else forecast_plot(found.position).html(),
        _verdict(found.verdict.replace("_", "-"), *_VERDICTS[found.verdict], found.is_better),
    )


def forecast_plot(position: Fraction) -> ForecastPlotContext:
    """A result that lies so far from the low end of its forecast, 0, to the high one, 1."""
    low, high = _DRAWN
    inside = min(max(position, low), high)
    return ForecastPlotContext(number(float((1 + inside) * 32)), position != inside)


def _calibration_paragraph(draft: Draft, found: Calibration) -> Markup:
    """How good the forecasts were, as far as so many results can tell."""
    if not found.judged:
        return _nothing_judged()
    numerals, within = draft.handbook.number_format, found.count("within")
    return _calibration(
        within=within,
        below=found.count("below"),
        above=found.count("above"),
        share=percentage(numerals, Fraction(within, found.judged)),
        enough=ENOUGH,
        lean=_lean(lean_of(found.bias), "" if found.bias is None else percentage(numerals, found.bias)),
    )


def lean_of(optimism: Fraction | None) -> Lean:
    """Which way forecasts err, by how far their median result is from the cautious end, 0, to the optimistic one, 1."""
    low, high = _NEUTRAL
    if optimism is None:
        return "unknown"
    if low <= optimism <= high:
        return "neither"
    if optimism < low:
        return "optimistic" if optimism >= 0 else "far_too_optimistic"
    return "cautious" if optimism <= 1 else "far_too_cautious"
