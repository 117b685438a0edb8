"""Whom the bets serve, and when: a sentence for each group, and a matrix of times by groups."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from product_handbook.analysis.bets.coverage import Coverage, by_time, coverage
from product_handbook.drawing.graphs.metric_graphs import group_tone
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.bet import Bet
from product_handbook.model.records.stakeholders import Group
from product_handbook.site.parts.bet_words import few, score_mark
from product_handbook.site.parts.words import count
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, Panel
from product_handbook.site.writing.draft import Draft


def coverage_panels(draft: Draft, bets: tuple[Bet, ...]) -> Markup:
    """For each group, how many of the open bets serve it and which harm it."""
    groups = draft.handbook.strategy.stakeholders.groups
    return components.panels(
        [_panel(draft, group, found, len(bets)) for group, found in zip(groups, coverage(bets), strict=True)]
    )


def _panel(draft: Draft, group: Group, found: Coverage, total: int) -> Panel:
    served = f"Served by {len(found.serving)} of {count(total, 'open bet')}"
    lines = []
    if found.harming:
        lines.append(
            Markup('<span aria-hidden="true">▼</span> Harmed by {}').format(
                few([draft.link("bet", bet.id) for bet in found.harming])
            )
        )
    if not found.serving:
        lines.append(Markup('<span class="hb-missing">No open bet does anything for it.</span>'))
    return Panel(group.title, served, draft.href("group", group.id), tuple(lines), tone=group_tone(group))


def time_matrix(draft: Draft, bets: Iterable[Bet]) -> Markup:
    """A row for each time, a column for each group, and in each cell the bets with what they do for the group."""
    groups = draft.handbook.strategy.stakeholders.groups
    headings = (Heading("When"), *(Heading(group.title) for group in groups))
    rows = [
        (_when(slot), *(_cell(draft, found, group.id) for group in groups)) for slot, found in by_time(bets).items()
    ]
    return components.table("Whom the bets serve, and when", headings, rows)


def _when(slot: Period | None) -> Markup:
    return escape("No time yet" if slot is None else for_readers(slot))


def _cell(draft: Draft, bets: Iterable[Bet], group: str) -> Markup:
    """Who gives the most first; bets that do nothing for the group are left out."""
    found = sorted((bet for bet in bets if bet.serves.of(group).score), key=lambda bet: -bet.serves.of(group).score)
    if not found:
        return Markup('<span class="hb-nobody">nothing</span>')
    parts = (Markup("{} {}").format(score_mark(bet.serves.of(group).score), draft.link("bet", bet.id)) for bet in found)
    return Markup().join(Markup('<p class="hb-served">{}</p>').format(part) for part in parts)
