"""The requests by their decisions: what was asked, what we decided and why, and what answers it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.request_themes import Answer, answers_of
from product_handbook.model.records.request import Decision, Request
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.site.pages.requests.filter import request_line
from product_handbook.site.pages.requests.themes import answer_links
from product_handbook.site.pages.requests.words import DECISIONS, used_decisions
from product_handbook.site.parts.objects import extra_table, facts_mark, ids_mark, object_findings
from product_handbook.site.writing import components
from product_handbook.site.writing.draft import Draft


@dataclass(frozen=True)
class RequestSection:
    """A request as its section shows it; what is Markdown is empty where there is nothing."""

    anchor: str
    title: str
    because_label: str
    line: MarkdownText
    request: MarkdownText
    because: MarkdownText
    reopen_when: MarkdownText
    answers: MarkdownText
    facts: MarkdownText
    ids: MarkdownText
    """Its id and former ids."""
    extra: MarkdownText
    findings: MarkdownText


@dataclass(frozen=True)
class DecisionSection:
    """The requests with one decision."""

    anchor: str
    title: str
    lead: str
    requests: tuple[RequestSection, ...]


def decision_sections(draft: Draft) -> Iterator[DecisionSection]:
    """A section for each decision that some request has, those that wait first."""
    requests = tuple(draft.handbook.strategy.requests.values())
    answers = answers_of(draft.handbook.strategy)
    for decision in used_decisions(requests):
        words = DECISIONS[decision]
        yield DecisionSection(
            anchor=anchor("decision", decision),
            title=words.text,
            lead=words.lead,
            requests=tuple(_section(draft, request, answers[request.id]) for request in _in_order(requests, decision)),
        )


def _in_order(requests: Iterable[Request], decision: Decision) -> tuple[Request, ...]:
    """Those that wait by age, the others newest first; those without a day last."""
    found = [request for request in requests if request.decision == decision]
    dated = sorted((request for request in found if request.asked), key=_asked, reverse=decision != "open")
    return (*dated, *(request for request in found if not request.asked))


def _asked(request: Request) -> date:
    return request.asked or date.max


def _section(draft: Draft, request: Request, answers: Sequence[Answer]) -> RequestSection:
    words = DECISIONS[request.decision]
    return RequestSection(
        anchor=anchor("request", request.id),
        title=request.title,
        because_label=words.because,
        line=draft.piece(request_line(draft, request).html()),
        request=draft.quotation(request.request, 3),
        because=draft.paragraphs(request.because, 3),
        reopen_when=NOTHING if request.reopen_when is None else draft.paragraphs(request.reopen_when, 3),
        answers=draft.piece(components.chips(words.answers, answer_links(draft, answers))),
        facts=facts_mark(draft, request),
        ids=ids_mark(draft, request),
        extra=extra_table(draft, request),
        findings=object_findings(draft, "request", request.id),
    )
