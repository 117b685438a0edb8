"""What a bet would do to the metrics at the top: a table, and what cannot be computed."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup, escape

from product_handbook.analysis.bets.forecast import MOST_MOVES, BetEffect, ChangeRange, Obstacle
from product_handbook.analysis.values.arithmetic import ZERO
from product_handbook.analysis.values.unavailable import Unavailable
from product_handbook.site.parts.bet_words import change_cells, listing
from product_handbook.site.parts.unavailable_reason import why_unavailable
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros

_EFFECTS = (
    Heading("Metric"),
    Heading("Now", numeric=True),
    Heading("Would change by", numeric=True),
    Heading("To", numeric=True),
    Heading("Based on"),
)
_BELIEFS = {"none": "arithmetic", "part": "arithmetic and beliefs", "all": "beliefs"}
_starred, _obstacle, _no_base, _not_computable, _too_many = html_macros(
    "pages/bets/moves.html.jinja", "starred", "obstacle", "no_base", "not_computable", "too_many"
)


def effects_table(draft: Draft, found: Iterable[BetEffect]) -> Markup:
    """What the moves together would do to each metric at the top that they reach; empty where they reach none."""
    rows = [_row(draft, effect, effect.change) for effect in found if isinstance(effect.change, ChangeRange)]
    return components.table("What that would do to the metrics at the top", _EFFECTS, rows)


def _row(draft: Draft, effect: BetEffect, change: ChangeRange) -> tuple[Markup, ...]:
    strategy = draft.handbook.strategy
    metric, link = strategy.metrics[effect.root], draft.link("metric", effect.root)
    base = ZERO if effect.base is None else effect.base
    return (
        _starred(link) if metric is strategy.star else link,
        draft.handbook.number_format.html(base, metric),
        *change_cells(draft.handbook.number_format, metric, base, change),
        escape(_BELIEFS[effect.belief]),
    )


def effect_notes(draft: Draft, found: Sequence[BetEffect], moved: int) -> Iterator[Markup]:
    """Why a metric at the top is not moved, or not by all that the bet moves; each a paragraph."""
    if unvalued := [draft.link("metric", effect.root) for effect in found if effect.base is None]:
        yield _no_base(listing(unvalued), len(unvalued) > 1)
    held: dict[tuple[str, Obstacle], list[Markup]] = {}
    for effect in found:
        yield from _root_notes(draft, effect, moved)
        for held_up in effect.obstacles.items():
            held.setdefault(held_up, []).append(draft.link("metric", effect.root))
    for (metric, obstacle), roots in held.items():
        yield _obstacle(obstacle, draft.link("metric", metric), listing(roots))


def _root_notes(draft: Draft, effect: BetEffect, moved: int) -> Iterator[Markup]:
    root = draft.link("metric", effect.root)
    if isinstance(effect.change, Unavailable):
        yield _not_computable(root, why_unavailable(draft.link, effect.change))
    elif effect.base is not None and effect.change is None and moved - len(effect.obstacles) > MOST_MOVES:
        yield _too_many(root, MOST_MOVES)
