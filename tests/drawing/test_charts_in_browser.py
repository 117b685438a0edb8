from importlib.resources import files

import pytest
from axe_core_python.sync_playwright import Axe
from chart_samples import chart, fall, months, series, torture
from playwright.sync_api import Page

from product_handbook.drawing.charts.draw import line_chart, panels, sparkline, waterfall
from product_handbook.drawing.charts.model import Goal, LineChart, Panels, Sparkline, Waterfall

pytestmark = pytest.mark.browser

ROOM = files("product_handbook.drawing")
CSS = "\n".join(
    ROOM.joinpath(name).read_text(encoding="utf-8") for name in ("palette.css", "cards/cards.css", "charts/charts.css")
)
FONTS = ("DejaVu Sans", "Noto Sans", "Liberation Sans", "system-ui")
# Material 9: the default background of the two palettes, the second as hsla(225deg, 15%, 14%).
BACKGROUNDS = {"default": "#ffffff", "slate": "#1e2129"}
WIDTHS = (320, 390, 560, 768)

TEXTS_THAT_MEET = """
() => [...document.querySelectorAll('.hb-chart svg[role=img]')].flatMap((picture) => {
  const texts = [...picture.querySelectorAll('text')].filter((text) => text.getClientRects().length)
  const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()])
  return boxes.flatMap(([one, a], place) => boxes.slice(place + 1).filter(([other, b]) =>
    a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 5 && b.top < a.bottom - 5
  ).map(([other]) => `${one} | ${other}`))
})
"""
TEXTS_OUTSIDE = """
() => [...document.querySelectorAll('.hb-chart')].flatMap((figure) => {
  const room = figure.getBoundingClientRect()
  return [...figure.querySelectorAll('text')].filter((text) => text.getClientRects().length).filter((text) => {
    const { left, right, top } = text.getBoundingClientRect()
    return left < room.left - 0.5 || right > room.right + 0.5 || top < room.top - 0.5
  }).map((text) => text.textContent)
})
"""


def drawn(found: LineChart | Panels | Waterfall) -> str:
    if isinstance(found, LineChart):
        return line_chart(found)
    return panels(found) if isinstance(found, Panels) else waterfall(found)


def plain_page(*found: LineChart | Panels | Waterfall, font: str = "sans-serif", direction: str = "ltr") -> str:
    return (
        f'<!doctype html><html lang="en" dir="{direction}"><head><title>Charts</title><style>'
        f'body {{ font-family: "{font}"; margin: 10px }} {CSS}</style></head><body><main><h1>Charts</h1>'
        f"{''.join(map(drawn, found))}</main></body></html>"
    )


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_texts_neither_meet_nor_leave_their_chart(page: Page, font: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(plain_page(*torture(), font=font))
    assert page.locator(".hb-chart text").count() > 80
    assert page.evaluate(TEXTS_THAT_MEET) == []
    assert page.evaluate(TEXTS_OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_charts_stand_the_same_way_in_a_page_that_runs_from_right_to_left(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.set_content(plain_page(*torture(), direction="rtl"))
    assert page.evaluate(TEXTS_THAT_MEET) == []
    assert page.evaluate(TEXTS_OUTSIDE) == []
    first, last = (
        page.locator("svg[aria-labelledby^=t1] .hb-told path").nth(place).bounding_box() for place in (0, -1)
    )
    assert first is not None
    assert last is not None
    assert first["x"] < last["x"]


def test_texts_keep_their_size_and_dots_their_shape(page: Page) -> None:
    page.set_content(plain_page(chart(series(3, 1, 2), name="a"), fall(1, ("B", 2), name="b")))
    sizes = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        sizes.append(
            page.evaluate("[...document.querySelectorAll('text')].map((text) => text.getBoundingClientRect().height)")
        )
    assert all(size == sizes[0] for size in sizes)


def test_every_point_says_its_value_when_pointed_at(page: Page) -> None:
    page.set_content(plain_page(chart(series(3, None, 1, 2), name="a")))
    told = page.evaluate(
        """() => {
          const box = document.querySelector('.hb-plot svg svg').getBoundingClientRect()
          const matrix = document.querySelector('.hb-told').getScreenCTM()
          return [...document.querySelectorAll('.hb-told path')].map((path) => {
            const spot = path.getPointAtLength(0).matrixTransform(matrix)
            const found = document.elementFromPoint(spot.x - 3, spot.y + 3) || document.body
            return (found.querySelector('title') || document.querySelector('head title')).textContent
          })
        }"""
    )
    assert told == ["exactly 3", "exactly 1", "exactly 2"]


def test_the_smallest_bar_is_seen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.set_content(plain_page(fall(0, ("Tiny", 1e-9), ("Huge", 10**9), ("Nothing", 0))))
    widths = page.evaluate(
        "[...document.querySelectorAll('.hb-bar-box')].map((bar) => bar.getBoundingClientRect().width)"
    )
    assert all(width >= 1.5 for width in widths)


def test_further_labels_are_shown_where_there_is_room(page: Page) -> None:
    page.set_content(plain_page(chart(series(*range(60)), name="a")))
    shown = []
    for width in (360, 768):
        page.set_viewport_size({"width": width, "height": 800})
        shown.append(page.locator(".hb-axis text:visible", has_text="20").count())
    assert shown[0] < shown[1]


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(page: Page, scheme: str) -> None:
    goal = Goal(3, 4, "4 · at risk", "April 2025: 4", "at_risk")
    found = (chart(series(1, 2), periods=months(4), goals=(goal,)), fall(1, ("B", 2), ("C", -1)))
    look = f"background: {BACKGROUNDS[scheme]}; color: var(--hb-ink)"
    html = plain_page(*found).replace("<body>", f'<body data-md-color-scheme="{scheme}" style="{look}">')
    page.set_content(html.replace("</main>", f"<p>{sparkline(Sparkline((1, 2, 3), 'It rose.'))}</p></main>"))
    assert page.locator("svg[role=img]").count() == 3
    assert [rule["id"] for rule in Axe().run(page)["violations"]] == []
