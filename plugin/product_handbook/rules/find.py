"""The linter: every finding in a strategy on a day, the open ones apart from the accepted ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from product_handbook.analysis.analysis import Analysis
from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.records.fields import Acceptance
from product_handbook.model.strategy import Strategy
from product_handbook.rules.acceptances import AcceptanceUse
from product_handbook.rules.catalogue import ACCEPTANCE_RULES, NUMBER_RULES, OBJECT_RULES, STRATEGY_RULES
from product_handbook.rules.findings import Findings
from product_handbook.rules.order import ordered

_RULES = {rule.code: rule for rule in OBJECT_RULES}
_Judged = tuple[Diagnostic, Acceptance | None]


def find(analysis: Analysis) -> Findings:
    """What the rules find in a strategy; the same strategy and day give the same findings in the same order."""
    strategy, today = analysis.strategy, analysis.today
    found = [finding for rule in STRATEGY_RULES for finding in rule.findings(strategy, today)]
    found += [finding for rule in NUMBER_RULES for finding in rule.findings(analysis, today)]
    uses = tuple(_uses(strategy, found))
    by_object: dict[tuple[str, str], list[AcceptanceUse]] = {}
    for use in uses:
        by_object.setdefault((_named(use), use.acceptance.rule), []).append(use)
    judged: list[_Judged] = []
    for finding in found:
        on_it = by_object.get((finding.subject, finding.code), ())
        judged.append((finding, next((use.acceptance for use in on_it if use.holds(finding, today)), None)))
    judged += [(finding, None) for rule in ACCEPTANCE_RULES for use in uses for finding in rule.findings(use, today)]
    lines = ordered(_lines(judged), strategy)
    return Findings(
        open=tuple(finding for finding, acceptance in lines if acceptance is None),
        accepted=tuple((finding, acceptance) for finding, acceptance in lines if acceptance is not None),
    )


def _named(use: AcceptanceUse) -> str:
    return f"{use.subject.kind}:{use.subject.id}"


def _uses(strategy: Strategy, found: Sequence[Diagnostic]) -> Iterator[AcceptanceUse]:
    by_object: dict[tuple[str, str], list[Diagnostic]] = {}
    for finding in found:
        by_object.setdefault((finding.subject, finding.code), []).append(finding)
    renamed = _renamed(strategy)
    for subject in strategy.subjects:
        for acceptance in subject.object.accept:
            rule = _RULES.get(acceptance.rule)
            yield AcceptanceUse(
                subject,
                acceptance,
                tuple(by_object.get((f"{subject.kind}:{subject.id}", acceptance.rule), ())),
                tuple(_RULES),
                asks_for=rule is not None and bool(rule.cases),
                has_sizes=rule is not None and rule.has_sizes,
                renamed=renamed,
            )


def _renamed(strategy: Strategy) -> Mapping[str, str]:
    return {
        f"{subject.kind}:{old}": f"{subject.kind}:{subject.id}"
        for subject in strategy.subjects
        for old in getattr(subject.object, "formerly", ())
    }


def _lines(judged: Sequence[_Judged]) -> Iterator[_Judged]:
    """One finding for all cases of a rule on an object that nobody accepts, or that one acceptance holds for."""
    groups: dict[tuple[object, ...], list[_Judged]] = {}
    for number, (finding, acceptance) in enumerate(judged):
        rule = _RULES.get(finding.code)
        own = number if rule is None or not rule.others else None
        groups.setdefault((finding.subject, finding.code, id(acceptance), own), []).append((finding, acceptance))
    for group in groups.values():
        found = [finding for finding, _ in group]
        yield (_together(found) if found[1:] else found[0]), group[0][1]


def _together(found: Sequence[Diagnostic]) -> Diagnostic:
    """The gravest of several cases, with how many others there are."""
    gravest = max(found, key=lambda finding: max((case.size or Decimal(0) for case in finding.cases), default=0))
    others = f"{len(found) - 1} other period{'s' * (len(found) > 2)}"  # noqa: PLR2004
    return replace(
        gravest,
        message=gravest.message + _RULES[gravest.code].others.format(others),
        cases=tuple(case for finding in found for case in finding.cases),
    )
