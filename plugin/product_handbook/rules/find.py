"""The linter: every finding in a strategy on a day, the open ones apart from the accepted ones."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from product_handbook.analysis.analysis import Analysis
from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.strategy import Strategy
from product_handbook.rules.acceptances import AcceptanceUse
from product_handbook.rules.catalogue import ACCEPTANCE_RULES, NUMBER_RULES, OBJECT_RULES, STRATEGY_RULES
from product_handbook.rules.findings import Findings
from product_handbook.rules.order import ranking

_RULES = {rule.code: rule for rule in OBJECT_RULES}
_LEADING = frozenset(rule.code for rule in OBJECT_RULES if rule.leads)
_ABOUT_NUMBERS = frozenset(rule.code for rule in NUMBER_RULES)

_Judged = tuple[Diagnostic, AcceptanceUse | None]
"""A finding, and the acceptance that holds for it."""


def find(analysis: Analysis) -> Findings:
    """What the rules find in a strategy; the same strategy and day give the same findings in the same order."""
    strategy, today = analysis.strategy, analysis.today
    found = [finding for rule in STRATEGY_RULES for finding in rule.findings(strategy, today)]
    found += [finding for rule in NUMBER_RULES for finding in rule.findings(analysis, today)]
    uses = tuple(_uses(strategy, found))
    holding = {finding: use for use in reversed(uses) for finding in use.found if use.holds(finding, today)}
    judged: list[_Judged] = [(finding, holding.get(finding)) for finding in found]
    judged += [(finding, None) for rule in ACCEPTANCE_RULES for use in uses for finding in rule.findings(use, today)]
    rank = ranking(strategy, leading=_LEADING, about_numbers=_ABOUT_NUMBERS)
    lines = sorted(_lines(judged), key=lambda line: rank(line[0]))
    return Findings(
        open=tuple(finding for finding, use in lines if use is None),
        accepted=tuple((finding, use.acceptance) for finding, use in lines if use is not None),
    )


def _uses(strategy: Strategy, found: Sequence[Diagnostic]) -> Iterator[AcceptanceUse]:
    by_object: dict[tuple[str, str], list[Diagnostic]] = {}
    for finding in found:
        by_object.setdefault((finding.subject, finding.code), []).append(finding)
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
                renamed=strategy.renamed,
            )


def _lines(judged: Sequence[_Judged]) -> Iterator[_Judged]:
    """One finding for all cases of a rule on an object that nobody accepts, or that one acceptance holds for."""
    groups: dict[tuple[object, ...], list[_Judged]] = {}
    for number, (finding, use) in enumerate(judged):
        rule = _RULES.get(finding.code)
        own = number if rule is None or not rule.others else None
        groups.setdefault((finding.subject, finding.code, id(use), own), []).append((finding, use))
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
