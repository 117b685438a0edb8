"""The page of one bet: what we believe, what it should move, whom it serves, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.model.records.bet import Bet
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.bets.facts import bet_facts
from product_handbook.site.pages.bets.order import rank_paragraph
from product_handbook.site.pages.bets.outlook import OutlookSection, outlook_section
from product_handbook.site.pages.bets.ranking import BetRanking
from product_handbook.site.parts.bet_words import score_line
from product_handbook.site.parts.objects import extra_table, object_findings, source_mark
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class GroupScore:
    """What a bet does for a group; all Markdown."""

    group: MarkdownText
    mark: MarkdownText
    because: MarkdownText


@dataclass(frozen=True)
class BetContext(PageContext):
    """The page of a bet; what is Markdown may be empty."""

    template = "pages/bets/bet.md.jinja"

    overview: MarkdownText
    """The address of the page of all bets."""
    hypothesis: MarkdownText
    facts: MarkdownText
    outlook: OutlookSection
    scores: tuple[GroupScore, ...]
    rank: MarkdownText
    requests: tuple[tuple[MarkdownText, MarkdownText], ...]
    """The requests behind the bet: a link, and what was asked."""
    relies_on: tuple[MarkdownText, ...]
    """Links to what the argument relies on."""
    extra: MarkdownText
    findings: MarkdownText
    source: MarkdownText


def bet_context(draft: Draft, ranking: BetRanking, bet: Bet) -> BetContext:
    """What the page of a bet says."""
    requests = (draft.handbook.strategy.requests[name.id] for name in bet.requests)
    return BetContext(
        title=bet.title,
        overview=draft.relative("bets"),
        hypothesis=draft.paragraphs(bet.hypothesis),
        facts=draft.piece(bet_facts(draft, bet)),
        outlook=outlook_section(draft, ranking, bet),
        scores=tuple(_scores(draft, bet)),
        rank=draft.piece(rank_paragraph(draft, ranking, bet)),
        requests=tuple(
            (draft.markdown_link("request", request.id), draft.first_paragraph(request.request)) for request in requests
        ),
        relies_on=tuple(draft.markdown_link(mention.kind, mention.id) for mention in bet.relies_on),
        extra=extra_table(draft, bet),
        findings=object_findings(draft, "bet", bet.id),
        source=source_mark(draft, bet.location, bet),
    )


def _scores(draft: Draft, bet: Bet) -> Iterator[GroupScore]:
    groups = draft.handbook.strategy.stakeholders.groups
    for group, score in zip(groups, bet.serves.scores, strict=True):
        mark = draft.piece(score_line(score.score))
        yield GroupScore(draft.markdown_link("group", group.id), mark, draft.paragraphs(score.because, 3))
