import unicodedata
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from diagram_samples import (
    FIGURES,
    TORTURE_FIGURES,
    around_active_users,
    blue,
    card,
    diagram,
    figured,
    loop,
    stock,
    torture,
    tree,
)
from playwright.sync_api import Page

from product_handbook.drawing.cards.draw import drawing
from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.drawing.model import Card, Diagram
from product_handbook.drawing.text import text_width
from product_handbook.site.writing.assets import ASSETS, SCRIPT

pytestmark = pytest.mark.browser

ENGINE = graphviz_engine("wasm", None)
ROOM = files("product_handbook.drawing")
CSS = "\n".join(ROOM.joinpath(name).read_text(encoding="utf-8") for name in ("palette.css", "cards/cards.css"))
FONTS = ("DejaVu Sans", "Noto Sans", "Liberation Sans", "system-ui", "sans-serif")

TEXTS_OUTSIDE = """
() => [...document.querySelectorAll('.hb-card')].flatMap((card) => {
  const box = card.querySelector('rect').getBBox()
  return [...card.querySelectorAll('text')].filter((text) => {
    const { x, y, width, height } = text.getBBox()
    return x < 0 || y < 0 || x + width > box.width || y + height > box.height
  }).map((text) => text.textContent)
})
"""


def plain_page(*diagrams: Diagram, css: str = CSS, font: str = "sans-serif") -> str:
    figures = "".join(drawing(sample, ENGINE) for sample in diagrams)
    return (
        f'<!doctype html><html lang="en"><head><title>Drawings</title><style>body {{ font-family: "{font}" }} {css}'
        f"</style></head><body><main><h1>Drawings</h1>{figures}</main><script>{ASSETS[SCRIPT]}</script></body></html>"
    )


def material_site(folder: Path, pages: dict[str, str]) -> Path:
    """The folder of a site in Material with the strictest of its features on."""
    (folder / "docs").mkdir()
    (folder / "docs" / "diagrams.css").write_text(CSS, encoding="utf-8")
    (folder / "docs" / "diagrams.js").write_text(ASSETS[SCRIPT], encoding="utf-8")
    for name, text in pages.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Drawings\n"
        "site_url: http://127.0.0.1/\n"
        "extra_css: [diagrams.css]\n"
        "extra_javascript: [diagrams.js]\n"
        "theme:\n"
        "  name: material\n"
        "  font: false\n"
        "  features: [navigation.instant, navigation.instant.prefetch]\n"
        "  palette:\n"
        "    - {scheme: default, toggle: {icon: material/weather-sunny, name: Dark}}\n"
        "    - {scheme: slate, toggle: {icon: material/weather-night, name: Light}}\n",
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("css", [CSS, ""], ids=["styled", "plain"])
def test_no_text_leaves_its_card(page: Page, font: str, css: str) -> None:
    samples = (figured(torture(), TORTURE_FIGURES), figured(blue(), FIGURES), torture(), stock())
    page.set_content(plain_page(*samples, css=css, font=font))
    assert page.locator(".hb-card .hb-value").count() == len(samples[0].cards) + len(samples[1].cards)
    assert page.evaluate(TEXTS_OUTSIDE) == []


def test_no_text_leaves_its_card_in_a_page_that_runs_from_right_to_left(page: Page) -> None:
    samples = (figured(torture(), TORTURE_FIGURES), figured(blue(), FIGURES))
    page.set_content(plain_page(*samples).replace("<html ", '<html dir="rtl" '))
    assert page.evaluate(TEXTS_OUTSIDE) == []


def test_names_from_right_to_left_begin_at_the_right_edge(page: Page) -> None:
    names = ("מספר המשתמשים", "عدد المستخدمين", "Monthly users")
    page.set_content(plain_page(diagram(tuple(card(f"c{place}", name) for place, name in enumerate(names)))))
    boxes = page.evaluate(
        "[...document.querySelectorAll('.hb-title')].map((text) => [text.getBBox().x, text.getBBox().width])"
    )
    assert [round(x + width) for x, width in boxes[:2]] == [176 - 14] * 2
    assert round(boxes[2][0]) == 14


TEXTS_THAT_TOUCH = """
() => [...document.querySelectorAll('.hb-card')].flatMap((card) => {
  const boxes = [...card.querySelectorAll('.hb-value, .hb-trend, .hb-agreement, .hb-pill rect')].map((text) => [
    text.textContent, text.getBBox()])
  return boxes.flatMap(([one, a], place) => boxes.slice(place + 1).filter(([, b]) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y + 4 < b.y + b.height && b.y + 4 < a.y + a.height
  ).map(([other]) => `${one} | ${other}`))
})
"""


