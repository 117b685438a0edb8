"""What a bet should move, and what that would do to the metrics at the top: two tables and what cannot be computed."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.analysis.bets.forecast import MOST_MOVES, Effect, Forecast, Obstacle, Span
from product_handbook.analysis.bets.order import OPEN
from product_handbook.analysis.values.arithmetic import ZERO, add
from product_handbook.analysis.values.unavailable import Unknown
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.bet import Bet
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.bet_words import from_to, listing, shift_text, status_word
from product_handbook.site.parts.unavailable_reason import why_not
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft

_MOVES = (
    Heading("Metric"),
    Heading("Baseline", numeric=True),
    Heading("Now", numeric=True),
    Heading("Should change by", numeric=True),
    Heading("To", numeric=True),
    Heading("By"),
)
_EFFECTS = (
    Heading("Metric"),
    Heading("Now", numeric=True),
    Heading("Would change by", numeric=True),
    Heading("To", numeric=True),
    Heading("Rests on"),
)
_BELIEFS = {"none": "arithmetic", "part": "arithmetic and beliefs", "all": "beliefs"}
_OBSTACLES: dict[Obstacle, Markup] = {
    "no_value": Markup("{metric} has no value yet, so what its move would do to {roots} cannot be said."),
    "no_baseline": Markup("{metric} has no value yet, so nobody knows how much the percentage is for {roots}."),
    "apart": Markup("Nothing in the tree leads from {metric} to {roots}, so that move does not count there."),
    "later": Markup(
        "{metric} reaches {roots} only in later periods, round a circle of the tree, so that move does not count there."
    ),
    "unquantified": Markup(
        "What leads from {metric} to {roots} is not in numbers, such as a belief without a coefficient, so that move "
        "does not count there."
    ),
}
_REACHED = Markup(
    '<span class="hb-missing">Already {} the forecast:</span> {} has moved so far from the written baseline before the '
    "bet has shipped, so the bet would be credited with what others did."
)
_TWO_LINES = Markup('{}<br><span class="hb-beside">{}</span>')


def moves_in_short(draft: Draft, bet: Bet) -> Markup:
    """What a bet should move, for a cell: each metric with its least and most, one below the other."""
    metrics, numerals = draft.handbook.strategy.metrics, draft.handbook.numerals
    parts = (
        Markup('{} <span class="hb-span">{}</span>').format(
            draft.link("metric", move.metric.id),
            from_to(*(shift_text(numerals, end, metrics[move.metric.id]) for end in (move.low, move.high))),
        )
        for move in bet.moves
    )
    return Markup("<br>").join(parts)


def bets_on_metric(draft: Draft, metric: Metric) -> Markup:
    """The bets that should move a metric, for its own page, with what came of those that shipped; empty without any."""
    numerals = draft.handbook.numerals
    headings = (Heading("Bet"), Heading("Status"), Heading("Should change it by", numeric=True), Heading("By"))
    rows: list[tuple[Markup, ...]] = []
    for bet in draft.handbook.strategy.bets.values():
        for move in (move for move in bet.moves if move.metric.id == metric.id):
            span = from_to(*(shift_text(numerals, end, metric) for end in (move.low, move.high)))
            by = "" if move.by is None else for_readers(move.by)
            came = [shift_text(numerals, each.change, metric) for each in bet.results if each.metric.id == metric.id]
            result = escape(came[0] if came else "")
            rows.append((draft.link("bet", bet.id), status_word(bet.status), escape(span), escape(by), result))
    return components.table("Bets that should move it", (*headings, Heading("Result", numeric=True)), rows)


def moves_table(draft: Draft, expected: Iterable[Forecast]) -> Markup:
    """Each move in the metric's unit and in percent; empty without any."""
    return components.table("What it should move", _MOVES, [_move(draft, each) for each in expected])


def _move(draft: Draft, each: Forecast) -> tuple[Markup, ...]:
    metric, move = draft.handbook.strategy.metrics[each.metric], each.move
    name = draft.link("metric", metric.id)
    by = escape("" if move.by is None else for_readers(move.by))
    now = _value_of(draft, metric, each.now, each.now_since)
    if each.baseline is None or each.change is None:
        written = from_to(*(shift_text(draft.handbook.numerals, end, metric) for end in (move.low, move.high)))
        return name, now, now, escape(written), Markup(), by
    baseline = _value_of(draft, metric, each.baseline, each.since, "as written" if move.baseline is not None else "")
    return name, baseline, now, *_change(draft, metric, each.baseline, each.change), by


