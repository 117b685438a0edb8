import re
from importlib.resources import files

import pytest
from test_drawing_colours import PAGES, contrast
from test_drawing_colours import colours as drawing_colours

CSS = files("product_handbook.drawing").joinpath("charts/charts.css").read_text(encoding="utf-8")


def colours(scheme: str) -> dict[str, str]:
    selector = {"default": r":root,\s", "slate": r'\[data-md-color-scheme="slate"\]'}[scheme]
    block = re.search(rf"^{selector}[^{{]*\{{([^}}]*)\}}", CSS, re.MULTILINE)
    assert block is not None
    return dict(re.findall(r"--hb-([\w-]+): (#\w+)", block.group(1)))


@pytest.mark.parametrize("scheme", PAGES)
def test_the_bars_of_totals_stand_out_from_the_page(scheme: str) -> None:
    found = colours(scheme)
    assert set(found) == {"total"}
    assert contrast(found["total"], PAGES[scheme]) >= 3


def test_what_is_printed_has_the_light_colours() -> None:
    printed = re.search(r"@media print \{\s*\[data-md-color-scheme=\"slate\"\][^{]*\{([^}]*)\}", CSS)
    assert printed is not None
    light = drawing_colours("default") | colours("default")
    del light["page"]
    assert dict(re.findall(r"--hb-([\w-]+): (#\w+)", printed.group(1))) == light
