"""The metrics as a graph: what each is computed from or moved by, what it feeds, and how the roots are reached."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.formulas.operands import operands
from product_handbook.model.records.metric import Influence, Metric


@dataclass(frozen=True)
class Edge:
    """One metric in another: as an operand of its formula (a component edge) or as a belief (an influence edge)."""

    result: str
    """The id of the metric that is computed or moved."""
    input: str
    """The id of the metric that it is computed from or moved by."""
    location: Span = field(compare=False)
    operators: tuple[str, ...] = ()
    """How an operand enters its formula, as signs for readers: `+`, `−`, `×`, `÷` ..."""
    lagged: bool = False
    """Whether only earlier periods of the input enter, as the formula or the lag of the belief says."""
    returns: bool = False
    """Whether it closes a circle through an earlier period, as a stock does with itself; ways down leave it out."""
    influence: Influence | None = field(default=None, compare=False)

    @property
    def is_component(self) -> bool:
        """Whether the edge is arithmetic."""
        return self.influence is None


@dataclass(frozen=True)
class MetricGraph:
    """The edges between metrics, those that return from an earlier period among them."""

    metrics: tuple[str, ...]
    """All ids, in the order of the files."""
    edges: tuple[Edge, ...]
    roots: tuple[str, ...]
    """The North Star, the business metric, then every other that has inputs, feeds nothing and is not retired."""

    @cached_property
    def _inputs(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped(self.edges, lambda edge: edge.result)

    @cached_property
    def _outputs(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped(self.edges, lambda edge: edge.input)

    def inputs_of(self, metric: str) -> tuple[Edge, ...]:
        """The edges to what a metric is made of or moved by: operands in the formula's order, then influences."""
        return self._inputs.get(metric, ())

    def outputs_of(self, metric: str) -> tuple[Edge, ...]:
        """The edges to what a metric feeds, in the order of the files."""
        return self._outputs.get(metric, ())

    def below(self, metric: str) -> tuple[str, ...]:
        """Every metric that feeds this one, directly or not, the nearest first; never itself."""
        return tuple(_reached(metric, lambda at: (edge.input for edge in self.inputs_of(at) if not edge.returns)))[1:]

    def is_leaf(self, metric: str) -> bool:
        """Whether nothing is below a metric."""
        return all(edge.returns for edge in self.inputs_of(metric))

    def shared_inputs(self, first: str, second: str) -> tuple[str, ...]:
        """What both metrics grow from, the nearest to the first one first; one of the two where it feeds the other."""
        others = {second, *self.below(second)}
        return tuple(metric for metric in (first, *self.below(first)) if metric in others)

    def paths_to(self, metric: str) -> tuple[tuple[str, ...], ...]:
        """The shortest way down from each root that a metric feeds, as ids from the root to the metric itself.

        In the order of the roots; a root has the way of itself alone first.
        """
        towards = _reached(metric, lambda at: (edge.result for edge in self.outputs_of(at) if not edge.returns))
        return tuple(_follow(root, towards) for root in self.roots if root in towards)


def build_graph(metrics: Mapping[str, Metric], first_roots: Iterable[str]) -> MetricGraph:
    """The graph of the metrics; edges to unknown ids are left out (they are problems of their own)."""
    found = [edge for metric in metrics.values() for edge in _edges_of(metric) if edge.input in metrics]
    edges = tuple(_mark_returns(found))
    onward = [edge for edge in edges if not edge.returns]
    feeding, made = {edge.input for edge in onward}, {edge.result for edge in onward}
    roots = [metric for metric in first_roots if metric in metrics]
    tops = (id for id, metric in metrics.items() if id in made and id not in feeding and not metric.is_retired)
    roots += tops
    return MetricGraph(tuple(metrics), edges, tuple(dict.fromkeys(roots)))


def _edges_of(metric: Metric) -> Iterable[Edge]:
    if metric.formula is not None:
        for operand in operands(metric.formula.expression):
            place = metric.formula.written.locate(operand.span.start)
            yield Edge(metric.id, operand.metric, place, operand.operators, operand.lagged)
    for influence in metric.influenced_by:
        is_late = influence.lag is not None
        yield Edge(metric.id, influence.metric.id, influence.metric.location, lagged=is_late, influence=influence)


def _mark_returns(edges: list[Edge]) -> Iterator[Edge]:
    """The edges, with those through a lag marked that close a circle; without them there is none."""
    inputs: dict[str, list[str]] = {}
    for edge in edges:
        if not edge.lagged:
            inputs.setdefault(edge.result, []).append(edge.input)
    for edge in edges:
        if edge.lagged and edge.result in _reached(edge.input, lambda at: inputs.get(at, ())):
            yield replace(edge, returns=True)
            continue
        if edge.lagged:
            inputs.setdefault(edge.result, []).append(edge.input)
        yield edge


def find_cycles(graph: MetricGraph) -> tuple[tuple[Edge, ...], ...]:
    """The cycles that close within one period, each from its first metric in the files' order, no two sharing an edge.

    Since they share no edge, each needs a fix of its own; without their edges, no cycle is left.
    """
    position = {metric: index for index, metric in enumerate(graph.metrics)}
    onward = {metric: iter([edge for edge in graph.inputs_of(metric) if not edge.lagged]) for metric in graph.metrics}
    cycles = []
    for metric in graph.metrics:
        for ring in _rings(metric, onward):
            first = [position[edge.result] for edge in ring]
            start = first.index(min(first))
            cycles.append((*ring[start:], *ring[:start]))
    return tuple(cycles)


def _rings(start: str, onward: Mapping[str, Iterator[Edge]]) -> Iterator[list[Edge]]:
    """The cycles met on a walk from a metric, which uses each edge once.

    An edge is given up when what it leads to leads nowhere any more; so nothing given up can be on a cycle.
    """
    way: list[Edge] = []
    reached_after = {start: 0}
    while True:
        at = way[-1].input if way else start
        edge = next(onward[at], None)
        if edge is not None and edge.input in reached_after:
            closed = reached_after[edge.input]
            yield [*way[closed:], edge]
            for step in way[closed:]:
                del reached_after[step.input]
            del way[closed:]
        elif edge is not None:
            way.append(edge)
            reached_after[edge.input] = len(way)
        elif way:
            del reached_after[way.pop().input]
        else:
            return


def _reached(start: str, step: Callable[[str], Iterable[str]]) -> dict[str, str | None]:
    """Breadth-first from a metric: each metric reached, in order, with the one that it was reached from."""
    came_from: dict[str, str | None] = {start: None}
    queue = deque([start])
    while queue:
        at = queue.popleft()
        for following in step(at):
            if following not in came_from:
                came_from[following] = at
                queue.append(following)
    return came_from


def _follow(root: str, towards: Mapping[str, str | None]) -> tuple[str, ...]:
    path: list[str] = []
    at: str | None = root
    while at is not None:
        path.append(at)
        at = towards[at]
    return tuple(path)


def _grouped(edges: Iterable[Edge], by: Callable[[Edge], str]) -> Mapping[str, tuple[Edge, ...]]:
    groups: dict[str, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(by(edge), []).append(edge)
    return {key: tuple(group) for key, group in groups.items()}
