"""The triangle of weights: every point where it belongs, numbers clear of signs and edges, nothing unsafe in it."""

import re
from fractions import Fraction
from math import hypot
from xml.etree import ElementTree as ET

import pytest

from product_handbook.drawing.charts.weight_triangle import (
    HEIGHT,
    WIDTH,
    Triangle,
    TriangleRegion,
    spot,
    weight_triangle,
)

THIRD = Fraction(1, 3)
THIRDS = (THIRD, THIRD, THIRD)
LEFT, TOP, RIGHT = (
    (Fraction(1), Fraction(), Fraction()),
    (Fraction(), Fraction(1), Fraction()),
    (Fraction(), Fraction(), Fraction(1)),
)
GROUPS = ("Today", "Tomorrow", "Vision")


def field(mark="A", corners=(LEFT, TOP, RIGHT), middle=THIRDS, tooltip="A bet", chosen=False):
    return TriangleRegion(mark, corners, middle, tooltip, chosen)


def drawn(*fields, given=THIRDS, flip=None, groups=GROUPS, title="Weights"):
    return weight_triangle(Triangle(title, "What leads", groups, fields, given, flip))


def elements(svg, tag):
    return list(ET.fromstring(svg).iter(tag))


def test_without_fields_nothing_is_drawn():
    assert drawn() == ""


def test_the_groups_have_their_corners():
    (left, low), (top, high), (right, low_too) = map(spot, (LEFT, TOP, RIGHT))
    assert left < top < right
    assert high < low == low_too
    assert hypot(top - left, high - low) == pytest.approx(right - left)
    middle = spot(THIRDS)
    assert middle[0] == pytest.approx((left + top + right) / 3)
    assert middle[1] == pytest.approx((low + high + low_too) / 3)


def test_a_field_is_drawn_from_corner_to_corner_with_its_name():
    (polygon,) = elements(drawn(field(tooltip="Oven, 100 %")), "polygon")
    points = [tuple(map(float, pair.split(","))) for pair in polygon.get("points").split()]
    for found, wanted in zip(points, map(spot, (LEFT, TOP, RIGHT)), strict=True):
        assert found == pytest.approx(wanted, abs=0.06)
    assert polygon.find("title").text == "Oven, 100 %"


def test_the_field_of_the_leader_looks_different():
    half = (Fraction(1, 2), Fraction(1, 2), Fraction())
    svg = drawn(field("A", (LEFT, half, RIGHT), THIRDS, chosen=True), field("B", (half, TOP, RIGHT), THIRDS))
    assert [polygon.get("class") for polygon in elements(svg, "polygon")] == [
        "hb-field hb-leads",
        "hb-field hb-shade-1",
    ]


def test_a_mark_keeps_clear_of_the_sign_of_the_given_weights():
    svg = drawn(field())
    (mark,) = (text for text in elements(svg, "text") if text.text == "A")
    x, y = spot(THIRDS)
    assert hypot(float(mark.get("x")) - x, float(mark.get("y")) - y) >= 14


def test_a_sliver_has_no_mark_but_its_tooltip():
    near = (Fraction(99, 100), Fraction(1, 100), Fraction())
    sliver = field("B", (LEFT, near, RIGHT), (Fraction(2, 3), Fraction(1, 300), Fraction(99, 300)), "Thin")
    svg = drawn(field(), sliver)
    assert "B" not in [text.text for text in elements(svg, "text")]
    assert "Thin" in [title.text for title in elements(svg, "title")]


def test_the_way_to_the_change_is_drawn_where_there_is_one():
    assert "hb-flip" not in drawn(field())
    svg = drawn(field(), flip=LEFT)
    (circle,) = elements(svg, "circle")
    assert (float(circle.get("cx")), float(circle.get("cy"))) == pytest.approx(spot(LEFT), abs=0.06)


def test_long_names_of_groups_are_wrapped_and_stay_inside():
    long = "The company's vision and the strategy that follows from it for many years"
    svg = drawn(field(), groups=(long, long, long))
    for line in elements(svg, "tspan"):
        assert 0 <= float(line.get("x")) <= WIDTH
        assert 10 <= float(line.get("y")) <= HEIGHT
    assert len(elements(svg, "tspan")) == 6


def test_texts_are_escaped_and_the_picture_says_what_it_shows():
    svg = drawn(field("<b>", tooltip='"&<'), title="<i>", groups=("<a>", "b", "c"))
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [child.get("id") for child in list(root)[:2]]
    assert not re.search(r"<(b|i|a)>", svg)


def test_the_same_triangle_is_drawn_alike():
    assert drawn(field(), flip=TOP) == drawn(field(), flip=TOP)
