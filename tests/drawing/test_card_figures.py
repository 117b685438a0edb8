"""Cards with figures: value, trend, status, and whether the value agrees with its formula."""

from dataclasses import fields, replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from diagram_samples import FIGURES, TORTURE_FIGURES, TORTURE_NAMES, around_active_users, card, diagram, figured
from hypothesis import given
from hypothesis import strategies as st
from test_drawing import ENGINE, figure_of, legend_of, parsed, samples, sentences_of

from product_handbook.drawing.cards.card_layout import (
    BADGE_HEIGHT,
    BADGE_RISE,
    END,
    SHAPES,
    START,
    CardLayout,
    CardLine,
    card_layout,
)
from product_handbook.drawing.cards.draw import drawing
from product_handbook.drawing.cards.fold import fold
from product_handbook.drawing.geometry import CARD_WIDTH
from product_handbook.drawing.model import NO_FIGURES, Card, Diagram, Figures
from product_handbook.drawing.text import ELLIPSIS, text_width

texts = (
    st.text(max_size=40)
    | st.sampled_from(TORTURE_NAMES)
    | st.sampled_from(["▲ 6.1 %", "▼ 1,234.5 %", "=", "−1,234,567", "1.42 M", "documents / user / month", ""])
)
anything = st.builds(
    Figures,
    value=texts,
    unit=texts,
    exact=texts,
    trend=texts,
    trend_look=st.sampled_from(["better", "worse", "same", ""]),
    trend_exact=texts,
    status=st.sampled_from(["on_track", "at_risk", "off_track", "met", ""]),
    status_reason=texts,
    broken=st.booleans(),
    broken_reason=texts,
    agreement=st.sampled_from(["off", "computed", ""]),
    agreement_exact=texts,
)
cards = st.builds(
    Card, st.just("a"), texts, st.just(""), texts, texts, mark=st.sampled_from(["", "★"]), figures=anything
)


def stretch(line: CardLine) -> tuple[float, float]:
    """From where to where a line reaches at most."""
    width = text_width(line.text, line.size)
    return (line.x - width, line.x) if line.ends or line.right_to_left else (line.x, line.x + width)


@given(cards)
def test_no_figure_leaves_its_card(sample: Card) -> None:
    shown = card_layout(sample)
    for line in shown.lines:
        left, right = stretch(line)
        assert left >= min(START, END) - 1e-9, line
        assert right <= CARD_WIDTH - min(START, END) + 1e-9, line
        assert line.size <= line.y <= shown.height - line.size / 3, line
    for badge in shown.badges:
        assert badge.x + badge.width <= CARD_WIDTH - END
        assert badge.y + BADGE_HEIGHT < shown.height


