"""The pictures of a handbook: which cards and edges each of them has."""

from collections.abc import Callable, Iterable, Sequence

from product_handbook.drawing.model import Card, Diagram, DiagramEdge, Figures, Tone
from product_handbook.formulas import units
from product_handbook.formulas.expression import Reference, tokens
from product_handbook.formulas.operands import is_plain
from product_handbook.model.graph import Edge as MetricEdge
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.stakeholders import Group, Segment
from product_handbook.model.strategy import Strategy

Href = Callable[[str, str], str]
"""The URL of an object, from its kind and id."""

FiguresOf = Callable[[str], Figures | None]
"""The figures of a metric, from its id; None where it has no value."""


def no_figures(_metric: str, /) -> Figures | None:
    """Of a handbook without values."""
    return None


MOST_SERVING = 6
"""How many metrics a segment or group shows in the picture of the three groups; its page has all."""


def metric_tree(strategy: Strategy, href: Href, figures: FiguresOf = no_figures) -> Diagram:
    """Every metric, with what it is computed from and what is believed to move it."""
    return Diagram(
        name="tree",
        title="Metric tree",
        description=f"What {strategy.star.title} and {strategy.business.title} are computed from, and what moves them.",
        cards=tuple(_metric_card(strategy, metric, href, figures) for metric in _roots_first(strategy)),
        edges=tuple(_metric_edges(strategy.graph.edges)),
        ranks=(_root_cards(strategy),),
    )


def top_of_tree(strategy: Strategy, href: Href, most: int, figures: FiguresOf = no_figures) -> Diagram:
    """The metrics nearest to the two roots, as many as fit: operands before influences, and never half a formula."""
    chosen = _nearest(strategy, most)
    edges = [edge for id in chosen for edge in strategy.graph.inputs_of(id) if edge.input in chosen]
    halves = {
        id for id in chosen for edge in strategy.graph.inputs_of(id) if edge.is_component and edge.input not in chosen
    }
    edges = [edge for edge in edges if not edge.is_component or edge.result not in halves]
    return Diagram(
        name="top",
        title="What moves it",
        description=f"The upper levels of the metric tree, below {strategy.star.title} and {strategy.business.title}.",
        cards=tuple(_metric_card(strategy, strategy.metrics[id], href, figures) for id in chosen),
        edges=tuple(_metric_edges(edges)),
        ranks=(_root_cards(strategy),),
    )


def _nearest(strategy: Strategy, most: int) -> dict[str, None]:
    """Ids in the order in which they are reached: what is right below the roots, then operands, then influences."""
    chosen = dict.fromkeys(_roots(strategy))
    for is_component, deeper in ((True, False), (False, False), (True, True), (False, True)):
        queue = list(chosen)
        for metric in queue:
            inputs = (edge for edge in strategy.graph.inputs_of(metric) if not edge.returns)
            family = [edge.input for edge in inputs if edge.is_component == is_component]
            new = [id for id in dict.fromkeys(family) if id not in chosen]
            if len(chosen) + len(new) <= most:
                chosen |= dict.fromkeys(new)
                queue.extend(new if deeper else ())
    return chosen


def neighbourhood(strategy: Strategy, metric: Metric, href: Href, figures: FiguresOf = no_figures) -> Diagram:
    """A metric between what it feeds, on the left, and what it is made of, on the right."""
    outputs, inputs = strategy.graph.outputs_of(metric.id), strategy.graph.inputs_of(metric.id)
    around = dict.fromkeys([*(edge.result for edge in outputs), metric.id, *(edge.input for edge in inputs)])
    edges = dict.fromkeys(edge for edge in (*outputs, *inputs))
    return Diagram(
        name="neighbours",
        title=f"{metric.title} and its neighbours",
        description=f"What {metric.title} feeds, and what it is computed from or moved by.",
        cards=tuple(
            _metric_card(strategy, strategy.metrics[id], href, figures, focus=id == metric.id) for id in around
        ),
        edges=tuple(_metric_edges(edges)),
    )


def mission_to_inputs(strategy: Strategy, href: Href, most: int, figures: FiguresOf = no_figures) -> Diagram:
    """The way from the mission to the North Star, and from there to its inputs."""
    top = top_of_tree(strategy, href, most, figures)
    star = strategy.star.id
    reached = {star, *strategy.graph.below(star)}
    mission = Card(
        "mission", strategy.mission.mission, href("page", "mission"), caption="Mission", tone="mission", focus=True
    )
    return Diagram(
        name="way",
        title="From the mission to the inputs",
        description=f"The mission names the value, {strategy.star.title} stands for it, and teams can move its inputs.",
        cards=(mission, *(card for card in top.cards if card.id.removeprefix("metric:") in reached)),
        edges=(
            DiagramEdge("mission", f"metric:{star}", "step", detail="quantified by"),
            *(edge for edge in top.edges if edge.tail.removeprefix("metric:") in reached),
        ),
    )


