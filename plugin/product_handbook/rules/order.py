"""The order of findings: what matters most stands first, wherever they are listed."""

from collections.abc import Callable, Collection

from product_handbook.diagnostics.diagnostic import SEVERITIES, Diagnostic
from product_handbook.model.strategy import Strategy

Rank = tuple[bool, int, int, bool, int, int, int, str]


def ranking(
    strategy: Strategy, *, leading: Collection[str], about_numbers: Collection[str]
) -> Callable[[Diagnostic], Rank]:
    """What findings are sorted by: those of the rules that lead, then the graver before the milder.

    Of one severity, what concerns the North Star, the business metric and the guardrails stands before what is below
    these, and that before all else; then wrong numbers before the rest, then the order of files, places and codes.
    """
    file = {path: number for number, path in enumerate(strategy.files)}
    distance = _distance(strategy)

    def rank(finding: Diagnostic) -> Rank:
        span, code = finding.span, finding.code
        gravity = code not in leading, SEVERITIES.index(finding.severity), distance(finding.subject)
        return *gravity, code not in about_numbers, file[span.path], span.line, span.column, code

    return rank


def _distance(strategy: Strategy) -> Callable[[str], int]:
    """How far an object is from the top: 0 at the top, 1 below it, 2 elsewhere."""
    page = strategy.north_star
    top = [page.metric.id, page.business_metric.id, *(rail.metric.id for rail in page.guardrails)]
    below = {f"metric:{id}" for each in top for id in strategy.graph.below(each)}
    at_top = {"page:north_star", *(f"metric:{id}" for id in top)}
    return lambda subject: 0 if subject in at_top else 1 if subject in below else 2
