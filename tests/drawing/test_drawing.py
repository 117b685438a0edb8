import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from diagram_samples import around_active_users, blue, card, component, diagram, loop, stock, torture, tree
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.drawing.cards.draw import drawing
from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.drawing.geometry import number
from product_handbook.drawing.model import Card, Diagram, DiagramEdge

ENGINE = graphviz_engine("wasm", None)
XLINK = "{http://www.w3.org/1999/xlink}href"
SAMPLES = [around_active_users(), blue(), stock(), loop(), torture(), tree(40)]

samples = pytest.mark.parametrize("sample", SAMPLES, ids=["six", "blue", "stock", "loop", "torture", "40"])


def parsed(html: str) -> ElementTree.Element:
    """The figure as XML, which is stricter than HTML."""
    whole = html.replace(" data-search-exclude>", ">")
    return ElementTree.fromstring(whole.replace("<figure", '<figure xmlns:xlink="http://www.w3.org/1999/xlink"', 1))


def figure_of(sample: Diagram) -> ElementTree.Element:
    return parsed(drawing(sample, ENGINE))


def looks(figure: ElementTree.Element, tag: str) -> list[str]:
    return [element.get("class", "") for element in figure.iter(tag)]


def badges(figure: ElementTree.Element) -> list[str]:
    """The signs on edges, "" for the round arrow."""
    groups = [group for group in figure.iter("g") if group.get("class") == "hb-badge"]
    return ["".join(text.text or "" for text in group.iter("text")) for group in groups]


@samples
def test_every_card_is_a_link_with_its_full_name(sample: Diagram) -> None:
    links = [link for link in figure_of(sample).iter("a") if link.get(XLINK) is not None]
    assert [link.get(XLINK) for link in links] == [card.href for card in sample.cards]
    assert [link.findtext("title") for link in links] == [" ".join(card.title.split()) for card in sample.cards]


