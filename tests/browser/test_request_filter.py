"""The filter of the log of requests: by keyboard, by ear, by link, from a file, and without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect
from read_sites import PALETTES, Site, wear

pytestmark = pytest.mark.browser

LOG = "requests/"
FAULTS = """async () => {
  const { violations } = await axe.run({ include: [[".md-content"]] }, { resultTypes: ["violations"] })
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary}`))
}"""
# In an order that tells titles of requests from all others.
SHOWN = """() => [...document.querySelectorAll(".hb-request")].filter((line) => line.checkVisibility()).map((line) =>
  line.previousElementSibling.firstChild.textContent.trim())"""


@pytest.fixture
def blue(site: Callable[[str], Site]) -> Site:
    return site("blue")


def count(page: Page) -> Locator:
    return page.get_by_role("search", name="Filter the requests").get_by_role("status")


def shown(page: Page) -> list[str]:
    return page.evaluate(SHOWN)


def test_choices_and_words_narrow_the_log_and_the_count_follows(blue: Site, page: Page):
    page.goto(blue.url(LOG))
    expect(count(page)).to_have_text("All 20 requests")
    page.get_by_label("Decision").select_option("Declined")
    expect(count(page)).to_have_text("5 of 20 requests")
    expect(page.get_by_role("heading", name="Planned")).to_be_hidden()
    page.get_by_label("Asked by").select_option("All of Future customer")
    page.get_by_label("Words").fill("RÉCORDING gearbox")
    expect(count(page)).to_have_text("1 of 20 requests")
    assert shown(page) == ["Voice notes"]
    page.get_by_label("Words").fill("zebra")
    expect(count(page)).to_have_text("None of 20 requests")
    page.get_by_role("button", name="Show all").click()
    expect(count(page)).to_have_text("All 20 requests")
    expect(page.get_by_label("Words")).to_be_focused()
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()


def test_a_link_shows_what_its_author_saw(blue: Site, page: Page):
    page.goto(blue.url(LOG))
    page.get_by_label("Theme", exact=True).select_option("offline")
    page.get_by_label("Words").fill("night & day?")
    page.wait_for_url("**/?q=night+%26+day%3F&theme=offline")
    page.get_by_label("Words").fill("van")
    page.wait_for_url("**/?q=van&theme=offline")
    seen = shown(page)
    page.goto("about:blank")
    page.goto(blue.url(f"{LOG}?q=van&theme=offline"))
    assert shown(page) == seen == ["Keep both versions when they collide", "A booklet for the van"][-len(seen) :]
    expect(page.get_by_label("Theme", exact=True)).to_have_value("offline")


def test_an_address_that_asks_for_what_is_gone_shows_everything(blue: Site, page: Page):
    page.goto(blue.url(f"{LOG}?theme=gone&segment=nobody&other=1"))
    expect(count(page)).to_have_text("All 20 requests")


def test_a_theme_filters_the_log_by_keyboard(blue: Site, page: Page):
    page.goto(blue.url(LOG))
    page.get_by_role("link", name="audit", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text("2 of 20 requests")
    expect(page.get_by_label("Theme", exact=True)).to_be_focused()
    page.wait_for_url("**/?theme=audit")


def test_a_link_to_a_request_that_is_filtered_out_shows_it(blue: Site, page: Page):
    page.goto(blue.url(f"{LOG}?decision=open#request-voice-notes"))
    expect(count(page)).to_have_text("All 20 requests")
    expect(page.get_by_role("heading", name="Voice notes")).to_be_in_viewport()


def test_the_filter_works_from_a_file(blue: Site, page: Page):
    file = f"file://{blue.folder / 'requests' / 'index.html'}"
    page.goto(f"{file}?decision=open")
    assert len(shown(page)) == 3
    page.get_by_label("Decision").select_option("Done")
    expect(count(page)).to_have_text("6 of 20 requests")
    page.wait_for_function("location.href.includes('decision=done')")
    page.reload()
    expect(count(page)).to_have_text("6 of 20 requests")


def test_it_survives_instant_navigation(blue: Site, page: Page):
    page.goto(blue.url("mission/"))
    page.get_by_role("link", name="Requests").first.click()
    page.get_by_label("Decision").select_option("Open")
    expect(count(page)).to_have_text("3 of 20 requests")


def test_without_scripts_the_whole_log_is_there_and_no_filter(blue: Site, still: Page):
    still.goto(blue.url(f"{LOG}?theme=offline#log"))
    expect(still.locator(".hb-filter")).to_be_hidden()
    assert len(shown(still)) == 20


@pytest.mark.parametrize("path", [f"{LOG}?decision=open", LOG, "orientation/"])
@pytest.mark.parametrize("palette", PALETTES)
def test_axe_finds_nothing(palette: str, path: str, blue: Site, page: Page):
    page.goto(blue.url(path))
    wear(page, palette)
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(FAULTS) == []


def test_the_rubric_prints_on_two_sides_of_a_sheet(blue: Site, page: Page, tmp_path: Path):
    page.goto(blue.url("orientation/"))
    paper = page.pdf(format="A4")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 2
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 718})  # A4 across, 96 to the inch, without its margins
    sheet = page.locator(".hb-sheet").bounding_box()
    assert sheet is not None
    assert (sheet["y"], sheet["height"] < 718) == (0, True)
    expect(page.locator(".hb-tick")).to_have_count(15)
    expect(page.locator(".hb-tick").first).to_be_visible()
    expect(page.get_by_text("Name", exact=True)).to_be_visible()
    for hidden in (
        "Ratings and evidence",
        "Where the teams stand",
        "Where raters differ, ask what each of them saw:",
    ):
        expect(page.locator(".md-content").get_by_text(hidden, exact=True)).to_be_hidden()
    expect(page.locator(".hb-there").first).to_be_hidden()
    expect(page.locator(".md-header")).to_be_hidden()


def test_a_link_to_the_heading_of_a_request_that_is_filtered_out_shows_it(blue: Site, page: Page):
    page.goto(blue.url(f"{LOG}?decision=open#voice-notes"))
    expect(count(page)).to_have_text("All 20 requests")
