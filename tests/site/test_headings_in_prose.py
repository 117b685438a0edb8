"""Headings in texts build on every page; the search of Material loses its place among those that have ids."""

from itertools import repeat
from pathlib import Path

import pytest
from built_pages import BuildSite, dead_links
from test_hostile_prose import poison

pytestmark = pytest.mark.site

TWO_HEADINGS = "# One\n\n## Two\n\nTo [one](#one)."


def test_a_site_builds_with_headings_in_every_text(tmp_path: Path, build_site: BuildSite):
    poison(tmp_path / "docs" / "strategy", repeat(TWO_HEADINGS), repeat("a"))
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: a\ntheme: {name: material, font: false}\n"
        "plugins: [search, product-handbook: {today: 2026-11-21}]\n",
        "utf-8",
    )
    built = build_site(tmp_path, strict=False)
    assert list(dead_links(built.site)) == []
