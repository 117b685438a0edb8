"""Requests: the patterns behind them, and the log in which each has its decision and its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.request_themes import Answer, answers_of, theme_key, waiting_days
from product_handbook.model.records.reading import Prose
from product_handbook.model.records.request import Decision, Request
from product_handbook.model.strategy import Strategy
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.pages.requests.filter import request_filter, request_line
from product_handbook.site.pages.requests.links import answer_links
from product_handbook.site.pages.requests.themes import lone_themes, theme_table
from product_handbook.site.pages.requests.words import DECISIONS, days
from product_handbook.site.parts.objects import common_facts, extra_table, object_findings
from product_handbook.site.parts.words import count
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page


@dataclass(frozen=True)
class RequestPart:
    """A request as the log shows it; all but the anchor and the title is Markdown, empty where there is nothing."""

    anchor: str
    title: str
    line: MarkdownText
    words: MarkdownText
    answers: MarkdownText
    why: MarkdownText
    because: MarkdownText
    reopen_when: MarkdownText
    facts: MarkdownText
    extra: MarkdownText
    findings: MarkdownText


@dataclass(frozen=True)
class DecisionPart:
    """The requests with one decision."""

    anchor: str
    title: str
    lead: str
    requests: tuple[RequestPart, ...]


def request_pages(handbook: Handbook) -> Iterator[Page]:
    """One page with all requests; nothing without any."""
    strategy = handbook.strategy
    if not strategy.requests:
        return
    draft = Draft(handbook, handbook.addresses.page("requests"))
    every = tuple(strategy.requests.values())
    answers = answers_of(strategy)
    yield draft.finish(
        "pages/requests/page",
        "Requests",
        every[0].location,
        wide=True,
        facts=draft.piece(components.facts(tuple(_counts(strategy, handbook.today)))),
        themes=draft.piece(theme_table(draft)),
        lone_themes=draft.piece(lone_themes(draft)),
        without_theme=_without_theme(every),
        filter=draft.piece(request_filter(draft)),
        decisions=tuple(_decision(draft, decision, every, answers) for decision in _used(every)),
        source=draft.piece(components.source(draft.place(every[0].location))),
    )


def _used(requests: Sequence[Request]) -> tuple[Decision, ...]:
    """The decisions that any request has, those that wait first."""
    return tuple(decision for decision in DECISIONS if any(request.decision == decision for request in requests))


def _counts(strategy: Strategy, today: date) -> Iterator[Fact]:
    """How many requests there are, and how many with each decision, linked to them."""
    requests = tuple(strategy.requests.values())
    segments = {request.segment.id for request in requests if request.segment} & strategy.segments.keys()
    source = f", from {count(len(segments), 'segment')}" if segments else ""
    yield Fact("Asked", escape(count(len(requests), "request") + source))
    for decision in _used(requests):
        number = sum(request.decision == decision for request in requests)
        linked = Markup('<a href="#{}">{}</a>').format(anchor("decision", decision), number)
        longest = max((waiting_days(request, today) or 0 for request in requests), default=0)
        wait = f", the oldest for {days(longest)}" if decision == "open" and longest else ""
        yield Fact(DECISIONS[decision].text, linked + wait)


def _without_theme(requests: Sequence[Request]) -> str:
    number = sum(not theme_key(request) for request in requests)
    return f"{count(number, 'request')} {'has' if number == 1 else 'have'} no theme." if number else ""


def _decision(
    draft: Draft, decision: Decision, every: Sequence[Request], answers: Mapping[str, Sequence[Answer]]
) -> DecisionPart:
    words = DECISIONS[decision]
    found = [request for request in every if request.decision == decision]
    dated = sorted((request for request in found if request.asked), key=_asked, reverse=decision != "open")
    ordered = [*dated, *(request for request in found if not request.asked)]
    return DecisionPart(
        anchor=anchor("decision", decision),
        title=words.text,
        lead=words.lead,
        requests=tuple(_request(draft, request, answers[request.id]) for request in ordered),
    )


def _asked(request: Request) -> date:
    return request.asked or date.max


def _request(draft: Draft, request: Request, answers: Sequence[Answer]) -> RequestPart:
    words = DECISIONS[request.decision]
    return RequestPart(
        anchor=anchor("request", request.id),
        title=request.title,
        line=draft.piece(request_line(draft, request)),
        words=_quoted(draft, request.request),
        answers=draft.piece(components.chips(words.answers, answer_links(draft, answers))),
        why=draft.piece(_label(words.because)) if request.because else NOTHING,
        because=draft.paragraphs(request.because, 3),
        reopen_when=_labelled(draft, "What would reopen it", request.reopen_when),
        facts=draft.piece(components.facts(common_facts(draft, request))),
        extra=extra_table(draft, request),
        findings=_folded_findings(draft, request),
    )


def _folded_findings(draft: Draft, request: Request) -> MarkdownText:
    """The findings about a request, folded: in a long log each may have one."""
    found = object_findings(draft, "request", request.id)
    if not found:
        return NOTHING
    start = draft.piece('<details class="hb-folded"><summary>What could be better</summary>')
    return MarkdownText(f"{start}\n\n{found}\n\n{draft.piece('</details>')}")


def _labelled(draft: Draft, label: str, text: Prose | None) -> MarkdownText:
    if text is None:
        return NOTHING
    return MarkdownText(f"{draft.piece(_label(label))}\n\n{draft.paragraphs(text, 3)}")


def _label(text: str) -> Markup:
    return Markup('<p class="hb-kicker">{}</p>').format(text)


def _quoted(draft: Draft, text: Prose) -> MarkdownText:
    """Prose as a quotation."""
    return draft.piece(Markup("<blockquote>\n{}\n</blockquote>").format(draft.prose(text, 3)))
