"""The order of findings: what matters most stands first, wherever they are listed."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from product_handbook.diagnostics.diagnostic import SEVERITIES, Diagnostic
from product_handbook.model.records.fields import Acceptance
from product_handbook.model.strategy import Strategy
from product_handbook.rules.catalogue import NUMBER_RULES, OBJECT_RULES

_LEADING = frozenset(rule.code for rule in OBJECT_RULES if rule.leads)
_ABOUT_NUMBERS = frozenset(rule.code for rule in NUMBER_RULES)

JudgedT = TypeVar("JudgedT", bound=tuple[Diagnostic, Acceptance | None])


def ordered(found: Iterable[JudgedT], strategy: Strategy) -> list[JudgedT]:
    """Findings of the rules that lead, then the graver before the milder.

    Of one severity, what concerns the North Star, the business metric and the guardrails stands before what is below
    these, and that before all else; then wrong numbers before the rest, then the order of files, places and codes.
    """
    file = {path: number for number, path in enumerate(strategy.files)}
    distance = _distance(strategy)

    def rank(judged: JudgedT) -> tuple[bool, int, int, bool, int, int, int, str]:
        finding, _ = judged
        span, severity = finding.span, SEVERITIES.index(finding.severity)
        return (
            finding.code not in _LEADING,
            severity,
            distance(finding.subject),
            finding.code not in _ABOUT_NUMBERS,
            file[span.path],
            span.line,
            span.column,
            finding.code,
        )

    return sorted(found, key=rank)


def _distance(strategy: Strategy) -> Callable[[str], int]:
    """How far an object is from the top: 0 at the top, 1 below it, 2 elsewhere."""
    page = strategy.north_star
    top = [page.metric.id, page.business_metric.id, *(rail.metric.id for rail in page.guardrails)]
    below = {f"metric:{id}" for each in top for id in strategy.graph.below(each)}
    at_top = {"page:north_star", *(f"metric:{id}" for id in top)}
    return lambda subject: 0 if subject in at_top else 1 if subject in below else 2
