"""The parties of the value web, each in a section of its own."""

from dataclasses import dataclass

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.exchanges import given, received
from product_handbook.model.records.value_web import Party, ValueWeb
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.value_web.tables import group_link, party_table
from product_handbook.site.parts.metric_table import metrics_with_latest
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact
from product_handbook.site.writing.draft import Draft


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
        extra=extra_table(draft, party),
        findings=object_findings(draft, "party", party.id),
    )
