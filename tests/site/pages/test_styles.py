"""Styles that go by the label of a table: the label is one that the page gives."""

import re
from pathlib import Path

import pytest

from product_handbook import site

LABELLED = [
    (sheet, label)
    for sheet in sorted(Path(site.__path__[0]).rglob("*.css"))
    for label in re.findall(r'\[aria-label\^?="([^"]+)"\]', sheet.read_text("utf-8"))
]


@pytest.mark.parametrize(("sheet", "label"), LABELLED, ids=[label for _, label in LABELLED])
def test_a_style_goes_by_a_label_that_its_page_gives(sheet: Path, label: str):
    assert any(f'"{label}' in module.read_text("utf-8") for module in sheet.parent.glob("*.py"))
