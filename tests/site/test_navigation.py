"""The navigation that the handbook proposes."""

from pathlib import Path

import pytest

from product_handbook.addresses.addresses import Addresses
from product_handbook.model.loading.load import load
from product_handbook.site.navigation import MOST_METRICS, listed, navigation
from product_handbook.site.writing.page import Page

MINIMAL = Path(__file__).parent.parent / "handbooks" / "minimal" / "docs" / "strategy"

SHARED = [
    "index.md",
    "mission.md",
    "stakeholders/index.md",
    "north-star.md",
    "tree/index.md",
    "owners.md",
    "glossary.md",
]


def addresses(base: str) -> Addresses:
    return Addresses(load(MINIMAL), base)


def pages(base: str, metrics: int) -> list[Page]:
    names = [*SHARED, "health.md", "reference/index.md", "reference/tree.md"]
    names += [f"tree/shop-{number}.md" for number in range(metrics)]
    return [Page(base + name, f"Title of <{name}>", "") for name in names]


def test_a_handbook_at_the_root_is_the_site_with_the_authors_pages_before_the_reference():
    found = list(listed(navigation(pages("", 1), addresses(""), ["own.md", {"Guide": ["guide/a.md"]}], [])))
    assert found == [
        *SHARED[:5],
        "tree/shop-0.md",
        *SHARED[5:],
        "health.md",
        "own.md",
        "guide/a.md",
        "reference/index.md",
        "reference/tree.md",
    ]


def test_a_handbook_in_a_folder_is_one_section_after_the_pages_beside_it():
    found = navigation(pages("book/", 0), addresses("book/"), ["book/own.md"], ["index.md"])
    assert [item if isinstance(item, str) else list(item) for item in found] == ["index.md", ["Handbook"]]
    assert list(listed(found))[-3:] == ["book/own.md", "book/reference/index.md", "book/reference/tree.md"]


@pytest.mark.parametrize(("metrics", "shown"), [(MOST_METRICS, MOST_METRICS), (MOST_METRICS + 1, 0)])
def test_metrics_are_shown_while_they_are_few(metrics: int, shown: int):
    found = listed(navigation(pages("", metrics), addresses(""), [], []))
    assert len([uri for uri in found if uri.startswith("tree/shop-")]) == shown


def test_titles_are_escaped_as_themes_put_them_into_html():
    found = str(navigation(pages("", 1), addresses(""), [], []))
    assert "Title of &lt;tree/shop-0.md&gt;" in found
    assert "<" not in found
