"""A wrong option in `mkdocs.yml` is said clearly, and stops the build."""

from collections.abc import Mapping

import pytest
from built_pages import BuildSite, WriteSite, dead_links, read_site


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("strategy", 5, "Expected a folder inside docs_dir, such as 'strategy', found 5."),
        ("strategy", "", "Expected a folder inside docs_dir, such as 'strategy', found ''."),
        ("strategy", "../strategy", "Expected a folder inside docs_dir, such as 'strategy', found '../strategy'."),
        (
            "strategy",
            "/site/docs/strategy",
            "Expected a path from docs_dir on, such as 'strategy', found the absolute path '/site/docs/strategy'.",
        ),
        (
            "strategy",
            "C:/docs/strategy",
            "Expected a path from docs_dir on, such as 'strategy', found the absolute path 'C:/docs/strategy'.",
        ),
        ("base", "../x", "Expected a folder inside docs_dir, such as 'handbook', found '../x'."),
        ("base", "a/../../x", "Expected a folder inside docs_dir, such as 'handbook', found 'a/../../x'."),
        ("base", "a\\b", "Expected a folder inside docs_dir, such as 'handbook', found 'a\\\\b'."),
        ("base", ["x"], "Expected a folder inside docs_dir, such as 'handbook', found ['x']."),
        ("engine", "fast", "Expected one of: ('wasm', 'dot') but received: 'fast'"),
        ("today", "soon", "Expected a date such as 2026-11-21, found 'soon'."),
        ("today", "2026-02-30", "Expected a date such as 2026-11-21, found '2026-02-30'."),
        ("today", True, "Expected a date such as 2026-11-21, found True."),
        ("bse", "x", "Unrecognised configuration name: bse"),
    ],
)
def test_a_wrong_option_is_named(
    build_site: BuildSite, write_site: WriteSite, option: str, value: object, message: str
):
    built = build_site(write_site(options={option: value}), may_fail=True)
    assert built.failure
    said = [line for line in built.log if message in line]
    assert len(said) == 1
    assert "product-handbook" in said[0]
    assert option in said[0]


def test_a_time_of_day_is_no_day(build_site: BuildSite, write_site: WriteSite):
    folder = write_site()
    config = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("today: '2026-11-21'", "today: 2026-11-21 12:00:00"), "utf-8")
    built = build_site(folder, may_fail=True)
    assert any("Expected a date such as 2026-11-21, found datetime" in line for line in built.log)


@pytest.mark.parametrize(
    ("options", "home"),
    [
        ({}, "handbook/index.html"),
        ({"base": "/our/handbook/"}, "our/handbook/index.html"),
        ({"base": "./ours"}, "ours/index.html"),
        ({"base": "."}, "index.html"),
        ({"base": "handbook", "today": None}, "handbook/index.html"),
    ],
)
def test_the_pages_stand_in_the_base_folder(
    build_site: BuildSite, write_site: WriteSite, options: Mapping[str, object], home: str
):
    files = {"index.md": None, "start.md": "# Start\n"}
    built = build_site(write_site(files, options))
    assert "Bring bread" in read_site(built.site)[home].text


@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_site_without_a_home_leads_to_the_handbook(
    build_site: BuildSite, write_site: WriteSite, directory_urls: bool
):
    built = build_site(write_site({"index.md": None}), use_directory_urls=directory_urls)
    (link,) = read_site(built.site)["index.html"].links(in_content=False)
    assert link == "handbook/index.html"
    assert list(dead_links(built.site)) == []


def test_the_strategy_may_lie_deeper(build_site: BuildSite, write_site: WriteSite):
    folder = write_site(options={"strategy": "our/plans/"}, edit_uri="https://edit.example/")
    (folder / "docs" / "our").mkdir()
    (folder / "docs" / "strategy").rename(folder / "docs" / "our" / "plans")
    built = build_site(folder)
    mission = read_site(built.site)["handbook/mission/index.html"]
    assert "our/plans/mission.yml, line 1" in mission.text
    assert "https://edit.example/our/plans/mission.yml" in mission.links()
    assert list(built.site.rglob("*.yml")) == []


def test_an_engine_that_is_not_there_is_said(
    build_site: BuildSite, write_site: WriteSite, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", "")
    built = build_site(write_site(options={"engine": "dot"}), may_fail=True)
    assert built.failure
    assert any("there is no `dot` on this machine" in line for line in built.log)


def test_the_day_is_that_of_the_option_or_of_the_environment(
    build_site: BuildSite, write_site: WriteSite, monkeypatch: pytest.MonkeyPatch
):
    mission = "mission: Bring bread to people who cannot come to the shop.\nreview_by: 2026-11-20\n"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763683200")  # 2025-11-21
    for today, overdue in (("2026-11-21", True), ("2026-11-20", False), (None, False)):
        built = build_site(write_site({"strategy/mission.yml": mission}, {"today": today}))
        assert any("was to be reviewed by 2026-11-20" in line for line in built.log) == overdue
