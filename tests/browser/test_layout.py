"""Nothing is wider than the window, and no text stands outside its card, at any width and in both palettes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from read_sites import PALETTES, WIDTHS, Site

pytestmark = pytest.mark.browser

SITES = {"blue": "", "torture": "handbook", "one": "", "minimal": "", "cdnow": ""}
"""Handbooks, each with the folder of its site that holds the generated pages."""

MEASURE = """(palettes) => {
  const faults = []
  const inside = (inner, outer) => {
    const [a, b] = [inner.getBoundingClientRect(), outer.getBoundingClientRect()]
    return a.left >= b.left - 0.5 && a.right <= b.right + 0.5 && a.top >= b.top - 0.5 && a.bottom <= b.bottom + 0.5
  }
  for (const palette of palettes) {
    document.body.setAttribute("data-md-color-scheme", palette)
    const wider = document.documentElement.scrollWidth - innerWidth
    if (wider > 0) faults.push(`the page is ${wider}px too wide in ${palette}`)
    for (const card of document.querySelectorAll(".hb-card, .hb-badge"))
      for (const text of card.querySelectorAll("text"))
        if (!inside(text, card.querySelector("rect"))) faults.push(`"${text.textContent}" leaves its card in ${palette}`)
    for (const card of document.querySelectorAll(".hb-card"))
      if (!inside(card.querySelector("rect"), card.ownerSVGElement)) faults.push(`"${card.textContent}" is cut off`)
    for (const box of document.querySelectorAll(".hb-panel, .hb-chip, .hb-finding, .hb-formula, .hb-facts > *, .hb-ways li"))
      if (box.scrollWidth > box.clientWidth + 1) faults.push(`"${box.textContent}" is too wide for its box in ${palette}`)
  }
  return faults
}"""


def faults(page: Page, site: Site, paths: list[str]) -> list[str]:
    """What is amiss on some pages, each with the page and the width."""
    found = []
    for path in paths:
        page.goto(site.url(path), wait_until="domcontentloaded")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{path} at {width}: {fault}" for fault in page.evaluate(MEASURE, PALETTES)]
    return found


@pytest.mark.parametrize("handbook", SITES)
def test_every_generated_page_fits(handbook: str, site: Callable[[str], Site], still: Page):
    found = site(handbook)
    paths = found.pages(SITES[handbook])
    assert len(paths) > 10
    assert faults(still, found, paths) == []


def test_four_hundred_metrics_fit(site: Callable[[str], Site], still: Page):
    found = site("many")
    metrics = found.pages("handbook/tree")[1:]
    assert len(metrics) == 400
    overviews = [path for path in found.pages("handbook") if path not in metrics]
    assert faults(still, found, [*overviews, *metrics[::40]]) == []


def test_pages_fit_while_their_scripts_run(site: Callable[[str], Site], page: Page):
    assert faults(page, site("blue"), ["", "tree/", "tree/documents-per-user/", "reference/tree/", "editing/"]) == []
    torture = site("torture")
    assert faults(page, torture, [f"handbook/{path}" for path in ("", "mission/", "tree/", "tree/odd-names/")]) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_wider_than_its_box_scrolls_there_and_says_so_by_a_shade(
    width: int, site: Callable[[str], Site], page: Page
):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site("blue").url("tree/"))
    picture = page.locator(".hb-scroll")
    assert picture.evaluate("(box) => box.scrollWidth > box.clientWidth")
    assert picture.evaluate("(box) => getComputedStyle(box).backgroundImage").count("linear-gradient") == 4
    picture.evaluate("(box) => { box.scrollLeft = 1e6 }")
    assert picture.evaluate("(box) => box.scrollLeft") > 0
