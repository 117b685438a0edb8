"""The values of a metric over time, as a line with its targets."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from product_handbook.drawing.charts.canvas import MOST_TOOLTIPS
from product_handbook.drawing.charts.draw import line_chart
from product_handbook.drawing.charts.model import Bound, Break, ChartSeries, DataPoint, Goal, LineChart
from product_handbook.drawing.charts.model import GoalStatus as ChartStatus
from product_handbook.formulas.periods import Period, for_readers, short
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.figures import tone_of
from product_handbook.site.parts.guardrail_words import guardrail_words
from product_handbook.site.parts.target_words import goal_text
from product_handbook.site.writing.draft import Draft
from product_handbook.wording.terms import STATUSES

MOST_PERIODS = 60
"""Periods in the chart, the latest ones."""
MOST_AHEAD = 12
"""Periods after the latest value for which the chart keeps room, so that a target to come is in it."""

_LOOKS: Mapping[str, ChartStatus] = {
    "met": "met",
    "on_track": "on_track",
    "at_risk": "at_risk",
    "off_track": "off_track",
    "too_early": "too_early",
}


def series_figure(draft: Draft, metric: Metric, table: Markup) -> Markup:
    """The line with its target, a table below it; empty without a value."""
    numbers = draft.handbook.analysis.numbers
    if not numbers.periods(metric.id):
        return Markup()
    shown = chart_periods(begun_periods(draft, metric), metric)
    return line_chart(series_chart(draft, metric, shown, table))


def begun_periods(draft: Draft, metric: Metric) -> tuple[Period, ...]:
    """The periods with a value, the one that has not ended among them, and none that has not begun."""
    known = draft.handbook.analysis.numbers.known_periods(metric.id)
    return tuple(period for period in known if period.first_day <= draft.handbook.today)


def chart_periods(known: Sequence[Period], metric: Metric) -> tuple[Period, ...]:
    """The periods of the chart, one after the other: of the values, and up to the target that is due next."""
    latest = known[-1]
    due = [latest.around(period.last_day) for period in metric.dated_targets if not metric.is_retired]
    ahead = [period.number - latest.number for period in due if period.number > latest.number]
    last = min(ahead, default=0)
    first = max(known[0].number, latest.number - MOST_PERIODS + 1)
    end = latest.number + (last if last <= MOST_AHEAD else 0)
    return tuple(latest.shifted(number - latest.number) for number in range(first, end + 1))


def series_chart(draft: Draft, metric: Metric, shown: tuple[Period, ...], table: Markup) -> LineChart:
    """The line of a metric over some periods, with its targets."""
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
        apart=handbook.number_format.time_steps(metric),
        latest=handbook.number_format.apart((value, *_levels(metric).values()), metric)[0]
        if isinstance(value, Decimal)
        else "",
        goals=_goals(draft, metric, shown),
        breaks=tuple(_marks(draft, metric, shown)),
        band=_band(metric),
        bounds=(*_guardrails(draft, metric), *_standing(draft, metric)),
        tone=tone_of(handbook, metric),
        table=table,
    )


def _marks(draft: Draft, metric: Metric, shown: tuple[Period, ...]) -> Iterator[Break]:
    """The breaks of a metric, those of what it is computed from among them, and the notes of its periods."""
    found = [(each.period, each.because, each.metric) for each in draft.handbook.analysis.numbers.breaks(metric.id)]
    noted = [(shown[0].around(at.first_day), note, "") for at, note in metric.notes.items()]
    for period, text, broken in sorted([*found, *noted], key=lambda mark: (mark[0].number, not mark[2])):
        if period in shown:
            of = f" ({draft.handbook.strategy.metrics[broken].title})" if broken not in {"", metric.id} else ""
            yield Break(shown.index(period), f"{for_readers(period)}{of}: {draft.line(text).striptags()}", bool(broken))


def _described(draft: Draft, metric: Metric) -> str:
    """The first, the lowest, the highest and the last value in words."""
    numbers, number_format = draft.handbook.analysis.numbers, draft.handbook.number_format
    known = [(numbers.value(metric.id, period), period) for period in numbers.periods(metric.id)]
    found = [(value, period) for value, period in known if isinstance(value, Decimal)]
    lowest, highest = min(found, key=lambda pair: pair[0]), max(found, key=lambda pair: pair[0])
    marks = dict.fromkeys([("From", found[0]), ("lowest", lowest), ("highest", highest), ("to", found[-1])])
    texts = number_format.apart([value for _, (value, _) in marks], metric)
    said = [
        f"{word} {text} {number_format.unit(metric, text)}".rstrip() + f" in {for_readers(period)}"
        for (word, (_, period)), text in zip(marks, texts, strict=True)
    ]
    bounds = (*_guardrails(draft, metric), *_standing(draft, metric))
    return ", ".join(said) + "".join(f"; {bound.in_words}" for bound in bounds)


def _lines(draft: Draft, metric: Metric, shown: tuple[Period, ...]) -> tuple[ChartSeries, ...]:
    """The reported values, and the computed ones where they say something else or stand alone."""
    numbers = draft.handbook.analysis.numbers
    rows = draft.handbook.analysis.reconciliations.get(metric.id, ())
    computed = any(row.agreement in {"off", "within_tolerance"} for row in rows)
    computed = computed or any(not numbers.is_reported(metric.id, period) for period in numbers.periods(metric.id))
    has_tooltips = sum(shown[0].number <= period.number for period in numbers.periods(metric.id)) <= MOST_TOOLTIPS
    found = []
    if metric.id in numbers.reported:
        found.append(
            ChartSeries(
                "reported",
                tuple(_point(draft, metric, period, reported=True, has_tooltips=has_tooltips) for period in shown),
            )
        )
    if metric.id in numbers.programs and (computed or not found):
        points = tuple(_point(draft, metric, period, reported=False, has_tooltips=has_tooltips) for period in shown)
        found.append(ChartSeries("computed", points, computed=True))
    return (*found, *_so_far(draft, metric, shown))


def _so_far(draft: Draft, metric: Metric, shown: tuple[Period, ...]) -> Iterator[ChartSeries]:
    """The value of the period that has not ended, and the way to it."""
    numbers, number_format = draft.handbook.analysis.numbers, draft.handbook.number_format
    running = numbers.running(metric.id)
    value = None if running is None else numbers.value(metric.id, running)
    if running is None or running not in shown or not isinstance(value, Decimal):
        return
    before = numbers.value(metric.id, running.shifted(-1))
    points = [DataPoint()] * len(shown)
    if isinstance(before, Decimal) and running.shifted(-1) in shown:
        points[shown.index(running) - 1] = DataPoint(Fraction(before))
    told = f"{for_readers(running)}, so far: {number_format.quantity(value, metric)}"
    points[shown.index(running)] = DataPoint(Fraction(value), told)
    yield ChartSeries("so far", tuple(points), so_far=True)


def _point(draft: Draft, metric: Metric, period: Period, *, reported: bool, has_tooltips: bool) -> DataPoint:
    numbers, number_format = draft.handbook.analysis.numbers, draft.handbook.number_format
    if not period.has_ended(draft.handbook.today):
        return DataPoint()
    if reported:
        written = numbers.reported[metric.id].get(period)
        value = None if written is None else written.value
    else:
        found = numbers.computed(metric.id, period)
        value = found if isinstance(found, Decimal) else None
    if value is None:
        return DataPoint()
    if not has_tooltips:
        return DataPoint(Fraction(value))
    origin = "" if reported else " (computed)"
    return DataPoint(
        value=Fraction(value), tooltip=f"{for_readers(period)}: {number_format.quantity(value, metric)}{origin}"
    )


def _goals(draft: Draft, metric: Metric, shown: tuple[Period, ...]) -> tuple[Goal, ...]:
    progress = draft.handbook.target_status(metric.id)
    number_format = draft.handbook.number_format
    found = []
    beside = () if progress.value is None else (progress.value,)
    levels = _levels(metric)
    texts = number_format.apart((*levels.values(), *beside), metric)
    for (period, target), text in zip(levels.items(), texts, strict=False):
        at = shown[0].around(period.last_day)
        if at in shown:
            status = STATUSES[progress.status] if period == progress.period else None
            label = text + (f" · {status.text.lower()}" if status else "")
            tooltip = f"Target for {for_readers(period)}: {number_format.quantity(target, metric)}"
            look = _LOOKS.get(progress.status, "none") if status else "none"
            found.append(Goal(shown.index(at), Fraction(target), label, tooltip, look))
    return tuple(found)


def _band(metric: Metric) -> tuple[Fraction, Fraction] | None:
    """Where it should stay: what its record says, or its standing goal."""
    standing = metric.standing_target
    if metric.between is not None:
        return Fraction(metric.between[0]), Fraction(metric.between[1])
    if standing is None or standing.meaning != "between":
        return None
    return Fraction(standing.low), Fraction(standing.high)


def _guardrails(draft: Draft, metric: Metric) -> Iterator[Bound]:
    """The bounds that it has to keep as a guardrail of the North Star."""
    for found in draft.handbook.analysis.guardrails_of(metric.id):
        for field, bound in found.bounds.items():
            is_broken = field == found.broken_bound
            text = guardrail_words(draft.handbook.number_format, found).bounds[bound] + " · broken" * is_broken
            yield Bound(Fraction(bound), "guardrail", text, "off_track" if is_broken else "none")


def _standing(draft: Draft, metric: Metric) -> Iterator[Bound]:
    """The number that each of its periods is held against."""
    target = metric.standing_target
    found = next((each for each in draft.handbook.analysis.statuses_of(metric.id) if each.period is None), None)
    if target is None or target.number is None or found is None:
        return
    status = _LOOKS.get(found.status, "none")
    text = f"always {goal_text(draft.handbook.number_format, metric, found)}"
    if status != "none":
        text += f" · {STATUSES[found.status].text.lower()}"
    yield Bound(Fraction(target.number), "standing", text, status)


def _levels(metric: Metric) -> Mapping[Period, Decimal]:
    """The targets that a line of values can reach: no totals, and no bands."""
    return {period: target.low for period, target in metric.dated_targets.items() if target.is_level}
