"""Why a metric changed: a sentence, a waterfall and its table, for the last period and for a year."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup, escape

from product_handbook.analysis.attribution.explanation import Contribution, ExplainedChange, Explanation
from product_handbook.analysis.values.unavailable import Unavailable
from product_handbook.drawing.charts.draw import waterfall
from product_handbook.drawing.charts.model import Waterfall, WaterfallStep, WaterfallTotal
from product_handbook.formulas.periods import Period, for_readers, period_around
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.unavailable_reason import why_not
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft

MOST_NAMED = 4
"""Contributions that the sentence names; the chart and the table have more."""
MOST_STEPS = 12
"""Steps of a waterfall; what contributes least is taken together."""


def explanations(draft: Draft, metric: Metric) -> Markup:
    """The change from the period before and from a year before, each explained; empty without two values."""
    found = [_explained(draft, metric, change) for change in draft.handbook.analysis.changes.get(metric.id, ())]
    return (
        Markup('<div class="hb-whys" data-search-exclude>\n{}\n</div>').format(Markup("\n").join(found))
        if found
        else Markup()
    )


def _explained(draft: Draft, metric: Metric, change: ExplainedChange) -> Markup:
    found = change.explanation
    if isinstance(found, Unavailable):
        ends = (metric.title, for_readers(change.earlier), for_readers(change.later))
        reason = Markup("The change of {} from {} to {} cannot be divided: {}.").format(
            *ends, _refusal(draft, change, found)
        )
        return components.why(_kicker(draft, change), reason, Markup(), ())
    chart = waterfall(_waterfall(draft, metric, found))
    return components.why(_kicker(draft, change), sentence(draft, metric, found), chart, tuple(_remarks(draft, found)))


def _kicker(draft: Draft, change: ExplainedChange) -> str:
    """Which change it is."""
    if change.later != draft.handbook.analysis.numbers.latest(change.metric):
        return "The largest move so far"
    is_last = change.earlier == change.later.shifted(-1)
    return f"Since the {change.later.cadence} before" if is_last else "Since a year before"


def _refusal(draft: Draft, change: ExplainedChange, found: Unavailable) -> Markup:
    """Why nothing is divided: what is missing, or where the way from one period to the other leads over no number."""
    half_way = next((gap for gap in found.reasons if gap.period is None and gap.part), None)
    if half_way is None:
        return why_not(draft, found)
    way = Markup("half-way, with some inputs of {} and others still of {}, {}")
    return way.format(for_readers(change.later), for_readers(change.earlier), why_not(draft, found))


def sentence(draft: Draft, metric: Metric, found: Explanation) -> Markup:
    """The change, and what contributed most to it, in one sentence."""
    numerals = draft.handbook.number_format
    periods = f"from {for_readers(found.earlier)} to {for_readers(found.later)}"
    if not found.change:
        begin = Markup("{} stayed the same {}").format(metric.title, periods)
    else:
        verb = "rose" if found.change > 0 else "fell"
        size = numerals.difference(abs(found.change), metric).removeprefix("+")
        begin = Markup("{} {} by {} {}").format(metric.title, verb, size, periods)
    parts = [_named(draft, metric, part) for part in found.contributions[:MOST_NAMED]]
    if left := found.contributions[MOST_NAMED:]:
        amount = numerals.difference(sum((part.amount for part in left), Fraction(0)), metric)
        parts.append(Markup("{} from {} more").format(amount, len(left)))
    if found.unexplained:
        parts.append(Markup("{} not explained").format(numerals.difference(found.unexplained, metric)))
    return begin + (Markup(": ") + Markup(", ").join(parts) if parts else Markup()) + "."


def _named(draft: Draft, metric: Metric, part: Contribution) -> Markup:
    amount = draft.handbook.number_format.difference(part.amount, metric)
    if (
        part.is_flow
        or isinstance(part.before, Unavailable)
        or isinstance(part.after, Unavailable)
        or len(part.lags) > 1
    ):
        return Markup("{} from {}").format(amount, draft.link("metric", part.metric))
    word = "a rise" if part.after > part.before else "a fall"
    return Markup("{} from {} in {}").format(amount, word, draft.link("metric", part.metric))


def _remarks(draft: Draft, found: Explanation) -> Iterator[Markup]:
    """What a reader has to know to trust the division."""
    strategy = draft.handbook.strategy
    if found.method == "by_level":
        yield Markup("Divided level by level, since more than twelve inputs moved at once.")
    if found.unexplained:
        yield Markup("What is not explained is where the reported number moved otherwise than its formula.")
    if any(part.metric == found.metric for part in found.contributions):
        yield Markup("Its formula goes back to its own past otherwise than a stock does, so that is taken as it was.")
    if any(part.is_flow for part in found.contributions):
        yield Markup("What flows into a stock counts with all that it brought in the periods between.")
    for id in dict.fromkeys([found.metric, *(part.metric for part in found.contributions)]):
        for period, note in strategy.metrics[id].breaks.items():
            at = period_around(period.first_day, found.later.cadence)
            if found.earlier.number < at.number <= found.later.number:
                counted = Markup("{} is counted differently from {}: {}")
                yield counted.format(draft.link("metric", id), for_readers(period), draft.line(note))


def _waterfall(draft: Draft, metric: Metric, found: Explanation) -> Waterfall:
    numerals = draft.handbook.number_format
    change = numerals.change(found.before, found.after, metric)
    return Waterfall(
        name=f"why-{_short_name(draft, metric)}{found.earlier}".lower(),
        title=f"Why {metric.title} changed",
        description=f"From {for_readers(found.earlier)} to {for_readers(found.later)}: {change}",
        start=_total(draft, metric, found.earlier, found.before),
        steps=tuple(_steps(draft, metric, found)),
        end=_total(draft, metric, found.later, found.after),
        labels=lambda values: numerals.ticks(values, metric),
        table=_table(draft, metric, found),
    )


def _short_name(draft: Draft, metric: Metric) -> str:
    """What tells the charts of several metrics apart: nothing on the page of the metric itself."""
    return "" if draft.uri == draft.handbook.addresses.uri("metric", metric.id) else f"{metric.id.replace('_', '-')}-"


def _total(draft: Draft, metric: Metric, period: Period, value: Decimal) -> WaterfallTotal:
    return WaterfallTotal(for_readers(period), Fraction(value), draft.handbook.number_format.short(value, metric))


def _steps(draft: Draft, metric: Metric, found: Explanation) -> Iterator[WaterfallStep]:
    whole = found.contributions if len(found.contributions) <= MOST_STEPS else found.contributions[: MOST_STEPS - 1]
    for part in whole:
        yield _step(draft, metric, draft.handbook.strategy.metrics[part.metric].title, part.amount)
    if left := found.contributions[len(whole) :]:
        yield _step(draft, metric, f"{len(left)} more", sum((part.amount for part in left), Fraction(0)))
    if found.unexplained:
        yield replace(_step(draft, metric, "Not explained", found.unexplained), good=None)


def _step(draft: Draft, metric: Metric, name: str, amount: Fraction) -> WaterfallStep:
    numerals = draft.handbook.number_format
    wanted = {"increase": 1, "decrease": -1}.get(metric.aim or "")
    good = None if wanted is None else amount * wanted > 0
    return WaterfallStep(
        name, amount, numerals.difference(amount, metric), good, numerals.exact_difference(amount, metric)
    )


def _table(draft: Draft, metric: Metric, found: Explanation) -> Markup:
    numerals = draft.handbook.number_format
    headings = (
        Heading("Input"),
        Heading(for_readers(found.earlier), numeric=True),
        Heading(for_readers(found.later), numeric=True),
        Heading("Contribution", numeric=True),
    )
    rows = [_table_row(draft, metric, part) for part in found.contributions]
    if found.unexplained:
        rows.append((escape("Not explained"), Markup(), Markup(), numerals.html_difference(found.unexplained, metric)))
    ends = (numerals.html(found.before, metric), numerals.html(found.after, metric))
    rows.append((escape(metric.title), *ends, numerals.html_difference(found.change, metric)))
    label = f"What the change of {metric.title} since {for_readers(found.earlier)} comes from"
    return components.table(label, headings, rows)


def _table_row(draft: Draft, metric: Metric, part: Contribution) -> tuple[Markup, ...]:
    numerals, of = draft.handbook.number_format, draft.handbook.strategy.metrics[part.metric]
    before, after = (
        numerals.html(end, of) if isinstance(end, Decimal) else Markup() for end in (part.before, part.after)
    )
    name = draft.link("metric", of.id)
    if part.total is not None:
        name += Markup(' <span class="hb-lag">({} in all)</span>').format(numerals.short(part.total, of))
    if part.lags not in {(), (0,)}:
        name += Markup(' <span class="hb-lag">({})</span>').format(_lagged(part.lags))
    return name, before, after, numerals.html_difference(part.amount, metric)


def _lagged(lags: tuple[int, ...]) -> str:
    """Of which periods an input enters: `1 period before`, `now and 12 periods before`."""
    told = ["now" if lag == 0 else f"{lag} period{'s' if lag > 1 else ''} before" for lag in lags]
    return " and ".join(told)
