"""Addresses are those that MkDocs itself would compute."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import File

from product_handbook.addresses.addresses import Addresses, hyphenated, owner_anchors, published, relative_uri
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

HANDBOOKS = Path(__file__).parent.parent / "handbooks"

NAMES = st.sampled_from(["index", "README", "readme", "mission", "two words", "(äöü)", "a.b", "#1", "50%", "a&b"])
FOLDERS = st.lists(st.sampled_from(["tree", "our handbook", "ä", "a+b"]), max_size=3)
ENDINGS = st.sampled_from([".md", ".markdown", ".mkd", ".html", ".css", ".MD", ".png"])
PAGES = st.builds(lambda folders, name: "/".join([*folders, name + ".md"]), FOLDERS, NAMES)
SRC_URIS = st.builds(lambda folders, name, ending: "/".join([*folders, name + ending]), FOLDERS, NAMES, ENDINGS)


@pytest.fixture(scope="module")
def strategy() -> Strategy:
    found = load(HANDBOOKS / "torture" / "docs" / "strategy")
    assert isinstance(found, Strategy)
    return found


@given(SRC_URIS, st.booleans())
def test_a_file_is_published_where_mkdocs_publishes_it(src_uri: str, directory_urls: bool):
    assert published(src_uri, directory_urls) == File(src_uri, "docs", "site", directory_urls).dest_uri


@given(SRC_URIS.filter(lambda uri: "#" not in uri), PAGES, st.booleans())
def test_a_url_is_the_one_that_mkdocs_writes(target: str, page: str, directory_urls: bool):
    there, here = (File(uri, "docs", "site", directory_urls) for uri in (target, page))
    addresses = Addresses(strategy=None, base="", directory_urls=directory_urls)
    assert addresses.href(target, page) == there.url_relative_to(here)
    assert addresses.href(f"{target}#anchor", page) == there.url_relative_to(here) + "#anchor"


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("tree/mau.md#x", "index.md", "tree/mau.md#x"),
        ("tree/mau.md", "tree/index.md", "mau.md"),
        ("index.md", "tree/mau.md", "../index.md"),
        ("handbook/owners.md#a", "guide/deep/page.md", "../../handbook/owners.md#a"),
    ],
)
def test_a_link_between_markdown_files_is_relative(target: str, page: str, expected: str):
    assert relative_uri(target, page) == expected


def test_every_object_has_an_address_of_its_own(strategy: Strategy):
    addresses = Addresses(strategy, "handbook/")
    for kind in ("metric", "group", "segment", "owner", "term", "page"):
        targets = {id: addresses.target(kind, id) for id in addresses.ids(kind)}
        assert targets
        uris = {target.uri for target in targets.values()}
        names = {(target.uri, target.name) for target in targets.values()}
        assert len(uris) == len(names)
        assert all(uri.startswith("handbook/") for uri in uris)
    assert len({addresses.uri("metric", id) for id in strategy.metrics}) == len(strategy.metrics)


def test_a_former_id_leads_to_the_object_of_now(strategy: Strategy):
    addresses = Addresses(strategy, "")
    assert addresses.target("metric", "docs") == addresses.target("metric", strategy.star.id)
    assert addresses.target("segment", "kiddies") == addresses.target("segment", "script_kiddies")
    assert addresses.target("owner", "the_team_before") == addresses.target("owner", "script_team")


def test_an_unknown_id_has_no_address(strategy: Strategy):
    addresses = Addresses(strategy, "")
    assert [addresses.target(kind, "no_such_id") for kind in ("metric", "owner", "bet", "page")] == [None] * 4
    with pytest.raises(KeyError):
        addresses.uri("metric", "no_such_id")


@pytest.mark.parametrize(
    "file", ["handbook/tree/revenue.md", "handbook/tree/revenue/index.md", "handbook/tree/revenue/README.md"]
)
def test_links_lead_to_the_page_that_the_author_has_written_in_its_place(strategy: Strategy, file: str):
    addresses = Addresses(strategy, "handbook/", authors={published(file, directory_urls=True): file})
    assert addresses.uri("metric", "revenue") == file
    assert addresses.uri("metric", "writers") == "handbook/tree/writers.md"


def test_ids_have_hyphens_in_addresses():
    assert hyphenated("monthly_active_users") == "monthly-active-users"


def test_the_place_of_an_owner_without_a_file_is_the_name():
    assert owner_anchors(["Sales Team"]) == {"Sales Team": "sales-team"}
    assert owner_anchors(["Growth Team", "Sales Team"])["Sales Team"] == "sales-team"
    assert owner_anchors(["Équipe 7", "営業部"]) == {"Équipe 7": "équipe-7", "営業部": "営業部"}


def test_owners_whose_names_are_alike_have_places_of_their_own():
    assert owner_anchors(["A B", "A-B", "a_b", "a-b-2", "!", "?"]) == {
        "A B": "a-b",
        "A-B": "a-b-2",
        "a_b": "a-b-3",
        "a-b-2": "a-b-2-2",
        "!": "owner",
        "?": "owner-2",
    }
