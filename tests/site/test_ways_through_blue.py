"""A reader gets from the mission to the inputs and back, and a metric's page says all there is to say of it."""

import itertools
from collections.abc import Mapping

import pytest
from built_pages import BuildSite, Built, BuiltPage, WriteSite, read_site

CHAIN = (
    "mission/index.html",
    "north-star/index.html",
    "tree/documents-created/index.html",
    "tree/monthly-active-users/index.html",
    "tree/active-users-per-customer/index.html",
    "tree/share-of-documents-shared/index.html",
    "tree/documents-shared/index.html",
)


@pytest.fixture
def pages(blue: Built) -> Mapping[str, BuiltPage]:
    return read_site(blue.site)


def content_links(page: BuiltPage) -> set[str]:
    """The paths to which the content of a page leads, drawings and all."""
    return {target.partition("#")[0] for target in page.links()}


def test_the_mission_leads_to_the_north_star_and_on_to_the_inputs_and_back(pages: Mapping[str, BuiltPage]):
    chain = [path for path in CHAIN if path in pages]
    assert len(chain) >= 6
    for above, below in itertools.pairwise(chain):
        assert below in content_links(pages[above]), f"{above} does not lead to {below}"
        assert above in content_links(pages[below]), f"{below} does not lead back to {above}"


def test_the_tree_leads_to_every_metric(pages: Mapping[str, BuiltPage]):
    metrics = {path for path in pages if path.startswith("tree/") and path != "tree/index.html"}
    redirects = {"tree/sharing-rate/index.html"}
    assert len(metrics) >= 26
    assert metrics - redirects - content_links(pages["tree/index.html"]) == set()


def test_no_link_by_id_is_left_as_it_was_written(pages: Mapping[str, BuiltPage]):
    explaining = ("editing/", "reference/")
    texts = {path: page.text for path, page in pages.items() if not path.startswith(explaining)}
    kinds = ("metric", "group", "segment", "owner", "term", "page")
    assert [path for path, text in texts.items() if any(f"[{kind}:" in text for kind in kinds)] == []


def test_home_leads_to_everything_that_a_reader_starts_from(pages: Mapping[str, BuiltPage]):
    wanted = {"mission", "north-star", "tree", "tree/documents-created", "tree/revenue", "editing"}
    wanted |= {f"stakeholders/{group}" for group in ("current-customer", "future-customer", "company")}
    wanted |= {f"reference/{file}" for file in ("mission", "stakeholders", "north-star", "tree", "owners", "glossary")}
    assert {f"{path}/index.html" for path in wanted} - content_links(pages["index.html"]) == set()


def test_home_shows_both_top_metrics_and_the_three_groups(pages: Mapping[str, BuiltPage]):
    text = pages["index.html"].text
    assert "Help every team turn what it knows into documents that others can use" in text
    for words in ("value delivered", "value captured", "Both grow from", "Current customer", "Future customer"):
        assert words in text


def test_the_page_of_a_metric_has_all_that_the_file_says(pages: Mapping[str, BuiltPage]):
    page = pages["tree/documents-per-user/index.html"]
    assert page.headings[0] == "Documents per user"
    assert {"What moves it", "Targets", "Breaks in the series", "Where the number comes from"} <= set(page.headings)
    links = page.links()
    for target in (
        "glossary/index.html#active-user",
        "owners/index.html#editor",
        "stakeholders/current-customer/index.html#project-teams",
        "tree/documents-created/index.html",
        "tree/time-to-first-document/index.html",
        "tree/share-of-documents-from-templates/index.html",
        "tree/knowledge-reuse-rate/index.html",
        "https://blue.example/research/2026-04-first-five-minutes",
    ):
        assert target in links
    for words in (
        "New documents saved at least once in the month",
        "documents / user / month",
        "monthly",
        "should rise",
        "leading",
        "Product usage",
        "lowers it",
        "−0.02",
        "medium",
        "December 2026",
        "4.65",
        "which leaves imports out",
        "Event log of the document service",
        "strategy/tree/usage.yml, line ",
    ):
        assert words in page.text


def test_the_page_of_a_computed_metric_links_its_operands(pages: Mapping[str, BuiltPage]):
    page = pages["tree/documents-created/index.html"]
    formula = next(element for element in page.elements if element.attributes.get("class") == "hb-formula")
    assert formula.text.startswith("Documents created = Monthly active users × Documents per user")
    assert {"tree/monthly-active-users/index.html", "tree/documents-per-user/index.html"} <= content_links(page)
    assert "https://blue.example/data/north-star" in page.links()
    for words in ("1,584,000", "2,000,000", "1 %", "Read out", "North Star"):
        assert words in page.text


def test_the_breadcrumb_leads_from_each_root_that_the_metric_feeds(pages: Mapping[str, BuiltPage]):
    page = pages["tree/active-users-per-customer/index.html"]
    (ways,) = (element for element in page.elements if element.attributes.get("class") == "hb-breadcrumbs")
    steps = [line.text for line in page.all("li") if line.text in ways.text]
    assert "★ Documents created › Monthly active users › Active users per customer" in steps
    assert any(step.startswith("Revenue ›") for step in steps)


def test_every_page_of_the_strategy_says_where_it_comes_from(pages: Mapping[str, BuiltPage]):
    edit = "https://github.com/blue-example/handbook/edit/main/content/strategy/"
    for path, file in (
        ("mission/index.html", "mission.yml"),
        ("north-star/index.html", "north-star.yml"),
        ("stakeholders/index.html", "stakeholders.yml"),
        ("stakeholders/company/index.html", "stakeholders.yml"),
        ("tree/revenue/index.html", "tree/revenue.yml"),
    ):
        assert f"strategy/{file}, line " in pages[path].text
        assert {edit + file} <= {address for link in pages[path].all("a") for address in link.addresses}
    assert not any(edit in address for e in pages["reference/tree/index.html"].elements for address in e.addresses)


def source_links(page: BuiltPage) -> list[str]:
    (source,) = (element for element in page.elements if element.attributes.get("class") == "hb-source")
    assert "strategy/tree.yml, line 1" in source.text
    return [address for link in page.all("a") if link.text in source.text for address in link.addresses]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({}, []),
        (
            {"repo_url": "https://git.example/team/site", "edit_uri": "edit/main/docs/"},
            ["https://git.example/team/site/edit/main/docs/strategy/tree.yml"],
        ),
        (
            {"repo_url": "https://git.example/team/site", "edit_uri": "?query=edit/"},
            ["https://git.example/team/site?query=edit/strategy/tree.yml"],
        ),
        (
            {"edit_uri": "https://edit.example/in/docs/"},
            ["https://edit.example/in/docs/strategy/tree.yml"],
        ),
        (
            {"edit_uri_template": "https://edit.example/?file={path!q}&name={path_noext}"},
            ["https://edit.example/?file=strategy%2Ftree.yml&name=strategy/tree"],
        ),
        (
            {"repo_url": "https://github.com/blue/site"},
            ["https://github.com/blue/site/edit/master/docs/strategy/tree.yml"],
        ),
        ({"repo_url": "https://git.example/unknown/host"}, []),
    ],
    ids=["no repository", "edit_uri", "query", "full edit_uri", "template", "known host", "unknown host"],
)
def test_the_edit_link_is_the_one_that_mkdocs_would_make(
    build_site: BuildSite, write_site: WriteSite, config: Mapping[str, object], expected: list[str]
):
    built = build_site(write_site(**config))
    page = read_site(built.site)["handbook/tree/loaves-delivered/index.html"]
    assert source_links(page) == expected
