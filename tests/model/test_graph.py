"""The metrics as a graph: what feeds what, how the roots are reached, what returns through time, and its laws."""

from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from product_handbook.diagnostics.diagnostic import Source, Span
from product_handbook.formulas.formula import parse
from product_handbook.model.graph import Edge, MetricGraph, build_graph, find_cycles
from product_handbook.model.loading.load import load
from product_handbook.model.records.fields import Written
from product_handbook.model.records.metric import Influence, Metric
from product_handbook.model.records.quantities import Formula
from product_handbook.model.records.reading import Name
from product_handbook.model.strategy import Strategy
from product_handbook.source.yaml.nodes import Scalar

PLACE = Span("tree.yml")


def scalar(text: str) -> Scalar:
    return Scalar(text, "text", Source("tree.yml", text), 0, len(text), "")


def metric(id_: str, formula: str = "", influences: tuple[str, ...] = ()) -> Metric:
    """A metric as a file would yield it."""
    written = Written(PLACE, id_, {})
    return Metric.model_construct(
        written=written,
        formula=Formula(formula, parse(formula), scalar(formula)) if formula else None,
        influenced_by=tuple(
            Influence.model_construct(written=written, metric=Name(name, scalar(name))) for name in influences
        ),
    )


def graph_of(**formulas: str) -> MetricGraph:
    """The graph of metrics by their formulas; what follows a `~` influences."""
    metrics = {}
    for id_, formula in formulas.items():
        computed, _, moved = formula.partition("~")
        metrics[id_] = metric(id_, computed.strip(), tuple(moved.split()))
    return build_graph(metrics, list(formulas)[:1])


def onward(graph: MetricGraph) -> list[Edge]:
    return [edge for edge in graph.edges if not edge.returns]


def is_acyclic(edges: list[Edge]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for edge in edges:
        sorter.add(edge.result, edge.input)
    try:
        sorter.prepare()
    except CycleError:
        return False
    return True


def test_edges_say_how_an_operand_enters_its_formula():
    graph = graph_of(a="b * c / d + e[-1] ~ b f", b="", c="", d="", e="", f="")
    seen = [(edge.input, edge.operators, edge.lagged, edge.is_component) for edge in graph.inputs_of("a")]
    assert seen == [
        ("b", ("×",), False, True),
        ("c", ("×",), False, True),
        ("d", ("÷",), False, True),
        ("e", ("+",), True, True),
        ("b", (), False, False),
        ("f", (), False, False),
    ]
    assert [edge.result for edge in graph.outputs_of("b")] == ["a", "a"]
    assert graph.inputs_of("b") == graph.outputs_of("a") == ()


def test_an_edge_knows_where_it_is_written(write_handbook):
    influence = "  influenced_by:\n    - {metric: fee}\n"
    tree = f"documents:\n  formula: |\n    users\n    * fee\n{influence}users:\nfee:\nrevenue:\n"
    strategy = load(write_handbook({"tree.yml": tree}), "s")
    assert isinstance(strategy, Strategy)
    places = [str(edge.location) for edge in strategy.graph.inputs_of("documents")]
    assert places == ["s/tree.yml:3:5", "s/tree.yml:4:7", "s/tree.yml:6:16"]


def test_unknown_inputs_are_left_out():
    assert graph_of(a="nowhere + b ~ nothing", b="").edges == (Edge("a", "b", PLACE, ("+",)),)


def test_roots_are_the_named_ones_then_all_that_feed_nothing_and_have_inputs():
    metrics = {id_: metric(id_, formula) for id_, formula in {"a": "b", "b": "", "c": "b", "d": "", "e": "c"}.items()}
    assert build_graph(metrics, ["e", "d", "nowhere"]).roots == ("e", "d", "a")
    assert build_graph(metrics, ["b"]).roots == ("b", "a", "e")
    assert build_graph(metrics, ["e", "e"]).roots == ("e", "a")


def test_below_goes_from_the_nearest_to_the_farthest_and_never_back():
    graph = graph_of(a="b + c[-1]", b="d", c="e ~ d", d="a[-1]", e="")
    assert graph.below("a") == ("b", "c", "d", "e")
    assert graph.below("d") == ()
    assert graph.below("e") == ()


def test_a_leaf_has_nothing_below_it():
    graph = graph_of(a="b", b="b[-1] + c", c="c[-1]", d="~ a")
    assert [id_ for id_ in graph.metrics if graph.is_leaf(id_)] == ["c"]


def test_shared_inputs_come_in_the_order_of_the_first():
    graph = graph_of(a="b * c", b="d", c="", d="", e="d + c", f="b", g="")
    assert graph.shared_inputs("a", "e") == ("c", "d")
    assert graph.shared_inputs("e", "a") == ("d", "c")
    assert graph.shared_inputs("a", "f") == ("b", "d")
    assert graph.shared_inputs("a", "b") == ("b", "d")
    assert graph.shared_inputs("b", "a") == ("b", "d")
    assert graph.shared_inputs("a", "g") == ()
    assert graph.shared_inputs("a", "a") == ("a", "b", "c", "d")


def test_paths_lead_the_shortest_way_from_each_root():
    graph = graph_of(a="b + d", b="c", c="d", d="", e="c ~ d")
    assert graph.paths_to("d") == (("a", "d"), ("e", "d"))
    assert graph.paths_to("c") == (("a", "b", "c"), ("e", "c"))
    assert graph.paths_to("a") == (("a",),)
    assert graph_of(a="", b="").paths_to("b") == ()


@pytest.mark.parametrize(
    ("formulas", "returning"),
    [
        ({"a": "a[-1] + b", "b": ""}, ["a a"]),
        ({"a": "a[-1] + b", "b": "0.1 * a[-1]"}, ["a a", "b a"]),
        ({"a": "b[-1]", "b": "a"}, ["a b"]),
        ({"a": "b", "b": "a[-1]"}, ["b a"]),
        ({"a": "b[-1]", "b": "a[-1]"}, ["b a"]),
        ({"a": "b[-1]", "b": "c[-1]", "c": "a[-1]"}, ["c a"]),
        ({"a": "b[-1] + c", "b": "", "c": "b"}, []),
        ({"a": "b + c", "b": "c[-1]", "c": "d ~ b", "d": ""}, ["b c"]),
    ],
)
def test_what_closes_a_circle_through_an_earlier_period_returns(formulas, returning):
    graph = graph_of(**formulas)
    assert [f"{edge.result} {edge.input}" for edge in graph.edges if edge.returns] == returning
    assert find_cycles(graph) == ()


IDS = [f"m{number}" for number in range(8)]
EDGES = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.booleans()), max_size=30, unique=True)


