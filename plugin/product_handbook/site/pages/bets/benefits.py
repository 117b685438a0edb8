"""Whom the bets serve, and when: a sentence for each group, and a matrix of times by groups."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from product_handbook.analysis.bets.ranking import GroupBenefit, by_time, group_benefits, open_bets
from product_handbook.drawing.graphs.metric_graphs import group_tone
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.bet import Bet
from product_handbook.site.parts.bet_words import few, score_mark
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, Panel
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros

_helped, _harmed_by, _nobody_helps, _nothing, _served = html_macros(
    "pages/bets/benefits.html.jinja", "helped", "harmed_by", "nobody_helps", "nothing", "served"
)


def benefit_panels(draft: Draft, bets: Iterable[Bet]) -> Markup:
    """For each group, how many of the open bets serve it and which harm it; empty without an open bet."""
    choices, groups = open_bets(bets), draft.handbook.strategy.stakeholders.groups
    panels = [
        Panel(
            kicker=group.title,
            title=str(_helped(len(found.serving), len(choices))),
            href=draft.href("group", group.id),
            lines=tuple(_lines(draft, found)),
            tone=group_tone(group),
        )
        for group, found in zip(groups, group_benefits(choices), strict=True)
    ]
    return components.panels(panels) if choices else Markup()


def _lines(draft: Draft, found: GroupBenefit) -> Iterator[Markup]:
    if found.harming:
        yield _harmed_by(few([draft.link("bet", bet.id) for bet in found.harming]))
    if not found.serving:
        yield _nobody_helps()


def time_matrix(draft: Draft, bets: Iterable[Bet]) -> Markup:
    """A row for each time, a column for each group, and in each cell the bets with what they do for the group."""
    groups = draft.handbook.strategy.stakeholders.groups
    headings = (Heading("When"), *(Heading(group.title) for group in groups))
    kept = (bet for bet in bets if bet.status != "dropped")
    rows = [
        (_when(slot), *(_cell(draft, found, group.id) for group in groups)) for slot, found in by_time(kept).items()
    ]
    return components.table("Who benefits, and when", headings, rows)


def _when(slot: Period | None) -> Markup:
    return escape("No date yet" if slot is None else for_readers(slot))


def _cell(draft: Draft, bets: Iterable[Bet], group: str) -> Markup:
    """Who gives the most first; bets that do nothing for the group are left out."""
    found = sorted((bet for bet in bets if bet.serves.of(group).score), key=lambda bet: -bet.serves.of(group).score)
    served = (_served(score_mark(bet.serves.of(group).score), draft.link("bet", bet.id)) for bet in found)
    return Markup().join(served) if found else _nothing()
