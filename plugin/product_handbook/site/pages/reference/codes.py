"""The reference of everything that has a code: the problems of the files, and the rules of the linter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from product_handbook.diagnostics.catalogue import codes
from product_handbook.prose.escaping import MarkdownText
from product_handbook.rules.catalogue import RULES
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class ProblemSection:
    """A code of a problem, and what the reference says of it, in Markdown."""

    code: str
    what: MarkdownText
    why: MarkdownText
    fix: MarkdownText
    example: MarkdownText


@dataclass(frozen=True)
class ProblemsContext(PageContext):
    """Every code of a problem of the files, in the order of the alphabet."""

    template = "pages/reference/problems.md.jinja"

    problems: tuple[ProblemSection, ...]
    findings: MarkdownText
    """The link to the rules."""


@dataclass(frozen=True)
class RuleSection:
    """A rule of the linter: plain text, and its documentation in Markdown."""

    code: str
    severity: str
    source: str
    documentation: MarkdownText
    asked: MarkdownText
    """What `for` asks of an acceptance, and `up_to`; empty where the rule finds one thing on an object."""


@dataclass(frozen=True)
class FindingsContext(PageContext):
    """Every rule of the linter, in the order of the alphabet."""

    template = "pages/reference/findings.md.jinja"

    rules: tuple[RuleSection, ...]
    health: MarkdownText
    """The link to what they find."""


def code_pages(handbook: Handbook) -> Iterator[Page]:
    """The page of the problems, then that of the rules."""
    draft = Draft(handbook, handbook.addresses.at("reference/problems.md"))
    findings = draft.relative_to(handbook.addresses.at("reference/findings.md"))
    problems = tuple(
        ProblemSection(code.code, *map(MarkdownText, (code.what, code.why, code.fix, code.example)))
        for code in sorted(codes(), key=lambda code: code.code)
    )
    yield draft.page(ProblemsContext("Problems", problems, findings))
    draft = Draft(handbook, handbook.addresses.at("reference/findings.md"))
    rules = tuple(
        RuleSection(
            rule.code,
            rule.severity,
            rule.source,
            MarkdownText(rule.documentation),
            _asked(rule.cases, has_sizes=rule.has_sizes),
        )
        for rule in sorted(RULES, key=lambda rule: rule.code)
    )
    yield draft.page(FindingsContext("Findings", rules, draft.relative("health")))


_EXAMPLES = {"period": "2025-12", "day": "2025-12-31"}


def _asked(cases: Sequence[str], *, has_sizes: bool) -> MarkdownText:
    if not cases:
        return MarkdownText("")
    kinds = " or ".join(
        f"a {kind}, such as `{_EXAMPLES[kind]}`," if kind in _EXAMPLES else f"`{kind}:id`" for kind in cases
    )
    size = " With `up_to: 5%` it holds only as long as that is not larger." if has_sizes else ""
    several = "It can find several things on one object, so that an acceptance says with `for` which"
    return MarkdownText(f"{several}: {kinds.removesuffix(',')}.{size}")
