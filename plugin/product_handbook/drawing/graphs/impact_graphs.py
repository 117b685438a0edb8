"""The pictures of impact: each outcome as a chain up to the North Star and the business metric, and each loop."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from product_handbook.analysis.impact_chain import ChainStep, ImpactChain
from product_handbook.drawing.graphs.metric_graphs import FiguresOf, Href, group_tone
from product_handbook.drawing.model import Card, Diagram, DiagramEdge, EdgeKind, Figures, Tone
from product_handbook.drawing.rings.model import LoopDiagram as LoopPicture
from product_handbook.drawing.rings.model import LoopStep as StepPicture
from product_handbook.formulas import units
from product_handbook.model.records.impact import Loop, Outcome
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.reading import Prose
from product_handbook.model.strategy import Strategy

LineOf = Callable[[Prose], str]
"""From prose to plain text on one line."""

_BREAK = "✕"


def outcome_chain(strategy: Strategy, chain: ImpactChain, href: Href, figures: FiguresOf) -> Diagram:
    """Customer, outcome, value metric, business impact, and the two metrics at the top; a card marks each break."""
    cards: dict[str, Card] = {}
    for card in _cards(strategy, chain, href, figures):
        cards.setdefault(card.id, card)
    edges = dict.fromkeys(edge for edge in _edges(strategy, chain) if edge.tail != edge.head)
    last = dict.fromkeys((_id(strategy.star), _id(strategy.business)))
    on_the_way = {edge.tail for edge in edges}
    return Diagram(
        name=f"outcome-{chain.outcome.id}",
        title=f"{chain.outcome.title}: the chain",
        description="From the customer to the outcome, to the metrics that it moves, up to the two at the top.",
        cards=tuple(cards.values()),
        edges=tuple(edges),
        ranks=(("customer",), tuple(id for id in last if id not in on_the_way)),
    )


def _cards(strategy: Strategy, chain: ImpactChain, href: Href, figures: FiguresOf) -> Iterator[Card]:
    yield _customer(strategy, chain.outcome, href)
    yield Card("outcome", chain.outcome.title, href("outcome", chain.outcome.id), "Outcome", focus=True)
    if chain.value is None:
        yield _broken("value", "Missing", "No value metric")
    else:
        yield _metric(strategy, chain.value.metric, href, figures, "Value metric")
        if not chain.value.holds:
            yield _broken("star", "The chain breaks", f"Does not feed {strategy.star.title}")
    for gain in chain.gains:
        yield _metric(strategy, gain.metric, href, figures, "Business impact")
    if not chain.gains:
        yield _broken("gains", "Missing", "No business impact")
    elif not all(gain.holds for gain in chain.gains):
        yield _broken("business", "The chain breaks", f"Shares nothing with {strategy.business.title}")
    for top in (strategy.star, strategy.business):
        yield _metric(strategy, top, href, figures, "")


def _edges(strategy: Strategy, chain: ImpactChain) -> Iterator[DiagramEdge]:
    value = "break:value" if chain.value is None else _id(chain.value.metric)
    yield DiagramEdge("customer", "outcome", "step", detail="achieves")
    yield DiagramEdge("outcome", value, "step", detail="counted by")
    if chain.value is None:
        yield DiagramEdge(value, _id(strategy.star), "step")
    else:
        yield from _up(chain.value, "break:star")
    for gain in chain.gains:
        yield DiagramEdge(value, _id(gain.metric), "step", detail="pays off as")
        yield from _up(gain, "break:business")
    if not chain.gains:
        yield DiagramEdge(value, "break:gains", "step")
        yield DiagramEdge("break:gains", _id(strategy.business), "step")


def _up(step: ChainStep, broken: str) -> Iterator[DiagramEdge]:
    """From a metric to the one at the top, through the sign of the break if nothing joins the two."""
    if step.holds:
        kind: EdgeKind = "shared" if step.connection == "shares" else "step"
        yield DiagramEdge(_id(step.metric), _id(step.top), kind, detail=connection_words(step))
    else:
        yield DiagramEdge(_id(step.metric), broken, "step")
        yield DiagramEdge(broken, _id(step.top), "step")


def connection_words(step: ChainStep) -> str:
    """How a metric is joined to the one at the top, in words."""
    if step.connection == "shares":
        more = f" and {len(step.shared) - 1} more" if len(step.shared) > 1 else ""
        return f"both grow from {step.shared[0].title}{more}"
    return {"is": f"is {step.top.title}", "feeds": "feeds it", "apart": "does not lead there"}[step.connection]


def loop_ring(strategy: Strategy, loop: Loop, href: Href, figures: FiguresOf, line: LineOf) -> LoopPicture:
    """The steps of a loop, each with its reason; the first one is marked as the start."""
    return LoopPicture(
        name=f"loop-{loop.id}",
        title=loop.title,
        description="A loop: each step feeds the next, and the last one leads back to the first.",
        steps=tuple(_steps(strategy, loop, href, figures, line)),
    )


def _steps(strategy: Strategy, loop: Loop, href: Href, figures: FiguresOf, line: LineOf) -> Iterable[StepPicture]:
    outcomes = strategy.impact.outcomes if strategy.impact else {}
    for place, step in enumerate(loop.steps):
        if step.metric is not None:
            card, kind = _metric(strategy, strategy.metrics[step.metric.id], href, figures, ""), "Metric"
        elif step.outcome is not None:
            outcome = outcomes[step.outcome.id]
            card, kind = Card("", outcome.title, href("outcome", outcome.id), tone=_tone(strategy, outcome)), "Outcome"
        else:
            continue
        caption = f"{place + 1} · {card.caption or kind}" if place else "1 · Start"
        shown = replace(card, id=f"step:{place}", caption=caption, focus=place == 0)
        yield StepPicture(shown, "" if step.because is None else line(step.because))


def _customer(strategy: Strategy, outcome: Outcome, href: Href) -> Card:
    id = outcome.customer.id
    tone = _tone(strategy, outcome)
    if id in strategy.segments:
        return Card("customer", strategy.segments[id][1].title, href("segment", id), "Customer", tone=tone)
    title = next((group.title for group in strategy.stakeholders.groups if group.id == id), id)
    return Card("customer", title, href("group", id), "Customer", tone=tone)


def _tone(strategy: Strategy, outcome: Outcome) -> Tone:
    """That of the group that the outcome's customer is, or belongs to."""
    id = outcome.customer.id
    groups = strategy.stakeholders.groups
    return next((group_tone(group) for group in groups if id in {group.id, *group.segments}), "plain")


def _metric(strategy: Strategy, metric: Metric, href: Href, figures: FiguresOf, caption: str) -> Card:
    """A metric; one at the top says so."""
    found = figures(metric.id)
    tone: Tone = "plain"
    mark = ""
    if metric is strategy.star:
        caption, tone, mark = "North Star", "north_star", "★"
    elif metric is strategy.business:
        caption, tone = "Business metric", "business_metric"
    return Card(
        _id(metric),
        metric.title,
        href("metric", metric.id),
        caption,
        _detail(metric, found),
        tone,
        mark=mark,
        metric=metric.id,
        figures=found,
    )


def _detail(metric: Metric, figures: Figures | None) -> str:
    """What the value is counted in, and whether the metric is measured yet."""
    unit = "" if metric.unit is None else units.for_readers(metric.unit)
    if figures is not None and figures.value:
        unit = figures.unit
    return " · ".join(part for part in ("" if metric.status == "live" else metric.status, unit) if part)


def _broken(id: str, caption: str, title: str) -> Card:
    """The sign of a break, on the line that it breaks."""
    return Card(f"break:{id}", title, "", caption, tone="folded", mark=_BREAK)


def _id(metric: Metric) -> str:
    return f"metric:{metric.id}"
