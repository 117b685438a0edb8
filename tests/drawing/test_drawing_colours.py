import colorsys
import re
from collections import Counter
from importlib.resources import files
from itertools import product

import pytest

from product_handbook.site.writing.assets import ASSETS, STYLES

CSS = files("product_handbook.drawing").joinpath("palette.css").read_text(encoding="utf-8")
# Material 9: the default background of the two palettes, the second as hsla(225deg, 15%, 14%).
PAGES = {"default": "#ffffff", "slate": "#1e2129"}
TEXTS = (
    "north-star",
    "business-metric",
    "current-customer",
    "future-customer",
    "company",
    "mission",
    "ink",
    "muted",
    "good",
    "warn",
    "bad",
)
LINES = (*TEXTS, "line", "ring")
CARDS = ("card", "card-focus", "card-hover")


def block(selector: str) -> dict[str, str]:
    """The colours that a rule of the palette names."""
    found = re.search(rf"^ *{re.escape(selector)}[^{{]*\{{([^}}]*)\}}", CSS, re.MULTILINE)
    assert found is not None
    return dict(re.findall(r"--hb-([\w-]+): (#\w+|var\(--hb-[\w-]+\));", found[1]))


LIGHT, DARK = block(":root,"), block('[data-md-color-scheme="slate"]')


def colours(scheme: str) -> dict[str, str]:
    named = {**LIGHT, **(DARK if scheme == "slate" else {}), "page": PAGES[scheme]}
    return {name: named[colour[9:-1]] if colour.startswith("var") else colour for name, colour in named.items()}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_slate_page_is_what_material_makes_of_its_hue() -> None:
    red, green, blue = colorsys.hls_to_rgb(225 / 360, 0.14, 0.15)
    assert "#" + "".join(f"{round(channel * 255):02x}" for channel in (red, green, blue)) == PAGES["slate"]


@pytest.mark.parametrize("scheme", PAGES)
def test_texts_stand_out_from_page_and_cards(scheme: str) -> None:
    palette = colours(scheme)
    pairs = product(TEXTS, ("page", *CARDS))
    assert {pair: contrast(*(palette[name] for name in pair)) for pair in pairs if below(palette, pair, 4.5)} == {}


@pytest.mark.parametrize("scheme", PAGES)
def test_lines_stand_out_from_page_and_cards(scheme: str) -> None:
    palette = colours(scheme)
    pairs = product(LINES, ("page", "card"))
    assert {pair: contrast(*(palette[name] for name in pair)) for pair in pairs if below(palette, pair, 3)} == {}


def below(palette: dict[str, str], pair: tuple[str, str], least: float) -> bool:
    return contrast(palette[pair[0]], palette[pair[1]]) < least


@pytest.mark.parametrize("scheme", PAGES)
def test_the_bars_of_totals_stand_out_from_the_page(scheme: str) -> None:
    assert contrast(colours(scheme)["total"], PAGES[scheme]) >= 3


def test_the_dark_palette_has_every_colour_of_its_own() -> None:
    literal = {name for name, colour in LIGHT.items() if colour.startswith("#")}
    assert set(DARK) == literal - {"print"}


def test_dark_colours_are_for_the_screen_alone() -> None:
    before, _ = CSS.split("@media screen {")
    assert set(DARK.values()).isdisjoint(re.findall(r"#\w+", before))


def test_each_colour_is_written_once_in_all_style_sheets() -> None:
    found = Counter(re.findall(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)", ASSETS[STYLES], re.IGNORECASE))
    assert len(found) > 30
    assert {colour: times for colour, times in found.items() if times > 1} == {}
