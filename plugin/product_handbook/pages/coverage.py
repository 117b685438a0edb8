"""What there is for each group of stakeholders, counted and linked, and what names a metric."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from product_handbook.pages import components
from product_handbook.pages.components import Fact, Heading
from product_handbook.pages.draft import Draft
from product_handbook.strategy.coverage import Coverage, coverage, uses_of
from product_handbook.strategy.records.value_web import Exchange

MOST_LINKS = 4
"""Links in a cell; the number before them counts all."""

_NOUNS = {"metrics": "metric", "outcomes": "outcome", "bets": "bet", "requests": "request", "exchanges": "exchange"}


def coverage_table(draft: Draft) -> Markup:
    """Each group with its metrics, outcomes, bets, requests and exchanges; empty where only metrics can serve it."""
    kinds = tuple(_kinds(draft))
    if len(kinds) == 1:
        return Markup()
    headings = (Heading("Group"), *(Heading(kind.capitalize()) for kind in kinds))
    rows = [
        (draft.link("group", covered.group.id), *(_cell(draft, covered, kind) for kind in kinds))
        for covered in coverage(draft.handbook.strategy)
    ]
    return components.table("What there is for each group", headings, rows)


def coverage_gaps(draft: Draft) -> tuple[Markup, ...]:
    """For each group what it has none of, in a sentence; nothing for a group that has something of each."""
    kinds = tuple(_kinds(draft))
    if len(kinds) == 1:
        return ()
    found = (
        (covered.group, [kind for kind in kinds if not getattr(covered, kind)])
        for covered in coverage(draft.handbook.strategy)
    )
    return tuple(
        Markup("{} has {} yet.").format(draft.link("group", group.id), _listed(missing))
        for group, missing in found
        if missing
    )


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


def _listed(kinds: list[str]) -> str:
    nouns = [f"no {_NOUNS[kind]}" for kind in kinds]
    return nouns[0] if len(nouns) == 1 else f"{', '.join(nouns[:-1])} and {nouns[-1]}"


def _cell(draft: Draft, covered: Coverage, kind: str) -> Markup:
    links = list(_links(draft, covered, kind))
    if not links:
        return Markup('<span class="hb-missing">none</span>')
    more = [escape(f"{len(links) - MOST_LINKS} more")] if len(links) > MOST_LINKS + 1 else []
    shown = links[:MOST_LINKS] + more if more else links
    return Markup("{}: {}").format(len(links), Markup(", ").join(shown))


def _links(draft: Draft, covered: Coverage, kind: str) -> Iterator[Markup]:
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
        yield Markup('<a href="{}">{}</a> ({} → {})').format(href, exchange.value, giver, receiver)


def named_in(draft: Draft, metric: str) -> Markup:
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
