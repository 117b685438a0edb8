"""Style sheets are on the pages, and go by labels of tables that a page gives."""

import re
from pathlib import Path

import pytest

from product_handbook import site
from product_handbook.site.writing.assets import ASSETS, STYLES

LABELLED = [
    (sheet, label)
    for sheet in sorted(Path(site.__path__[0]).rglob("*.css"))
    for label in re.findall(r'\[aria-label\^?="([^"]+)"\]', sheet.read_text("utf-8"))
]


@pytest.mark.parametrize(("sheet", "label"), LABELLED, ids=[label for _, label in LABELLED])
def test_a_style_goes_by_a_label_that_its_page_gives(sheet: Path, label: str):
    assert any(f'"{label}' in module.read_text("utf-8") for module in sheet.parent.glob("*.py"))


def test_every_style_sheet_is_on_the_pages():
    sheets = Path(site.__path__[0]).parent.rglob("*.css")
    left_out = [str(sheet) for sheet in sheets if sheet.read_text("utf-8") not in ASSETS[STYLES]]
    assert left_out == [], "list it in site/writing/assets.py"
