"""What one percent more of each input does to the two top metrics, as a ranked table."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from product_handbook.analysis.scenario.scenario import ScenarioModel
from product_handbook.analysis.scenario.sensitivity import Sensitivity
from product_handbook.analysis.values.unavailable import Unavailable
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.unavailable_reason import why_unavailable
from product_handbook.site.parts.what_if.start import own_period, start_of
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.digits import significant

MOST_ROWS = 16
"""Inputs that are shown at once; the others, which move less, are folded away below them."""
FEWEST_FOLDED = 4
"""Fewer are not worth a fold."""
SHARE_DIGITS = 17
"""Digits of a share for programs."""

_LABEL = "What one percent more of each input does"
_as_of, _horizon, _more_inputs, _beside, _hurts_mark, _no_effect, _share, _believed = html_macros(
    "parts/what_if/sensitivity.html.jinja",
    "as_of",
    "horizon",
    "more_inputs",
    "beside",
    "hurts",
    "no_effect",
    "share",
    "believed",
)


def sensitivity_table(draft: Draft) -> MarkdownText:
    """The inputs of the North Star and the business metric, the strongest first; nothing where none has a value."""
    analysis = draft.handbook.analysis
    model, ranked = analysis.scenario, analysis.sensitivities
    if not ranked:
        return draft.piece("")
    note = _as_of(start_of(draft, model), _has_negative(model, ranked))
    note += _horizon(analysis.horizon.periods, analysis.horizon.is_lasting)
    return draft.piece(f"{note}\n{_tables(_headings(draft, model, ranked), _rows(draft, model, ranked))}")


def _has_negative(model: ScenarioModel, ranked: Sequence[Sensitivity]) -> bool:
    return any(model.nodes[each.metric].base < 0 for each in ranked)


def _headings(draft: Draft, model: ScenarioModel, ranked: Sequence[Sensitivity]) -> list[Heading]:
    found = [Heading("Input"), Heading("Now", numeric=True)]
    for root in model.roots:
        title = draft.handbook.strategy.metrics[root].title
        found.append(Heading(f"1 % more moves {title} by", numeric=True))
        horizon = draft.handbook.analysis.horizon
        spans = ("in this period, ", f"kept for {horizon.periods} periods, ") if horizon.is_lasting else ("",)
        found += [Heading(f"{span}in % of {title}", numeric=True) for span in spans]
    return [*found, Heading("Trade-off")] if _has_trade_offs(draft, ranked) else found


def _has_trade_offs(draft: Draft, ranked: Sequence[Sensitivity]) -> bool:
    return any(each.hurt(_falls_are_good(draft, each)) for each in ranked)


def _tables(headings: Sequence[Heading], rows: Sequence[Sequence[Markup]]) -> str:
    if len(rows) <= MOST_ROWS + FEWEST_FOLDED:
        return components.table(_LABEL, headings, rows)
    first = components.table(_LABEL, headings, rows[:MOST_ROWS])
    rest = components.table(f"{_LABEL}, continued", headings, rows[MOST_ROWS:])
    return f"{first}\n{_more_inputs(len(rows) - MOST_ROWS, rest)}"


def _rows(draft: Draft, model: ScenarioModel, ranked: Sequence[Sensitivity]) -> list[tuple[Markup, ...]]:
    has_trade_offs = _has_trade_offs(draft, ranked)
    rows = []
    for each in ranked:
        cells = [cell for root in model.roots for cell in _cells(draft, model, each, root)]
        last = (_hurts(draft, each),) if has_trade_offs else ()
        rows.append((draft.link("metric", each.metric), _now(draft, model, each.metric), *cells, *last))
    return rows


def _now(draft: Draft, model: ScenarioModel, input_: str) -> Markup:
    """The present value of an input, and of when it is where that is another time than the table's."""
    number_format, metric = draft.handbook.number_format, draft.handbook.strategy.metrics[input_]
    value = number_format.html(model.nodes[input_].base, metric)
    beside = [number_format.unit(metric), f"as of {period}" if (period := own_period(model, input_)) else ""]
    return Markup(" ").join((value, *(_beside(text) for text in beside if text)))


def _hurts(draft: Draft, sensitivity: Sensitivity) -> Markup:
    """A shape and a word for an input that makes one of the two better and the other worse."""
    metrics = draft.handbook.strategy.metrics
    titles = ", ".join(metrics[root].title for root in sensitivity.hurt(_falls_are_good(draft, sensitivity)))
    return _hurts_mark(titles) if titles else Markup()


def _falls_are_good(draft: Draft, sensitivity: Sensitivity) -> Mapping[str, bool]:
    metrics = draft.handbook.strategy.metrics
    aims = {root: metrics[root].aim for root in sensitivity.effects}
    return {root: aim == "decrease" for root, aim in aims.items() if aim != "maintain"}


def _cells(draft: Draft, model: ScenarioModel, sensitivity: Sensitivity, root: str) -> Iterator[Markup]:
    """What happens to a top metric in this period, and, where it makes a difference, what comes of it when kept."""
    yield from _effect(draft, model, sensitivity, root)
    if draft.handbook.analysis.horizon.is_lasting:
        relative = sensitivity.kept_relative[root]
        yield _shared(draft, relative) if relative else Markup()


def _shared(draft: Draft, relative: Decimal) -> Markup:
    digits = f"{significant(relative * 100, SHARE_DIGITS).normalize():f}"
    return _share(digits, draft.handbook.number_format.relative(1, 1 + relative))


def _effect(draft: Draft, model: ScenarioModel, sensitivity: Sensitivity, root: str) -> tuple[Markup, Markup]:
    """The change of a top metric, absolute and whether it is believed; and relative, where it moves."""
    effect, base = sensitivity.effects[root], model.nodes[root].base
    if isinstance(effect, Unavailable):
        return why_unavailable(draft.link, effect), Markup()
    if not effect:
        return _no_effect(_why_none(draft, model, sensitivity, root)), Markup()
    number_format, metric = draft.handbook.number_format, draft.handbook.strategy.metrics[root]
    relative, share = sensitivity.relative[root], Markup()
    if relative and number_format.relative(base, base + effect):
        share = _shared(draft, relative)
    return number_format.html_difference(effect, metric) + _belief(sensitivity, root), share


def _why_none(draft: Draft, model: ScenarioModel, sensitivity: Sensitivity, root: str) -> str:
    """Why an input does not move a top metric: it never does, or only not as things are now."""
    input_ = sensitivity.metric
    if root not in model.above((input_,)):
        return "not in this period" if sensitivity.kept_relative[root] else "does not move it"
    if not model.nodes[input_].base:
        return "is 0 now, so 1 % changes nothing"
    stopper = sensitivity.stopped_by.get(root)
    if stopper is None:
        return "does not move it now"
    return f"does not move it while {draft.handbook.strategy.metrics[stopper].title} is 0"


def _belief(sensitivity: Sensitivity, root: str) -> Markup:
    if not sensitivity.is_believed(root):
        return Markup()
    plain = sensitivity.arithmetic[root]
    return " " + _believed("partly believed" if isinstance(plain, Decimal) and plain else "believed")
