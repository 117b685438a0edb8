"""Value webs: every label readable, every line where it belongs, and all of it in words too."""

import random
import re
from itertools import combinations
from math import cos, hypot, radians, sin
from xml.etree import ElementTree

import pytest
from diagram_samples import TORTURE_NAMES
from hypothesis import given, settings
from hypothesis import strategies as st

from product_handbook.drawing.geometry import Box
from product_handbook.drawing.model import Card
from product_handbook.drawing.rings.flow_labels import ICONS, TEXT_SIZE
from product_handbook.drawing.rings.model import ValueFlow, ValueWebDiagram
from product_handbook.drawing.rings.ring import Curve, Ellipse, bent_through, cut, ordered
from product_handbook.drawing.rings.web_drawing import kind_shown, web_drawing
from product_handbook.drawing.rings.web_layout import GAP, WIDEST, WebLayout, lay_out_web
from product_handbook.drawing.text import one_line, text_width

KINDS = tuple(ICONS)
VALUES = (
    "Subscription fees",
    "Hours of attention",
    "Rights to the songs in their catalogue",
    "Access to the interface",
    "Usage data",
    "Room designs at scale",
    "Trust",
    "New customers they would not reach",
)


def web(parties: int, ends: list[tuple[int, int, int]], titles: tuple[str, ...] = ()) -> ValueWebDiagram:
    cards = [
        Card(f"p{place}", titles[place % len(titles)] if titles else f"Party {place}", f"#p{place}", "Group")
        for place in range(parties)
    ]
    flows = tuple(
        ValueFlow(f"p{giver}", f"p{receiver}", titles[kind % len(titles)] if titles else VALUES[kind], KINDS[kind])
        for giver, receiver, kind in ends
    )
    return ValueWebDiagram("web", "Value web", "Who gives what.", cards[0], tuple(cards[1:]), flows)


def generated(parties: int, exchanges: int, with_company: float, seed: int) -> ValueWebDiagram:
    chance = random.Random(seed)
    ends = []
    for place in range(exchanges):
        one, other = (
            (0, 1 + place % (parties - 1)) if chance.random() < with_company else chance.sample(range(1, parties), 2)
        )
        if chance.random() < 0.5:
            one, other = other, one
        ends.append((one, other, chance.randrange(len(KINDS))))
    return web(parties, ends)


def parsed(html: str) -> ElementTree.Element:
    """The figure as XML, which it is but for an attribute without a value and a prefix without a name."""
    return ElementTree.fromstring(html.replace(" data-search-exclude", "").replace("xlink:href", "href"))


@st.composite
def webs(draw: st.DrawFn) -> ValueWebDiagram:
    parties = draw(st.integers(1, 12))
    pairs = [(one, other) for one in range(parties) for other in range(parties) if one != other]
    if not pairs:
        return web(parties, [])
    ends = draw(st.lists(st.tuples(st.sampled_from(pairs), st.integers(0, 7)), max_size=40))
    return web(parties, [(*pair, kind) for pair, kind in ends])


def in_order(found: WebLayout, drawn: ValueWebDiagram) -> bool:
    """Whether every curve runs from its giver to its receiver."""
    place = {card.id: position for position, card in enumerate(drawn.cards)}

    def away(point: tuple[float, float], box: Box) -> float:
        across = max(box.x - point[0], 0.0, point[0] - box.right)
        return max(across, box.y - point[1], point[1] - box.bottom)

    return all(
        away(curve.start, found.ring.cards[place[flow.giver]]) <= GAP + 1
        and away(curve.end, found.ring.cards[place[flow.receiver]]) <= GAP + 1
        for flow, curve in zip(drawn.flows, found.ring.curves, strict=True)
    )


@settings(max_examples=60)
@given(webs())
def test_labels_with_texts_cover_neither_cards_nor_each_other(drawn: ValueWebDiagram) -> None:
    found = lay_out_web(drawn)
    solid = [*found.ring.cards, *found.ring.labels]
    if not found.numbered:
        assert not any(one.meets(other, 0) for one, other in combinations(solid, 2))
    assert not any(one.meets(other, 0) for one, other in combinations(found.ring.cards, 2))
    assert all(0 <= box.x <= box.right <= found.ring.width for box in solid)
    assert all(0 <= box.y <= box.bottom <= found.ring.height for box in solid)
    assert in_order(found, drawn)


