"""What surrounds the pages: the palette's toggle, search, print, other themes, and a browser without scripts."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from read_sites import BLUE_KINDS, Site, hold_still

pytestmark = pytest.mark.browser

COLOURS = """() => [[".hb-box", "fill"], [".hb-box", "stroke"], [".hb-title", "fill"], [".hb-component", "stroke"],
  [".hb-panel", "background-color"], [".hb-kicker", "color"], [".hb-table", "background-image"]]
  .map(([selector, property]) => getComputedStyle(document.querySelector(selector)).getPropertyValue(property))"""

DRAWN = """() => [[".hb-box", "fill"], [".hb-box", "stroke"], [".hb-title", "fill"], [".hb-component", "stroke"]]
  .map(([selector, property]) => getComputedStyle(document.querySelector(selector)).getPropertyValue(property))"""

A4 = {"width": 718, "height": 1047}
"""A sheet between its margins, in CSS pixels."""

CUT = """() => [...document.querySelectorAll(".hb-scroll, .hb-table, .hb-drawing, .hb-rows")].filter((box) =>
  box.getBoundingClientRect().right > innerWidth ||
  (box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== "visible"))
  .map((box) => box.outerHTML.slice(0, 100))"""


@pytest.fixture
def blue(site: Callable[[str], Site]) -> Site:
    return site("blue")


def test_the_toggle_repaints_drawings_and_panels_whatever_the_system_prefers(blue: Site, page: Page):
    page.emulate_media(color_scheme="light")
    page.goto(blue.url(""))
    hold_still(page)
    light = page.evaluate(COLOURS)
    page.get_by_title("Switch to dark mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    dark = page.evaluate(COLOURS)
    assert [a for a, b in zip(light, dark, strict=True) if a == b] == []
    page.get_by_title("Switch to light mode").click()
    page.emulate_media(color_scheme="dark")
    page.reload()
    hold_still(page)
    assert page.evaluate(COLOURS) == light


def test_the_first_visit_follows_the_system(blue: Site, page: Page):
    page.emulate_media(color_scheme="dark")
    page.goto(blue.url(""))
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_reading_blue_asks_no_other_machine(blue: Site, page: Page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    for path in BLUE_KINDS:
        page.goto(blue.url(path))
    page.get_by_role("link", name="Mission").first.hover()
    assert len(asked) > len(BLUE_KINDS)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(blue.address).netloc}


def test_search_finds_a_metric(blue: Site, page: Page):
    page.goto(blue.url(""))
    page.get_by_role("textbox", name="Search").press_sequentially("churn rate")
    first = page.locator(".md-search-result__link").first
    expect(first).to_contain_text("Churn rate")
    assert first.get_attribute("href").partition("?")[0].endswith("/tree/churn-rate/")


def test_search_knows_nothing_of_drawings(blue: Site):
    index = json.loads((blue.folder / "search" / "search_index.json").read_text("utf-8"))
    texts = [entry["text"] for entry in index["docs"]]
    assert any("Documents created" in text for text in texts)
    assert [text for text in texts if "This picture as text" in text or "<svg" in text] == []


@pytest.mark.parametrize("path", ["", "tree/", "north-star/", "reference/tree/", "health/"])
def test_on_paper_nothing_is_cut_off(path: str, blue: Site, page: Page):
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto(blue.url(path))
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= A4["width"]


def test_paper_has_the_light_colours_whatever_the_palette(blue: Site, page: Page):
    page.goto(blue.url(""))
    page.add_style_tag(content="* { transition: none !important }")
    page.emulate_media(media="print")
    page.evaluate("document.body.dataset.mdColorScheme = 'default'")
    light = page.evaluate(DRAWN)
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert page.evaluate(DRAWN) == light
    page.emulate_media(media="screen")
    assert [a for a, b in zip(light, page.evaluate(DRAWN), strict=True) if a == b] == []


def test_without_scripts_pages_are_complete_and_drawings_lead_on(blue: Site, still: Page):
    still.goto(blue.url("tree/"))
    assert still.locator("a.hb-card").count() == still.locator("[aria-label=Metrics] tbody tr").count() > 30
    still.locator(".hb-alternative summary").click()
    expect(still.locator(".hb-alternative li").first).to_be_visible()
    still.locator("a.hb-card", has_text="Churn rate").click()
    still.wait_for_url(blue.url("tree/churn-rate/"))
    expect(still.locator("h1")).to_contain_text("Churn rate")
    still.locator(".hb-facts a").first.click()
    still.wait_for_url(lambda url: "/owners/#" in url)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_in_a_theme_without_our_variables_pages_stay_legible(mode: str, site: Callable[[str], Site], page: Page):
    plain = site("blue in a plain theme")
    for path in ("", "tree/documents-per-user/", "tree/", "health/"):
        page.goto(plain.url(path))
        page.evaluate("(mode) => document.documentElement.setAttribute('data-bs-theme', mode)", mode)
        expect(page.locator("h1").last).to_be_visible()
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{path} at {width}"
    page.goto(plain.url(""))
    page.locator("a.hb-card", has_text="Revenue").first.click()
    page.wait_for_url(plain.url("tree/revenue/"))


def test_a_narrow_window_stacks_panels_and_a_wide_one_lines_them_up(blue: Site, page: Page):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(blue.url(""))
    tops = [box.bounding_box()["y"] for box in page.locator(".hb-panels").last.locator(".hb-panel").all()]
    assert len(tops) == 3
    assert len(set(tops)) == 1
    page.set_viewport_size({"width": 390, "height": 900})
    lefts = [box.bounding_box()["x"] for box in page.locator(".hb-panels").last.locator(".hb-panel").all()]
    assert len(set(lefts)) == 1
