"""Drawings are ways through the handbook: for the mouse, for the keyboard, and with Material's instant navigation."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from read_sites import BLUE_KINDS, Site

pytestmark = pytest.mark.browser

PUBLISHED = "https://handbook.blue.example"

LINKS = """() => [...document.querySelectorAll(".hb-drawing a, .hb-alternative a")].map((link) =>
  new URL(link.href.baseVal ?? link.getAttribute("href"), document.baseURI).href)"""


def card(page: Page, name: str) -> Locator:
    return page.locator("a.hb-card").filter(has=page.locator("title", has_text=name)).first


@pytest.fixture
def blue(site: Callable[[str], Site]) -> Site:
    return site("blue")


def open_page(page: Page, blue: Site, path: str) -> None:
    """Opens a page with instant navigation, and marks it so that a full load of another one shows.

    Material navigates so only among the addresses of the sitemap, which are those of the published site.
    """
    sitemap = (blue.folder / "sitemap.xml").read_text("utf-8").replace(PUBLISHED, blue.address)
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
    with page.expect_response("**/sitemap.xml"):
        page.goto(blue.url(path))
    page.evaluate("() => { window.unloaded = false }")


def stayed(page: Page) -> bool:
    """Whether nothing but instant navigation has happened since `open_page`."""
    return page.evaluate("() => window.unloaded === false")


def test_every_link_in_every_drawing_lands(blue: Site, page: Page):
    found = set()
    for path in BLUE_KINDS:
        page.goto(blue.url(path), wait_until="domcontentloaded")
        found |= set(page.evaluate(LINKS))
    assert len(found) > 40
    for url in sorted(found):
        address, _, anchor = url.partition("#")
        assert address.startswith(f"{blue.address}/")
        answer = page.request.get(address)
        assert answer.ok, url
        assert not anchor or f'="{anchor}"' in answer.text(), url


@pytest.mark.parametrize(
    ("start", "name", "end", "heading"),
    [
        ("", "Revenue", "tree/revenue/", "Revenue"),
        ("mission/", "Documents created", "tree/documents-created/", "Documents created"),
        ("stakeholders/", "Future customer", "stakeholders/future-customer/", "Future customer"),
        ("tree/documents-created/", "Documents per user", "tree/documents-per-user/", "Documents per user"),
        ("tree/", "Churn rate", "tree/churn-rate/", "Churn rate"),
    ],
)
def test_a_click_on_a_card_opens_its_page_without_a_full_load(
    start: str, name: str, end: str, heading: str, blue: Site, page: Page
):
    open_page(page, blue, start)
    card(page, name).click()
    page.wait_for_url(blue.url(end))
    expect(page.locator("h1")).to_contain_text(heading)
    assert stayed(page)


def test_a_click_on_a_segment_shows_it_on_the_page_of_its_group(blue: Site, page: Page):
    open_page(page, blue, "stakeholders/")
    card(page, "Field teams").scroll_into_view_if_needed()
    page.wait_for_function("scrollY === (history.state?.y ?? 0)")  # Material notes where a reader has scrolled to
    card(page, "Field teams").click()
    page.wait_for_url(lambda url: "/stakeholders/future-customer/#" in url)
    expect(page.get_by_role("heading", name="Field teams")).to_be_in_viewport()


@pytest.mark.slow
def test_a_click_on_a_folded_card_leads_on(site: Callable[[str], Site], page: Page):
    many = site("many")
    page.goto(many.url("handbook/tree/"))
    page.locator("a.hb-folded").first.click()
    page.wait_for_url(lambda url: url != many.url("handbook/tree/"))
    expect(page.locator("h1")).not_to_be_empty()


def test_navigation_goes_on_after_a_click_on_a_card(blue: Site, page: Page):
    open_page(page, blue, "")
    card(page, "Monthly active users").click()
    page.wait_for_url(blue.url("tree/monthly-active-users/"))
    card(page, "Paying customers").click()
    page.wait_for_url(blue.url("tree/paying-customers/"))
    page.get_by_role("link", name="Requests").first.click()
    page.wait_for_url(blue.url("requests/"))
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Paying customers")
    card(page, "New customers").click()
    page.wait_for_url(blue.url("tree/new-customers/"))
    assert stayed(page)


def test_a_click_with_a_key_opens_a_tab_of_its_own(blue: Site, page: Page):
    page.goto(blue.url(""))
    with page.context.expect_page() as opened:
        card(page, "Revenue").click(modifiers=["ControlOrMeta"])
    assert opened.value.url == blue.url("tree/revenue/")
    assert page.url == blue.url("")


def test_the_keyboard_reaches_every_card_and_shows_where_it_is(blue: Site, page: Page):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(blue.url("tree/"))
    cards = page.locator("a.hb-card")
    page.locator(".hb-scroll").focus()
    for number in range(cards.count()):
        page.keyboard.press("Tab")
        focused = cards.nth(number)
        expect(focused).to_be_focused()
        expect(focused).to_be_in_viewport()
        ring = focused.locator(".hb-box").evaluate("(box) => getComputedStyle(box).outline")
        assert "solid" in ring
    page.keyboard.press("Tab")
    expect(page.locator(".hb-alternative summary")).to_be_focused()


def test_the_ring_of_the_card_in_focus_is_painted(blue: Site, page: Page):
    page.set_viewport_size({"width": 1280, "height": 1800})  # so that no scrolling brings the header over the picture
    page.goto(blue.url(""))
    box = page.locator(".hb-scroll")
    box.focus()
    before = box.screenshot()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    # As truths, since pytest would spend minutes on telling two pictures apart byte by byte.
    assert (box.screenshot() == before) is True
    page.keyboard.press("Tab")
    assert (box.screenshot() == before) is False


def test_enter_opens_the_card_in_focus(blue: Site, page: Page):
    open_page(page, blue, "tree/")
    card(page, "Churn rate").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(blue.url("tree/churn-rate/"))
    expect(page.locator("h1")).to_contain_text("Churn rate")
    assert stayed(page)
