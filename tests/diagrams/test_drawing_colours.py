import colorsys
import re
from importlib.resources import files
from itertools import product

import pytest

CSS = files("product_handbook.drawing").joinpath("cards/cards.css").read_text(encoding="utf-8")
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


def colours(scheme: str) -> dict[str, str]:
    blocks = re.findall(r"^([^{}/]*)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL), re.MULTILINE)
    merged: dict[str, str] = {}
    for selector, body in blocks:
        if ":root" in selector or (scheme == "slate" and selector.strip().startswith('[data-md-color-scheme="slate"]')):
            merged |= dict(re.findall(r"--hb-([\w-]+): (#\w+)", body))
    return merged | {"page": PAGES[scheme]}


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


def test_each_palette_has_every_colour_but_none_of_its_own() -> None:
    assert set(colours("default")) == set(colours("slate"))
    own = re.search(r'^\[data-md-color-scheme="slate"\][^{]*\{([^}]*)\}', CSS, re.MULTILINE)
    assert own is not None
    assert set(re.findall(r"--hb-([\w-]+):", own.group(1))) | {"page"} == set(colours("default"))
