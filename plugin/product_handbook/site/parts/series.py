"""The values of a metric over time: as a line, and as a table that says where each comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup, escape

from product_handbook.analysis.targets.targets import Status
from product_handbook.analysis.values.reconciliation import Reconciliation
from product_handbook.analysis.values.unavailable import Unavailable
from product_handbook.drawing.charts.canvas import MOST_TOOLTIPS
from product_handbook.drawing.charts.draw import line_chart, panels
from product_handbook.drawing.charts.model import Break, ChartSeries, DataPoint, Goal, LineChart, Panels
from product_handbook.drawing.charts.model import GoalStatus as ChartStatus
from product_handbook.formulas.periods import Cadence, Period, for_readers, period_around, short
from product_handbook.model.records.metric import Metric
from product_handbook.site.handbook_json.write import JSON
from product_handbook.site.parts.figures import tone_of
from product_handbook.site.parts.unavailable_reason import why_not
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.wording import terms as words

MOST_PERIODS = 60
"""Periods in the chart, the latest ones."""
MOST_ROWS = 25
"""Periods in the table: two years of months, so that each stands beside that of the year before."""
MOST_AHEAD = 12
"""Periods after the latest value for which the chart keeps room, so that a target to come is in it."""

_LOOKS: Mapping[Status, ChartStatus] = {
    "met": "met",
    "on_track": "on_track",
    "at_risk": "at_risk",
    "off_track": "off_track",
}


def series_figure(draft: Draft, metric: Metric) -> Markup:
    """The line with its target, the table below it; empty without a value."""
    numbers = draft.handbook.analysis.numbers
    known = numbers.periods(metric.id)
    if not known:
        return Markup()
    shown = _calendar(known, metric)
    return line_chart(_chart(draft, metric, shown, _table(draft, metric)))


def together(draft: Draft) -> Markup:
    """The North Star and the business metric over the same periods, each with a scale of its own; empty without values.

    Where they have different cadences they share no axis: a figure for each, and above them why.
    """
    strategy, numbers = draft.handbook.strategy, draft.handbook.analysis.numbers
    tops = dict.fromkeys((strategy.star.id, strategy.business.id))
    metrics = [strategy.metrics[id] for id in tops if numbers.periods(id)]
    cadences = [numbers.periods(metric.id)[-1].cadence for metric in metrics]
    if len(set(cadences)) > 1:
        return _one_by_one(draft, metrics, cadences)
    if not metrics:
        return Markup()
    calendars = [_calendar(numbers.periods(metric.id), metric) for metric in metrics]
    first, last = min(shown[0] for shown in calendars), max(shown[-1] for shown in calendars)
    shown = tuple(first.shifted(step) for step in range(last.number - first.number + 1))
    charts = (_panel(draft, metric, shown, place) for place, metric in enumerate(metrics, 1))
    return panels(Panels("together", tuple(charts)))


def _one_by_one(draft: Draft, metrics: Sequence[Metric], cadences: Sequence[Cadence]) -> Markup:
    """A figure for each metric, and why they share no axis."""
    known = draft.handbook.analysis.numbers.periods
    told = " and ".join(
        f"{metric.title} is {words.CADENCES[cadence]}" for metric, cadence in zip(metrics, cadences, strict=True)
    )
    figures = (
        panels(Panels(f"together-{place}", (_panel(draft, metric, _calendar(known(metric.id), metric), place),)))
        for place, metric in enumerate(metrics, 1)
    )
    return Markup("\n").join((Markup("<p>{}, so each has an axis of its own.</p>").format(told), *figures))


def _panel(draft: Draft, metric: Metric, shown: tuple[Period, ...], place: int) -> LineChart:
    return replace(_chart(draft, metric, shown, Markup()), name=f"series-{place}", heading=metric.title)


def _calendar(known: Sequence[Period], metric: Metric) -> tuple[Period, ...]:
    """The periods of the chart, one after the other: of the values, and up to the target that is due next."""
    latest = known[-1]
    due = [period_around(period.last_day, latest.cadence) for period in metric.targets]
    ahead = [period.number - latest.number for period in due if period.number > latest.number]
    last = min(ahead, default=0)
    first = max(known[0].number, latest.number - MOST_PERIODS + 1)
    end = latest.number + (last if last <= MOST_AHEAD else 0)
    return tuple(latest.shifted(number - latest.number) for number in range(first, end + 1))


def _chart(draft: Draft, metric: Metric, shown: tuple[Period, ...], table: Markup) -> LineChart:
    handbook, numbers = draft.handbook, draft.handbook.analysis.numbers
    latest = numbers.periods(metric.id)[-1]
    value = numbers.value(metric.id, latest)
    return LineChart(
        name="series",
        title=f"{metric.title} over time",
        description=_described(draft, metric),
        periods=tuple(short(period) for period in shown),
        series=_lines(draft, metric, shown),
        labels=lambda values: handbook.number_format.ticks(values, metric),
        latest=handbook.number_format.apart((value, *metric.targets.values()), metric)[0]
        if isinstance(value, Decimal)
        else "",
        goals=_goals(draft, metric, shown),
        breaks=tuple(
            Break(shown.index(at), f"{for_readers(at)}: {draft.line(note).striptags()}")
            for period, note in metric.breaks.items()
            if (at := period_around(period.first_day, latest.cadence)) in shown
        ),
        band=None if metric.between is None else (Fraction(metric.between[0]), Fraction(metric.between[1])),
        tone=tone_of(handbook.strategy, metric),
        table=table,
    )


def _described(draft: Draft, metric: Metric) -> str:
    """The first, the lowest, the highest and the last value in words."""
    numbers, numerals = draft.handbook.analysis.numbers, draft.handbook.number_format
    known = [(numbers.value(metric.id, period), period) for period in numbers.periods(metric.id)]
    found = [(value, period) for value, period in known if isinstance(value, Decimal)]
    lowest, highest = min(found, key=lambda pair: pair[0]), max(found, key=lambda pair: pair[0])
    marks = dict.fromkeys([("From", found[0]), ("lowest", lowest), ("highest", highest), ("to", found[-1])])
    texts = numerals.apart([value for _, (value, _) in marks], metric)
    return ", ".join(
        f"{word} {text} {numerals.unit(metric, text)}".rstrip() + f" in {for_readers(period)}"
        for (word, (_, period)), text in zip(marks, texts, strict=True)
    )


def _lines(draft: Draft, metric: Metric, shown: tuple[Period, ...]) -> tuple[ChartSeries, ...]:
    """The reported values, and the computed ones where they say something else or stand alone."""
    numbers = draft.handbook.analysis.numbers
    rows = draft.handbook.analysis.reconciliations.get(metric.id, ())
    computed = any(row.agreement in {"off", "within_tolerance"} for row in rows)
    computed = computed or any(not numbers.is_reported(metric.id, period) for period in numbers.periods(metric.id))
    is_told = sum(shown[0].number <= period.number for period in numbers.periods(metric.id)) <= MOST_TOOLTIPS
    found = []
    if metric.id in numbers.reported:
        found.append(
            ChartSeries(
                "reported", tuple(_point(draft, metric, period, reported=True, is_told=is_told) for period in shown)
            )
        )
    if metric.id in numbers.programs and (computed or not found):
        points = tuple(_point(draft, metric, period, reported=False, is_told=is_told) for period in shown)
        found.append(ChartSeries("computed", points, computed=True))
    return tuple(found)


def _point(draft: Draft, metric: Metric, period: Period, *, reported: bool, is_told: bool) -> DataPoint:
    numbers, numerals = draft.handbook.analysis.numbers, draft.handbook.number_format
    if reported:
        written = numbers.reported[metric.id].get(period)
        value = None if written is None else written.value
    else:
        found = numbers.computed(metric.id, period)
        value = found if isinstance(found, Decimal) else None
    if value is None:
        return DataPoint()
    if not is_told:
        return DataPoint(Fraction(value))
    origin = "" if reported else " (computed)"
    return DataPoint(
        value=Fraction(value), tooltip=f"{for_readers(period)}: {numerals.quantity(value, metric)}{origin}"
    )


def _goals(draft: Draft, metric: Metric, shown: tuple[Period, ...]) -> tuple[Goal, ...]:
    standing = draft.handbook.standing(metric.id)
    numerals = draft.handbook.number_format
    found = []
    beside = () if standing.value is None else (standing.value,)
    texts = numerals.apart((*metric.targets.values(), *beside), metric)
    for (period, target), text in zip(metric.targets.items(), texts, strict=False):
        at = period_around(period.last_day, shown[0].cadence)
        if at in shown:
            status = words.STATUSES[standing.status] if at == standing.due else None
            label = text + (f" · {status.text.lower()}" if status else "")
            tooltip = f"Target for {for_readers(period)}: {numerals.quantity(target, metric)}"
            look = _LOOKS.get(standing.status, "none") if status else "none"
            found.append(Goal(shown.index(at), Fraction(target), label, tooltip, look))
    return tuple(found)


def _table(draft: Draft, metric: Metric) -> Markup:
    """The latest periods, the newest first, each with its origin."""
    numbers = draft.handbook.analysis.numbers
    rows = {row.period: row for row in draft.handbook.analysis.reconciliations.get(metric.id, ())}
    periods = numbers.periods(metric.id)[::-1][:MOST_ROWS]
    headings = [Heading("Period"), Heading("Value", numeric=True), Heading("Change", numeric=True)]
    if rows:
        headings += [Heading("The formula gives", numeric=True), Heading("Agreement")]
    is_noted = any(note_of(draft, metric, period) for period in periods)
    headings += [Heading("Note")] if is_noted else []
    cells = [_row(draft, metric, period, rows, is_noted=is_noted) for period in periods]
    return components.table(f"Values of {metric.title}", headings, cells) + _left_out(draft, metric)


def _left_out(draft: Draft, metric: Metric) -> Markup:
    """That the table has the latest periods only, and where all are; empty where it has all."""
    known = len(draft.handbook.analysis.numbers.periods(metric.id))
    if known <= MOST_ROWS:
        return Markup()
    note = Markup('<p>The latest {} of {} periods; all are in <a href="{}">handbook.json</a>.</p>')
    return note.format(MOST_ROWS, known, draft.href_of(draft.handbook.addresses.base + JSON))


def _row(
    draft: Draft, metric: Metric, period: Period, rows: dict[Period, Reconciliation], *, is_noted: bool
) -> tuple[Markup, ...]:
    numbers, numerals = draft.handbook.analysis.numbers, draft.handbook.number_format
    value, before = numbers.value(metric.id, period), numbers.value(metric.id, period.shifted(-1))
    if isinstance(value, Unavailable):
        return (escape(for_readers(period)), why_not(draft, value))
    change = numerals.html_exact_change(before, value, metric) if isinstance(before, Decimal) else Markup()
    cells = [escape(for_readers(period)), numerals.html_exact(value, metric), change]
    if rows:
        cells += _agreement(draft, metric, rows.get(period))
    return (*cells, note_of(draft, metric, period)) if is_noted else tuple(cells)


def _agreement(draft: Draft, metric: Metric, row: Reconciliation | None) -> list[Markup]:
    """What the formula gives, and whether it agrees; without a reported value, that the shown one was computed."""
    if row is None:
        return [Markup(), Markup('<span class="hb-origin">computed</span>')]
    if isinstance(row.computed, Unavailable):
        return [Markup(), Markup("Not computable: {}").format(why_not(draft, row.computed))]
    numerals, word = draft.handbook.number_format, escape(words.AGREEMENTS[row.agreement])
    if row.agreement in {"off", "within_tolerance"}:
        word += Markup(" by {}").format(numerals.html_exact_difference(row.difference, metric))
    # What is equal after rounding is written as it was reported, or each row would hold the digits of a quotient.
    if row.agreement == "exact":
        return [numerals.html_exact(row.reported, metric), word]
    return [numerals.html_exact(row.computed, metric), word]


def note_of(draft: Draft, metric: Metric, period: Period) -> Markup:
    """What is noted beside a reported value, and the values that it restates."""
    written = draft.handbook.strategy.reported.get(metric.id, {}).get(period)
    if written is None:
        return Markup()
    numerals = draft.handbook.number_format
    before = ", ".join(numerals.exact(old.value, metric) for old in written.before)
    restated = f"Reported before as {before}." if before else ""
    return escape(" ".join(part for part in (restated, written.note) if part))
