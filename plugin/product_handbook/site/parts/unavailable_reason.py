"""Why a number is not there, in words."""

from markupsafe import Markup

from product_handbook.analysis.values.unavailable import Unavailable, UnavailableReason
from product_handbook.formulas.periods import for_readers
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.rendering import html_macros

(_unavailable,) = html_macros("parts/metrics.html.jinja", "unavailable")


def why_unavailable(draft: Draft, unavailable: Unavailable) -> Markup:
    """The reasons in one sentence without a full stop, the metrics linked."""
    return Markup("; ").join(_reason(draft, reason) for reason in unavailable.reasons)


def _reason(draft: Draft, reason: UnavailableReason) -> Markup:
    period = "" if reason.period is None else f" for {for_readers(reason.period)}"
    return _unavailable(reason.cause, draft.link("metric", reason.metric), period, reason.part)
