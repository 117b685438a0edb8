"""What-if: a panel in which a reader moves inputs, and what a script needs to work out what follows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.analysis.scenario.scenario import Model, Node
from product_handbook.analysis.scenario.sensitivity import Sensitivity
from product_handbook.model.records.metric import Metric
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.what_if.data import encoded_node
from product_handbook.site.parts.what_if.start import own_period, start_of
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.rendering import html_template
from product_handbook.wording.input_hints import shown_hints, tongue_hints


@dataclass(frozen=True)
class Result:
    """A metric that the panel is about."""

    id: str
    kicker: str
    tone: str
    link: Markup
    unit: str


def what_if(draft: Draft) -> MarkdownText:
    """The panel for what the two top metrics are computed from; nothing where no input of them has a value.

    It is hidden until its script has found it, so that without scripts nothing is on the page that does not work.
    """
    analysis = draft.handbook.analysis
    model, ranked = analysis.scenario, analysis.sensitivities
    if not ranked:
        return draft.piece("")
    return draft.piece(
        html_template("parts/what_if/panel.html.jinja")
        .render(
            data=_encoded(draft, model, ranked),
            results=tuple(_results(draft, model)),
            start=start_of(draft, model),
            has_beliefs=any(node.drivers for node in model.nodes.values()),
        )
        .strip()
    )


def _results(draft: Draft, model: Model) -> Iterator[Result]:
    strategy = draft.handbook.strategy
    for id in model.roots:
        metric = strategy.metrics[id]
        kicker, tone = "", "plain"
        if metric is strategy.star:
            kicker, tone = "North Star", "north_star"
        elif metric is strategy.business:
            kicker, tone = "Business metric", "business_metric"
        yield Result(id, kicker, tone, draft.link("metric", id), draft.handbook.numerals.unit(metric))


def _encoded(draft: Draft, model: Model, ranked: Sequence[Sensitivity]) -> Mapping[str, object]:
    """The model in terms of JSON; every number is a text in decimal digits."""
    metrics = draft.handbook.strategy.metrics
    looks: dict[str, Mapping[str, object]] = {}
    nodes = [_node(draft, node, metrics[id], looks) for id, node in model.nodes.items()]
    order = {look: place for place, look in enumerate(looks)}
    return {
        "tongue": tongue_hints(draft.handbook.numerals.tongue),
        "roots": model.roots,
        "levers": [each.metric for each in ranked],
        "believed": [each.metric for each in ranked if _is_only_believed(each)],
        "shown": tuple(looks.values()),
        "nodes": [{**node, "shown": order[str(node["shown"])]} for node in nodes],
        "asOf": {each.metric: period for each in ranked if (period := own_period(model, each.metric))},
    }


def _is_only_believed(sensitivity: Sensitivity) -> bool:
    """Whether all that an input moves is moved by belief."""
    return not any(sensitivity.arithmetic.values()) and any(sensitivity.effects.values())


def _node(draft: Draft, node: Node, metric: Metric, looks: dict[str, Mapping[str, object]]) -> Mapping[str, object]:
    hints = shown_hints(draft.handbook.numerals, metric)
    looks[str(hints)] = hints
    return {
        **encoded_node(node),
        "name": metric.title,
        "href": draft.href("metric", node.metric),
        "shown": str(hints),
    }
