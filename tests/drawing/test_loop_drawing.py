"""Loops: a ring that closes, with room for every reason."""

from itertools import combinations, pairwise
from math import dist
from xml.etree import ElementTree

import pytest
from diagram_samples import TORTURE_NAMES
from hypothesis import given, settings
from hypothesis import strategies as st

from product_handbook.drawing.cards.card_layout import DETAIL_SIZE, ROOM
from product_handbook.drawing.model import Card, Figures
from product_handbook.drawing.rings.loop_drawing import loop_drawing
from product_handbook.drawing.rings.loop_layout import ARROW, GAP, LINE, NO_REASON, figures_bottom, lay_out_loop
from product_handbook.drawing.rings.model import LoopDiagram, LoopStep
from product_handbook.drawing.text import one_line, text_width

REASON = "A learner who got the job tells two friends who look for one, and both begin with the course that worked."

REASONS = {"short": ("Yes.",), "long": (REASON,), "mixed": ("Yes.", REASON * 2, ""), "tall_third": ("", "", REASON * 2)}
FIGURES = Figures("1.42 M", "documents / month", trend="▲ 6.1 %", trend_look="better", status="on_track")


def loop(reasons: list[str], titles: tuple[str, ...] = (), figures: Figures | None = None) -> LoopDiagram:
    steps = (
        LoopStep(
            Card(
                f"s{place}",
                titles[place % len(titles)] if titles else f"Step {place}",
                f"#s{place}",
                f"{place + 1} · Metric",
                figures=figures,
            ),
            reason,
        )
        for place, reason in enumerate(reasons)
    )
    return LoopDiagram("loop", "Sharing brings trials", "A loop.", tuple(steps))


def parsed(html: str) -> ElementTree.Element:
    """The figure as XML, which it is but for an attribute without a value and a prefix without a name."""
    return ElementTree.fromstring(html.replace(" data-search-exclude", "").replace("xlink:href", "href"))


@settings(max_examples=60)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=14))
def test_cards_stand_apart_and_hold_their_reasons(reasons: list[str]) -> None:
    drawn = loop(reasons)
    found = lay_out_loop(drawn)
    assert not any(one.meets(other, ARROW - 1) for one, other in combinations(found.ring.cards, 2))
    for step, lines, box in zip(drawn.steps, found.reasons, found.ring.cards, strict=True):
        assert figures_bottom(step) + LINE * len(lines) < box.height
        assert all(text_width(line, DETAIL_SIZE) <= ROOM for line in lines)
        assert 0 <= box.x <= box.right <= found.ring.width
        assert 0 <= box.y <= box.bottom <= found.ring.height


@pytest.mark.parametrize("count", range(2, 13))
def test_the_ring_closes(count: int) -> None:
    found = lay_out_loop(loop([REASON] * count))
    assert len(found.ring.curves) == count
    for place, arrow in enumerate(found.ring.curves):
        for point, box in ((arrow.start, found.ring.cards[place]), (arrow.end, found.ring.cards[(place + 1) % count])):
            across = max(box.x - point[0], 0, point[0] - box.right)
            down = max(box.y - point[1], 0, point[1] - box.bottom)
            assert max(across, down) == pytest.approx(GAP, abs=0.5)


@pytest.mark.parametrize("figures", [None, FIGURES], ids=["plain", "figures"])
@pytest.mark.parametrize("reasons", list(REASONS), ids=list(REASONS))
@pytest.mark.parametrize("count", range(2, 13))
def test_every_arrow_is_seen_from_its_start_to_its_head(count: int, reasons: str, figures: Figures | None) -> None:
    texts = [REASONS[reasons][place % len(REASONS[reasons])] for place in range(count)]
    found = lay_out_loop(loop(texts, figures=figures))
    for arrow in found.ring.curves:
        points = [arrow.at(step / 60) for step in range(61)]
        assert not any(box.x < x < box.right and box.y < y < box.bottom for x, y in points for box in found.ring.cards)
        assert sum(dist(one, other) for one, other in pairwise(points)) >= ARROW / 2


def test_eight_steps_with_figures_fit_a_wide_page() -> None:
    found = lay_out_loop(loop([REASON] * 8, figures=FIGURES))
    assert found.ring.width <= 1440
    assert all(" ".join(lines) == REASON for lines in found.reasons)


def test_the_first_of_many_stands_on_top_and_they_run_clockwise() -> None:
    boxes = lay_out_loop(loop([REASON] * 6)).ring.cards
    assert min(boxes, key=lambda box: box.y) is boxes[0]
    assert boxes[1].x > boxes[0].x > boxes[5].x


def test_the_name_stands_in_the_middle_where_there_is_room() -> None:
    found = lay_out_loop(loop([REASON] * 6))
    (name,) = found.ring.labels
    assert not any(name.meets(box, 0) for box in found.ring.cards)


def test_a_step_without_a_reason_says_so() -> None:
    html = loop_drawing(loop([REASON, ""]))
    assert '<text class="hb-no-reason"' in html
    assert html.count(NO_REASON) == 1


def test_every_step_is_described_in_words_with_what_it_leads_to_and_why() -> None:
    html = loop_drawing(loop(["Because of this", "Because of that"]))
    assert '<li><a href="#s0">Step 0</a> → <a href="#s1">Step 1</a>: Because of that</li>' in html
    assert '<li><a href="#s1">Step 1</a> → <a href="#s0">Step 0</a>: Because of this</li>' in html


def test_any_text_makes_well_formed_html() -> None:
    html = loop_drawing(loop(list(TORTURE_NAMES[:9]), TORTURE_NAMES))
    assert "\n\n" not in html
    root = parsed(html)
    told = " ".join("".join(item.itertext()) for item in root.iter("li"))
    for name in TORTURE_NAMES[:9]:
        assert one_line(name) in told


def test_a_loop_without_steps_is_no_picture() -> None:
    assert loop_drawing(LoopDiagram("loop", "Nothing", "Nothing.", ())) == ""


def test_the_same_loop_is_drawn_the_same() -> None:
    assert loop_drawing(loop([REASON] * 5)) == loop_drawing(loop([REASON] * 5))
