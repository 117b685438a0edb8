"""The table of themes: how many asked, who they are, and what answers them."""

from collections import Counter

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.request_themes import Theme, theme_key, themes
from product_handbook.model.records.stakeholders import GROUPS
from product_handbook.site.pages.requests.links import answer_links, theme_href
from product_handbook.site.pages.requests.words import DECISIONS
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft

MOST_NAMED = 4
"""Requests of a theme that its row names; the rest are a link away."""

_HEADINGS = (
    Heading("Theme"),
    Heading("Asked", numeric=True),
    Heading("By whom"),
    Heading("Requests"),
    Heading("Decided"),
    Heading("Answered by"),
)


def theme_table(draft: Draft) -> Markup:
    """A row for each theme that requests share, the one of most requests first; nothing where none is shared."""
    shared = [theme for theme in themes(draft.handbook.strategy) if len(theme.requests) > 1]
    return components.table("Themes", _HEADINGS, [_row(draft, theme) for theme in shared])


def lone_themes(draft: Draft) -> Markup:
    """The themes of a single request each; nothing without any."""
    lone = [theme for theme in themes(draft.handbook.strategy) if len(theme.requests) == 1]
    return components.chips("Asked for once", [_link(theme, theme.name) for theme in lone])


def _link(theme: Theme, text: str) -> Markup:
    """A link to the log as it shows a theme only."""
    return Markup('<a class="hb-filters" href="{}">{}</a>').format(theme_href(theme_key(theme.requests[0])), text)


def _row(draft: Draft, theme: Theme) -> tuple[Markup, ...]:
    decided = Counter(request.decision for request in theme.requests)
    return (
        _link(theme, theme.name),
        escape(len(theme.requests)),
        _who(draft, theme),
        _requests(theme),
        escape(", ".join(f"{decided[found]} {DECISIONS[found].text.lower()}" for found in DECISIONS if decided[found])),
        _answers(draft, theme),
    )


def _who(draft: Draft, theme: Theme) -> Markup:
    """The segments and groups that asked, the one that asked most often first."""
    asked = Counter(request.segment.id for request in theme.requests if request.segment is not None)
    links = ((draft.link("group" if id in GROUPS else "segment", id), number) for id, number in asked.most_common())
    return Markup(", ").join(link + (f" × {number}" if number > 1 else "") for link, number in links)


def _requests(theme: Theme) -> Markup:
    """Links to some of its requests, on the same page."""
    named = Markup(", ").join(
        Markup('<a href="#{}">{}</a>').format(anchor("request", request.id), request.title)
        for request in theme.requests[:MOST_NAMED]
    )
    left = len(theme.requests) - MOST_NAMED
    return named + Markup(", ") + _link(theme, f"{left} more") if left > 0 else named


def _answers(draft: Draft, theme: Theme) -> Markup:
    """What answers it and how far, and what is left; a pattern that is left stands out."""
    if not theme.answers:
        return _left(theme, "Nothing yet") if theme.undone else escape("Each was done by itself")
    total = len(theme.requests)
    lines = [
        Markup("{}, names {} of {}").format(link, theme.named_by(answer), total)
        for link, answer in zip(answer_links(draft, theme.answers), theme.answers, strict=True)
    ]
    if left := len(theme.unanswered):
        lines.append(_left(theme, f"Nothing names {left} that {'is' if left == 1 else 'are'} not done"))
    return Markup("<br>").join(lines)


def _left(theme: Theme, text: str) -> Markup:
    return Markup('<span class="hb-missing">{}</span>').format(text) if theme.is_unanswered_pattern else escape(text)
