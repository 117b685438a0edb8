"""What-if: a panel in which a reader moves inputs, and what a script needs to work out what follows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from product_handbook.analysis.scenario.scenario import ScenarioModel, ScenarioNode
from product_handbook.analysis.scenario.sensitivity import Sensitivity
from product_handbook.model.records.metric import Metric
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.what_if.data import encoded_node
from product_handbook.site.parts.what_if.start import own_period, start_of
from product_handbook.site.writing.assets import WHAT_IF, script_tag
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PieceContext
from product_handbook.wording.input_hints import format_hints, locale_hints

LARGEST = Decimal("1e300")
"""The largest number that the browser may start from: its own end at 1.8e308."""


@dataclass(frozen=True)
class Result:
    """A metric that the panel is about."""

    id: str
    kicker: str
    tone: str
    link: Markup


@dataclass(frozen=True)
class PanelContext(PieceContext):
    """The panel, which its script shows and fills, cloning its template for each input."""

    template = "parts/what_if/panel.html.jinja"

    data: Mapping[str, object]
    """In terms of JSON, all numbers as texts."""
    results: tuple[Result, ...]
    start: Markup
    """The period of the present values, and why it is no later one."""
    has_beliefs: bool
    is_lasting: bool
    """Whether a change that is kept comes to more, or less, than one of this period."""
    script: Markup
    """The tag that runs the script."""


def what_if(draft: Draft) -> MarkdownText:
    """The panel for what the two top metrics follow from; nothing where no input has a value, or any is too large.

    It is hidden until its script has found it, so that without scripts nothing is on the page that does not work.
    """
    analysis = draft.handbook.analysis
    model, ranked = analysis.scenario, analysis.sensitivities
    if not ranked or any(
        abs(number) > LARGEST for node in model.nodes.values() for number in (node.base, node.at_rest)
    ):
        return draft.piece("")
    return draft.piece(
        PanelContext(
            data=_encoded(draft, model, ranked),
            results=tuple(_results(draft, model)),
            start=start_of(draft, model),
            has_beliefs=any(node.drivers for node in model.nodes.values()),
            is_lasting=analysis.horizon.is_lasting,
            script=script_tag(draft.href_of(WHAT_IF)),
        ).html()
    )


def _results(draft: Draft, model: ScenarioModel) -> Iterator[Result]:
    strategy = draft.handbook.strategy
    for id in model.roots:
        metric = strategy.metrics[id]
        kicker, tone = "", "plain"
        if metric is strategy.star:
            kicker, tone = "North Star", "north_star"
        elif metric is strategy.business:
            kicker, tone = "Business metric", "business_metric"
        yield Result(id, kicker, tone, draft.link("metric", id))


def _encoded(draft: Draft, model: ScenarioModel, ranked: Sequence[Sensitivity]) -> Mapping[str, object]:
    """The model in terms of JSON; every number is a text in decimal digits."""
    metrics = draft.handbook.strategy.metrics
    formats: list[Mapping[str, object]] = []
    horizon = draft.handbook.analysis.horizon
    nodes = [_node(draft, node, metrics[node.metric], formats) for node in model.nodes.values()]
    return {
        "language": locale_hints(draft.handbook.number_format.number_locale),
        "roots": model.roots,
        "levers": [each.metric for each in ranked],
        "believed": [each.metric for each in ranked if _is_only_believed(each)],
        "formats": formats,
        "nodes": nodes,
        "periods": horizon.periods,
        "asOf": {each.metric: period for each in ranked if (period := own_period(model, each.metric))},
    }


def _is_only_believed(sensitivity: Sensitivity) -> bool:
    """Whether all that an input moves is moved by belief."""
    return not any(sensitivity.arithmetic.values()) and any(sensitivity.effects.values())


def _node(
    draft: Draft, node: ScenarioNode, metric: Metric, formats: list[Mapping[str, object]]
) -> Mapping[str, object]:
    """A metric, with the place of its format among those of all metrics."""
    hints = format_hints(draft.handbook.number_format, metric)
    if hints not in formats:
        formats.append(hints)
    return {
        **encoded_node(node, draft.handbook.analysis.horizon.goes_on),
        "name": metric.title,
        "href": draft.href("metric", node.metric),
        "format": formats.index(hints),
    }
