"""What a bet should move: its forecasts as a table, in a cell, and on the page of a metric."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.analysis.bets.forecast import Forecast
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.bet import Bet, Move
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.bet_words import change_cells, from_to, shift_text, status_word
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, lines, missing, two_lines
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros

_MOVES = (
    Heading("Metric"),
    Heading("Baseline", numeric=True),
    Heading("Now", numeric=True),
    Heading("Should change by", numeric=True),
    Heading("To", numeric=True),
    Heading("By"),
)
_BETS = (
    Heading("Bet"),
    Heading("Status"),
    Heading("Should change it by", numeric=True),
    Heading("By"),
    Heading("Result", numeric=True),
)
_span, _reached = html_macros("pages/bets/moves.html.jinja", "span", "reached")


def moves_in_short(draft: Draft, bet: Bet) -> Markup:
    """What a bet should move, for a cell: each metric with its least and most, one below the other."""
    return lines(_span(draft.link("metric", move.metric.id), _written(draft, move)) for move in bet.moves)


def _written(draft: Draft, move: Move) -> str:
    """The least and the most of a forecast as they are written."""
    metric, numerals = draft.handbook.strategy.metrics[move.metric.id], draft.handbook.number_format
    return from_to(*(shift_text(numerals, end, metric) for end in (move.low, move.high)))


def bets_on_metric(draft: Draft, metric: Metric) -> Markup:
    """The bets that should move a metric, for its own page, with what came of those that shipped; empty without any."""
    rows = [
        (
            draft.link("bet", bet.id),
            status_word(bet.status),
            escape(_written(draft, move)),
            _due(move),
            _result(draft, bet, metric),
        )
        for bet in draft.handbook.strategy.bets.values()
        for move in bet.moves
        if move.metric.id == metric.id
    ]
    return components.table("Bets that should move it", _BETS, rows)


def _result(draft: Draft, bet: Bet, metric: Metric) -> Markup:
    changes = (result.change for result in bet.results if result.metric.id == metric.id)
    return escape(next((shift_text(draft.handbook.number_format, change, metric) for change in changes), ""))


def _due(move: Move) -> Markup:
    return escape("" if move.by is None else for_readers(move.by))


def moves_table(draft: Draft, expected: Iterable[Forecast]) -> Markup:
    """Each move in the metric's unit and in percent; empty without any."""
    return components.table("What it should move", _MOVES, [_row(draft, each) for each in expected])


def _row(draft: Draft, each: Forecast) -> tuple[Markup, ...]:
    metric, move = draft.handbook.strategy.metrics[each.metric], each.move
    name = draft.link("metric", metric.id)
    now = _value_of(draft, metric, each.now, each.now_since)
    if each.baseline is None or each.change is None:
        return name, now, now, escape(_written(draft, move)), Markup(), _due(move)
    baseline = _value_of(
        draft, metric, each.baseline, each.since, "set in the bet" if move.baseline is not None else ""
    )
    return (
        name,
        baseline,
        now,
        *change_cells(draft.handbook.number_format, metric, each.baseline, each.change),
        _due(move),
    )


def _value_of(draft: Draft, metric: Metric, value: Decimal | None, since: Period | None, where: str = "") -> Markup:
    """A value with the period that it is of, or else where it comes from."""
    if value is None:
        return missing("no value yet")
    shown = draft.handbook.number_format.html(value, metric)
    where = where if since is None else for_readers(since)
    return two_lines(shown, where) if where else shown


def reached_notes(draft: Draft, expected: Iterable[Forecast]) -> Iterator[Markup]:
    """For each metric that is already where an open bet is to bring it, a paragraph that says so."""
    for each in expected:
        if each.reached is not None:
            yield _reached(each.reached, draft.link("metric", each.metric))
