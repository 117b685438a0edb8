import pytest
from diagram_samples import blue, card, component, diagram, loop, stock

from product_handbook.drawing.cards.dot import LayoutError, read_plain
from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.drawing.cards.layout import lay_out
from product_handbook.drawing.model import Diagram

ENGINE = graphviz_engine("wasm", None)


def dots_of(sample: Diagram) -> list[str]:
    """The DOT of each part."""
    asked: list[str] = []

    def engine(dot: str) -> str:
        asked.append(dot)
        return ENGINE(dot)

    lay_out(sample, engine)
    return asked


def test_roots_stand_in_the_first_column_in_their_order() -> None:
    assert dots_of(blue()) == [
        """\
digraph {
	graph [nodesep=0.1944 rankdir=LR ranksep=0.8889]
	node [fixedsize=true label="" shape=box width=2.4444]
	edge [arrowhead=none]
	n0 [height=0.6667]
	n1 [height=0.6667]
	n2 [height=0.4722]
	n3 [height=0.4722]
	n4 [height=0.4722]
	n5 [height=0.6944]
	n6 [height=0.4722]
	n7 [height=0.6944]
	n8 [height=0.4722]
	n9 [height=0.6944]
	{
		graph [rank=min]
		n0
		n1
	}
	n0 -> n1 [style=invis]
	n0:e -> n2:w [weight=3]
	n0:e -> n3:w [weight=3]
	n1:e -> n4:w [weight=3]
	n1:e -> n5:w [weight=3]
	n4:e -> n3:w [weight=3]
	n4:e -> n6:w [weight=3]
	n3:e -> n8:w [weight=3]
	n3:e -> n9:w [weight=3]
	n2:e -> n7:w [weight=1]
}
"""
    ]


def edges_of(sample: Diagram) -> list[str]:
    return [line.split(" [")[0].strip() for dot in dots_of(sample) for line in dot.splitlines() if "->" in line]


def test_an_edge_that_closes_a_loop_is_turned_round() -> None:
    assert edges_of(loop()) == ["n0:e -> n1:w", "n1:e -> n2:w", "n2:e -> n3:w", "n0:e -> n3:w"]


def test_a_loop_over_an_earlier_period_is_cut_there_and_a_card_has_no_edge_to_itself() -> None:
    assert edges_of(stock()) == ["n0:e -> n1:w", "n0:e -> n2:w", "n2:e -> n3:w", "n1:e -> n4:w"]


def test_an_edge_into_the_first_column_is_turned_round() -> None:
    above = diagram((card("top"), card("root"), card("input")), (component("top", "root"), component("root", "input")))
    assert edges_of(above) == ["n0:e -> n1:w", "n1:e -> n2:w"]
    held = diagram(above.cards, above.edges, (("root",),))
    assert edges_of(held) == ["n1:e -> n0:w", "n1:e -> n2:w"]


def test_cards_of_one_column_have_no_edge_between_them() -> None:
    sample = diagram((card("a"), card("b"), card("c")), (component("a", "b"), component("b", "c")), (("a", "b"),))
    assert edges_of(sample) == ["n0 -> n1", "n1:e -> n2:w"]


def test_parts_are_laid_out_by_themselves_and_single_cards_not_at_all() -> None:
    sample = diagram(tuple(card(id) for id in "abcde"), (component("b", "d"), component("a", "e")))
    assert [dot.count("[height=") for dot in dots_of(sample)] == [2, 2]
    assert dots_of(diagram((card("a"), card("b")))) == []


def test_names_never_reach_the_engine() -> None:
    sample = diagram((card('a"];b', 'a "];'), card("\n", "x")), (component('a"];b', "\n"),))
    assert edges_of(sample) == ["n0:e -> n1:w"]


def test_positions_are_read_in_px_from_the_top() -> None:
    text = "graph 1 2 3\nnode n7 1 1 2 1\nedge n7 n8 4 0 0 1 1 2 2 2 3 solid black\nstop\n"
    placement = read_plain(text)
    assert placement.nodes == {7: (72.0, 144.0)}
    assert placement.splines == {(7, 8): ((0.0, 216.0), (72.0, 144.0), (144.0, 72.0), (144.0, 0.0))}


@pytest.mark.parametrize("text", ["", "graph 1", "graph 1 2 3\nnode n0", "graph 1 2 3\nnode nx 1 2", "<svg/>"])
def test_an_answer_that_is_not_positions_is_named(text: str) -> None:
    with pytest.raises(LayoutError, match="use another release of Graphviz"):
        read_plain(text)