@pytest.mark.parametrize("with_company", [0.2, 0.7, 1.0])
@pytest.mark.parametrize("seed", range(5))
def test_ten_parties_with_thirty_exchanges_keep_their_words_on_a_wide_page(with_company: float, seed: int) -> None:
    found = lay_out_web(generated(10, 30, with_company, seed))
    assert not found.numbered
    assert found.ring.width <= WIDEST + 40


def test_where_there_is_no_room_numbers_take_the_place_of_texts() -> None:
    crowded = web(3, [(0, 1, place % 8) for place in range(40)])
    drawing = web_drawing(crowded)
    assert drawing.numbered
    html = drawing.html
    assert "The numbers are those of the table below." in html
    labels = html.partition('<g aria-hidden="true" font-size="11">')[2]
    assert all(f">{number}</text>" in labels for number in range(1, 41))


def test_each_label_stands_on_its_own_curve() -> None:
    drawn = generated(8, 20, 0.6, 4)
    found = lay_out_web(drawn)
    for curve, box in zip(found.ring.curves, found.ring.labels, strict=True):
        middle = (box.x + box.width / 2, box.middle)
        near = min(abs(x - middle[0]) + abs(y - middle[1]) for x, y in (curve.at(step / 200) for step in range(201)))
        assert near < 3


def test_there_and_back_are_two_lines_apart() -> None:
    found = lay_out_web(web(2, [(0, 1, 0), (1, 0, 1)]))
    one, other = (curve.at(0.5) for curve in found.ring.curves)
    assert abs(one[1] - other[1]) > 30


def on_other_lines(found: WebLayout) -> int:
    """How many labels lie on the line of another."""
    lines = [[curve.at(step / 200) for step in range(201)] for curve in found.ring.curves]
    return sum(
        any(box.x < x < box.right and box.y < y < box.bottom for x, y in line)
        for place, box in enumerate(found.ring.labels)
        for other, line in enumerate(lines)
        if other != place
    )


@pytest.mark.parametrize("text", ["Trust", "Their products at competitive prices"])
@pytest.mark.parametrize("around", range(1, 11))
def test_labels_of_lines_there_and_back_leave_both_lines_free(around: int, text: str) -> None:
    for party in range(1, around + 1):
        found = lay_out_web(web(around + 1, [(0, party, 0), (party, 0, 1)], (text,)))
        assert on_other_lines(found) == 0


def test_in_a_web_of_pairs_every_line_is_free() -> None:
    found = lay_out_web(web(7, [ends for party in range(1, 7) for ends in ((0, party, 2), (party, 0, 3))]))
    assert on_other_lines(found) == 0


@pytest.mark.parametrize(("with_company", "most"), [(0.2, 16), (0.7, 4), (1.0, 4)])
@pytest.mark.parametrize("seed", range(5))
def test_few_labels_lie_on_other_lines_where_not_all_lines_cross(with_company: float, most: int, seed: int) -> None:
    assert on_other_lines(lay_out_web(generated(10, 30, with_company, seed))) <= most


@pytest.mark.parametrize("around", range(1, 9))
def test_the_arrow_in_a_label_points_to_the_receiver(around: int) -> None:
    for party in range(1, around + 1):
        drawn = web(around + 1, [(party, 0, 0), (0, party, 1)])
        found = lay_out_web(drawn)
        ways = re.findall(r'class="hb-flow-way".*?rotate\((.*?)\)', web_drawing(drawn).html)
        for curve, way in zip(found.ring.curves, map(radians, map(float, ways)), strict=True):
            (x, y), (further, lower) = curve.start, curve.end
            assert cos(way) * (further - x) + sin(way) * (lower - y) > 0.9 * hypot(further - x, lower - y)


def test_texts_fit_their_labels() -> None:
    drawn = web(4, [(0, 1 + place % 3, place % 8) for place in range(19)], TORTURE_NAMES)
    found = lay_out_web(drawn)
    for face in found.texts:
        assert all(text_width(line, TEXT_SIZE) <= face.width - face.text_start for line in face.lines)


def test_any_text_makes_well_formed_html() -> None:
    drawn = web(6, [(place % 5 + 1, 0, place % 8) for place in range(19)], TORTURE_NAMES)
    html = web_drawing(drawn).html
    assert "\n\n" not in html
    root = parsed(html)
    told = " ".join("".join(item.itertext()) for item in root.iter("li"))
    for card in drawn.cards:
        assert one_line(card.title) in told


