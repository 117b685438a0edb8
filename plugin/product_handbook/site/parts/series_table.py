"""The values of a metric as a table that says where each comes from."""

from markupsafe import Markup, escape

from product_handbook.analysis.values.reconciliation import Reconciliation
from product_handbook.analysis.values.unavailable import Unavailable
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.unavailable_reason import why_unavailable
from product_handbook.site.writing import components
from product_handbook.site.writing.assets import JSON
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.terms import AGREEMENTS

MOST_ROWS = 25
"""Periods in the table: two years of months, so that each stands beside that of the year before."""

MOST_GAPS = 3
"""Periods without a value that are named with the reason."""

_left_out_note, _origin, _not_computable, _no_values, _rounded_from, _without_value, _unfinished, _counted_anew = (
    html_macros(
        "parts/series_table.html.jinja",
        "left_out",
        "origin",
        "not_computable",
        "no_values",
        "rounded",
        "without_value",
        "unfinished",
        "counted_anew",
    )
)


def series_table(draft: Draft, metric: Metric) -> Markup:
    """The latest periods, the newest first, each with its origin."""
    numbers = draft.handbook.analysis.numbers
    rows = {row.period: row for row in draft.handbook.analysis.reconciliations.get(metric.id, ())}
    periods = numbers.known_periods(metric.id)[::-1][:MOST_ROWS]
    headings = [Heading("Period"), Heading("Value", numeric=True), Heading("Change", numeric=True)]
    if rows:
        headings += [Heading("The formula gives", numeric=True), Heading("Agreement")]
    is_noted = any(_note(draft, metric, period) for period in periods)
    headings += [Heading("Note")] if is_noted else []
    cells = [_row(draft, metric, period, rows, is_noted=is_noted) for period in periods]
    return (
        components.table(f"Values of {metric.title}", headings, cells) + _left_out(draft, metric) + _gaps(draft, metric)
    )


def why_no_values(draft: Draft, metric: Metric) -> Markup:
    """Why the formula of a metric gives nothing at all, though the handbook holds values; else empty."""
    found = draft.handbook.analysis.numbers.why_none(metric.id)
    if found is None:
        return Markup()
    period, unavailable = found
    return _no_values(for_readers(period), why_unavailable(draft.link, unavailable))


def _left_out(draft: Draft, metric: Metric) -> Markup:
    """That the table has the latest periods only, and where all are; empty where it has all."""
    known = len(draft.handbook.analysis.numbers.known_periods(metric.id))
    if known <= MOST_ROWS:
        return Markup()
    return _left_out_note(MOST_ROWS, known, draft.href_of(draft.handbook.addresses.base + JSON))


def _gaps(draft: Draft, metric: Metric) -> Markup:
    """In which periods the formula has no value though all its operands do, the latest, and why."""
    found = list(draft.handbook.analysis.numbers.uncomputable(metric.id))[::-1]
    said = [why_unavailable(draft.link, gap) for _, gap in found[:MOST_GAPS]]
    return _without_value(said, len(found) - len(said)) if said else Markup()


def _row(
    draft: Draft, metric: Metric, period: Period, rows: dict[Period, Reconciliation], *, is_noted: bool
) -> tuple[Markup, ...]:
    numbers, number_format = draft.handbook.analysis.numbers, draft.handbook.number_format
    value, before = numbers.value(metric.id, period), numbers.previous(metric.id, period)
    if isinstance(value, Unavailable):
        return (escape(for_readers(period)), why_unavailable(draft.link, value))
    change = Markup() if before is None else number_format.html_exact_change(before, value, metric)
    cells = [_when(draft, period), number_format.html_exact(value, metric), change]
    if rows:
        cells += _agreement(draft, metric, rows.get(period))
    return (*cells, _note(draft, metric, period)) if is_noted else tuple(cells)


def _when(draft: Draft, period: Period) -> Markup:
    """The period, and whether it has ended."""
    today = draft.handbook.today
    if period.has_ended(today):
        return escape(for_readers(period))
    return _unfinished(for_readers(period), "so far" if period.is_running(today) else "has not begun")


def _not_comparable(draft: Draft, metric: Metric, period: Period) -> Markup:
    """That a value is counted otherwise than the one before; empty where it is not."""
    found = draft.handbook.analysis.numbers.break_between(metric.id, period.shifted(-1), period)
    if found is None or not period.has_ended(draft.handbook.today):
        return Markup()
    return _counted_anew(draft.link("metric", found.metric) if found.metric != metric.id else Markup())


def _agreement(draft: Draft, metric: Metric, row: Reconciliation | None) -> list[Markup]:
    """What the formula gives, and whether it agrees; without a reported value, that the shown one was computed."""
    if row is None:
        return [Markup(), _origin("computed")]
    if isinstance(row.computed, Unavailable):
        return [Markup(), _not_computable(why_unavailable(draft.link, row.computed))]
    number_format, word = draft.handbook.number_format, escape(AGREEMENTS[row.agreement])
    if row.agreement in {"off", "within_tolerance"}:
        word += Markup(" by {}").format(number_format.html_exact_difference(row.difference, metric))
    if row.possible is not None:
        low, high = row.possible
        ends = (number_format.html(low, metric, (high,)), number_format.html(high, metric, (low,)))
        return [number_format.html_exact(row.computed, metric), _rounded_from(word, *ends)]
    # What is equal after rounding is written as it was reported, or each row would hold the digits of a quotient.
    if row.agreement == "exact":
        return [number_format.html_exact(row.reported, metric), word]
    return [number_format.html_exact(row.computed, metric), word]


def _note(draft: Draft, metric: Metric, period: Period) -> Markup:
    """What is noted beside a reported value, and the values that it restates."""
    noted = Markup(" ").join(
        filter(None, (_not_comparable(draft, metric, period), *map(draft.line, metric.notes_in(period))))
    )
    written = draft.handbook.strategy.reported.get(metric.id, {}).get(period)
    if written is None:
        return noted
    number_format = draft.handbook.number_format
    before = ", ".join(number_format.exact(old.value, metric) for old in written.before)
    restated = f"Reported before as {before}." if before else ""
    return Markup(" ").join(part for part in (noted, escape(restated), escape(written.note)) if part)
