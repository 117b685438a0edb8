"""`handbook export`: the pages as Markdown that any generator takes, here MkDocs without the plugin."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from built_pages import BuildSite, Built, BuiltPage, WriteSite, dead_links, read_site
from click.testing import CliRunner

from product_handbook.cli.main import main

pytestmark = pytest.mark.site

ROOT = Path(__file__).parent.parent.parent
HANDBOOKS = ROOT / "tests" / "handbooks"


def export(target: Path, docs: Path, *options: str) -> None:
    done = CliRunner().invoke(main, ["export", str(target), "--docs", str(docs), "--today", "2026-11-21", *options])
    assert done.exit_code == 0, done.output
    assert str(target) in done.output


@pytest.fixture(scope="session")
def exported_blue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("exported") / "blue"
    export(target / "docs", ROOT / "content", "--base", "")
    (target / "mkdocs.yml").write_text("site_name: Plain\n", "utf-8")
    return target


@pytest.fixture(scope="session")
def exported_torture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("exported") / "torture"
    export(target / "docs", HANDBOOKS / "torture" / "docs", "--no-directory-urls")
    (target / "mkdocs.yml").write_text(
        "site_name: Plain\nuse_directory_urls: false\nmarkdown_extensions: [attr_list]\n", "utf-8"
    )
    return target


@pytest.mark.parametrize(
    ("handbook", "theme"),
    [("exported_blue", "mkdocs"), ("exported_blue", "material"), ("exported_torture", "mkdocs")],
)
def test_every_link_lands_in_a_site_without_the_plugin(
    build_once: BuildSite, request: pytest.FixtureRequest, handbook: str, theme: str
):
    built = build_once(request.getfixturevalue(handbook), theme={"name": theme})
    assert list(dead_links(built.site)) == []
    assert [path for path in read_site(built.site) if any("hb:" in comment for comment in comments(path, built))] == []


def comments(path: str, built: Built) -> Iterator[str]:
    """The comments in a built page."""
    for part in (built.site / path).read_text("utf-8").split("<!--")[1:]:
        yield part.partition("-->")[0]


def test_no_drawing_is_missing_in_the_files(exported_blue: Path, exported_torture: Path):
    for folder in (exported_blue, exported_torture):
        pages = {page: page.read_text("utf-8") for page in (folder / "docs").rglob("*.md")}
        assert [page for page, text in pages.items() if "<!--hb:" in text] == []
    assert sum("<svg" in page.read_text("utf-8") for page in exported_blue.rglob("*.md")) >= 30


def test_the_exported_pages_say_what_the_site_says(blue: Built, build_once: BuildSite, exported_blue: Path):
    exported = build_once(exported_blue, theme={"name": "material"})
    pages, others = read_site(blue.site), read_site(exported.site)
    assert others.keys() == pages.keys()
    for path, page in pages.items():
        assert others[path].headings == page.headings, path
        assert to_other_pages(others[path]) == to_other_pages(page), path


def to_other_pages(page: BuiltPage) -> set[str]:
    """Where a page leads on the same site; themes add links to its own headings and to its source."""
    return {link for link in page.links() if "://" not in link and link.partition("#")[0] != page.path}


def test_pages_written_by_hand_and_pictures_are_exported_and_strategy_files_are_not(exported_torture: Path):
    docs = exported_torture / "docs"
    assert (docs / "img" / "two pixels.png").is_file()
    assert "[Revenue" not in (docs / "guide" / "code.md").read_text("utf-8")
    assert "[metric:revenue]" not in (docs / "index.md").read_text("utf-8")
    assert (docs / "strategy" / "notes.md").is_file()
    assert [file for ending in ("yml", "csv") for file in docs.rglob(f"*.{ending}")] == []


def test_a_second_export_gives_the_same_bytes(exported_blue: Path, tmp_path: Path):
    export(tmp_path / "again", ROOT / "content", "--base", "")
    first, second = (
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (exported_blue / "docs", tmp_path / "again")
    )
    assert first == second


def test_a_page_written_by_hand_wins_in_an_export_too(write_site: WriteSite, build_site: BuildSite, tmp_path: Path):
    by_hand = "# Ours\n\nOnly a person writes like this.\n"
    files = {
        "handbook/tree/README.md": by_hand,
        "handbook/tree/orders/index.md": by_hand,
        "handbook/health.md": by_hand,
    }
    export(tmp_path / "out" / "docs", write_site(files) / "docs")
    (tmp_path / "out" / "mkdocs.yml").write_text("site_name: Plain\n", "utf-8")
    built = build_site(tmp_path / "out")
    pages = read_site(built.site)
    for path in ("tree", "tree/orders", "health"):
        assert "Only a person" in pages[f"handbook/{path}/index.html"].text
    assert list(dead_links(built.site)) == []


def test_a_mark_of_a_drawing_in_prose_is_text(write_site: WriteSite, build_site: BuildSite, tmp_path: Path):
    mission = "mission: Bread.\nvision: |\n  `<!--hb:0-->` and <!--hb:99-->\n\n  ```\n  <!--hb:1-->\n  ```\n"
    folder = write_site({"strategy/mission.yml": mission})
    export(tmp_path / "out" / "docs", folder / "docs")
    (tmp_path / "out" / "mkdocs.yml").write_text("site_name: Plain\ntheme: material\n", "utf-8")
    for site in (folder, tmp_path / "out"):
        text = read_site(build_site(site).site)["handbook/mission/index.html"].text
        assert text.replace(" ", "").count("<!--hb:") == 3
