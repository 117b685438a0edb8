"""Forecast and result: what shipped bets did, beside what was expected of them, and what all of it says together."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup, escape

from product_handbook.analysis.bets.calibration import ENOUGH, Calibration, Landing, Verdict
from product_handbook.drawing.cards.strokes import number
from product_handbook.site.parts.bet_words import from_to, percentage, shift_text
from product_handbook.site.parts.words import count
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.rendering import html_template

_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "within": ("✓", "Within"),
    "below": ("▼", "Below"),
    "above": ("▲", "Above"),
    "not_forecast": ("○", "Not forecast"),
    "not_comparable": ("○", "Not comparable: one is in percent, the other is not, and no baseline is written"),
}
_BETTER = {True: ", better than hoped", False: ", less than hoped", None: ""}
_MARK = Markup('<span class="hb-verdict hb-verdict-{}"><span aria-hidden="true">{}</span> {}{}</span>')
_NEUTRAL = (Fraction(45, 100), Fraction(55, 100))
"""A lean within these is none."""


@dataclass(frozen=True)
class Dart:
    """A result beside its forecast, drawn: the forecast is the middle third of the width."""

    x: str
    """Where the result stands, in px of 96; beyond the ends at the edge."""
    is_outside: bool
    """Whether it lies beyond what is drawn."""


def results_table(draft: Draft, landings: Iterable[Landing], *, with_bet: bool) -> Markup:
    """Each result beside its forecast; empty without any."""
    headings = (
        *((Heading("Bet"),) if with_bet else ()),
        Heading("Metric"),
        Heading("Forecast", numeric=True),
        Heading("Result", numeric=True),
        Heading("Where it landed"),
        Heading("Verdict"),
    )
    rows = [_row(draft, landing, with_bet=with_bet) for landing in landings]
    return components.table("Forecast and result", headings, rows)


def _row(draft: Draft, landing: Landing, *, with_bet: bool) -> tuple[Markup, ...]:
    numerals, move, result = draft.handbook.numerals, landing.move, landing.result
    metric = draft.handbook.strategy.metrics[result.metric.id]
    forecast = ""
    if move is not None:
        forecast = from_to(*(shift_text(numerals, end, metric) for end in (move.low, move.high)))
    return (
        *((draft.link("bet", landing.bet.id),) if with_bet else ()),
        draft.link("metric", metric.id),
        escape(forecast),
        escape(shift_text(numerals, result.change, metric)),
        _picture(landing),
        _MARK.format(landing.verdict.replace("_", "-"), *_VERDICTS[landing.verdict], _BETTER[landing.is_better]),
    )


def _picture(landing: Landing) -> Markup:
    if landing.place is None:
        return Markup()
    inside = min(max(landing.place, Fraction(-8, 10)), Fraction(18, 10))
    dart = Dart(number(float((1 + inside) * 32)), landing.place != inside)
    # The template escapes all that it is given.
    return Markup(html_template("pages/bets/forecast_plot.svg.jinja").render(dart=dart).strip())  # noqa: S704 - the template escapes all that it is given


def calibration_sentences(draft: Draft, found: Calibration) -> Markup:
    """How good the forecasts were, as far as so many results can tell; each a sentence."""
    if not found.judged:
        return Markup("No result can be held against a forecast yet.")
    hits, below, above = found.count("within"), found.count("below"), found.count("above")
    share = percentage(draft.handbook.numerals, Fraction(hits, found.judged))
    first = f"{hits} of {count(found.judged, 'result')} {'is' if hits == 1 else 'are'} within the forecast"
    rest = " and ".join(part for part in (below and f"{below} below", above and f"{above} above") if part)
    sentence = f"{first}{f' ({share})' if found.judged >= ENOUGH else ''}{f'; {rest}' if rest else ''}."
    return escape(f"{sentence} {_lean(draft, found)}")


def _lean(draft: Draft, found: Calibration) -> str:
    if found.judged < ENOUGH:
        return f"So few say nothing yet about how good our forecasts are; from {ENOUGH} on, this page does."
    if found.lean is None:
        return "Which way they lean cannot be told: too few of the metrics say which way they should go."
    low, high = _NEUTRAL
    if low <= found.lean <= high:
        return "They lean neither way: the middle result lies in the middle of its forecast."
    if found.lean < 0:
        return "They hope for too much: the middle result does not reach even the cautious end of its forecast."
    if found.lean > 1:
        return "They hope for too little: the middle result goes beyond the hopeful end of its forecast."
    way = percentage(draft.handbook.numerals, found.lean)
    lean = "They hope for too much" if found.lean < low else "They hope for too little"
    return f"{lean}: the middle result lies {way} of the way from the cautious end of its forecast to the hopeful one."
