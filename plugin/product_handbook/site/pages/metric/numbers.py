"""The numbers of a metric: over time, why they changed, the formula behind them, and how they were counted."""

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.formulas.periods import for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.reading import Prose
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.change_explanation import explanations
from product_handbook.site.parts.formulas import formula
from product_handbook.site.parts.series import series_figure
from product_handbook.site.parts.series_table import series_table, why_no_values
from product_handbook.site.writing.components import Heading, table
from product_handbook.site.writing.draft import Draft


@dataclass(frozen=True)
class NumbersSection:
    """A link to the rules of numbers, and marks of pieces and words, empty where there is nothing."""

    rules: MarkdownText
    series: MarkdownText
    is_computed: bool
    """Whether nobody reports it."""
    unavailable: MarkdownText
    """Why the formula gives nothing at all, though the handbook holds values."""
    changes: MarkdownText
    formula: MarkdownText
    tolerance: str
    constant: str
    """The value of a metric that is the same in every period."""
    breaks: MarkdownText
    source: MarkdownText
    """Where the number comes from."""


def numbers_section(draft: Draft, metric: Metric) -> NumbersSection:
    """What the page of a metric says of its numbers."""
    numbers = draft.handbook.analysis.numbers
    return NumbersSection(
        rules=draft.relative_to(draft.handbook.addresses.at("reference/numbers.md")),
        series=draft.piece(series_figure(draft, metric, series_table(draft, metric))),
        is_computed=bool(numbers.periods(metric.id)) and metric.id not in numbers.reported,
        unavailable=draft.piece(why_no_values(draft, metric)),
        changes=draft.piece(explanations(draft, metric)),
        formula=draft.piece(formula(draft.link, metric)),
        tolerance="" if metric.tolerance is None else draft.handbook.number_format.percent(metric.tolerance),
        constant=_constant(draft, metric),
        breaks=draft.piece(_breaks(draft, metric)),
        source=draft.paragraphs(metric.source),
    )


def _constant(draft: Draft, metric: Metric) -> str:
    value = draft.handbook.analysis.numbers.constants.get(metric.id)
    return draft.handbook.number_format.quantity(value, metric) if isinstance(value, Decimal) else ""


def _breaks(draft: Draft, metric: Metric) -> Markup:
    headings = (Heading("From"), Heading("What changed in the counting"))
    own = [(period, because, metric.id) for period, because in metric.breaks.items()]
    found = [(each.period, each.because, each.metric) for each in draft.handbook.analysis.numbers.breaks(metric.id)]
    rows = [
        (escape(for_readers(period)), _because(draft, because, "" if of == metric.id else of))
        for period, because, of in sorted(
            [*own, *(each for each in found if each[2] != metric.id)], key=lambda each: each[0].first_day
        )
    ]
    return table(f"Breaks in {metric.title}", headings, rows)


def _because(draft: Draft, because: Prose, of: str) -> Markup:
    """How it is counted from then on; of one that comes up from an operand, with that."""
    return Markup("{}: {}").format(draft.link("metric", of), draft.line(because)) if of else draft.line(because)
