"""The change of a metric as a waterfall, and as the table of what each input contributed."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup, escape

from product_handbook.analysis.attribution.explained import Contribution, Explanation
from product_handbook.drawing.charts.draw import waterfall
from product_handbook.drawing.charts.model import Waterfall, WaterfallStep, WaterfallTotal
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.display_format import time_steps
from product_handbook.wording.terms import count

MOST_STEPS = 12
"""Steps of a waterfall; what contributes least is taken together."""

(_qualified,) = html_macros("parts/metrics.html.jinja", "qualified")


def change_chart(draft: Draft, metric: Metric, found: Explanation) -> Markup:
    """A waterfall from the earlier to the later value, with its table."""
    return waterfall(_waterfall(draft, metric, found))


def _waterfall(draft: Draft, metric: Metric, found: Explanation) -> Waterfall:
    number_format = draft.handbook.number_format
    change = number_format.change(found.before, found.after, metric)
    return Waterfall(
        name=f"why-{_short_name(draft, metric)}{found.earlier}".lower(),
        title=f"Why {metric.title} changed",
        description=f"From {for_readers(found.earlier)} to {for_readers(found.later)}: {change}",
        start=_total(draft, metric, found.earlier, found.before),
        steps=tuple(_steps(draft, metric, found)),
        end=_total(draft, metric, found.later, found.after),
        labels=lambda values: number_format.ticks(values, metric),
        apart=time_steps(metric),
        table=_table(draft, metric, found),
    )


def _short_name(draft: Draft, metric: Metric) -> str:
    """What tells the charts of several metrics apart: nothing on the page of the metric itself."""
    return "" if draft.uri == draft.handbook.addresses.uri("metric", metric.id) else f"{metric.id.replace('_', '-')}-"


def _total(draft: Draft, metric: Metric, period: Period, value: Decimal) -> WaterfallTotal:
    return WaterfallTotal(for_readers(period), Fraction(value), draft.handbook.number_format.short(value, metric))


def _steps(draft: Draft, metric: Metric, found: Explanation) -> Iterator[WaterfallStep]:
    """First what the flows would have done anyway, which is neither good nor bad; then what each input changed."""
    if level := sum((part.level or Fraction(0) for part in found.contributions), Fraction(0)):
        yield replace(_step(draft, metric, as_before(found), level), good=None)
    moved = sorted((part for part in found.contributions if part.changed), key=lambda part: -abs(part.changed))
    whole = moved if len(moved) <= MOST_STEPS else moved[: MOST_STEPS - 1]
    for part in whole:
        title = draft.handbook.strategy.metrics[part.metric].title
        yield _step(draft, metric, f"{title} ({part.roll_up})" if part.roll_up else title, part.changed)
    if left := moved[len(whole) :]:
        yield _step(draft, metric, f"{len(left)} more", sum((part.changed for part in left), Fraction(0)))
    if found.unexplained:
        yield replace(_step(draft, metric, "Not explained", found.unexplained), good=None)


def as_before(found: Explanation) -> str:
    """What flows that stay as they were are called: `Flows as in September 2026`."""
    return f"Flows as in {for_readers(found.earlier)}"


def _step(draft: Draft, metric: Metric, name: str, amount: Fraction) -> WaterfallStep:
    number_format = draft.handbook.number_format
    wanted = {"increase": 1, "decrease": -1}.get(metric.aim or "")
    good = None if wanted is None else amount * wanted > 0
    return WaterfallStep(
        name, amount, number_format.difference(amount, metric), good, number_format.exact_difference(amount, metric)
    )


def _table(draft: Draft, metric: Metric, found: Explanation) -> Markup:
    number_format = draft.handbook.number_format
    is_split = any(part.level is not None for part in found.contributions)
    headings = [Heading("Input"), *(Heading(for_readers(end), numeric=True) for end in (found.earlier, found.later))]
    headings += [Heading(as_before(found), numeric=True), Heading("Changed", numeric=True)] if is_split else []
    headings.append(Heading("Contribution", numeric=True))
    empty = (Markup(),) * (len(headings) - 2)
    rows = [_table_row(draft, metric, part, is_split=is_split) for part in found.contributions]
    if found.unexplained:
        rows.append((escape("Not explained"), *empty, number_format.html_difference(found.unexplained, metric)))
    ends = (number_format.html(found.before, metric), number_format.html(found.after, metric))
    rows.append((escape(metric.title), *ends, *empty[2:], number_format.html_difference(found.change, metric)))
    label = f"What the change of {metric.title} since {for_readers(found.earlier)} comes from"
    return components.table(label, headings, rows)


def _table_row(draft: Draft, metric: Metric, part: Contribution, *, is_split: bool) -> tuple[Markup, ...]:
    number_format, of = draft.handbook.number_format, draft.handbook.strategy.metrics[part.metric]
    before, after = (
        number_format.html(end, of) if isinstance(end, Decimal) else Markup() for end in (part.before, part.after)
    )
    name = draft.link("metric", of.id)
    if part.roll_up:
        name = _qualified(name, part.roll_up)
    if part.total is not None:
        name = _qualified(name, f"{number_format.short(part.total, of)} in all")
    if part.lags not in {(), (0,)}:
        name = _qualified(name, _lagged(part.lags))
    split = () if part.level is None else (part.level, part.changed)
    halves = [number_format.html_difference(half, metric) for half in split] if is_split else []
    empty = (Markup(),) * (2 if is_split and not halves else 0)
    return name, before, after, *halves, *empty, number_format.html_difference(part.amount, metric)


def _lagged(lags: tuple[int, ...]) -> str:
    """Of which periods an input enters: `1 period before`, `now and 12 periods before`."""
    return " and ".join("now" if lag == 0 else f"{count(lag, 'period')} before" for lag in lags)
