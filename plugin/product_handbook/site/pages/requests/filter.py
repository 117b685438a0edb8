"""The filter of requests: its form, and for each request the line that says what it can be found by."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.analysis.request_themes import theme_key, themes, waiting_days
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records import GROUPS, Request
from product_handbook.site.pages.requests.themes import theme_link
from product_handbook.site.pages.requests.words import DECISIONS, DecisionWords
from product_handbook.site.writing.assets import REQUESTS, script_tag
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PieceContext, html_macros

FEWEST = 4
"""Requests; fewer are seen at a glance and need no filter."""
NONE = "-"
"""Stands in the address for "no theme" and "nobody named"; no id and no theme has this form."""
_waiting, _asked, _theme = html_macros("pages/requests/request.html.jinja", "waiting", "asked", "theme")


@dataclass(frozen=True)
class FilterOption:
    """Something that the filter can be set to."""

    value: str
    text: str


@dataclass(frozen=True)
class FilterGroup:
    """A group of stakeholders from which requests came, with those of its segments that asked."""

    title: str
    options: tuple[FilterOption, ...]


@dataclass(frozen=True)
class FilterContext(PieceContext):
    """The form, which the script of the page shows and obeys."""

    template = "pages/requests/filter.html.jinja"

    decisions: tuple[FilterOption, ...]
    askers: tuple[FilterGroup, ...]
    unnamed: tuple[FilterOption, ...]
    """For the requests of nobody that is named; may be empty."""
    themes: tuple[FilterOption, ...]
    script: Markup
    """The tag that runs the script."""


@dataclass(frozen=True)
class RequestLineContext(PieceContext):
    """What is known of a request, on one line."""

    template = "pages/requests/line.html.jinja"

    decision: str
    words: DecisionWords
    asker: str
    """A segment or a group; `-` for none."""
    group: str
    """The group of the asker; `-` for none."""
    theme: str
    """As the filter compares it; `-` for none."""
    facts: tuple[Markup, ...]


def request_filter(draft: Draft) -> Markup:
    """The form; nothing for a handful of requests."""
    return filter_context(draft).html() if len(draft.handbook.strategy.requests) >= FEWEST else Markup()


def filter_context(draft: Draft) -> FilterContext:
    """All that the filter can be set to."""
    strategy = draft.handbook.strategy
    requests = strategy.requests.values()
    decisions = {request.decision for request in requests}
    found = (FilterOption(theme_key(theme.requests[0]), theme.name) for theme in themes(strategy))
    return FilterContext(
        decisions=tuple(FilterOption(id, words.text) for id, words in DECISIONS.items() if id in decisions),
        askers=tuple(_askers(draft)),
        unnamed=tuple(_unless(all(request.segment for request in requests), "Nobody named")),
        themes=(
            *sorted(found, key=lambda option: option.value),
            *_unless(all(map(theme_key, requests)), "No theme"),
        ),
        script=script_tag(draft.href_of(REQUESTS)),
    )


def _unless(settled: bool, text: str) -> Iterator[FilterOption]:  # noqa: FBT001
    if not settled:
        yield FilterOption(NONE, text)


def _askers(draft: Draft) -> Iterator[FilterGroup]:
    strategy = draft.handbook.strategy
    asked = {request.segment.id for request in strategy.requests.values() if request.segment is not None}
    for group in strategy.stakeholders.groups:
        segments = [
            FilterOption(segment.id, segment.title) for segment in group.segments.values() if segment.id in asked
        ]
        if segments or group.id in asked:
            yield FilterGroup(group.title, (FilterOption(group.id, f"All of {group.title}"), *segments))


def request_line(draft: Draft, request: Request) -> RequestLineContext:
    """The decision, the day, who asked and where, and the theme; what the filter goes by is in its attributes."""
    strategy = draft.handbook.strategy
    asker = request.segment.id if request.segment is not None else NONE
    return RequestLineContext(
        decision=request.decision,
        words=DECISIONS[request.decision],
        asker=asker,
        group=strategy.segments[asker][0].id if asker in strategy.segments else asker,
        theme=theme_key(request) or NONE,
        facts=tuple(_facts(draft, request)),
    )


def _facts(draft: Draft, request: Request) -> Iterator[Markup]:
    today = draft.handbook.today
    waiting = waiting_days(request, today)
    if waiting is not None:
        yield _waiting(waiting)
    if request.asked is not None:
        yield _asked(for_readers(Period("day", request.asked)), request.asked > today)
    if request.segment is not None:
        yield draft.link("group" if request.segment.id in GROUPS else "segment", request.segment.id)
    if request.asked_by:
        yield escape(request.asked_by)
    if request.theme:
        yield _theme(theme_link(theme_key(request), request.theme))
