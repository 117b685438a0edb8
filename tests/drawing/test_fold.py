from diagram_samples import card, component, diagram, tree
from hypothesis import given
from hypothesis import strategies as st

from effort import effort
from product_handbook.drawing.cards.fold import fold
from product_handbook.drawing.model import Diagram, DiagramEdge

ROOTS = ("m0", "m1")


def ids(sample: Diagram) -> list[str]:
    return [card.id for card in sample.cards]


def test_a_diagram_within_the_limit_is_left_alone() -> None:
    sample = tree(40)
    assert fold(sample, ROOTS, 40) is sample


def broad() -> Diagram:
    """Two levels below the root: three inputs, and four inputs of each."""
    cards = [card("root"), *(card(f"i{place}") for place in range(3)), *(card(f"j{place}") for place in range(12))]
    edges = [component("root", f"i{place}", "+") for place in range(3)]
    edges += [component(f"i{place // 4}", f"j{place}", "×") for place in range(12)]
    return diagram(tuple(cards), tuple(edges), (("root",), ("j0", "j1")))


def test_whole_levels_stay_and_the_inputs_left_out_are_counted() -> None:
    folded = fold(broad(), ("root",), 10)
    assert ids(folded) == ["root", "i0", "i1", "i2", "i0:more", "i1:more", "i2:more"]
    assert [card.title for card in folded.cards[4:]] == ["4 more inputs"] * 3
    assert folded.cards[4].tone == "folded"
    assert folded.cards[4].href == "../i0/"
    assert folded.edges[-1] == component("i2", "i2:more", "×")
    assert folded.ranks == (("root",), ())


def test_the_level_below_the_roots_is_kept_in_part_rather_than_not_at_all() -> None:
    cards = (card("root"), *(card(f"i{place}") for place in range(20)))
    folded = fold(diagram(cards, tuple(component("root", f"i{place}", "+") for place in range(20))), ("root",), 6)
    assert ids(folded) == ["root", "i0", "i1", "i2", "i3", "root:more"]
    assert folded.cards[-1].title == "16 more inputs"


def test_one_input_is_counted_in_the_singular_and_a_step_is_no_input() -> None:
    cards = tuple(card(id) for id in ("root", "a", "b", "c", "d"))
    edges = (component("root", "a"), component("root", "b"), component("a", "c"), DiagramEdge("b", "d", "step"))
    folded = fold(diagram(cards, edges), ("root",), 4)
    assert [card.title for card in folded.cards] == ["Root", "A", "1 more input", "1 more input"]
    folded = fold(diagram((*cards, card("e")), (*edges, DiagramEdge("b", "e", "step"))), ("root",), 5)
    assert [card.title for card in folded.cards] == ["Root", "A", "B", "1 more input", "2 more"]


def test_a_counting_edge_says_only_what_is_true_of_all_that_it_counts() -> None:
    cards = tuple(card(id) for id in ("root", "a", "b", "c", "d"))
    mixed = (
        component("root", "a", "+"),
        component("a", "b", "+"),
        component("a", "c", "−"),
        DiagramEdge("a", "d", "influence"),
    )
    assert fold(diagram(cards, mixed), ("root",), 3).edges[-1] == component("a", "a:more")
    beliefs = (component("root", "a"), *(DiagramEdge("a", id, "influence", effect="negative") for id in "bcd"))
    assert fold(diagram(cards, beliefs), ("root",), 3).edges[-1] == DiagramEdge(
        "a", "a:more", "influence", effect="negative"
    )


def test_cards_that_no_root_reaches_are_counted_together() -> None:
    cards = tuple(card(id) for id in ("root", "a", "x", "y", "z"))
    folded = fold(diagram(cards, (component("root", "a"), component("x", "a"))), ("root",), 4)
    assert ids(folded) == ["root", "a", ":more"]
    assert folded.cards[-1].title == "3 more outside this picture"


def test_cards_without_edges_are_not_dropped_in_silence() -> None:
    sample = diagram(tuple(card(f"c{place}") for place in range(400)))
    for roots in ((), ("c0",), ("c7", "c3")):
        folded = fold(sample, roots, 50)
        shown = len(folded.cards) - 1
        assert shown in (49, len(roots))
        assert folded.cards[-1].title == f"{400 - shown} more outside this picture"


def test_without_roots_the_results_that_nothing_uses_are_the_first_level() -> None:
    folded = fold(broad(), (), 10)
    assert ids(folded) == ids(fold(broad(), ("root",), 10))


@given(st.integers(10, 400), st.integers(0, 20), st.integers(6, 120))
def test_the_limit_is_kept_and_nothing_is_counted_twice(size: int, seed: int, limit: int) -> None:
    sample = tree(size, seed)
    folded = fold(sample, ROOTS, limit)
    assert len(folded.cards) <= max(limit, 2)
    kept = set(ids(folded))
    assert set(ROOTS) <= kept
    assert kept - {card.id for card in folded.cards if card.tone == "folded"} <= set(ids(sample))
    assert all({edge.tail, edge.head} <= kept for edge in folded.edges)
    for edge in folded.edges:
        if edge.head.endswith(":more"):
            left_out = {other.head for other in sample.edges if other.tail == edge.tail and other.head not in kept}
            title = next(card.title for card in folded.cards if card.id == edge.head)
            assert title.split()[0] == str(len(left_out))
    assert fold(sample, ROOTS, limit) == folded


def test_ten_thousand_cards_are_folded_with_little_effort() -> None:
    sample = tree(10_000)
    assert len(fold(sample, ROOTS, 300).cards) <= 300
    assert effort(lambda: fold(sample, ROOTS, 300)) < 100
