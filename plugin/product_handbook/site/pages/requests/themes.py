"""How many requests there are, with which decision, and a table of their themes: who asked, and what answers them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.request_themes import Answer, RequestTheme, theme_key, themes, waiting_days
from product_handbook.model.records.bet import Bet
from product_handbook.model.records.stakeholders import GROUPS
from product_handbook.site.pages.requests.words import DECISIONS, used_decisions
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading, lines, local_link, missing
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.terms import count

MOST_NAMED = 4
"""Requests of a theme that its row names; the rest are a link away, or one theme would fill the screen."""

_HEADINGS = (
    Heading("Theme"),
    Heading("Asked", numeric=True),
    Heading("By whom"),
    Heading("Requests"),
    Heading("Decisions"),
    Heading("Answered by"),
)


_bet, _outcome, _covers, _uncovered, _more = html_macros(
    "pages/requests/themes.html.jinja", "bet", "outcome", "covers", "uncovered", "more"
)
(_filter_link,) = html_macros("pages/requests/request.html.jinja", "filter_link")


def theme_link(key: str, text: str | Markup) -> Markup:
    """A link that shows the requests of a theme only; without scripts it leads to all of them."""
    return _filter_link(f"?theme={quote(key, safe='')}#log", text)


def answer_links(draft: Draft, answers: Iterable[Answer]) -> list[Markup]:
    """Bets with their status, and outcomes, as links that say which they are."""
    return [
        _bet(draft.link("bet", answer.id), answer.status)
        if isinstance(answer, Bet)
        else _outcome(draft.link("outcome", answer.id))
        for answer in answers
    ]


def theme_table(draft: Draft) -> Markup:
    """A row for each theme that requests share, the one of most requests first; nothing where none is shared."""
    shared = [theme for theme in themes(draft.handbook.strategy) if len(theme.requests) > 1]
    return components.table("Themes", _HEADINGS, [_row(draft, theme) for theme in shared])


def lone_themes(draft: Draft) -> Markup:
    """The themes of a single request each; nothing without any."""
    lone = [theme for theme in themes(draft.handbook.strategy) if len(theme.requests) == 1]
    return components.chips("Asked once", [_link(theme, theme.name) for theme in lone])


def _link(theme: RequestTheme, text: str | Markup) -> Markup:
    return theme_link(theme_key(theme.requests[0]), text)


def _row(draft: Draft, theme: RequestTheme) -> tuple[Markup, ...]:
    decided = Counter(request.decision for request in theme.requests)
    return (
        _link(theme, theme.name),
        escape(len(theme.requests)),
        _who(draft, theme),
        _requests(theme),
        escape(", ".join(f"{decided[found]} {DECISIONS[found].text.lower()}" for found in DECISIONS if decided[found])),
        _answers(draft, theme),
    )


def _who(draft: Draft, theme: RequestTheme) -> Markup:
    """The segments and groups that asked, the one that asked most often first."""
    asked = Counter(request.segment.id for request in theme.requests if request.segment is not None)
    links = ((draft.link("group" if id in GROUPS else "segment", id), number) for id, number in asked.most_common())
    return Markup(", ").join(link + (f" × {number}" if number > 1 else "") for link, number in links)


def _requests(theme: RequestTheme) -> Markup:
    """Links to some of its requests, on the same page."""
    named = [local_link(anchor("request", request.id), request.title) for request in theme.requests[:MOST_NAMED]]
    left = len(theme.requests) - MOST_NAMED
    return Markup(", ").join([*named, _link(theme, _more(left))] if left > 0 else named)


def _answers(draft: Draft, theme: RequestTheme) -> Markup:
    """What answers it and how far, and what is left; a pattern that is left stands out."""
    if not theme.answers:
        return _left(theme, "No bet or outcome yet") if theme.undone else escape("All are done")
    links = zip(answer_links(draft, theme.answers), theme.answers, strict=True)
    covered = [_covers(link, theme.named_by(answer), len(theme.requests)) for link, answer in links]
    left = len(theme.unanswered)
    return lines([*covered, _left(theme, _uncovered(left))] if left else covered)


def _left(theme: RequestTheme, text: str | Markup) -> Markup:
    return missing(text) if theme.is_unanswered_pattern else escape(text)


(_waiting_longest,) = html_macros("pages/requests/request.html.jinja", "waiting_longest")


def request_counts(draft: Draft) -> Markup:
    """The numbers in a strip, linked to the requests."""
    return components.facts(tuple(_facts(draft)))


def _facts(draft: Draft) -> Iterator[Fact]:
    requests, segments = tuple(draft.handbook.strategy.requests.values()), draft.handbook.strategy.segments
    asking = {request.segment.id for request in requests if request.segment} & segments.keys()
    source = f" from {count(len(asking), 'segment')}" if asking else ""
    yield Fact("Requests", escape(f"{len(requests)}{source}"))
    longest = max((waiting_days(request, draft.handbook.today) or 0 for request in requests), default=0)
    for decision in used_decisions(requests):
        number = sum(request.decision == decision for request in requests)
        linked = local_link(anchor("decision", decision), number)
        waits = decision == "open" and longest
        yield Fact(DECISIONS[decision].text, _waiting_longest(linked, longest) if waits else linked)
