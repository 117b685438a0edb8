"""The parties of the value web, each in a section of its own, and who gives what to whom, as tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.exchanges import given, received
from product_handbook.drawing.rings.flow_labels import ICONS
from product_handbook.drawing.rings.web_drawing import kind_shown
from product_handbook.model.records.value_web import Exchange, Party, ValueWeb
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.metric_table import latest_value, metrics_with_latest
from product_handbook.site.parts.objects import common_facts, extra_table, ids_mark, object_findings
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading, filled_table, lines, missing, with_note
from product_handbook.site.writing.draft import Draft


def exchange_table(draft: Draft, web: ValueWeb, *, numbered: bool) -> Markup:
    """Who gives what to whom, in the order of the file; with the picture's numbers if it has any."""
    rows = [
        (
            draft.link("party", exchange.giver.id),
            draft.link("party", exchange.receiver.id),
            escape(f"{number} · {exchange.value}" if numbered else exchange.value),
            kind_shown(exchange.kind),
            missing("no metric") if exchange.metric is None else draft.link("metric", exchange.metric.id),
            Markup() if exchange.metric is None else latest_value(draft, exchange.metric.id),
            draft.line(exchange.because),
        )
        for number, exchange in enumerate(web.exchanges, 1)
    ]
    headings = ("From", "To", "What", "Kind", "Watched by", "Latest", "Why")
    return filled_table("Who gives what to whom", headings, rows)


def balance_table(draft: Draft, web: ValueWeb) -> Markup:
    """Each party with the kinds of value that it gives and gets."""
    gives, gets = given(web), received(web)
    rows = [
        (draft.link("party", id), group_link(draft, party), _kinds(gives[id]), _kinds(gets[id]))
        for id, party in web.parties.items()
    ]
    return filled_table("What each party gives and gets", ("Party", "Group", "Gives", "Gets"), rows)


def group_link(draft: Draft, party: Party) -> Markup:
    """A link to the group of a party; suppliers and partners have none, and that is right."""
    return Markup() if party.group is None else draft.link("group", party.group.id)


def _kinds(exchanges: Sequence[Exchange]) -> Markup:
    """The kinds of value, each once, with how often it changes hands where that is more than once."""
    if not exchanges:
        return missing("nothing")
    counts = {kind: sum(exchange.kind == kind for exchange in exchanges) for kind in ICONS}
    shown = (kind_shown(kind) + (f" × {number}" if number > 1 else "") for kind, number in counts.items() if number)
    return Markup(", ").join(shown)


def party_table(draft: Draft, party: Party, gives: Sequence[Exchange], gets: Sequence[Exchange]) -> Markup:
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
    return components.table(f"{party.title}: gives and gets", headings, rows)


def _values(draft: Draft, found: Iterable[tuple[Exchange, str, str]]) -> Markup:
    """The values that go to or come from others, one below the other."""
    return lines(
        with_note(exchange.value, escape(f"{word} ") + draft.link("party", other)) for exchange, word, other in found
    )


@dataclass(frozen=True)
class PartySection:
    """A party as its section shows it; what is Markdown is the mark of a piece, empty where there is nothing."""

    anchor: str
    title: str
    who: str
    """May be empty."""
    facts: MarkdownText
    balance: MarkdownText
    metrics: MarkdownText
    ids: MarkdownText
    """Its id and former ids."""
    extra: MarkdownText
    findings: MarkdownText


def party_section(draft: Draft, web: ValueWeb, party: Party) -> PartySection:
    """A party with what it gives and gets, and the metrics that watch it."""
    gives, gets = given(web)[party.id], received(web)[party.id]
    watching = [exchange.metric.id for exchange in (*gives, *gets) if exchange.metric is not None]
    return PartySection(
        anchor=anchor("party", party.id),
        title=party.title,
        who=party.who or "",
        facts=draft.piece(components.facts((Fact("Group", group_link(draft, party)), *common_facts(draft, party)))),
        balance=draft.piece(party_table(draft, party, gives, gets)),
        metrics=draft.piece(components.chips("Watched by", metrics_with_latest(draft, watching))),
        ids=ids_mark(draft, party),
        extra=extra_table(draft, party),
        findings=object_findings(draft, "party", party.id),
    )
