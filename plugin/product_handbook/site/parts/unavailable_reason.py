"""Why a number is not there, in words."""

from collections.abc import Callable

from markupsafe import Markup

from product_handbook.analysis.values.unavailable import Unavailable, UnavailableReason
from product_handbook.formulas.periods import for_readers
from product_handbook.site.writing.templates import html_macros

(_unavailable,) = html_macros("parts/metrics.html.jinja", "unavailable")


def why_unavailable(link: Callable[[str, str], Markup], unavailable: Unavailable) -> Markup:
    """The reasons in one sentence without a full stop, the metrics linked as the page links by kind and id."""
    return Markup("; ").join(_reason(link, reason) for reason in unavailable.reasons)


def _reason(link: Callable[[str, str], Markup], reason: UnavailableReason) -> Markup:
    word = "since" if reason.cause == "broken_series" else "for"
    period = "" if reason.period is None else f" {word} {for_readers(reason.period)}"
    return _unavailable(reason.cause, link("metric", reason.metric), period, reason.part)