@pytest.mark.parametrize("font", FONTS)
def test_figures_do_not_touch(page: Page, font: str) -> None:
    page.set_content(plain_page(figured(torture(), TORTURE_FIGURES), figured(tree(10), FIGURES), font=font))
    assert page.evaluate(TEXTS_THAT_TOUCH) == []


def test_a_status_badge_holds_its_word(page: Page) -> None:
    page.set_content("".join(plain_page(figured(tree(10), FIGURES), font=font) for font in FONTS))
    rooms = page.evaluate(
        """[...document.querySelectorAll('.hb-pill')].map((pill) => {
          const [box, word] = ['rect', 'text'].map((tag) => pill.querySelector(tag).getBBox())
          return box.x + box.width - word.x - word.width
        })"""
    )
    assert len(rooms) == 8 * len(FONTS)
    assert min(rooms) >= 4


def test_an_assumed_value_has_room_and_hides_what_was_reported(page: Page) -> None:
    page.set_content(plain_page(figured(blue(), FIGURES)))
    page.evaluate(
        """document.querySelectorAll('.hb-card').forEach((card) => {
          card.classList.add('hb-what-if')
          card.querySelector('.hb-value').textContent = '−1,234.56 M'
        })"""
    )
    assert page.evaluate(TEXTS_OUTSIDE) == []
    assert page.locator(".hb-value").first.is_visible()
    assert not page.locator(".hb-card :is(.hb-trend, .hb-pill, .hb-agreement)").filter(visible=True).count()