def test_money_is_told_apart_by_its_line_its_sign_and_its_word() -> None:
    html = web_drawing(web(2, [(0, 1, KINDS.index("money")), (1, 0, KINDS.index("trust"))])).html
    drawn = parsed(html)
    lines = [group.findall("path")[0] for group in drawn.iter("g") if group.get("class", "").startswith("hb-flow")][:2]
    assert ["stroke-dasharray" in line.attrib for line in lines] == [False, True]
    keys = [" ".join("".join(key.itertext()).split()) for key in drawn.iter("span")]
    assert keys == ["money flows", "another currency flows", "money", "trust"]
    assert len(set(ICONS.values())) == len(ICONS)


def test_every_exchange_is_described_in_words_with_links() -> None:
    html = web_drawing(web(3, [(1, 0, 0), (1, 0, 1), (0, 1, 2)])).html
    assert (
        '<li><a href="#p1">Party 1</a> → <a href="#p0">Party 0</a>: '
        f"{VALUES[0]} ({KINDS[0]}), {VALUES[1]} ({KINDS[1]})</li>" in html
    )
    assert '<li><a href="#p2">Party 2</a>: no exchange</li>' in html


def test_one_party_alone_is_a_picture_too() -> None:
    html = web_drawing(web(1, [])).html
    assert html.count("hb-card") == 1
    assert "hb-legend" not in html


def test_the_same_web_is_drawn_the_same() -> None:
    assert web_drawing(generated(9, 25, 0.5, 2)) == web_drawing(generated(9, 25, 0.5, 2))


@given(st.integers(1, 9), st.data())
def test_the_order_around_the_ring_is_a_permutation_with_ties_no_longer_than_before(count: int, data: st.DataObject):
    pairs = list(combinations(range(count), 2))
    ties = data.draw(st.dictionaries(st.sampled_from(pairs), st.integers(1, 5))) if pairs else {}
    order = ordered(count, ties)

    def length(found: tuple[int, ...]) -> int:
        place = {card: position for position, card in enumerate(found)}
        apart = {pair: abs(place[pair[0]] - place[pair[1]]) for pair in ties}
        return sum(times * min(apart[pair], count - apart[pair]) ** 2 for pair, times in ties.items())

    assert sorted(order) == list(range(count))
    assert length(order) <= length(tuple(range(count)))


def test_two_that_have_to_do_with_each_other_stand_side_by_side() -> None:
    order = ordered(6, {(0, 3): 1})
    apart = abs(order.index(0) - order.index(3))
    assert min(apart, 6 - apart) == 1


coordinates = st.floats(-500, 500)
points = st.tuples(coordinates, coordinates)


@given(points, points, points, st.floats(0, 1), st.floats(0, 1))
def test_a_part_of_a_curve_lies_on_it(start, bend, end, one, other):
    early, late = sorted((one, other))
    whole = Curve(start, bend, end)
    part = whole.between(early, late)
    for time in (0, 0.3, 1):
        expected = whole.at(early + time * (late - early))
        assert part.at(time) == pytest.approx(expected, abs=1e-6)
    assert whole.reversed().at(0.3) == pytest.approx(whole.at(0.7), abs=1e-6)


@given(points, points, points)
def test_a_bent_curve_passes_its_middle(start, middle, end):
    assert bent_through(start, middle, end).at(0.5) == pytest.approx(middle, abs=1e-6)


def test_a_cut_curve_touches_neither_box() -> None:
    first, last = Box(0, 0, 100, 40), Box(300, 200, 100, 40)
    found = cut(bent_through((50, 20), (210, 80), (350, 220)), first, last, 4)
    for step in range(21):
        x, y = found.at(step / 20)
        assert not any(box.x < x < box.right and box.y < y < box.bottom for box in (first, last))


def test_points_on_a_ring_are_on_it() -> None:
    for x, y in Ellipse(300, 200).points(7, 1.0):
        assert (x / 300) ** 2 + (y / 200) ** 2 == pytest.approx(1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_in_text_is_a_sign_and_its_word(kind):
    shown = kind_shown(kind)
    assert 'aria-hidden="true"' in shown
    assert shown.endswith(f" {kind}</span>")


@pytest.mark.parametrize("around", range(2, 13))
def test_lines_between_others_go_round_the_company(around: int) -> None:
    for one, other in combinations(range(1, around + 1), 2):
        found = lay_out_web(web(around + 1, [(one, other, 0), (other, one, 1)]))
        middle = found.ring.cards[0]
        points = [curve.at(step / 40) for curve in found.ring.curves for step in range(41)]
        assert not any(middle.x < x < middle.right and middle.y < y < middle.bottom for x, y in points)
