"""Formulas with their operands linked: as a line of their own, and in a cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.formulas.expression import Reference, tokens
from product_handbook.model.records.metric import Metric
from product_handbook.site.writing.context import PieceContext
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.rendering import html_macros
from product_handbook.wording.number_format import unit_of
from product_handbook.wording.terms import count

(_lagged,) = html_macros("parts/metrics.html.jinja", "lagged")


@dataclass(frozen=True)
class FormulaContext(PieceContext):
    """A formula with its operands linked."""

    template = "parts/formula.html.jinja"

    title: str
    """Of the metric."""
    parts: Sequence[Markup]
    unit: str
    """May be empty."""


def formula(draft: Draft, metric: Metric) -> Markup:
    """The formula of a metric after its name, with its unit; empty without one."""
    parts = _parts(draft, metric)
    return FormulaContext(metric.title, parts, unit_of(metric)).html() if parts else Markup()


def computed_from(draft: Draft, metric: Metric) -> Markup:
    """The formula of a metric with its operands linked, or the value of a constant, or nothing."""
    if metric.value is not None:
        return Markup("always {}").format(draft.handbook.number_format.quantity(metric.value, metric))
    return Markup().join(_parts(draft, metric))


def _parts(draft: Draft, metric: Metric) -> tuple[Markup, ...]:
    """The formula in pieces: operands as links, signs as text; empty without a formula."""
    if metric.formula is None:
        return ()
    return tuple(
        _operand(draft, token) if isinstance(token, Reference) else escape(token)
        for token in tokens(metric.formula.expression)
    )


def _operand(draft: Draft, reference: Reference) -> Markup:
    link = draft.link("metric", reference.metric)
    if not reference.lag:
        return link
    return _lagged(link, f"{count(reference.lag, 'period')} before")
