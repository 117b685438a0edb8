from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest
from diagram_samples import (
    TORTURE_NAMES,
    around_active_users,
    blue,
    card,
    component,
    diagram,
    loop,
    stock,
    torture,
    tree,
)
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.drawing.cards.grid import CLEARANCE
from product_handbook.drawing.cards.layout import SHELF_WIDTH, lay_out
from product_handbook.drawing.geometry import Box, Layout, Path, on_curve
from product_handbook.drawing.model import Diagram, DiagramEdge

ENGINE = graphviz_engine("wasm", None)
SAMPLES = [around_active_users(), blue(), stock(), loop(), torture(), tree(40), tree(120)]

samples = pytest.mark.parametrize("sample", SAMPLES, ids=["six", "blue", "stock", "loop", "torture", "40", "120"])


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    """Any cards and any edges among them: loops, several between two cards, cards held in columns."""
    names = draw(st.lists(st.sampled_from(("x", "Two words", *TORTURE_NAMES)), min_size=1, max_size=9))
    cards = tuple(card(f"c{place}", name) for place, name in enumerate(names))
    ids = st.sampled_from([card.id for card in cards])
    kinds = st.sampled_from(("component", "influence", "step"))
    effects = st.sampled_from(("positive", "negative", ""))
    edges = draw(st.lists(st.builds(DiagramEdge, ids, ids, kinds, effect=effects, lagged=st.booleans()), max_size=16))
    columns = draw(st.lists(st.integers(0, 3), min_size=len(cards), max_size=len(cards)))
    ranks = tuple(tuple(f"c{place}" for place, held in enumerate(columns) if held == column) for column in (1, 2))
    return diagram(cards, tuple(edges), ranks)


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.bottom and other.y < one.bottom


def points_on(path: Path) -> Iterator[tuple[float, float]]:
    for start in range(0, len(path) - 1, 3):
        piece = path[start : start + 4]
        for step in range(25):
            yield on_curve(step / 24, [x for x, _ in piece]), on_curve(step / 24, [y for _, y in piece])


def within(point: tuple[float, float], box: Box) -> bool:
    """Inside, further than a rounding from the box's edge."""
    return box.x + 0.5 < point[0] < box.right - 0.5 and box.y + 0.5 < point[1] < box.bottom - 0.5


def on_a_side(point: tuple[float, float], box: Box) -> bool:
    return point[0] in (pytest.approx(box.x), pytest.approx(box.right)) and box.y < point[1] < box.bottom


def faults_of(sample: Diagram, layout: Layout) -> Iterator[str]:
    boxes = dict(zip((card.id for card in sample.cards), layout.boxes, strict=True))
    whole = Box(0, 0, layout.width, layout.height)
    for one, other in combinations(boxes, 2):
        if overlap(boxes[one], boxes[other]):
            yield f"{one} and {other} overlap"
    for id, box in boxes.items():
        if not within((box.x, box.y), whole) or not within((box.right, box.bottom), whole):
            yield f"{id} leaves the picture"
    for edge, path in zip(sample.edges, layout.paths, strict=True):
        if edge.tail != edge.head:
            for fault in path_faults(path, boxes[edge.tail], boxes[edge.head], boxes.values(), whole):
                yield f"{edge.tail} to {edge.head} {fault}"
        elif path:
            yield f"{edge.tail} has a path to itself"


def path_faults(path: Path, tail: Box, head: Box, boxes: Iterable[Box], whole: Box) -> Iterator[str]:
    if not on_a_side(path[0], tail) or not on_a_side(path[-1], head):
        yield "does not end at its cards"
    for point in points_on(path):
        if not within(point, whole):
            yield "leaves the picture"
        if any(within(point, box) for box in boxes):
            yield "runs through a card"


@samples
def test_cards_stand_apart_and_edges_go_round_them(sample: Diagram) -> None:
    assert list(faults_of(sample, lay_out(sample, ENGINE))) == []


@given(diagrams())
def test_cards_stand_apart_and_edges_go_round_them_whatever_the_diagram(sample: Diagram) -> None:
    assert list(faults_of(sample, lay_out(sample, ENGINE))) == []


