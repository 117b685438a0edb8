"""Health: what the linter finds, by object, and what has been accepted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from product_handbook.prose.escaping import MarkdownText
from product_handbook.rules.finding import Finding
from product_handbook.site.parts.objects import finding_list
from product_handbook.site.parts.words import count
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page


@dataclass(frozen=True)
class Found:
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
        subjects=tuple(_by_subject(draft, handbook.findings.open)),
        accepted=tuple(_by_subject(draft, handbook.findings.accepted)),
        rules=draft.relative_to(handbook.addresses.at("reference/findings.md")),
    )


def _by_subject(draft: Draft, found: Iterable[Finding]) -> Iterator[Found]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        groups.setdefault((finding.subject.kind, finding.subject.id), []).append(finding)
    return (Found(draft.markdown_link(*key), finding_list(draft, group)) for key, group in groups.items())


def _summary(found: tuple[Finding, ...]) -> str:
    """How many findings of each severity there are, in words."""
    numbers = {
        severity: sum(finding.rule.severity == severity for finding in found)
        for severity in ("error", "warning", "advice")
    }
    parts = [count(numbers["error"], "error"), count(numbers["warning"], "warning")]
    return f"{parts[0]}, {parts[1]} and {count(numbers['advice'], 'piece of advice', 'pieces of advice')}"
