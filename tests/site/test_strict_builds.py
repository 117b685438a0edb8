"""Every handbook here builds without a warning, and every link of every page lands."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from built_pages import BuildSite, Built, dead_links, doubled_ids, fetched_elsewhere, foreign_addresses, read_site

ROOT = Path(__file__).parent.parent.parent
HANDBOOKS = ROOT / "tests" / "handbooks"
SMALL = sorted(folder.name for folder in HANDBOOKS.iterdir() if (folder / "mkdocs.yml").is_file())

with_and_without_directory_urls = pytest.mark.parametrize(
    "directory_urls", [True, False], ids=["directory URLs", "file URLs"]
)


def with_base(base: str) -> list[str | Mapping[str, Mapping[str, str]]]:
    return ["search", {"product-handbook": {"base": base, "today": "2026-11-21"}}]


def assert_sound(built: Built) -> None:
    assert [line for line in built.log if not line.startswith("INFO")] == []
    assert list(dead_links(built.site)) == []
    assert list(doubled_ids(built.site)) == []


@with_and_without_directory_urls
@pytest.mark.parametrize("base", ["", "handbook"], ids=["at the root", "in a folder"])
def test_blue_is_sound(build_once: BuildSite, base: str, directory_urls: bool):
    overrides = {} if directory_urls else {"use_directory_urls": False}
    assert_sound(build_once(ROOT, **overrides, **({"plugins": with_base(base)} if base else {})))


@with_and_without_directory_urls
@pytest.mark.parametrize("name", sorted(set(SMALL) - {"torture"}))
def test_a_handbook_is_sound(build_once: BuildSite, name: str, directory_urls: bool):
    in_a_folder = build_once(HANDBOOKS / name, use_directory_urls=directory_urls)
    assert_sound(in_a_folder)
    at_the_root = build_once(HANDBOOKS / name, use_directory_urls=directory_urls, plugins=with_base(""))
    assert_sound(at_the_root)
    assert any("gives way to index.md" in line for line in at_the_root.log)


def test_torture_is_sound_in_a_folder(torture: Built):
    assert_sound(torture)


def test_torture_is_sound_at_the_root(torture_at_the_root: Built):
    assert_sound(torture_at_the_root)


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_blue_is_sound_in_other_themes(build_once: BuildSite, theme: str):
    assert_sound(build_once(ROOT, theme={"name": theme}))


def test_a_base_folder_may_have_blanks_and_signs_in_its_name(build_once: BuildSite):
    assert_sound(build_once(HANDBOOKS / "cdnow", plugins=with_base("Our Handbook (äöü)/part [1] & parcel")))


def test_links_in_drawings_are_of_the_kind_that_instant_navigation_bears(blue: Built):
    links = [link for page in read_site(blue.site).values() for link in page.all("a") if link.in_drawing]
    assert len(links) > 100
    assert [link.attributes for link in links if "href" in link.attributes] == []
    assert [link.attributes for link in links if not link.attributes.get("xlink:href")] == []


def test_blue_leads_to_other_hosts_only_where_its_authors_do(blue: Built):
    written = "\n".join(file.read_text("utf-8") for file in (ROOT / "content").rglob("*.*"))
    around = ("https://squidfunk.github.io/", "https://github.com/blue-example/handbook/edit/main/content/")
    pages = read_site(blue.site).values()
    foreign = {address for page in pages for address in foreign_addresses(page) if not address.startswith(around)}
    assert {address for address in foreign if address not in written} == set()


def test_no_page_of_blue_fetches_anything_from_another_host(blue: Built):
    assert {address for page in read_site(blue.site).values() for address in fetched_elsewhere(page)} == set()


def test_the_strategy_files_are_not_published(blue: Built, torture: Built):
    for built in (blue, torture):
        assert [file for ending in ("yml", "yaml", "csv") for file in built.site.rglob(f"*.{ending}")] == []
