"""The linter: every finding in a strategy on a day, the open ones apart from the accepted ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from product_handbook.analysis.analysis import Analysis
from product_handbook.model.draft import Subject
from product_handbook.model.strategy import Strategy
from product_handbook.rules.catalogue import ACCEPTANCE_RULES, NUMBER_RULES, OBJECT_RULES, STRATEGY_RULES
from product_handbook.rules.finding import Finding, GroundT, Rule, Use

_CODES = tuple(rule.code for rule in OBJECT_RULES)


@dataclass(frozen=True)
class Findings:
    """All findings in a strategy, in the order of the files, then of their places, then of their codes."""

    open: tuple[Finding, ...]
    """Those that nobody accepts, or no longer."""
    accepted: tuple[Finding, ...]
    """Those that their object accepts, each with the acceptance."""

    @cached_property
    def open_by_object(self) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
        """The open findings by the kind and id of their object, objects in the order of their first finding."""
        groups: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.open:
            groups.setdefault((finding.subject.kind, finding.subject.id), []).append(finding)
        return {key: tuple(group) for key, group in groups.items()}


def find(analysis: Analysis, today: date) -> Findings:
    """What the rules find in a strategy; the same strategy and day give the same findings in the same order."""
    strategy = analysis.strategy
    found = [finding for rule in STRATEGY_RULES for finding in _apply(rule, strategy, today)]
    found += [finding for rule in NUMBER_RULES for finding in _apply(rule, analysis, today)]
    uses = _uses(strategy, found)
    holding = {_key(use.subject, use.acceptance.rule): use.acceptance for use in uses if not use.has_run_out(today)}
    judged = [replace(finding, accepted=holding.get(_key(finding.subject, finding.rule.code))) for finding in found]
    judged += [finding for rule in ACCEPTANCE_RULES for use in uses for finding in _apply(rule, use, today)]
    ordered = _ordered(judged, strategy.files)
    return Findings(
        open=tuple(finding for finding in ordered if finding.accepted is None),
        accepted=tuple(finding for finding in ordered if finding.accepted is not None),
    )


def _apply(rule: Rule[GroundT], ground: GroundT, today: date) -> Iterator[Finding]:
    for remark in rule.check(ground, today):
        yield Finding(rule, remark.subject, remark.location, remark.message, remark.help)


def _uses(strategy: Strategy, found: list[Finding]) -> list[Use]:
    found_on = {_key(finding.subject, finding.rule.code) for finding in found}
    return [
        Use(subject, acceptance, _key(subject, acceptance.rule) in found_on, _CODES)
        for subject in strategy.subjects
        for acceptance in subject.object.accept
    ]


def _key(subject: Subject, code: str) -> tuple[str, str, str]:
    return subject.kind, subject.id, code


def _ordered(findings: list[Finding], files: tuple[str, ...]) -> list[Finding]:
    position = {path: index for index, path in enumerate(files)}
    return sorted(
        findings,
        key=lambda finding: (
            position[finding.location.path],
            finding.location.line,
            finding.location.column,
            finding.rule.code,
        ),
    )
