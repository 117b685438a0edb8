"""Value webs and loops in a real browser: texts stay in their frames, and nothing is hard to read or to reach."""

from importlib.resources import files

import pytest
from axe_core_python.sync_playwright import Axe
from diagram_samples import TORTURE_NAMES
from playwright.sync_api import Page

from product_handbook.drawing.model import Card, Figures
from product_handbook.drawing.rings.flow_labels import ICONS
from product_handbook.drawing.rings.loop_drawing import loop_drawing
from product_handbook.drawing.rings.model import LoopDiagram, LoopStep, ValueFlow, ValueWebDiagram
from product_handbook.drawing.rings.web_drawing import web_drawing
from product_handbook.site.writing.assets import ASSETS, SCRIPT

pytestmark = pytest.mark.browser

ROOM = files("product_handbook.drawing")
CSS = "\n".join(
    ROOM.joinpath(name).read_text(encoding="utf-8") for name in ("palette.css", "cards/cards.css", "rings/rings.css")
)
FONTS = ("DejaVu Sans", "Noto Sans", "Liberation Sans", "sans-serif")
FIGURES = Figures("1.42 M", "documents / month", trend="▲ 6.1 %", trend_look="better", status="on_track")

OUTSIDE = """
() => {
  const inside = (text, frame) => {
    const [a, b] = [text.getBoundingClientRect(), frame.getBoundingClientRect()]
    return a.left >= b.left && a.right <= b.right && a.top >= b.top - 1 && a.bottom <= b.bottom + 1
  }
  const labels = [...document.querySelectorAll('.hb-flow-label')].flatMap((label) =>
    [...label.querySelectorAll('text')].filter((text) => !inside(text, label.querySelector('rect'))))
  const boxes = [...document.querySelectorAll('.hb-loop .hb-box')]
  const reasons = [...document.querySelectorAll('.hb-reason text')].filter((text) =>
    !boxes.some((box) => inside(text, box)))
  return [...labels, ...reasons].map((text) => text.textContent)
}
"""


def web() -> ValueWebDiagram:
    tones = ("current_customer", "future_customer", "plain")
    cards = tuple(
        Card(f"p{place}", f"Party {place}", f"#p{place}", "Group", tone=tones[place % 3]) for place in range(6)
    )
    middle = Card("us", "Us", "#us", "Company", tone="company", focus=True)
    flows = (
        ValueFlow(*(("us", f"p{place % 6}") if place % 2 else (f"p{place % 6}", "us")), name, tuple(ICONS)[place % 8])
        for place, name in enumerate(TORTURE_NAMES[:16])
    )
    return ValueWebDiagram("web", "Value web", "Who gives what.", middle, cards, tuple(flows))


def loop() -> LoopDiagram:
    steps = (
        LoopStep(
            Card(f"s{place}", f"Step {place}", f"#s{place}", "Metric", figures=FIGURES if place % 2 else None), reason
        )
        for place, reason in enumerate((*TORTURE_NAMES[:7], ""))
    )
    return LoopDiagram("loop", "Round and round", "A loop.", tuple(steps))


def page_with(*figures: str, font: str = "sans-serif", scheme: str = "default") -> str:
    background = "#1e2129" if scheme == "slate" else "#fff"
    return (
        '<!doctype html><html lang="en"><head><title>Rings</title><style>'
        f'body {{ font-family: "{font}"; background: {background}; color: #888 }} {CSS}</style></head>'
        f'<body data-md-color-scheme="{scheme}"><main><h1 style="color: var(--hb-ink)">Rings</h1>{"".join(figures)}'
        "</main></body></html>"
    )


@pytest.mark.parametrize("font", FONTS)
def test_no_text_leaves_its_label_or_its_card(page: Page, font: str) -> None:
    page.set_content(page_with(web_drawing(web()).html, loop_drawing(loop()), font=font))
    assert page.locator(".hb-flow-label text").count() > 16
    assert page.locator(".hb-reason text").count() > 8
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_nothing_is_hard_to_read_or_to_reach(page: Page, scheme: str) -> None:
    page.set_content(page_with(web_drawing(web()).html, loop_drawing(loop()), scheme=scheme))
    found = Axe().run(page)["violations"]
    assert [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]] == []


def test_the_keyboard_reaches_every_card(page: Page) -> None:
    page.set_content(page_with(web_drawing(web()).html, loop_drawing(loop())))
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('xlink:href')"))
    assert reached >= {f"#p{place}" for place in range(6)} | {"#us"} | {f"#s{place}" for place in range(8)}


@pytest.mark.parametrize(("width", "moved"), [(390, True), (1600, False)])
def test_a_web_wider_than_the_screen_begins_at_its_middle(page: Page, width: int, moved: bool) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(page_with(web_drawing(web()).html))
    page.add_script_tag(content=ASSETS[SCRIPT])
    scroll = page.locator(".hb-web .hb-scroll")
    assert (scroll.evaluate("node => node.scrollLeft") > 0) is moved
    box = page.locator(".hb-web .hb-company").first.bounding_box()
    assert box is not None
    if moved:
        assert abs(box["x"] + box["width"] / 2 - width / 2) < 12


def test_where_the_reader_has_moved_a_web_it_stays(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.set_content(page_with(web_drawing(web()).html))
    scroll = page.locator(".hb-web .hb-scroll")
    scroll.evaluate("node => { node.scrollLeft = 7 }")
    page.add_script_tag(content=ASSETS[SCRIPT])
    assert scroll.evaluate("node => node.scrollLeft") == 7
