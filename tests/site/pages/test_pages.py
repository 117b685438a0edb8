"""What every page has in common: its front matter, its pieces, its links."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy
from product_handbook.site.publish import publish
from product_handbook.site.published import Published, Site
from product_handbook.site.writing.page import PLACEHOLDER, Page

ROOT = Path(__file__).parents[3]
STRATEGIES = {
    "blue": ROOT / "content" / "strategy",
    "torture": ROOT / "tests" / "handbooks" / "torture" / "docs" / "strategy",
    "minimal": ROOT / "tests" / "handbooks" / "minimal" / "docs" / "strategy",
}


@pytest.fixture(scope="module", params=STRATEGIES)
def handbook(request: pytest.FixtureRequest) -> Published:
    strategy = load(STRATEGIES[request.param])
    assert isinstance(strategy, Strategy)
    site = Site(base="book/", strategy_uri="strategy", directory_urls=True, authors={}, edit_url=lambda _: None)
    return publish(strategy, site, graphviz_engine("wasm", None), date(2026, 11, 21))


@given(st.text(), st.booleans())
def test_the_title_survives_front_matter_whatever_it_holds(title: str, wide: bool):
    page = Page("a.md", title, "# Text\n", wide=wide)
    markdown, meta = get_data(page.front_matter + page.markdown)
    assert unescape(meta["title"]) == unescape(page.html_title)
    assert meta.get("hide", []) == (["navigation", "toc"] if wide else [])
    assert markdown == "# Text\n"


def test_every_piece_has_one_place(handbook: Published):
    for page in handbook.pages:
        places = [int(number) for number in PLACEHOLDER.findall(page.markdown)]
        assert sorted(places) == list(range(len(page.pieces))), page.uri


def test_addresses_and_titles_are_there_and_addresses_are_unique(handbook: Published):
    uris = [page.uri for page in handbook.pages]
    assert len(set(uris)) == len(uris)
    assert all(page.title for page in handbook.pages)
    assert all(uri.startswith("book/") for uri in uris)


def test_every_page_of_an_object_stands_for_its_strategy_file(handbook: Published):
    sources = {page.uri: page.edit_uri for page in handbook.pages}
    assert sources["book/mission.md"] == "strategy/mission.yml"
    assert all(
        uri and uri.startswith("strategy/tree") for page, uri in sources.items() if page.startswith("book/tree/")
    )
    assert {uri for page, uri in sources.items() if page.startswith("book/reference/")} == {None}
