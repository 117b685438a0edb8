"""From when the numbers of a scenario are, in words, and what keeps them from being newer."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from product_handbook.analysis.scenario.build import hindrances
from product_handbook.analysis.scenario.scenario import ScenarioModel
from product_handbook.analysis.values.unavailable import Unavailable, UnavailableReason
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.site.parts.unavailable_reason import why_unavailable
from product_handbook.site.writing.draft import Draft

MOST_HINDRANCES = 3
"""Metrics that are named for holding the present back, those first that ended first."""


def start_of(draft: Draft, model: ScenarioModel) -> Markup:
    """The periods of the top metrics, one for each cadence; and where inputs have newer values, what has none."""
    return Markup(" and ").join(_start(draft, model, period) for period in _present(model))


def own_period(model: ScenarioModel, metric: str) -> str:
    """The period of an input's value where it is none of those of the top metrics; else empty."""
    period = model.nodes[metric].period
    return "" if period is None or period in _present(model) else for_readers(period)


def _present(model: ScenarioModel) -> Sequence[Period]:
    return list(dict.fromkeys(period for id in model.roots if (period := model.nodes[id].period)))


def _start(draft: Draft, model: ScenarioModel, period: Period) -> Markup:
    numbers, shown = draft.handbook.analysis.numbers, escape(for_readers(period))
    gaps = hindrances(numbers, model.roots, model.nodes, period)
    if not gaps:
        return shown
    texts = [*_reasons(draft, gaps[:MOST_HINDRANCES], period)]
    if len(gaps) > MOST_HINDRANCES:
        texts.append(Markup("and {} more").format(len(gaps) - MOST_HINDRANCES))
    cause = Markup(", ").join(texts)
    return Markup("{}, the latest {} in which all inputs are known: {}").format(shown, period.length, cause)


def _reasons(draft: Draft, gaps: Sequence[UnavailableReason], start: Period) -> Iterator[Markup]:
    analysis = draft.handbook.analysis
    for gap in gaps:
        end = analysis.numbers.latest(gap.metric)
        if gap.cause != "not_reported" or gap.period is None or end is None or end > gap.period:
            yield why_unavailable(draft.link, Unavailable((gap,)))
            continue
        link = draft.link("metric", gap.metric)
        status = " (retired)" if analysis.strategy.metrics[gap.metric].is_retired else ""
        yield Markup("{}{} ends {}").format(link, status, "there" if end == start else f"in {for_readers(end)}")
