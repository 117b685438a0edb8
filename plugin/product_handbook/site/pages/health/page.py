"""Health: what the linter finds, by object, and what has been accepted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from product_handbook.diagnostics.diagnostic import SEVERITIES, Diagnostic
from product_handbook.model.records.fields import Acceptance
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.objects import finding_list, not_accepted
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.wording.terms import count


@dataclass(frozen=True)
class ObjectFindings:
    """The findings about one object, in Markdown."""

    subject: MarkdownText
    findings: MarkdownText


def health_page(handbook: Handbook) -> Page:
    """The page of all findings."""
    draft = Draft(handbook, handbook.addresses.page("health"))
    return draft.finish(
        "pages/health/page",
        "Health",
        summary=_summary(handbook.findings.open),
        subjects=tuple(_by_subject(draft, not_accepted(handbook.findings.open))),
        accepted=tuple(_by_subject(draft, handbook.findings.accepted)),
        rules=draft.relative_to(handbook.addresses.at("reference/findings.md")),
    )


def _by_subject(draft: Draft, found: Iterable[tuple[Diagnostic, Acceptance | None]]) -> Iterator[ObjectFindings]:
    groups: dict[str, list[tuple[Diagnostic, Acceptance | None]]] = {}
    for finding, acceptance in found:
        groups.setdefault(finding.subject, []).append((finding, acceptance))
    for subject, group in groups.items():
        kind, _, id = subject.partition(":")
        yield ObjectFindings(draft.markdown_link(kind, id), finding_list(draft, group))


def _summary(found: tuple[Diagnostic, ...]) -> str:
    """How many findings of each severity there are, in words."""
    numbers = {severity: sum(finding.severity == severity for finding in found) for severity in SEVERITIES}
    parts = [count(numbers["error"], "error"), count(numbers["warning"], "warning")]
    return f"{parts[0]}, {parts[1]} and {count(numbers['advice'], 'piece of advice', 'pieces of advice')}"
