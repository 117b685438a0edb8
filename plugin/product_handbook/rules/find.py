"""The linter: every finding in a strategy on a day, the open ones apart from the accepted ones."""

from product_handbook.analysis.analysis import Analysis
from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.strategy import Strategy
from product_handbook.rules.catalogue import ACCEPTANCE_RULES, NUMBER_RULES, OBJECT_RULES, STRATEGY_RULES
from product_handbook.rules.findings import Findings
from product_handbook.rules.rule import AcceptanceUse

_CODES = tuple(rule.code for rule in OBJECT_RULES)
_LEADING = frozenset(rule.code for rule in OBJECT_RULES if rule.leads)


def find(analysis: Analysis) -> Findings:
    """What the rules find in a strategy; the same strategy and day give the same findings in the same order."""
    strategy, today = analysis.strategy, analysis.today
    found = [finding for rule in STRATEGY_RULES for finding in rule.findings(strategy, today)]
    found += [finding for rule in NUMBER_RULES for finding in rule.findings(analysis, today)]
    uses = _uses(strategy, {(finding.subject, finding.code) for finding in found})
    found += [finding for rule in ACCEPTANCE_RULES for use in uses for finding in rule.findings(use, today)]
    holding = {
        (f"{use.subject.kind}:{use.subject.id}", use.acceptance.rule): use.acceptance
        for use in uses
        if not use.has_run_out(today)
    }
    judged = [(finding, holding.get((finding.subject, finding.code))) for finding in _ordered(found, strategy.files)]
    return Findings(
        open=tuple(finding for finding, acceptance in judged if acceptance is None),
        accepted=tuple((finding, acceptance) for finding, acceptance in judged if acceptance is not None),
    )


def _uses(strategy: Strategy, found: set[tuple[str, str]]) -> list[AcceptanceUse]:
    return [
        AcceptanceUse(subject, acceptance, (f"{subject.kind}:{subject.id}", acceptance.rule) in found, _CODES)
        for subject in strategy.subjects
        for acceptance in subject.object.accept
    ]


def _ordered(findings: list[Diagnostic], files: tuple[str, ...]) -> list[Diagnostic]:
    position = {path: index for index, path in enumerate(files)}

    def place(finding: Diagnostic) -> tuple[bool, int, int, int, str]:
        span = finding.span
        return finding.code not in _LEADING, position[span.path], span.line, span.column, finding.code

    return sorted(findings, key=place)
