"""Requests: the patterns behind them, and each with its decision and its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.analysis.request_themes import theme_key
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.requests.decisions import DecisionSection, decision_sections
from product_handbook.site.pages.requests.filter import request_filter
from product_handbook.site.pages.requests.themes import lone_themes, request_counts, theme_table
from product_handbook.site.parts.objects import source_mark
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class RequestsContext(PageContext):
    """The page of requests; what is Markdown is the mark of a piece, empty where there is nothing."""

    template = "pages/requests/page.md.jinja"

    facts: MarkdownText
    themes: MarkdownText
    lone_themes: MarkdownText
    without_theme: int
    """How many requests have no theme."""
    filter: MarkdownText
    decisions: tuple[DecisionSection, ...]
    source: MarkdownText


def request_pages(handbook: Handbook) -> Iterator[Page]:
    """One page with all requests; nothing without any."""
    first = next(iter(handbook.strategy.requests.values()), None)
    if first is not None:
        draft = Draft(handbook, handbook.addresses.page("requests"))
        yield draft.page(requests_context(draft), first.location, wide=True)


def requests_context(draft: Draft) -> RequestsContext:
    """What the page says; there is at least one request."""
    requests = tuple(draft.handbook.strategy.requests.values())
    return RequestsContext(
        title="Requests",
        facts=draft.piece(request_counts(draft)),
        themes=draft.piece(theme_table(draft)),
        lone_themes=draft.piece(lone_themes(draft)),
        without_theme=sum(not theme_key(request) for request in requests),
        filter=draft.piece(request_filter(draft)),
        decisions=tuple(decision_sections(draft)),
        source=source_mark(draft, requests[0].location),
    )
