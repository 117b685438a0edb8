"""The picture of a value web: which parties and flows it has."""

from product_handbook.analysis.exchanges import COMPANY, company_in
from product_handbook.drawing.graphs.metric_graphs import Href, group_tone
from product_handbook.drawing.model import Card, Tone
from product_handbook.drawing.rings.model import ValueFlow, ValueWebDiagram
from product_handbook.model.records.value_web import Party, ValueWeb
from product_handbook.model.strategy import Strategy


def value_web(strategy: Strategy, web: ValueWeb, href: Href) -> ValueWebDiagram | None:
    """Every party and every exchange, the company in the middle; None for a web without parties."""
    middle = company_in(web)
    if middle is None:
        return None
    return ValueWebDiagram(
        name="value-web",
        title="Value web",
        description=f"What changes hands between {middle.title} and the parties around it, money and other currencies.",
        middle=_card(strategy, middle, href, focus=True),
        around=tuple(_card(strategy, party, href) for party in web.parties.values() if party is not middle),
        flows=tuple(
            ValueFlow(exchange.giver.id, exchange.receiver.id, exchange.value, exchange.kind)
            for exchange in web.exchanges
        ),
    )


def _card(strategy: Strategy, party: Party, href: Href, *, focus: bool = False) -> Card:
    caption, tone = _group(strategy, party)
    return Card(party.id, party.title, href("party", party.id), caption, tone=tone, focus=focus)


def _group(strategy: Strategy, party: Party) -> tuple[str, Tone]:
    """What its group is called, and the tone; a supplier or partner belongs to none, and has no caption."""
    id = "" if party.group is None else party.group.id
    group = next((group for group in strategy.stakeholders.groups if group.id == id), None)
    if group is None:
        return "", "plain"
    return "Company" if id == COMPANY else group.title, group_tone(group)