def three_groups(strategy: Strategy, href: Href, figures: FiguresOf = no_figures) -> Diagram:
    """The three groups of stakeholders, their segments, and the metrics that say they serve them."""
    cards: list[Card] = []
    edges: list[DiagramEdge] = []
    for group in strategy.stakeholders.groups:
        cards.append(_group_card(group, href))
        holders: list[Group | Segment] = [group, *group.segments.values()]
        for holder in holders:
            if isinstance(holder, Segment):
                cards.append(_segment_card(group, holder, href))
                edges.append(DiagramEdge(f"group:{group.id}", f"segment:{holder.id}", "step", detail="has the segment"))
            kind = "segment" if isinstance(holder, Segment) else "group"
            serving = strategy.serving(holder.id)
            shown = serving if len(serving) <= MOST_SERVING + 1 else serving[:MOST_SERVING]
            found = [_metric_card(strategy, metric, href, figures) for metric in shown]
            if len(serving) > len(shown):
                more = f"{len(serving) - len(shown)} more metrics"
                found.append(Card(f"metric:more of {holder.id}", more, href(kind, holder.id), tone="folded"))
            cards.extend(found)
            edges.extend(DiagramEdge(f"{kind}:{holder.id}", card.id, "step", detail="served by") for card in found)
    ids = dict.fromkeys(card.id for card in cards)
    return Diagram(
        name="groups",
        title="Whom the product is for",
        description="The three groups of stakeholders, their segments, and the metrics that serve them.",
        cards=tuple({card.id: card for card in cards}.values()),
        edges=tuple(edges),
        ranks=tuple(tuple(id for id in ids if id.startswith(kind)) for kind in ("group:", "segment:", "metric:")),
    )


def _metric_card(strategy: Strategy, metric: Metric, href: Href, figures: FiguresOf, *, focus: bool = False) -> Card:
    tone, caption, mark = _role(strategy, metric)
    found = figures(metric.id)
    return Card(
        f"metric:{metric.id}",
        metric.title,
        href("metric", metric.id),
        caption,
        _detail(metric, found),
        tone,
        focus,
        formula=_formula(strategy, metric),
        mark=mark,
        metric=metric.id,
        figures=found,
    )


def _detail(metric: Metric, figures: Figures | None) -> str:
    """What the value is counted in, and whether the metric is measured yet."""
    if figures is not None and figures.value:
        unit = figures.unit
    else:
        unit = "" if metric.unit is None else units.for_readers(metric.unit)
    status = "" if metric.status == "live" else metric.status
    return " · ".join(part for part in (status, unit) if part)


def _formula(strategy: Strategy, metric: Metric) -> str:
    """The formula in words, where the signs of its operands do not tell it."""
    if metric.formula is None or is_plain(metric.formula.expression):
        return ""
    pieces = tokens(metric.formula.expression)
    return "".join(piece if isinstance(piece, str) else _operand(strategy, piece) for piece in pieces)


def _operand(strategy: Strategy, reference: Reference) -> str:
    title = strategy.metrics[reference.metric].title
    name = f"{reference.roll}({title})" if reference.roll else title
    return f"{name} (earlier)" if reference.lag else name


def _role(strategy: Strategy, metric: Metric) -> tuple[Tone, str, str]:
    """The tone, the caption and the mark of a metric's card."""
    if metric is strategy.star:
        return "north_star", "North Star", "★"
    if metric is strategy.business:
        return "business_metric", "Business metric", ""
    return "plain", "", ""


def _group_card(group: Group, href: Href) -> Card:
    return Card(
        f"group:{group.id}", group.title, href("group", group.id), "Stakeholders", tone=group_tone(group), focus=True
    )


def _segment_card(group: Group, segment: Segment, href: Href) -> Card:
    return Card(f"segment:{segment.id}", segment.title, href("segment", segment.id), "Segment", tone=group_tone(group))


def group_tone(group: Group) -> Tone:
    """The tone of a group's cards."""
    tones: dict[str, Tone] = {"current_customer": "current_customer", "future_customer": "future_customer"}
    return tones.get(group.id, "company")


def _metric_edges(edges: Iterable[MetricEdge]) -> Iterable[DiagramEdge]:
    """Edges between metrics as a picture shows them."""
    for edge in edges:
        tail, head = f"metric:{edge.result}", f"metric:{edge.input}"
        if edge.influence is None:
            yield DiagramEdge(tail, head, "component", edge.operators, lagged=edge.lagged)
        else:
            lag = "" if edge.influence.lag is None else f"after {edge.influence.lag}"
            yield DiagramEdge(tail, head, "influence", effect=edge.influence.effect or "", detail=lag)


def _roots(strategy: Strategy) -> Sequence[str]:
    return tuple(dict.fromkeys((strategy.star.id, strategy.business.id)))


def _root_cards(strategy: Strategy) -> tuple[str, ...]:
    """The roots that stand in the first column: those that feed nothing themselves."""
    graph = strategy.graph
    return tuple(f"metric:{id}" for id in _roots(strategy) if all(edge.returns for edge in graph.outputs_of(id)))


def _roots_first(strategy: Strategy) -> Iterable[Metric]:
    return (strategy.metrics[id] for id in dict.fromkeys([*_roots(strategy), *strategy.metrics]))
