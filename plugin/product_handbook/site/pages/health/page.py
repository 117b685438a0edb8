"""Health: what the linter finds, by object, and what has been accepted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from product_handbook.diagnostics.collector import by_cause, in_one_line, named
from product_handbook.diagnostics.diagnostic import SEVERITIES, Diagnostic
from product_handbook.model.records.fields import Acceptance
from product_handbook.prose.escaping import MarkdownText, escape_markdown
from product_handbook.site.parts.objects import finding_list, finding_of_many, not_accepted
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext
from product_handbook.wording.terms import count, listed


@dataclass(frozen=True)
class ObjectFindings:
    """The findings about one object, in Markdown."""

    subject: MarkdownText
    findings: MarkdownText


@dataclass(frozen=True)
class HealthContext(PageContext):
    """The page of all findings."""

    template = "pages/health/page.md.jinja"

    summary: str
    """How many open findings of each severity there are."""
    subjects: tuple[ObjectFindings, ...]
    accepted: tuple[ObjectFindings, ...]
    rules: MarkdownText
    """The link to the rules."""


def health_context(draft: Draft) -> HealthContext:
    """What the page says."""
    found = draft.handbook.findings
    return HealthContext(
        title="Health",
        summary=_summary(found.open),
        subjects=tuple(_open(draft, found.open)),
        accepted=tuple(_by_subject(draft, found.accepted)),
        rules=draft.relative_to(draft.handbook.addresses.at("reference/findings.md")),
    )


def _by_subject(draft: Draft, found: Iterable[tuple[Diagnostic, Acceptance | None]]) -> Iterator[ObjectFindings]:
    groups: dict[str, list[tuple[Diagnostic, Acceptance | None]]] = {}
    for finding, acceptance in found:
        groups.setdefault(finding.subject, []).append((finding, acceptance))
    for subject, group in groups.items():
        kind, _, id = subject.partition(":")
        yield ObjectFindings(draft.markdown_link(kind, id), finding_list(draft, group))


def _open(draft: Draft, found: Iterable[Diagnostic]) -> Iterator[ObjectFindings]:
    """By object; what has one cause on many of them once, with the first of these."""
    sections: dict[object, list[Diagnostic]] = {}
    for group in by_cause(found):
        sections.setdefault(group if group[1:] else group[0].subject, []).extend(group)
    for key, section in sections.items():
        if isinstance(key, str):
            yield from _by_subject(draft, not_accepted(section))
        else:
            told = finding_of_many(draft, in_one_line(section), len(section), named(section))
            yield ObjectFindings(escape_markdown(_capital(section[0].cause)), told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _summary(found: tuple[Diagnostic, ...]) -> str:
    """How many findings of each severity there are, in words: `1 error, 2 warnings and advice on 3 points`."""
    numbers = {severity: sum(finding.severity == severity for finding in found) for severity in SEVERITIES}
    parts: dict[str, str] = {severity: count(number, severity) for severity, number in numbers.items()}
    parts["advice"] = f"advice on {count(numbers['advice'], 'point')}"
    return listed([parts[severity] for severity in SEVERITIES if numbers[severity]])