def _value_of(draft: Draft, metric: Metric, value: Decimal | None, since: Period | None, where: str = "") -> Markup:
    """A value with the period that it is of, or else where it comes from."""
    if value is None:
        return Markup('<span class="hb-missing">no value yet</span>')
    shown = draft.handbook.numerals.html(value, metric)
    where = where if since is None else for_readers(since)
    return _TWO_LINES.format(shown, where) if where else shown


def reached_notes(draft: Draft, bet: Bet, expected: Iterable[Forecast]) -> Iterator[Markup]:
    """For each metric that is already where an open bet is to bring it, a sentence that says so."""
    for each in expected if bet.status in OPEN else ():
        if each.reached is not None:
            yield _REACHED.format(each.reached, draft.link("metric", each.metric))


def effects_table(draft: Draft, found: Iterable[Effect]) -> Markup:
    """What the moves together would do to each metric at the top that they reach; empty where they reach none."""
    rows = [_effect(draft, effect, effect.change) for effect in found if isinstance(effect.change, Span)]
    return components.table("What that would do at the top", _EFFECTS, rows)


def _effect(draft: Draft, effect: Effect, change: Span) -> tuple[Markup, ...]:
    metric = draft.handbook.strategy.metrics[effect.root]
    mark = Markup('<span aria-hidden="true">★</span> ') if metric is draft.handbook.strategy.star else Markup()
    base = ZERO if effect.base is None else effect.base
    now = draft.handbook.numerals.html(base, metric)
    return (
        mark + draft.link("metric", metric.id),
        now,
        *_change(draft, metric, base, change),
        escape(_BELIEFS[effect.belief]),
    )


def _change(draft: Draft, metric: Metric, base: Decimal, change: Span) -> tuple[Markup, Markup]:
    """By how much a value changes, in its unit and in percent, and what it becomes; exact numbers behind both."""
    numerals = draft.handbook.numerals
    ends, becomes = (change.low, change.high), (add(base, change.low), add(base, change.high))
    shown = _NUMBER.format(
        from_to(*(numerals.exact_difference(end, metric) for end in ends)),
        from_to(*(numerals.difference(end, metric) or "0" for end in ends)),
    )
    if base:
        parts = (numerals.relative(base, end) or numerals.percent(0) for end in becomes)
        shown = _TWO_LINES.format(shown, from_to(*parts))
    to = _NUMBER.format(
        from_to(*(numerals.quantity(end, metric) for end in becomes)),
        from_to(*(numerals.short(end, metric) for end in becomes)),
    )
    return shown, to


_NUMBER = Markup('<span class="hb-number" title="{}">{}</span>')


def effect_notes(draft: Draft, found: Sequence[Effect], moved: int) -> Iterator[Markup]:
    """Why a metric at the top is not moved, or not by all that the bet moves; each a sentence."""
    held: dict[tuple[str, Obstacle], list[Markup]] = {}
    if unvalued := [draft.link("metric", effect.root) for effect in found if effect.base is None]:
        verb = "have" if len(unvalued) > 1 else "has"
        yield Markup("{} {} no value yet, so nothing can be worked out there.").format(listing(unvalued), verb)
    for effect in found:
        yield from _root_notes(draft, effect, moved)
        for held_up in effect.obstacles.items():
            held.setdefault(held_up, []).append(draft.link("metric", effect.root))
    for (metric, obstacle), roots in held.items():
        yield _OBSTACLES[obstacle].format(metric=draft.link("metric", metric), roots=listing(roots))


def _root_notes(draft: Draft, effect: Effect, moved: int) -> Iterator[Markup]:
    root = draft.link("metric", effect.root)
    if isinstance(effect.change, Unknown):
        yield Markup("What would become of {} cannot be computed: {}.").format(root, why_not(draft, effect.change))
    elif effect.base is not None and effect.change is None and moved - len(effect.obstacles) > MOST_MOVES:
        yield Markup("What would become of {} is not worked out: the bet moves more than {} metrics at once.").format(
            root, MOST_MOVES
        )
