"""The filter of the log: its form, and for each request the line that says what it can be found by."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.analysis.request_themes import theme_key, themes, waiting_days
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.request import Request
from product_handbook.model.records.stakeholders import GROUPS
from product_handbook.site.pages.requests.links import theme_href
from product_handbook.site.pages.requests.words import DECISIONS, days
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.rendering import html_template

FEWEST = 4
"""Requests; fewer are seen at a glance and need no filter."""
NONE = "-"
"""Stands in the address for "no theme" and "nobody named"; no id and no theme has this form."""


@dataclass(frozen=True)
class Choice:
    """Something that the filter can be set to."""

    value: str
    text: str


@dataclass(frozen=True)
class Askers:
    """A group of stakeholders from which requests came, with those of its segments that asked."""

    title: str
    choices: tuple[Choice, ...]


def request_filter(draft: Draft) -> Markup:
    """The form, which the script shows; nothing for a handful of requests."""
    strategy = draft.handbook.strategy
    requests = strategy.requests.values()
    if len(requests) < FEWEST:
        return Markup()
    decisions = {request.decision for request in requests}
    found_themes = [Choice(theme_key(theme.requests[0]), theme.name) for theme in themes(strategy)]
    named_themes = sorted(found_themes, key=lambda choice: choice.value)
    return _render(
        "filter",
        decisions=tuple(Choice(decision, words.text) for decision, words in DECISIONS.items() if decision in decisions),
        askers=tuple(_askers(draft)),
        themes=(*named_themes, *_unless(all(map(theme_key, requests)), "No theme")),
        unnamed=tuple(_unless(all(request.segment for request in requests), "Nobody named")),
    )


def _unless(settled: bool, text: str) -> Iterator[Choice]:  # noqa: FBT001
    if not settled:
        yield Choice(NONE, text)


def _askers(draft: Draft) -> Iterator[Askers]:
    strategy = draft.handbook.strategy
    asked = {request.segment.id for request in strategy.requests.values() if request.segment is not None}
    for group in strategy.stakeholders.groups:
        segments = [Choice(segment.id, segment.title) for segment in group.segments.values() if segment.id in asked]
        if segments or group.id in asked:
            yield Askers(group.title, (Choice(group.id, f"All of {group.title}"), *segments))


def request_line(draft: Draft, request: Request) -> Markup:
    """The decision, the day, who asked and where, and the theme; what the filter goes by is in its attributes."""
    strategy = draft.handbook.strategy
    asker = request.segment.id if request.segment is not None else NONE
    return _render(
        "line",
        request=request,
        words=DECISIONS[request.decision],
        asker=asker,
        group=strategy.segments[asker][0].id if asker in strategy.segments else asker,
        theme=theme_key(request) or NONE,
        parts=tuple(_parts(draft, request)),
    )


def _parts(draft: Draft, request: Request) -> Iterator[Markup]:
    waiting = waiting_days(request, draft.handbook.today)
    if waiting is not None:
        yield Markup("<strong>{}</strong>").format(f"waiting for {days(waiting)}" if waiting else "asked today")
    if request.asked is not None:
        ahead = ", which is still to come" if request.asked > draft.handbook.today else ""
        yield escape(f"asked {for_readers(Period('day', request.asked))}{ahead}")
    if request.segment is not None:
        yield draft.link("group" if request.segment.id in GROUPS else "segment", request.segment.id)
    if request.asked_by:
        yield escape(request.asked_by)
    if request.theme:
        href = theme_href(theme_key(request))
        yield Markup('theme <a class="hb-filters" href="{}">{}</a>').format(href, request.theme)


def _render(name: str, **context: object) -> Markup:
    # The templates escape all that they are given.
    return Markup(html_template(f"pages/requests/{name}.html.jinja").render(context).strip())  # noqa: S704
