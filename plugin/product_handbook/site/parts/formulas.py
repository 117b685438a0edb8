"""Formulas with their operands linked: as a line of their own, and in a cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.formulas.expression import Reference, tokens
from product_handbook.model.records.metric import Metric
from product_handbook.site.writing.templates import PieceContext, html_macros
from product_handbook.wording.number_format import unit_of
from product_handbook.wording.terms import count

Link = Callable[[str, str], Markup]
"""What links an object by its kind and id."""

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


def formula(link: Link, metric: Metric) -> Markup:
    """The formula of a metric after its name, with its unit; empty without one."""
    parts = linked_parts(link, metric)
    return FormulaContext(metric.title, parts, unit_of(metric)).html() if parts else Markup()


def linked_parts(link: Link, metric: Metric) -> tuple[Markup, ...]:
    """The formula in pieces: operands as links, signs as text; empty without a formula."""
    if metric.formula is None:
        return ()
    return tuple(
        _operand(link, token) if isinstance(token, Reference) else escape(token)
        for token in tokens(metric.formula.expression)
    )


def _operand(link: Link, reference: Reference) -> Markup:
    linked = link("metric", reference.metric)
    if reference.roll:
        return Markup("{}({})").format(reference.roll, linked)
    if not reference.lag:
        return linked
    return _lagged(linked, f"{count(reference.lag, 'period')} before")