@given(diagrams())
def test_columns_are_kept_and_the_first_is_the_first(sample: Diagram) -> None:
    layout = lay_out(sample, ENGINE)
    boxes = dict(zip((card.id for card in sample.cards), layout.boxes, strict=True))
    for rank in sample.ranks:
        assert len({boxes[id].x for id in rank}) <= 1
    first = [boxes[id] for id in sample.ranks[0]]
    assert [box.y for box in first] == sorted(box.y for box in first)
    linked = {id for edge in sample.edges if edge.tail != edge.head for id in (edge.tail, edge.head)}
    if len(first) > 1 or linked & set(sample.ranks[0]):
        reached = boxes_of_the_part(sample, sample.ranks[0][0])
        assert first[0].x == min(boxes[id].x for id in reached)


def boxes_of_the_part(sample: Diagram, start: str) -> set[str]:
    """The ids that edges or columns bind to a card."""
    bonds = [{edge.tail, edge.head} for edge in sample.edges] + [set(rank) for rank in sample.ranks]
    part = {start}
    while grown := {id for bond in bonds if bond & part for id in bond} - part:
        part |= grown
    return part


@samples
def test_a_layout_does_not_depend_on_what_was_laid_out_before(sample: Diagram) -> None:
    assert lay_out(sample, ENGINE) == lay_out(sample, ENGINE)


def test_both_roots_stand_in_the_first_column_the_north_star_on_top() -> None:
    layout = lay_out(blue(), ENGINE)
    star, business = layout.boxes[:2]
    assert star.x == business.x == min(box.x for box in layout.boxes)
    assert star.y < business.y


def test_results_stand_left_of_their_inputs() -> None:
    sample = blue()
    boxes = dict(zip((card.id for card in sample.cards), lay_out(sample, ENGINE).boxes, strict=True))
    assert all(boxes[edge.tail].right < boxes[edge.head].x for edge in sample.edges)


def test_inputs_of_a_tree_stand_in_the_order_of_the_formula() -> None:
    sample = tree(60, seed=4, shared=0)
    boxes = dict(zip((card.id for card in sample.cards), lay_out(sample, ENGINE).boxes, strict=True))
    for card_ in sample.cards:
        downs = [boxes[edge.head].y for edge in sample.edges if edge.tail == card_.id]
        assert downs == sorted(downs)


def test_arithmetic_leaves_in_one_point_and_beliefs_in_others() -> None:
    sample = around_active_users()
    starts = {edge: path[0] for edge, path in zip(sample.edges, lay_out(sample, ENGINE).paths, strict=True)}
    from_users = [starts[edge] for edge in sample.edges if edge.tail == "users"]
    assert from_users[0] == from_users[1] != from_users[2]


def test_a_long_edge_passes_the_cards_between_at_a_distance() -> None:
    sample = blue()
    layout = lay_out(sample, ENGINE)
    path = layout.paths[sample.edges.index(component("documents", "users", "×"))]
    assert len(path) == 10
    lane = path[3][1]
    assert path[3][1] == path[6][1]
    between = [box for box in layout.boxes if path[3][0] == box.x]
    assert all(lane <= box.y - CLEARANCE or lane >= box.bottom + CLEARANCE for box in between)


def test_cards_without_edges_are_packed_in_rows() -> None:
    layout = lay_out(diagram(tuple(card(f"c{place}") for place in range(23))), ENGINE)
    assert layout.width < SHELF_WIDTH + 20
    assert layout.height < 6 * 70
    assert len({box.x for box in layout.boxes}) == 4
    assert [(box.y, box.x) for box in layout.boxes] == sorted((box.y, box.x) for box in layout.boxes)


def test_cards_without_edges_stand_below_the_others() -> None:
    sample = diagram((card("alone"), card("result"), card("input")), (component("result", "input"),))
    alone, result, given_input = lay_out(sample, ENGINE).boxes
    assert result.y == given_input.y < alone.y


def test_a_diagram_without_cards_has_no_size_to_speak_of() -> None:
    assert lay_out(diagram(()), ENGINE).boxes == ()
