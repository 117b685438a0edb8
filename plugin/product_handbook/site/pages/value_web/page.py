"""Value web: who gives what to whom, as a picture, as a table, and party by party."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.exchanges import given, gotten
from product_handbook.drawing.graphs.value_web_graph import value_web
from product_handbook.drawing.rings.web.draw import kind_shown, web_drawing
from product_handbook.drawing.rings.web.icons import ICONS
from product_handbook.model.records.value_web import Exchange, Party, ValueWeb
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.parts.filled_table import filled_table
from product_handbook.site.parts.latest import latest_value, metrics_with_latest
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.parts.words import count
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page

_NOTHING_YET = Markup('<span class="hb-missing">nothing</span>')


@dataclass(frozen=True)
class PartyPart:
    """A party as its section shows it; all but the anchor is Markdown, empty where there is nothing."""

    anchor: str
    title: str
    who: str
    facts: MarkdownText
    balance: MarkdownText
    metrics: MarkdownText
    extra: MarkdownText
    findings: MarkdownText


def value_web_pages(handbook: Handbook) -> Iterator[Page]:
    """The page of the value web; nothing where there is no such file."""
    web = handbook.strategy.value_web
    if web is not None:
        yield _page(handbook, web)


def _page(handbook: Handbook, web: ValueWeb) -> Page:
    draft = Draft(handbook, handbook.addresses.page("value_web"))
    picture = value_web(handbook.strategy, web, draft.href)
    drawing = None if picture is None else web_drawing(picture)
    return draft.finish(
        "pages/value_web/page",
        "Value web",
        web.location,
        wide=True,
        picture=NOTHING if drawing is None else draft.piece(drawing.html),
        counted=f"{count(len(web.parties), 'party', 'parties')}, {count(len(web.exchanges), 'exchange')}",
        exchanges=draft.piece(_exchange_table(draft, web, numbered=drawing is not None and drawing.numbered)),
        balances=draft.piece(_balance_table(draft, web)),
        parties=tuple(_party(draft, web, party) for party in web.parties.values()),
        source=draft.piece(components.source(draft.place(web.location))),
    )


def _exchange_table(draft: Draft, web: ValueWeb, *, numbered: bool) -> Markup:
    """Who gives what to whom, in the order of the file; with the picture's numbers if it has any."""
    headings = ("From", "To", "What", "Kind", "Watched by", "Latest", "Why")
    rows = [
        (
            draft.link("party", exchange.giver.id),
            draft.link("party", exchange.receiver.id),
            escape(f"{place} · {exchange.value}" if numbered else exchange.value),
            kind_shown(exchange.kind),
            _watched(draft, exchange),
            Markup() if exchange.metric is None else latest_value(draft, exchange.metric.id),
            draft.line(exchange.because),
        )
        for place, exchange in enumerate(web.exchanges, 1)
    ]
    return filled_table("Who gives and who gets", tuple(map(Heading, headings)), rows)


def _watched(draft: Draft, exchange: Exchange) -> Markup:
    if exchange.metric is None:
        return Markup('<span class="hb-missing">no metric</span>')
    return draft.link("metric", exchange.metric.id)


def _balance_table(draft: Draft, web: ValueWeb) -> Markup:
    """Each party with the kinds of value that it gives and gets."""
    gives, gets = given(web), gotten(web)
    rows = [
        (draft.link("party", id), _group(draft, party), _kinds(gives[id]), _kinds(gets[id]))
        for id, party in web.parties.items()
    ]
    return filled_table("Balance", tuple(map(Heading, ("Party", "Group", "Gives", "Gets"))), rows)


def _group(draft: Draft, party: Party) -> Markup:
    """A link to its group; suppliers and partners have none, and that is right."""
    return Markup() if party.group is None else draft.link("group", party.group.id)


def _kinds(exchanges: Sequence[Exchange]) -> Markup:
    """The kinds of value, each once, with how often it changes hands where that is more than once."""
    if not exchanges:
        return _NOTHING_YET
    counts = {kind: sum(exchange.kind == kind for exchange in exchanges) for kind in ICONS}
    shown = (kind_shown(kind) + (f" × {number}" if number > 1 else "") for kind, number in counts.items() if number)
    return Markup(", ").join(shown)


def _party(draft: Draft, web: ValueWeb, party: Party) -> PartyPart:
    gives, gets = given(web)[party.id], gotten(web)[party.id]
    watching = [exchange.metric.id for exchange in (*gives, *gets) if exchange.metric is not None]
    return PartyPart(
        anchor=anchor("party", party.id),
        title=party.title,
        who=party.who or "",
        facts=draft.piece(components.facts((Fact("Group", _group(draft, party)), *common_facts(draft, party)))),
        balance=draft.piece(_party_table(draft, party, gives, gets)),
        metrics=draft.piece(components.chips("Watched by", metrics_with_latest(draft, watching))),
        extra=extra_table(draft, party),
        findings=object_findings(draft, "party", party.id),
    )


def _party_table(draft: Draft, party: Party, gives: Sequence[Exchange], gets: Sequence[Exchange]) -> Markup:
    """What a party gives and gets, a row for each kind of value."""
    rows = [
        (
            kind_shown(kind),
            _values(draft, ((exchange, "to", exchange.receiver.id) for exchange in gives if exchange.kind == kind)),
            _values(draft, ((exchange, "from", exchange.giver.id) for exchange in gets if exchange.kind == kind)),
        )
        for kind in ICONS
        if any(exchange.kind == kind for exchange in (*gives, *gets))
    ]
    headings = (Heading("Kind"), Heading("Gives"), Heading("Gets"))
    return components.table(f"What goes from and to {party.title}", headings, rows)


def _values(draft: Draft, found: Iterable[tuple[Exchange, str, str]]) -> Markup:
    return Markup("<br>").join(
        Markup("{} <span class='hb-in-short'>{} {}</span>").format(exchange.value, word, draft.link("party", other))
        for exchange, word, other in found
    )
