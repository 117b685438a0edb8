"""Why a metric changed: a sentence, a waterfall and its table, for the last period and for a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from product_handbook.analysis.attribution.explained import Contribution, ExplainedChange, Explanation
from product_handbook.analysis.attribution.shapley import MOST_PLAYERS
from product_handbook.analysis.values.unavailable import Unavailable
from product_handbook.formulas.periods import for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.parts.change_chart import as_before, change_chart
from product_handbook.site.parts.unavailable_reason import why_unavailable
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PieceContext, html_macros
from product_handbook.wording.terms import count

MOST_NAMED = 4
"""Contributions that the sentence names; the chart and the table have more."""

_side_by_side, _refused, _half_way, _sentence, _contribution = html_macros(
    "parts/change_words.html.jinja", "side_by_side", "refused", "half_way", "sentence", "contribution"
)
(_qualified,) = html_macros("parts/metrics.html.jinja", "qualified")
_by_level, _unexplained, _own_past, _flows, _flow, _counted, _note = html_macros(
    "parts/change_words.html.jinja", "by_level", "unexplained", "own_past", "flows", "flow", "counted", "note"
)


@dataclass(frozen=True)
class ExplanationContext(PieceContext):
    """A change explained."""

    template = "parts/change_explanation.html.jinja"

    kicker: str
    """Which change it is."""
    sentence: Markup
    chart: Markup
    """With its table; empty for what cannot be explained."""
    remarks: Sequence[Markup]
    """What a reader has to know to trust it."""


def explanations(draft: Draft, metric: Metric) -> Markup:
    """The change from the period before and from a year before, each explained; empty without two values."""
    changes = draft.handbook.analysis.changes.get(metric.id, ())
    found = [explanation_context(draft, metric, change).html() for change in changes]
    return _side_by_side(found) if found else Markup()


def explanation_context(draft: Draft, metric: Metric, change: ExplainedChange) -> ExplanationContext:
    """What is said of a change."""
    kicker, found = _kicker(draft, change), change.explanation
    if isinstance(found, Unavailable):
        ends = (for_readers(change.earlier), for_readers(change.later))
        reason = _refused(metric.title, *ends, _refusal(draft, change, found))
        return ExplanationContext(kicker, reason, Markup(), tuple(_breaks(draft, found)))
    chart = change_chart(draft, metric, found)
    return ExplanationContext(kicker, sentence(draft, metric, found), chart, tuple(_remarks(draft, found)))


def _breaks(draft: Draft, found: Unavailable) -> Iterator[Markup]:
    """How what is counted differently is counted now."""
    for reason in found.reasons:
        for own in draft.handbook.analysis.numbers.breaks(reason.metric):
            if reason.cause == "broken_series" and own.period == reason.period:
                yield _counted(draft.link("metric", reason.metric), draft.line(own.because))


def _kicker(draft: Draft, change: ExplainedChange) -> str:
    if change.later != draft.handbook.analysis.numbers.latest(change.metric):
        return "The largest move so far"
    is_last = change.earlier == change.later.shifted(-1)
    return f"Since the {change.later.length} before" if is_last else "Since a year before"


def _refusal(draft: Draft, change: ExplainedChange, found: Unavailable) -> Markup:
    """What is missing, or where the path from one period to the other leads over no number."""
    reason = why_unavailable(draft.link, found)
    if any(gap.period is None and gap.part for gap in found.reasons):
        return _half_way(for_readers(change.earlier), for_readers(change.later), reason)
    return reason


def sentence(draft: Draft, metric: Metric, found: Explanation) -> Markup:
    """The change, and what contributed most to it, in one sentence."""
    number_format = draft.handbook.number_format
    move = "stayed the same"
    if found.change:
        size = number_format.difference(abs(found.change), metric).removeprefix("+")
        move = f"{'rose' if found.change > 0 else 'fell'} by {size}"
    parts: list[str] = [_contributed(draft, metric, found, part) for part in found.contributions[:MOST_NAMED]]
    if left := found.contributions[MOST_NAMED:]:
        amount = number_format.difference(sum((part.amount for part in left), Fraction(0)), metric)
        parts.append(f"{amount} from {count(len(left), 'other input')}")
    if found.unexplained:
        parts.append(f"{number_format.difference(found.unexplained, metric)} not explained")
    has_commas = any(part.level is not None for part in found.contributions[:MOST_NAMED])
    ends = (for_readers(found.earlier), for_readers(found.later))
    return _sentence(metric.title, move, *ends, parts, "; " if has_commas else ", ")


def _contributed(draft: Draft, metric: Metric, found: Explanation, part: Contribution) -> Markup:
    if part.level is not None:
        return _flowed(draft, metric, found, part, part.level)
    amount = draft.handbook.number_format.difference(part.amount, metric)
    before, after, direction = part.before, part.after, ""
    if not (part.is_flow or isinstance(before, Unavailable) or isinstance(after, Unavailable) or len(part.lags) > 1):
        direction = "rise" if after > before else "fall"
    link = draft.link("metric", part.metric)
    return _contribution(amount, direction, _qualified(link, part.roll_up) if part.roll_up else link)


def _flowed(draft: Draft, metric: Metric, found: Explanation, part: Contribution, level: Fraction) -> Markup:
    """`Churned subscribers took 328, 41 less than before`; over a year `on average 41 a month less than before`."""
    periods = abs(found.later.number - found.earlier.number)
    takes = part.amount < 0 or (not part.amount and level < 0)
    more = part.changed * (-1 if takes else 1) / periods
    size, by = (
        draft.handbook.number_format.difference(abs(amount), metric).removeprefix("+") for amount in (part.amount, more)
    )
    each = "" if periods == 1 else f"a {found.later.cadence}"
    verb, than = "took" if takes else "brought", "" if not more else "more" if more > 0 else "less"
    return _flow(draft.link("metric", part.metric), verb, size if part.amount else "nothing", by, each, than)


def _remarks(draft: Draft, found: Explanation) -> Iterator[Markup]:
    """What a reader has to know to trust the explanation."""
    if found.method == "by_level":
        yield _by_level(MOST_PLAYERS, found.undefined, for_readers(found.earlier), for_readers(found.later))
    if found.unexplained:
        yield _unexplained()
    if any(part.metric == found.metric for part in found.contributions):
        yield _own_past()
    if any(part.is_flow for part in found.contributions):
        is_split = any(part.level is not None for part in found.contributions)
        yield _flows(as_before(found) if is_split else "")
    for id in dict.fromkeys([found.metric, *(part.metric for part in found.contributions)]):
        for period, note in draft.handbook.strategy.metrics[id].notes.items():
            at = found.later.around(period.first_day)
            if found.earlier.number < at.number <= found.later.number:
                yield _note(draft.link("metric", id), for_readers(period), draft.line(note))
