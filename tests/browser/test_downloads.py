"""Every table can be downloaded as CSV: its exact numbers, in a file that no spreadsheet takes for formulas."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Download, Locator, Page, expect
from read_sites import PALETTES, Site, wear

from product_handbook.site.writing.assets import ASSETS, SCRIPT

pytestmark = pytest.mark.browser

PUBLISHED = "https://handbook.blue.example"
METRIC = "tree/documents-created/"
TARGETS = "Download as CSV: Targets of Documents created"
TARGETS_FILE = "targets-of-documents-created.csv"

FAULTS = """async () => {
  const { violations } = await axe.run({ include: [[".hb-csv"]] }, { resultTypes: ["violations", "incomplete"] })
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary}`))
}"""

TABLE = """<!doctype html><html lang="{lang}"><title>T</title><body>
<div class="hb-table" tabindex="0" role="region" aria-label="Süße, Dinge / {label}"><table class="hb-rows">
<thead><tr><th scope="col">What</th><th scope="col" class="hb-number">How, many</th></tr></thead>
<tbody><tr><th scope="row">{text}</th><td class="hb-number">{number}</td></tr></tbody></table></div></body></html>"""


@pytest.fixture
def blue(site: Callable[[str], Site]) -> Site:
    return site("blue")


def csv_button(page: Page, name: str = TARGETS) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def downloaded(page: Page, act: Callable[[], None]) -> Download:
    with page.expect_download() as found:
        act()
    return found.value


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def rows(download: Download) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(download).decode("utf-8"), newline=""), strict=True))


def targets(blue: Site) -> list[str]:
    """The targets of the metric, as `handbook.json` has them."""
    document = json.loads((blue.folder / "handbook.json").read_text("utf-8"))
    (metric,) = (metric for metric in document["metrics"] if metric["id"] == "documents_created")
    return [target for _, target in sorted(metric["targets"].items())]


def check_targets(download: Download, blue: Site) -> None:
    heading, *body = rows(download)
    assert heading[:2] == ["By", "Target"]
    assert [row[1] for row in body] == targets(blue)
    assert download.suggested_filename == TARGETS_FILE


def test_a_click_downloads_the_exact_numbers_of_a_table(blue: Site, page: Page):
    page.goto(blue.url(METRIC))
    check_targets(downloaded(page, csv_button(page).click), blue)


def test_the_keyboard_reaches_the_button_before_its_table_and_shows_it(blue: Site, page: Page):
    page.goto(blue.url(METRIC))
    button = csv_button(page)
    expect(button).to_have_css("opacity", "0")
    page.get_by_role("region", name="Targets of Documents created").focus()
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    expect(button).to_have_css("opacity", "1")
    check_targets(downloaded(page, lambda: page.keyboard.press("Enter")), blue)


def test_it_works_on_a_page_that_is_opened_as_a_file(blue: Site, page: Page):
    page.goto((blue.folder / METRIC / "index.html").as_uri())
    check_targets(downloaded(page, csv_button(page).click), blue)


def test_it_works_without_material(site: Callable[[str], Site], page: Page):
    plain = site("blue in a plain theme")
    page.goto(plain.url(METRIC))
    check_targets(downloaded(page, csv_button(page).click), plain)


def test_each_table_has_one_button_after_instant_navigation(blue: Site, page: Page):
    sitemap = (blue.folder / "sitemap.xml").read_text("utf-8").replace(PUBLISHED, blue.address)
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
    with page.expect_response("**/sitemap.xml"):
        page.goto(blue.url("tree/"))
    page.evaluate("() => { window.unloaded = false }")
    page.locator(".hb-rows").get_by_role("link", name="Documents created", exact=True).first.click()
    page.wait_for_url(blue.url(METRIC))
    expect(csv_button(page)).to_have_count(1)
    check_targets(downloaded(page, csv_button(page).click), blue)
    page.go_back()
    page.wait_for_url(blue.url("tree/"))
    expect(page.locator("h1")).to_contain_text("Metric tree")
    expect(page.locator(".hb-csv")).to_have_count(page.locator(".hb-table").count())
    assert page.evaluate("() => window.unloaded === false")


@pytest.mark.parametrize("path", ["", "tree/", METRIC, "north-star/", "reference/data/"])
def test_each_table_of_a_page_has_a_button_of_its_own_name(path: str, blue: Site, page: Page):
    page.goto(blue.url(path))
    names = page.evaluate("() => [...document.querySelectorAll('.hb-csv')].map((button) => button.ariaLabel)")
    assert len(names) == page.locator(".hb-table").count() > 0
    assert len(set(names)) == len(names)


def test_without_scripts_there_is_no_dead_button(blue: Site, still: Page):
    still.goto(blue.url(METRIC))
    assert still.locator(".hb-table").count() > 0
    assert still.locator(".hb-csv").count() == 0


def test_where_nothing_hovers_the_button_always_shows(blue: Site, new_context: Callable[..., BrowserContext]):
    touched = new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True).new_page()
    touched.goto(blue.url(METRIC))
    button = csv_button(touched)
    expect(button).to_have_css("opacity", "1")
    assert button.bounding_box()["height"] >= 24
    check_targets(downloaded(touched, button.tap), blue)


@pytest.mark.parametrize("palette", PALETTES)
def test_axe_finds_nothing_in_a_button_that_shows(palette: str, blue: Site, page: Page):
    page.goto(blue.url(METRIC))
    wear(page, palette)
    page.add_style_tag(content=":root .hb-csv { opacity: 1 !important }")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(FAULTS) == []


def test_the_button_stands_on_no_text(blue: Site, page: Page):
    page.goto(blue.url(METRIC))
    covered = """() => [...document.querySelectorAll(".hb-csv")].filter((button) => {
      const { left, right, top, bottom, height } = button.getBoundingClientRect()
      const texts = [...document.querySelectorAll(".md-content :is(p, h2, h3, summary)")]
      return height && texts.some((text) => [...text.getClientRects()].some((box) =>
        box.left < right - 1 && left < box.right - 1 && box.top < bottom - 1 && top < box.bottom - 1))
    }).map((button) => button.ariaLabel)"""
    assert page.evaluate(covered) == []


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("plain", '<data value="1420000.55" title="exact">1.42 M</data>', ["plain", "1420000.55"]),
        ('<a href="x">A link</a>', "40%", ["A link", "40%"]),
        ('say "hi", you', "1,234,567", ['say "hi", you', "1234567"]),
        ("one<br>two", "−1,234.5", ["one\ntwo", "-1234.5"]),
        ("=1+1", "-5", ["'=1+1", "-5"]),
        ("+cmd|' /C calc'!A0", "+3.2 %", ["'+cmd|' /C calc'!A0", "+3.2 %"]),
        ("-2+3", "−18 s", ["'-2+3", "−18 s"]),
        ("−2", "−2", ["−2", "-2"]),
        ("a", "−4.5 %", ["a", "-4.5 %"]),
        ("a", '<data value="63">+63</data> (+4.7 %)', ["a", "63"]),
        (
            'Off by <data value="-11.4">−11.4</data>',
            '<data value="-0.069">−6.9 points</data>',
            ["Off by -11.4", "-0.069"],
        ),
        ("@SUM(A1)", '+<data value="5">5</data> of <data value="0.25">25 %</data>', ["'@SUM(A1)", "'+5 of 0.25"]),
        ("＝1", "-1e5", ["'＝1", "-1e5"]),
        ("  \n spaced   out \n", "", ["spaced out", ""]),
        ('at most <data value="0.3">30 %</data>', "1 234 567", ["at most 0.3", "1234567"]),
        ('<span aria-hidden="true">▲</span> At risk <svg><title>t</title></svg>', "Ω", ["At risk", "Ω"]),
    ],
)
def test_a_cell_is_what_it_says(text: str, number: str, expected: list[str], page: Page):
    download = offer(page, text, number)
    assert rows(download) == [["What", "How, many"], expected]


@pytest.mark.parametrize(("lang", "expected"), [("en", "1234"), ("de", "1,234")])
def test_a_lone_comma_groups_only_where_numbers_are_written_so(lang: str, expected: str, page: Page):
    assert rows(offer(page, "x", "1,234", lang))[1][1] == expected


def test_the_file_is_as_the_standard_says(page: Page):
    download = offer(page, "naïve", "1")
    assert content(download) == 'What,"How, many"\r\nnaïve,1\r\n'.encode()
    assert download.suggested_filename == "blank-süße-dinge-1.csv"  # the page is about:blank


def offer(page: Page, text: str, number: str, lang: str = "en") -> Download:
    """The download of a table of one row."""
    page.set_content(TABLE.format(lang=lang, label="1", text=text, number=number))
    page.add_script_tag(content=ASSETS[SCRIPT])
    return downloaded(page, page.locator(".hb-csv").click)


def test_changes_are_plain_numbers(blue: Site, page: Page):
    page.goto(blue.url(METRIC))
    page.get_by_text("These numbers as a table").first.click()
    heading, *body = rows(downloaded(page, csv_button(page, "Download as CSV: Values of Documents created").click))
    changes = [row[heading.index("Change")] for row in body]
    values = [Decimal(row[heading.index("Value")]) for row in body]
    expected = [new - old for new, old in pairwise(values)]
    # January 2026 is counted differently: no change goes across, and the note says why.
    broken = next(place for place, row in enumerate(body) if row[0] == "January 2026")
    assert [place for place, change in enumerate(changes[:-1]) if not change] == [broken]
    assert all(Decimal(change) == wanted for change, wanted in zip(changes[:-1], expected, strict=True) if change)
    assert body[broken][heading.index("Note")].startswith("counted differently")
    assert not any("'" in cell or "−" in cell for row in body for cell in row)