def test_readers_who_choose_their_colours_get_no_others(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.set_content(plain_page(figured(blue(), FIGURES)))
    inks = "[...document.querySelectorAll('.hb-card text, .hb-shape')].map((text) => getComputedStyle(text).fill)"
    assert set(page.evaluate(inks)) <= {"rgb(0, 0, 0)", "none"}


def drawn_alone(character: str) -> bool:
    """Whether a character is shown by itself; others change what stands before them."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cn", "Co", "Cs", "Mc", "Me", "Mn", "Zl", "Zp"}


@pytest.mark.parametrize("font", FONTS)
def test_no_character_is_wider_than_we_think(page: Page, font: str) -> None:
    blocks = (
        range(0x20, 0x1D00),
        range(0x1E00, 0x2C00),
        range(0x2E80, 0x3400),
        range(0xAC00, 0xAD00),
        range(0xFB00, 0x10000),
    )
    characters = [character for block in blocks for character in map(chr, block) if drawn_alone(character)]
    wide = page.evaluate(
        """([characters, font]) => {
          const pen = document.createElement('canvas').getContext('2d')
          pen.font = `700 100px "${font}", sans-serif`
          return characters.map((character) => pen.measureText(character).width)
        }""",
        [characters, font],
    )
    narrow = {
        f"U+{ord(character):04X}": (text_width(character, 100), width)
        for character, width in zip(characters, wide, strict=True)
        if text_width(character, 100) < width - 0.1
    }
    assert narrow == {}


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(
    page: Page, scheme: str, tmp_path: Path, build_site: Callable[..., Any], served: Callable[[Path], str]
) -> None:
    samples = [figured(around_active_users(), FIGURES), stock(), loop(), tree(40)]
    figures = [
        drawing(Diagram(f"d{number}", f"Drawing {number}", "A test.", sample.cards, sample.edges, sample.ranks), ENGINE)
        for number, sample in enumerate(samples)
    ]
    site = build_site(material_site(tmp_path, {"index.md": "# Drawings\n\n" + "\n\n".join(figures)})).site
    address = served(site)
    page.goto(f"{address}/")
    if scheme == "slate":
        page.locator("label[for=__palette_1]").click()
    page.wait_for_function(f"document.body.dataset.mdColorScheme === '{scheme}'")
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    found = Axe().run(page, context={"include": [[".hb-figure"]]})
    assert found["passes"]
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found["violations"]] == []


def test_the_keyboard_reaches_every_card_and_shows_where_it_is(page: Page) -> None:
    sample = around_active_users()
    page.set_content(plain_page(sample))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "hb-scroll"
    for expected in sample.cards:
        page.keyboard.press("Tab")
        reached = page.evaluate(
            "[document.activeElement.querySelector('title').textContent,"
            " getComputedStyle(document.activeElement.querySelector('rect')).outlineStyle]"
        )
        assert reached == [expected.title, "solid"]


def test_a_wide_drawing_scrolls_in_its_box_and_a_small_one_keeps_its_size(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.set_content(plain_page(tree(40), diagram((card("alone"),))))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide, small = page.locator(".hb-scroll").all()
    assert wide.evaluate("(box) => box.scrollWidth > box.clientWidth")
    assert wide.locator("svg").evaluate("(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width") >= 0.8
    assert small.locator("svg").evaluate("(svg) => svg.getBoundingClientRect().width") == 188


def test_a_drawing_that_fits_is_not_blown_up(page: Page) -> None:
    page.set_viewport_size({"width": 1600, "height": 800})
    page.set_content(plain_page(around_active_users()))
    svg = page.locator("svg").first
    assert svg.evaluate("(svg) => svg.getBoundingClientRect().width == svg.viewBox.baseVal.width")


def test_a_printed_drawing_fits_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 1000})
    page.set_content(plain_page(tree(40)))
    page.emulate_media(media="print")
    assert page.locator("svg").first.evaluate("(svg) => svg.getBoundingClientRect().width") <= 700
    assert page.locator(".hb-scroll").evaluate("(box) => box.scrollWidth <= box.clientWidth")
    assert not page.locator("summary").is_visible()


def test_without_our_style_the_drawing_is_legible(page: Page) -> None:
    page.set_content(plain_page(figured(around_active_users(), FIGURES), css="body { color: rgb(1, 2, 3) }"))
    paint = "(element) => [getComputedStyle(element).fill, getComputedStyle(element).stroke]"
    assert page.locator("text.hb-detail").first.evaluate(paint)[0] in {"rgb(1, 2, 3)", "rgb(0, 0, 238)"}
    assert page.locator("rect.hb-box").first.evaluate(paint)[0] == "none"
    assert page.locator(".hb-pill rect").first.evaluate(paint)[0] == "none"
    assert page.locator("path.hb-component").first.evaluate(paint) == ["none", "rgb(1, 2, 3)"]


def linked_site(folder: Path) -> Path:
    """Two pages, each with a drawing that leads to the other."""
    there = drawing(Diagram("d", "There", "A test.", (Card("a", "Go there", "deep/other/"),), ()), ENGINE)
    back = drawing(Diagram("d", "Back", "A test.", (Card("a", "Go back", "../../"),), ()), ENGINE)
    return material_site(folder, {"index.md": f"# Here\n\n{there}\n", "deep/other.md": f"# There\n\n{back}\n"})


def test_links_survive_instant_navigation(
    page: Page, tmp_path: Path, build_site: Callable[..., Any], served: Callable[[Path], str]
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    address = served(site)
    # Material navigates instantly only below the address that the site names as its own.
    build_site(linked_site(tmp_path), site_dir=str(site), site_url=f"{address}/")
    page.goto(f"{address}/")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.notReloaded = true")
    for _ in range(2):
        page.locator("svg a").hover()
        page.locator("svg a").click()
        page.wait_for_url(f"{address}/deep/other/")
        page.get_by_role("heading", name="There").wait_for()
        page.locator("svg a").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        page.get_by_role("heading", name="Here").wait_for()
    assert page.evaluate("window.notReloaded")


def test_a_drawing_changes_with_the_palette(
    page: Page, tmp_path: Path, build_site: Callable[..., Any], served: Callable[[Path], str]
) -> None:
    page.goto(served(build_site(linked_site(tmp_path)).site) + "/")
    fill = "document.querySelector('.hb-box') && getComputedStyle(document.querySelector('.hb-box')).fill"
    assert page.evaluate(fill) == "rgb(255, 255, 255)"
    page.locator("label[for=__palette_1]").click()
    page.wait_for_function(f"({fill}) === 'rgb(38, 42, 52)'")


@pytest.mark.parametrize("how", ["Control", "middle"])
def test_a_link_opens_in_a_new_tab_when_asked(
    page: Page, how: str, tmp_path: Path, served: Callable[[Path], str]
) -> None:
    (tmp_path / "index.html").write_text(plain_page(diagram((Card("a", "Other", "other.html"),))), encoding="utf-8")
    (tmp_path / "other.html").write_text("<title>Other</title>", encoding="utf-8")
    address = served(tmp_path)
    page.goto(f"{address}/index.html")
    with page.context.expect_page() as opened:
        if how == "middle":
            page.locator("svg a").click(button="middle")
        else:
            page.locator("svg a").click(modifiers=["Control"])
    opened.value.wait_for_url(f"{address}/other.html")
    assert page.url == f"{address}/index.html"


def test_links_work_without_material(page: Page, tmp_path: Path, served: Callable[[Path], str]) -> None:
    (tmp_path / "index.html").write_text(plain_page(diagram((Card("a", "Other", "other.html"),))), encoding="utf-8")
    (tmp_path / "other.html").write_text("<title>Other</title>", encoding="utf-8")
    address = served(tmp_path)
    page.goto(f"{address}/index.html")
    page.locator("svg a").click()
    page.wait_for_url(f"{address}/other.html")
