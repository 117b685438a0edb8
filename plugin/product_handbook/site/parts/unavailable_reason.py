"""Why a number is not there, in words."""

from markupsafe import Markup

from product_handbook.analysis.values.unavailable import Unavailable, UnavailableReason
from product_handbook.formulas.periods import for_readers
from product_handbook.site.writing.draft import Draft

_CAUSES = {
    "division_by_zero": Markup("{} cannot be computed{}: <code>{}</code> divides by zero"),
    "root_of_negative": Markup("{} cannot be computed{}: <code>{}</code> is a root of a negative number"),
    "too_large": Markup("{} cannot be computed{}: <code>{}</code> is too large"),
    "too_many_inputs": Markup("{} depends on too many inputs at once{} in <code>{}</code>"),
}


def why_not(draft: Draft, unknown: Unavailable) -> Markup:
    """The reasons in one sentence without a full stop, the metrics linked."""
    return Markup("; ").join(_reason(draft, gap) for gap in unknown.reasons)


def _reason(draft: Draft, gap: UnavailableReason) -> Markup:
    metric = draft.link("metric", gap.metric)
    period = "" if gap.period is None else f" for {for_readers(gap.period)}"
    if gap.cause == "not_reported":
        return Markup("{} has no value{}").format(metric, period)
    return _CAUSES[gap.cause].format(metric, period, gap.part)
