"""What there is for each group of stakeholders, counted and linked, and what names a metric."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.analysis.coverage import GroupCoverage, group_coverage, uses_of
from product_handbook.model.records.stakeholders import Group
from product_handbook.model.records.value_web import Exchange
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.bet_words import score_mark, status_word
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading, missing
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros

MOST_LINKS = 4
"""Links in a cell, so that the groups can be compared at a glance; the number before them counts all."""

NOT_ASKED = {"company": frozenset({"outcomes", "requests"})}
"""What a group is not asked for: what the company wants for itself is no outcome of a customer, and to read its vision
off requests is a trap ("Is Product Management really all about the customer?")."""

_gap, _not_expected, _more, _counted, _exchange = html_macros(
    "parts/coverage.html.jinja", "gap", "not_expected", "more", "counted", "exchange"
)
_NOUNS = {"metrics": "metric", "outcomes": "outcome", "bets": "bet", "requests": "request", "exchanges": "exchange"}


def coverage_table(draft: Draft) -> Markup:
    """Each group with its metrics, outcomes, bets, requests and exchanges; empty where only metrics can serve it."""
    kinds = tuple(_kinds(draft))
    if len(kinds) == 1:
        return Markup()
    headings = (Heading("Group"), *(Heading(kind.capitalize()) for kind in kinds))
    rows = [
        (draft.link("group", covered.group.id), *(_cell(draft, covered, kind) for kind in kinds))
        for covered in group_coverage(draft.handbook.strategy)
    ]
    return components.table("What there is for each group", headings, rows)


def coverage_gaps(draft: Draft) -> tuple[Markup, ...]:
    """For each group what it has none of, in a sentence; nothing for a group that has something of each."""
    kinds = tuple(_kinds(draft))
    if len(kinds) == 1:
        return ()
    found = group_coverage(draft.handbook.strategy)
    gaps = ((covered, [_NOUNS[kind] for kind in kinds if _is_missing(covered, kind)]) for covered in found)
    return tuple(_gap(draft.link("group", covered.group.id), nouns) for covered, nouns in gaps if nouns)


def _is_missing(covered: GroupCoverage, kind: str) -> bool:
    return not getattr(covered, kind) and kind not in NOT_ASKED.get(covered.group.id, ())


def _kinds(draft: Draft) -> Iterator[str]:
    strategy = draft.handbook.strategy
    yield "metrics"
    there = {
        "outcomes": strategy.impact,
        "bets": strategy.bets,
        "requests": strategy.requests,
        "exchanges": strategy.value_web,
    }
    yield from (kind for kind, file in there.items() if file)


def _cell(draft: Draft, covered: GroupCoverage, kind: str) -> Markup:
    links = list(_links(draft, covered, kind))
    if not links and kind in NOT_ASKED.get(covered.group.id, ()):
        return _not_expected()
    if not links:
        return missing("none")
    shown = links
    if len(links) > MOST_LINKS + 1:
        shown = [*links[:MOST_LINKS], _more(draft.href("group", covered.group.id), len(links) - MOST_LINKS)]
    return _counted(len(links), Markup(", ").join(shown))


def _links(draft: Draft, covered: GroupCoverage, kind: str) -> Iterator[Markup]:
    if kind == "exchanges":
        yield from _exchange_links(draft, covered.exchanges)
        return
    noun = _NOUNS[kind]
    yield from (draft.link(noun, found.id) for found in getattr(covered, kind))


def _exchange_links(draft: Draft, exchanges: Iterable[Exchange]) -> Iterator[Markup]:
    for exchange in exchanges:
        href = draft.href("party", exchange.giver.id)
        names = (draft.handbook.addresses.target("party", name.id) for name in (exchange.giver, exchange.receiver))
        giver, receiver = (target.name if target else "" for target in names)
        yield _exchange(href, exchange.value, giver, receiver)


@dataclass(frozen=True)
class GroupPieces:
    """What there is for a group, beside its metrics, each as the mark of a piece; empty where there is nothing."""

    bets: MarkdownText
    outcomes: MarkdownText
    requests: MarkdownText
    exchanges: MarkdownText


def group_pieces(draft: Draft, group: Group) -> GroupPieces:
    """The bets that do something for a group or harm it, and all its outcomes, requests and exchanges."""
    (covered,) = (found for found in group_coverage(draft.handbook.strategy) if found.group is group)
    return GroupPieces(
        bets=draft.piece(_bets(draft, group)),
        outcomes=draft.piece(components.chips("Outcomes", list(_links(draft, covered, "outcomes")))),
        requests=draft.piece(components.chips("Requests", list(_links(draft, covered, "requests")))),
        exchanges=draft.piece(components.chips("Exchanges", list(_links(draft, covered, "exchanges")))),
    )


def _bets(draft: Draft, group: Group) -> Markup:
    """The bets that are not dropped and whose score for the group is not zero, the best first."""
    scored = [
        (bet.serves.of(group.id), bet) for bet in draft.handbook.strategy.bets.values() if bet.status != "dropped"
    ]
    rows = [
        (draft.link("bet", bet.id), status_word(bet.status), score_mark(score.score), draft.line(score.because))
        for score, bet in sorted(scored, key=lambda pair: -pair[0].score)
        if score.score
    ]
    headings = (Heading("Bet"), Heading("Status"), Heading("Score"), Heading("Because"))
    return components.table(f"What bets do for {group.title}", headings, rows)


def segment_facts(draft: Draft, segment: str) -> tuple[Fact, ...]:
    """The outcomes that a segment achieves and what it asked for; values may be empty."""
    strategy = draft.handbook.strategy
    outcomes = strategy.impact.outcomes.values() if strategy.impact else ()
    asked = (request for request in strategy.requests.values() if request.segment and request.segment.id == segment)
    return (
        Fact("Outcomes", draft.links("outcome", (found.id for found in outcomes if found.customer.id == segment))),
        Fact("Asked for", draft.links("request", (request.id for request in asked))),
    )


def metric_uses(draft: Draft, metric: str) -> Markup:
    """The exchanges, outcomes, loops, bets and requests that name a metric; empty where none does."""
    uses = uses_of(draft.handbook.strategy, metric)
    facts = (
        Fact("Exchanges that it watches", Markup(", ").join(_exchange_links(draft, uses.exchanges))),
        Fact("Outcomes", draft.links("outcome", (outcome.id for outcome in uses.outcomes))),
        Fact("Loops", draft.links("loop", (loop.id for loop in uses.loops))),
        Fact("Bets", draft.links("bet", (bet.id for bet in uses.bets))),
        Fact("Requests behind them", draft.links("request", (request.id for request in uses.requests))),
    )
    return components.facts(facts)