def boxes(shown: CardLayout) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom of what stands on a card, from the height of digits down to the baseline."""
    found = [(*stretch(line), line.y - 0.75 * line.size, line.y) for line in shown.lines]
    badges = [(each.x, each.x + each.width, each.y, each.y + BADGE_HEIGHT) for each in shown.badges]
    return found + badges


@given(cards)
def test_no_figure_touches_another(sample: Card) -> None:
    for one, other in combinations(boxes(card_layout(sample)), 2):
        beside = one[1] <= other[0] + 1e-9 or other[1] <= one[0] + 1e-9
        assert beside or one[3] <= other[2] or other[3] <= one[2], (one, other)


@given(st.text("0123456789,.−", min_size=1, max_size=14), st.sampled_from(["off", "computed", ""]))
def test_digits_are_never_cut_off(value: str, agreement: str) -> None:
    figures = Figures(value, agreement=agreement)  # type: ignore[arg-type]
    lines = {line.role: line.text for line in card_layout(card("a", figures=figures)).lines}
    assert lines["value"] == value
    assert ELLIPSIS not in lines["value"]


@given(st.text(max_size=40), texts, texts)
def test_a_card_without_figures_has_room_for_none(title: str, caption: str, detail: str) -> None:
    bare = Card("a", title, "", caption, detail)
    assert card_layout(bare) == card_layout(replace(bare, metric="a", figures=NO_FIGURES))
    assert {line.role for line in card_layout(bare).lines} <= {"caption", "title", "detail"}
    assert card_layout(bare).badges == ()


@samples
def test_a_picture_without_values_is_the_same_as_ever(sample: Diagram) -> None:
    unmeasured = replace(sample, cards=tuple(replace(card, metric=card.id) for card in sample.cards))
    assert drawing(unmeasured, ENGINE) == drawing(sample, ENGINE)
    drawn = drawing(sample, ENGINE)
    assert not any(f"hb-{word}" in drawn for word in ("value", "trend", "pill", "agreement"))


def drawn_card(figures: Figures, **others: str) -> ElementTree.Element:
    figure = figure_of(diagram((card("a", "Users", metric="users", figures=figures, **others),)))
    return next(figure.iter("a"))


def elements(root: ElementTree.Element, look: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if look in element.get("class", "").split()]


def test_a_script_finds_the_value_by_its_metric() -> None:
    [value] = elements(drawn_card(FIGURES[0]), "hb-value")
    assert (value.tag, value.get("data-metric"), value.text, list(value)) == ("text", "users", "1.42 M", [])


def test_what_is_short_says_all_when_pointed_at() -> None:
    tooltips = {
        element.get("class") or next(iter(element.iter("text"))).get("class"): element.findtext("title")
        for element in drawn_card(FIGURES[0]).iter("g")
        if element.find("title") is not None
    }
    assert tooltips == {
        "hb-value": "1,423,456 documents / month in October 2026",
        "hb-trend hb-better": "+82,456 documents / month on September 2026",
        "hb-agreement hb-is-off": "does not agree with its formula (the formula gives 1,388,000 documents / month)",
    }


@pytest.mark.parametrize(
    ("figures", "name"),
    [
        (
            replace(FIGURES[0], unit=""),
            "Users: 1.42 M, does not agree with its formula; up 6.1 %, for the better; status at risk",
        ),
        (FIGURES[1], "Users: $0.4 M; down 8.0 %, for the worse; status off track"),
        (
            FIGURES[2],
            "Users: −1,234,567 users / customer, computed by its formula, not reported; up 1,210.5 %; status on track",
        ),
        (FIGURES[3], "Users: 41 %; unchanged; status met"),
        (FIGURES[4], "Users: 2 min 5 s; down 12 %"),
        (Figures("7", trend="="), "Users: 7; unchanged"),
        (NO_FIGURES, "Users"),
    ],
)
def test_the_name_of_a_link_says_the_figures(figures: Figures, name: str) -> None:
    assert drawn_card(figures).findtext("title") == name


def test_the_text_says_the_figures_exactly_and_before_what_they_are_computed_from() -> None:
    told = sentences_of(figured(around_active_users(), FIGURES))
    assert told[0] == (
        "Documents created: 1,423,456 documents / month in October 2026, "
        "does not agree with its formula (the formula gives 1,388,000 documents / month); "
        "up 6.1 % (+82,456 documents / month on September 2026), for the better; "
        "status at risk: needs +2.8 % a month, has +1.6 %"
    )
    assert told[1] == "Documents created is computed from Monthly active users (multiplied)"
    alone = diagram((card("a"), card("b", figures=FIGURES[4])))
    assert sentences_of(alone) == ["B: 2 min 5 s; down 12 %", "A"]


def shown_trend(figures: Figures) -> str:
    return next(line.text for line in card_layout(card("a", figures=figures)).lines if line.role == "trend")


@pytest.mark.parametrize(
    ("look", "rise", "fall"), [("better", "▲", "▼"), ("worse", "△", "▽"), ("same", "↑", "↓"), ("", "↑", "↓")]
)
def test_the_form_of_an_arrow_tells_what_its_colour_does(look: str, rise: str, fall: str) -> None:
    figures = Figures("7", trend="▲ 5 %", trend_look=look)  # type: ignore[arg-type]
    assert shown_trend(figures) == f"{rise} 5 %"
    assert shown_trend(replace(figures, trend="▼ 5 %")) == f"{fall} 5 %"


def test_every_badge_has_a_shape_of_its_own() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES) == 6


def lines_of(figures: Figures) -> tuple[dict[str, CardLine], float]:
    """The lines by their role, and the baseline of the status."""
    shown = card_layout(card("a", figures=figures))
    baselines = [badge.y + BADGE_RISE for badge in shown.badges]
    return {line.role: line for line in shown.lines}, max(baselines, default=0.0)


def test_a_change_stands_beside_the_value_or_else_beside_the_status_or_else_alone() -> None:
    lines, status = lines_of(Figures("1.42 M", trend="▲ 6.1 %", status="met"))
    assert lines["trend"].y == lines["value"].y
    lines, status = lines_of(Figures("−1,234,567", trend="▲ 6.1 %", status="met"))
    assert lines["trend"].y == status
    lines, status = lines_of(Figures("−1,234,567", trend="▲ 1,234,567.8 %", status="off_track"))
    assert lines["value"].y < lines["trend"].y < status


def test_the_legend_explains_the_signs_that_occur_and_no_others() -> None:
    def legend(*figures: Figures) -> list[str]:
        return legend_of(diagram(tuple(card(f"c{place}", figures=found) for place, found in enumerate(figures))))

    assert legend(NO_FIGURES, Figures("7", trend="▲ 1 %"), Figures("", agreement="off")) == []
    assert legend(FIGURES[2]) == ["on track: will reach its target in time", "= computed by its formula, not reported"]
    assert [key.split(":")[0] for key in legend(*FIGURES)] == [
        "▲\u2009▼ changed for the better",
        "△\u2009▽ changed for the worse",
        "met",
        "on track",
        "at risk",
        "off track",
        "= computed by its formula, not reported",
        "≠ does not agree with its formula",
    ]


@given(anything, st.text(max_size=30))
def test_no_figure_breaks_the_markup(figures: Figures, title: str) -> None:
    html = drawing(Diagram("sample", "A", "B", (Card("a", title, "", metric="a", figures=figures),), ()), ENGINE)
    assert all(line.strip() for line in html.splitlines())
    parsed("".join(character for character in html if character not in "\ufffe\uffff"))


def test_no_hard_name_breaks_the_markup() -> None:
    figure_of(figured(diagram(tuple(card(f"c{place}") for place in range(19))), TORTURE_FIGURES))


def test_a_folded_picture_keeps_the_figures_of_the_cards_that_stay() -> None:
    sample = figured(around_active_users(), FIGURES)
    kept = fold(sample, ("documents", "recurring"), 4).cards
    found = {card.id: card.figures for card in sample.cards}
    assert [card.figures for card in kept] == [found.get(card.id) for card in kept]
    assert any(card.figures for card in kept)


def test_every_field_of_figures_is_described_or_shown() -> None:
    values = {field.name: f"«{field.name}»" for field in fields(Figures)}
    values |= {"trend_look": "better", "status": "met", "agreement": "off", "broken": "yes"}
    told = drawing(diagram((card("a", figures=Figures(**values)),)), ENGINE)  # type: ignore[arg-type]
    assert [value for value in values.values() if value.startswith("«") and value not in told] == []


def test_a_broken_guardrail_stands_above_all_else_with_its_word_and_a_reason() -> None:
    reason = "since July 2026, should be at most 5 %"
    broken = Figures("7 %", exact="7 % in August 2026", status="on_track", broken=True, broken_reason=reason)
    sample = diagram((card("a", figures=broken),))
    shown = card_layout(sample.cards[0])
    assert [badge.word for badge in shown.badges] == ["guardrail broken", "on track"]
    assert all(line.y - line.size > shown.badges[0].y + BADGE_HEIGHT for line in shown.lines[:1])
    assert "guardrail broken: beyond the bound that it must keep while the North Star grows" in legend_of(sample)
    assert f"A: guardrail broken ({reason}); 7 % in August 2026; status on track" in sentences_of(sample)
    kept = diagram((card("a", figures=replace(broken, broken=False)),))
    assert "guardrail" not in drawing(kept, ENGINE)
