"""Rules about the metrics of the tree and what joins them."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from product_handbook.diagnostics.diagnostic import Case, Diagnostic, Span
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.reading import Prose
from product_handbook.model.strategy import Strategy, Subject, prose_in
from product_handbook.rules.rule import finding

_WORD = re.compile("[a-z0-9_]+")

MOST_OPERANDS = 7
"""In one formula; people can hold about so many things in mind."""


def _finding(metric: Metric, place: Span, message: str, help: str, case: Case | None = None) -> Diagnostic:
    return finding(Subject("metric", metric.id, metric), place, message, help, case)


def metric_joined_to_nothing(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A live metric is joined to no other metric, and nothing names it.

    A number that feeds nothing, is made of nothing and is mentioned nowhere was collected because it could be.
    Metrics are joined by a `formula` or by `influenced_by`; an influence or an operand in either direction is
    enough, but a formula over the metric's own past is not. A metric is named where it is the North Star, the
    business metric or a guardrail, and where other prose of the strategy files links to it. Planned metrics may
    stand alone for now, and retired ones for ever; a constant that no formula uses is found too. Links from
    hand-written pages are not seen.

    To fix it, say what the metric moves or is made of, link to it from where it matters, or retire it.
    """
    live = (metric for metric in strategy.metrics.values() if metric.status == "live")
    lonely = [metric for metric in live if _is_alone(metric, strategy)]
    named = set(_named(lonely, strategy)) if lonely else set()
    for metric in lonely:
        if metric.id not in named:
            found = f"{metric.title} is joined to no other metric, and nothing names it"
            help = "put it into a `formula` or under `influenced_by`, link to it where it matters, or retire it"
            yield _finding(metric, metric.location, found, help)


def _is_alone(metric: Metric, strategy: Strategy) -> bool:
    edges = (*strategy.graph.inputs_of(metric.id), *strategy.graph.outputs_of(metric.id))
    return all(edge.input == edge.result for edge in edges)


def _named(metrics: Iterable[Metric], strategy: Strategy) -> Iterator[str]:
    """The ids of those of the metrics that the North Star's file or the prose of another object names."""
    page = strategy.north_star
    yield from (name.id for name in (page.metric, page.business_metric, *(rail.metric for rail in page.guardrails)))
    current = {name: metric.id for metric in metrics for name in (metric.id, *metric.formerly)}
    for holder, prose in _texts(strategy):
        # Reading Markdown takes time, so only a text with one of the ids in it is read.
        if "metric:" in prose.text and not current.keys().isdisjoint(_WORD.findall(prose.text.replace("\\", ""))):
            linked = (current.get(link.id) for link in prose.document.links if link.kind == "metric")
            yield from (metric for metric in linked if metric is not None and metric != holder)


def _texts(strategy: Strategy) -> Iterator[tuple[str | None, Prose]]:
    """Every piece of prose, with the id of the metric that it belongs to, if it does."""
    for subject in strategy.subjects:
        holder = subject.id if subject.kind == "metric" else None
        yield from ((holder, prose) for prose in prose_in(subject.object))
    yield from ((None, term.definition) for term in strategy.glossary.values())


def leaf_without_owner(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Nobody owns a metric at the end of a branch below the North Star.

    The leaves of the tree are where work begins: what a team can move directly. A leaf without an owner is moved by
    nobody, and all that is above it waits. The rule goes down from the North Star through formulas and influences
    alike. Constants need no owner, and neither do retired metrics; planned ones do, or nobody will ever measure
    them.

    To fix it, add `owner` with the team that answers for the number, or take the metric out of the tree.
    """
    graph = strategy.graph
    for metric in (strategy.metrics[id_] for id_ in graph.below(strategy.star.id) if graph.is_leaf(id_)):
        if not metric.owners and not metric.is_constant and not metric.is_retired:
            known = "an id from owners.yml" if strategy.owners else "the name of a team or a person"
            found = f"nobody owns {metric.title}, where a branch below {strategy.star.title} ends"
            yield _finding(metric, metric.location, found, f"add `owner:` with {known}")


def leaf_that_only_lags(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A branch of the tree ends in a lagging metric, so nobody can do anything about it.

    A lagging metric tells what has happened, after it has happened. At the root that is as it should be. The tree is
    there to lead down from it to numbers that a team can move while the result is still open, and a leaf that only
    lags is where it stopped too early. Constants and retired metrics are left alone, and so is a metric that feeds
    no other.

    To fix it, ask what moves the number, and list it under `influenced_by` or in a `formula`; if the number does
    move first, set `indicator: leading`. If you do not know yet, accept the finding with a date.
    """
    graph = strategy.graph
    for metric in strategy.metrics.values():
        lags = metric.indicator == "lagging" and not metric.is_retired and not metric.is_constant
        if lags and graph.is_leaf(metric.id) and not _is_alone(metric, strategy):
            found = f"{metric.title} only lags, and nothing below it says what moves it"
            help = "list what moves it under `influenced_by`, or set `indicator: leading` if it does move first"
            yield _finding(metric, metric.place_of("indicator"), found, help)


def formula_with_many_operands(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A formula has more than seven operands.

    A formula in the tree is there to tell people what their work does to the number above. In a row of eight or more
    metrics nobody sees which of them matters, and the diagram becomes as wide as a wall. A metric that comes twice
    in the formula is one operand; numbers are none.

    To fix it, give a name to what belongs together: put part of the formula into a metric of its own.
    """
    for metric in strategy.metrics.values():
        operands = [edge for edge in strategy.graph.inputs_of(metric.id) if edge.is_component]
        if len(operands) > MOST_OPERANDS:
            found = f"the formula of {metric.title} has {len(operands)} operands, more than anybody can hold in mind"
            help = f"move part of it into a metric of its own, so that at most {MOST_OPERANDS} are left"
            yield _finding(metric, metric.place_of("formula"), found, help)