class Attributes(HTMLParser):
    """The attributes of every tag between <svg> and </svg>, as an HTML parser sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.in_svg = False
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_svg |= tag == "svg"
        if self.in_svg:
            self.seen |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        self.in_svg &= tag != "svg"


@samples
def test_no_plain_href_stands_in_the_svg(sample: Diagram) -> None:
    attributes = Attributes()
    attributes.feed(drawing(sample, ENGINE))
    assert "xlink:href" in attributes.seen
    assert "href" not in attributes.seen


@samples
def test_a_drawing_can_stand_in_markdown(sample: Diagram) -> None:
    html = drawing(sample, ENGINE)
    assert html.startswith("<figure ")
    assert html.endswith("</figure>")
    assert all(line.strip() for line in html.splitlines())


@samples
def test_the_same_diagram_gives_the_same_bytes(sample: Diagram) -> None:
    assert drawing(sample, ENGINE) == drawing(sample, graphviz_engine("wasm", None))


@samples
def test_numbers_are_short(sample: Diagram) -> None:
    numbers = re.findall(
        r"-?\d+\.\d+|-0\b", " ".join(re.findall(r' (?:d|x|y|transform)="([^"]*)"', drawing(sample, ENGINE)))
    )
    assert [found for found in numbers if not re.fullmatch(r"-?\d+\.[1-9]", found)] == []


@given(st.floats(-1e5, 1e5))
def test_a_number_is_its_nearest_tenth(px: float) -> None:
    assert float(number(px)) == pytest.approx(px, abs=0.0501)
    assert number(px) != "-0"


def test_six_cards_take_less_than_six_kilobytes() -> None:
    assert len(drawing(around_active_users(), ENGINE).encode()) < 6000


@samples
def test_ids_begin_with_the_name_of_the_diagram(sample: Diagram) -> None:
    figure = figure_of(sample)
    ids = [element.get("id", "") for element in figure.iter() if "id" in element.attrib]
    assert ids == ["sample-title", "sample-text"]
    assert next(figure.iter("svg")).get("aria-labelledby") == "sample-title sample-text"


def test_a_card_without_an_address_is_no_link() -> None:
    figure = figure_of(diagram((Card("a", "Alone", ""),)))
    assert list(figure.iter("a")) == []
    assert looks(figure, "g")[1:] == ["hb-card hb-plain"]


def test_the_object_of_the_page_is_marked() -> None:
    figure = figure_of(around_active_users())
    current = [link for link in figure.iter("a") if link.get("aria-current")]
    assert [(link.get(XLINK), link.get("class")) for link in current] == [("../users/", "hb-card hb-plain hb-focus")]


def test_an_operator_that_inputs_share_stands_once_where_they_leave() -> None:
    assert badges(figure_of(around_active_users())) == ["×", "×", "×"]


def test_operators_that_differ_stand_at_their_inputs_and_earlier_values_are_marked() -> None:
    assert badges(figure_of(stock())) == ["+", "−", "×", "×", "", "prev"]


def test_edges_without_an_operator_have_no_badge() -> None:
    sample = diagram((card("a"), card("b"), card("c")), (component("a", "b"), DiagramEdge("a", "c", "influence")))
    assert badges(figure_of(sample)) == []


def test_a_long_operator_leaves_the_text_of_the_card_alone() -> None:
    sample = diagram((card("a"), card("b"), card("c")), (component("a", "b", "mean"), component("a", "c", "mean")))
    figure = figure_of(sample)
    badge = next(group for group in figure.iter("g") if group.get("class") == "hb-badge")
    assert badge.get("transform", "").startswith("translate(173 ")
    assert float(next(badge.iter("rect")).get("width", "")) > 30


def test_a_belief_is_drawn_by_its_effect_and_never_with_a_sign() -> None:
    effects = ("positive", "negative", "")
    edges = tuple(DiagramEdge("a", effect or "unsaid", "influence", effect=effect) for effect in effects)
    sample = diagram((card("a"), card("positive"), card("negative"), card("unsaid")), edges)
    figure = figure_of(sample)
    drawing_ = next(figure.iter("svg"))
    assert looks(drawing_, "path") == [
        "hb-influence",
        "hb-tip",
        "hb-influence",
        "hb-tip hb-bar",
        "hb-influence",
        "hb-tip",
    ]
    assert [path.get("fill") for path in drawing_.iter("path")] == [None, "currentColor", None, None, None, None]
    assert badges(figure) == []
    tooltips = [path.findtext("title") for path in drawing_.iter("path") if path.find("title") is not None]
    assert tooltips == [
        f"{said} A"
        for said in (
            "Positive is believed to raise",
            "Negative is believed to lower",
            "Unsaid is believed to influence",
        )
    ]


def legend_of(sample: Diagram) -> list[str]:
    figure = figure_of(sample)
    return ["".join(key.itertext()).strip() for key in figure.iter("span") if key.get("class") == "hb-key"]


def test_the_legend_names_the_lines_that_occur_and_no_others() -> None:
    assert legend_of(around_active_users()) == ["computed from", "believed to raise"]
    assert legend_of(stock()) == [
        "computed from",
        "computed from its value of an earlier period",
        "builds on its value of an earlier period",
        "believed to influence",
    ]
    assert legend_of(loop()) == []
    assert legend_of(diagram((card("a"),))) == []


def test_the_legend_says_what_a_step_is_where_the_diagram_does() -> None:
    steps = loop()
    assert legend_of(Diagram(steps.name, steps.title, "", steps.cards, steps.edges, step="leads to")) == ["leads to"]


def sentences_of(sample: Diagram) -> list[str]:
    return ["".join(item.itertext()) for item in figure_of(sample).iter("li")]


def test_the_text_says_what_the_picture_shows() -> None:
    assert sentences_of(stock()) == [
        "Mrr is computed from Mrr (added; its value of an earlier period), New (added) and Churned (subtracted)",
        "New is believed to be influenced by Unsaid",
        "Churned is computed from Mrr (its value of an earlier period) and Rate, multiplied",
    ]
    assert sentences_of(around_active_users())[-2:] == [
        "Monthly active users is computed from Paying customers and Active users per customer, multiplied",
        "Monthly active users is believed to be influenced by Onboarding finished (raises it; They stay.)",
    ]
    assert sentences_of(loop())[0] == "Job → Rating (Because.)"
    assert sentences_of(diagram((card("a"), card("b")))) == ["A", "B"]


@samples
def test_the_text_names_and_links_every_card(sample: Diagram) -> None:
    alternative = next(figure_of(sample).iter("details"))
    links = {(link.get("href"), link.text) for link in alternative.iter("a")}
    assert links == {(card.href, " ".join(card.title.split())) for card in sample.cards}


@given(st.text(max_size=30), st.text(max_size=30), st.text("&<>\"'a/ü%", max_size=9))
def test_no_text_breaks_the_markup(title: str, detail: str, href: str) -> None:
    sample = Diagram(
        "sample",
        title,
        detail,
        (Card("a", title, href, caption=detail, detail=title, mark="★"), Card("b", detail, href)),
        (DiagramEdge("a", "b", "influence", effect="positive", detail=title),),
    )
    html = drawing(sample, ENGINE)
    assert all(line.strip() for line in html.splitlines())
    # XML knows fewer characters than HTML.
    parsed(re.sub("[\ufffe\uffff]", "", html))


def test_a_diagram_without_cards_is_nothing() -> None:
    assert drawing(diagram(()), ENGINE) == ""