def random_graph(edges: list[tuple[str, str, bool]], *, lagged: bool) -> MetricGraph:
    """A graph of components, some of them through a lag or, where none is asked for, of components and influences."""
    metrics = {}
    for id_ in IDS:
        inputs = [(other, flag) for result, other, flag in edges if result == id_]
        operands = [f"{other}[-1]" if flag else other for other, flag in inputs if lagged or not flag]
        metrics[id_] = metric(id_, " + ".join(operands), tuple(o for o, flag in inputs if flag and not lagged))
    return build_graph(metrics, ["m0", "m1"])


@given(EDGES, st.booleans())
@example([("m0", "m1", False), ("m1", "m0", False), ("m0", "m1", True), ("m1", "m0", True)], False)
def test_cycles_are_real_share_no_edge_and_leave_none_behind(edges, lagged):
    graph = random_graph(edges, lagged=lagged)
    cycles = find_cycles(graph)
    used = [id(edge) for cycle in cycles for edge in cycle]
    for cycle in cycles:
        assert all(edge.input == following.result for edge, following in zip(cycle, cycle[1:] + cycle[:1], strict=True))
        assert not any(edge.lagged for edge in cycle)
        assert cycle[0].result == min(edge.result for edge in cycle)
        assert len({edge.result for edge in cycle}) == len(cycle)
    assert len(used) == len(set(used))
    assert {id(edge) for edge in graph.edges} >= set(used)
    now = [edge for edge in graph.edges if not edge.lagged]
    assert is_acyclic([edge for edge in now if id(edge) not in used])
    assert bool(cycles) != is_acyclic(now)


@given(EDGES)
def test_without_what_returns_nothing_goes_in_circles(edges):
    graph = random_graph(edges, lagged=True)
    assert all(edge.lagged for edge in graph.edges if edge.returns)
    if not find_cycles(graph):
        assert is_acyclic(onward(graph))


@given(EDGES)
def test_ways_down_are_ways_and_none_is_missing(edges):
    graph = random_graph(edges, lagged=True)
    steps = {(edge.result, edge.input) for edge in onward(graph)}
    for id_ in graph.metrics:
        paths = graph.paths_to(id_)
        assert [path[0] for path in paths] == [root for root in graph.roots if root == id_ or id_ in graph.below(root)]
        for path in paths:
            assert path[-1] == id_
            assert all(step in steps for step in pairwise(path))
        assert id_ not in graph.below(id_)
        assert graph.is_leaf(id_) == (not [step for step in steps if step[0] == id_])


def test_cycles_in_a_large_tangle_are_found_soon():
    size = 3_000
    formulas = {f"m{n}": f"m{(n * 7 + 1) % size} + m{(n * 13 + 5) % size} + m{(n + 1) % size}" for n in range(size)}
    cycles = find_cycles(graph_of(**formulas))
    used = {id(edge) for cycle in cycles for edge in cycle}
    assert len(used) == sum(map(len, cycles))
