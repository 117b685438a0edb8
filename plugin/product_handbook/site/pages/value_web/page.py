"""Value web: who gives what to whom, as a picture, as a table, and party by party."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.drawing.graphs.value_web_graph import value_web
from product_handbook.drawing.rings.web_drawing import web_drawing
from product_handbook.model.records.value_web import ValueWeb
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.pages.value_web.parties import PartySection, balance_table, exchange_table, party_section
from product_handbook.site.parts.objects import source_mark
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class ValueWebContext(PageContext):
    """The page of the value web; what is Markdown is the mark of a piece."""

    template = "pages/value_web/page.md.jinja"

    party_count: int
    exchange_count: int
    picture: MarkdownText
    """Empty where there is too little to draw."""
    exchanges: MarkdownText
    """Empty without any."""
    balances: MarkdownText
    parties: tuple[PartySection, ...]
    source: MarkdownText


def value_web_pages(handbook: Handbook) -> Iterator[Page]:
    """The page of the value web; nothing where there is no such file."""
    web = handbook.strategy.value_web
    if web is not None:
        draft = Draft(handbook, handbook.addresses.page("value_web"))
        yield draft.page(value_web_context(draft, web), web.location, wide=True)


def value_web_context(draft: Draft, web: ValueWeb) -> ValueWebContext:
    """What the page says."""
    picture = value_web(draft.handbook.strategy, web, draft.href)
    drawing = None if picture is None else web_drawing(picture)
    return ValueWebContext(
        title="Value web",
        party_count=len(web.parties),
        exchange_count=len(web.exchanges),
        picture=NOTHING if drawing is None else draft.piece(drawing.html),
        exchanges=draft.piece(exchange_table(draft, web, numbered=drawing is not None and drawing.numbered)),
        balances=draft.piece(balance_table(draft, web)),
        parties=tuple(party_section(draft, web, party) for party in web.parties.values()),
        source=source_mark(draft, web.location),
    )
