"""Names and texts that look like HTML or Markdown appear as they are written, and do nothing."""

import json
import re
from collections.abc import Mapping

import pytest
from built_pages import BuildSite, Built, BuiltPage, WriteSite, read_site

pytestmark = pytest.mark.site

SCRIPT = '<script>alert("owner")</script>'
REVENUE = "💶 Revenue | <b>captured</b> | 収益 | الإيرادات | הכנסות"
RUNS = {"script", "iframe", "object", "embed", "style"}


@pytest.fixture(params=["torture", "torture_at_the_root"])
def built(request: pytest.FixtureRequest) -> Built:
    return request.getfixturevalue(request.param)


@pytest.fixture
def pages(built: Built) -> Mapping[str, BuiltPage]:
    return read_site(built.site)


def test_nothing_that_is_written_runs(pages: Mapping[str, BuiltPage]):
    for page in pages.values():
        content = [element for element in page.elements if element.in_content]
        assert [element.tag for element in content if element.tag in RUNS] == [], page.path
        handlers = [name for e in page.elements for name in e.attributes if name.startswith("on")]
        assert handlers == [], page.path
        addresses = [address for e in content for address in e.addresses]
        assert [a for a in addresses if a.partition(":")[0].lower() in {"javascript", "data", "vbscript"}] == [], (
            page.path
        )


def test_no_script_of_a_page_holds_what_was_written(pages: Mapping[str, BuiltPage]):
    for page in pages.values():
        assert [e.text for e in page.elements if e.tag == "script" and "alert(" in e.text] == [], page.path


def page_of(pages: Mapping[str, BuiltPage], uri: str) -> BuiltPage:
    """A page of the handbook, by its address with either base and either kind of URL."""
    return pages.get(f"handbook/{uri}/index.html") or pages.get(f"{uri}.html") or pages[f"{uri}/index.html"]


def test_a_name_is_the_same_in_heading_title_table_and_drawing(pages: Mapping[str, BuiltPage]):
    page = page_of(pages, "tree/revenue")
    assert page.headings[0] == REVENUE
    assert page.title.startswith(REVENUE)
    tree = page_of(pages, "tree")
    assert REVENUE in [cell.text for cell in tree.all("th")]
    assert REVENUE in [e.text for e in tree.all("title") if e.in_drawing]


def test_the_name_of_an_owner_is_text_on_every_page_that_shows_it(pages: Mapping[str, BuiltPage]):
    assert SCRIPT in page_of(pages, "owners").headings
    metric = page_of(pages, "tree/one-sign")
    assert metric.headings[0] == "*"
    shown = page_of(pages, "tree/percent-signs")
    assert shown.headings[0] == "%s %(x)d {0} {x!r} $HOME ${x} %%"
    assert SCRIPT in [link.text for link in shown.all("a")]


def test_names_are_text_in_the_navigation(torture_at_the_root: Built):
    pages = read_site(torture_at_the_root.site)
    links = [link.text for link in pages["index.html"].all("a", in_content=False)]
    assert "**Today's** customer & <script>alert('group')</script>" in links


def test_a_link_in_a_name_is_text(pages: Mapping[str, BuiltPage]):
    assert page_of(pages, "tree/prose-links").headings[0] == "Links [metric:revenue] in a name are text"
    assert '--8<-- "mkdocs.yml"' in page_of(pages, "mission").headings
    assert "[x](javascript:alert(1))" in page_of(pages, "mission").headings


def search_index(built: Built) -> list[Mapping[str, str]]:
    return json.loads((built.site / "search" / "search_index.json").read_text("utf-8"))["docs"]


def test_the_search_index_has_names_as_text(built: Built):
    entries = search_index(built)
    by_title = BuiltPage("titles", "".join(f"<p>{entry['title']}</p>" for entry in entries))
    titles = {paragraph.text for paragraph in by_title.all("p", in_content=False)}
    assert REVENUE in titles
    assert SCRIPT in titles
    assert [entry["title"] for entry in entries if "<script" in entry["title"]] == []


def test_the_search_index_has_no_labels_of_drawings(built: Built):
    tree = [entry["text"] for entry in search_index(built) if entry["location"].endswith(("tree/", "tree/index.html"))]
    assert tree
    assert [text for text in tree if "<svg" in text or "<figure" in text or "hb-card" in text] == []
    assert max(map(len, tree)) < 1000


def test_the_search_finds_prose_in_the_section_that_it_stands_in(build_site: BuildSite, write_site: WriteSite):
    mission = "mission: Bread.\nvision: |\n  Bread for **everybody**.\n\n  # Why rye\n\n  | It |\n  |--|\n  | keeps |\n"
    built = build_site(write_site({"strategy/mission.yml": mission}, theme={"name": "material"}))
    entries = {
        entry["title"]: entry for entry in search_index(built) if entry["location"].startswith("handbook/mission")
    }
    assert "everybody" in entries["Vision"]["text"]
    assert "keeps" in entries["Why rye"]["text"]
    assert re.fullmatch(r"handbook/mission/#mission-\d+-why-rye", entries["Why rye"]["location"])
