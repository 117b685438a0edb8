"""Nothing is wider than the window, and no text stands outside its card, at any width and in both palettes."""

from collections.abc import Callable, Iterable
from itertools import cycle

import pytest
from playwright.sync_api import Page
from read_sites import PALETTES, WIDTHS, Site

pytestmark = pytest.mark.browser

MANY_PAGES = 100

# Without its script, Material's header is wider than a phone: it puts the page's title beside the site's.
MEASURE = """(palette) => {
  document.querySelector(".no-js .md-header")?.remove()
  const faults = []
  const inside = (inner, outer) => {
    const [a, b] = [inner.getBoundingClientRect(), outer.getBoundingClientRect()]
    return a.left >= b.left - 0.5 && a.right <= b.right + 0.5 && a.top >= b.top - 0.5 && a.bottom <= b.bottom + 0.5
  }
  document.body.setAttribute("data-md-color-scheme", palette)
  const wider = document.documentElement.scrollWidth - innerWidth
  if (wider > 0) faults.push(`the page is ${wider}px too wide`)
  for (const card of document.querySelectorAll(".hb-card, .hb-badge")) {
    const rect = card.querySelector("rect")
    for (const text of card.querySelectorAll("text"))
      if (!inside(text, rect)) faults.push(`"${text.textContent}" leaves its card`)
    if (!inside(rect, card.ownerSVGElement)) faults.push(`"${card.textContent}" is cut off`)
  }
  for (const box of document.querySelectorAll(".hb-panel, .hb-chip, .hb-finding, .hb-formula, .hb-facts > *"))
    if (box.scrollWidth > box.clientWidth + 1) faults.push(`"${box.textContent}" is too wide for its box`)
  return faults
}"""


def faults(page: Page, site: Site, paths: Iterable[str]) -> list[str]:
    """What is amiss on some pages, each with the page and the width; the palettes take turns."""
    found = []
    palettes = cycle([*PALETTES, *reversed(PALETTES)])
    for path in paths:
        page.goto(site.url(path))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            palette = next(palettes)
            found += [f"{path} at {width} in {palette}: {fault}" for fault in page.evaluate(MEASURE, palette)]
    return found


def thinned(paths: list[str]) -> list[str]:
    """All pages but those of metrics, and of these every third: two hundred take minutes."""
    metrics = [path for path in paths if "/tree/" in path and not path.endswith("/tree/")]
    return [path for path in paths if path not in metrics[1::3] and path not in metrics[2::3]]


@pytest.mark.slow
@pytest.mark.parametrize(("handbook", "folder"), [("blue", ""), ("torture", "handbook"), ("one", "handbook")])
def test_generated_pages_fit(handbook: str, folder: str, site: Callable[[str], Site], still: Page):
    found = site(handbook)
    paths = [path for path in found.pages(folder) if handbook == "blue" or "/reference/" not in path]
    assert len(paths) >= 10
    assert faults(still, found, paths if len(paths) < MANY_PAGES else thinned(paths)) == []


@pytest.mark.slow
def test_four_hundred_metrics_fit(site: Callable[[str], Site], still: Page):
    found = site("many")
    metrics = found.pages("handbook/tree")[1:]
    assert len(metrics) == 400
    overviews = [path for path in found.pages("handbook") if path not in metrics and "/reference/" not in path]
    assert faults(still, found, [*overviews, *metrics[::40]]) == []


def test_pages_fit_while_their_scripts_run(site: Callable[[str], Site], page: Page):
    blue, torture = ["", "tree/", "tree/documents-per-user/", "editing/"], ["mission/", "tree/odd-names/"]
    assert faults(page, site("blue"), blue) == []
    assert faults(page, site("torture"), [f"handbook/{path}" for path in torture]) == []


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
