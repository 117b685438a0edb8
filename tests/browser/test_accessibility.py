"""axe finds nothing, and what axe cannot see in a drawing has its contrast too."""

from collections.abc import Callable, Mapping

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from read_sites import BLUE_KINDS, Site, wear

pytestmark = pytest.mark.browser

LEAST_CONTRAST = 4.5
VIEWS = {"default": 1440, "slate": 390}
"""Each palette with a width, so that both the wide and the narrow navigation are looked at."""

TORTURE_KINDS = ("", "mission/", "stakeholders/", "north-star/", "tree/", "owners/", "health/", "tree/odd-names/")

# With a gradient behind it, axe gives up on the contrast of a text.
WITHOUT_SHADES = ".hb-table, .hb-scroll { background: none !important }"

# Material names none of the toolbars over blocks of code, for which only the torture handbook asks.
ALL = {"exclude": [[".md-code__nav"]]}
CONTENT = {"include": [[".md-content"]], **ALL}

FIND = """async (where) => {
  const { violations } = await axe.run(where, { resultTypes: ["violations"] })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))
}"""

LOWEST_CONTRAST = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ground = (card) => {
    const fill = getComputedStyle(card.querySelector("rect")).fill
    return fill === "none" ? getComputedStyle(document.body).backgroundColor : fill
  }
  return Math.min(...[...document.querySelectorAll(".hb-card text, .hb-badge text")].map((text) => {
    const [a, b] = [getComputedStyle(text).fill, ground(text.closest(".hb-card, .hb-badge"))].map(light)
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  }))
}"""


def faults(page: Page, url: str, palette: str, where: Mapping = ALL) -> list[str]:
    """What axe has against a page, or against a part of it."""
    page.set_viewport_size({"width": VIEWS[palette], "height": 900})
    page.goto(url)
    wear(page, palette)
    page.add_style_tag(content=WITHOUT_SHADES)
    page.evaluate(AXE_SCRIPT)
    return [f"{url} in {palette}: {fault}" for fault in page.evaluate(FIND, where)]


@pytest.mark.slow
@pytest.mark.parametrize("palette", VIEWS)
def test_axe_finds_nothing_on_any_kind_of_page(palette: str, site: Callable[[str], Site], page: Page):
    blue = site("blue")
    assert [fault for path in BLUE_KINDS for fault in faults(page, blue.url(path), palette)] == []


@pytest.mark.slow
@pytest.mark.parametrize("palette", VIEWS)
def test_axe_finds_nothing_in_the_content_of_the_worst_handbook(palette: str, site: Callable[[str], Site], page: Page):
    torture = site("torture")
    urls = [torture.url(f"handbook/{path}") for path in TORTURE_KINDS]
    assert [fault for url in urls for fault in faults(page, url, palette, CONTENT)] == []


@pytest.mark.parametrize("palette", VIEWS)
@pytest.mark.parametrize("path", ["", "mission/", "stakeholders/", "tree/"])
def test_text_in_drawings_is_readable(path: str, palette: str, site: Callable[[str], Site], page: Page):
    page.goto(site("blue").url(path))
    wear(page, palette)
    assert page.evaluate(LOWEST_CONTRAST) >= LEAST_CONTRAST


@pytest.mark.parametrize("palette", VIEWS)
def test_a_folded_card_is_readable(palette: str, site: Callable[[str], Site], page: Page):
    page.goto(site("torture").url("handbook/tree/"))
    assert page.locator(".hb-folded").count() > 0
    wear(page, palette)
    assert page.evaluate(LOWEST_CONTRAST) >= LEAST_CONTRAST
