"""The plugin beside other tools: other plugins, and ProperDocs, which runs MkDocs plugins."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built_pages import BuildSite, WriteSite, dead_links, read_site

from waiting import LONGEST_WAIT

ROOT = Path(__file__).parent.parent.parent

ADDS_A_PAGE = """
from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "news.md", content="# News\\n\\n[metric:orders]\\n"))
    return files
"""

MAKES_A_NAVIGATION = """
from mkdocs.plugins import event_priority
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.nav import get_navigation

@event_priority(100)
def on_nav(nav, config, files):
    assert config.nav is None
    for file in files.documentation_pages():
        file.page = None
    pages = files.documentation_pages(inclusion=InclusionLevel.is_in_nav)
    config.nav = sorted(file.src_uri for file in pages)
    return get_navigation(files, config)
"""

ASKS_FOR_FILES = """
import logging

def on_page_markdown(markdown, page, config, files):
    logging.getLogger("mkdocs").info(f"{page.file.src_uri} from {page.file.abs_src_path}, by {page.file.generated_by}")
"""


def with_hook(write_site: WriteSite, code: str, **config: object) -> Path:
    """A site with a piece of code that does what another plugin would."""
    folder = write_site(hooks=["hook.py"], **config)
    (folder / "hook.py").write_text(code, "utf-8")
    return folder


def test_a_page_that_another_plugin_adds_is_like_one_written_by_hand(build_site: BuildSite, write_site: WriteSite):
    pages = read_site(build_site(with_hook(write_site, ADDS_A_PAGE)).site)
    assert pages["news/index.html"].links()["handbook/tree/orders/index.html"] == "Orders"
    assert "news/index.html" in pages["handbook/mission/index.html"].links(in_content=False)


def test_a_plugin_that_makes_the_navigation_finds_the_pages_and_no_nav(build_site: BuildSite, write_site: WriteSite):
    pages = read_site(build_site(with_hook(write_site, MAKES_A_NAVIGATION)).site)
    links = list(pages["index.html"].links(in_content=False))
    wanted = [f"handbook/{page}/index.html" for page in ("glossary", "health", "mission", "north-star", "tree/orders")]
    assert [link for link in links if link in wanted] == wanted


def test_a_plugin_that_asks_git_finds_the_strategy_file_of_a_page(build_site: BuildSite, write_site: WriteSite):
    folder = with_hook(write_site, ASKS_FOR_FILES)
    log = build_site(folder).log
    assert f"INFO handbook/tree/orders.md from {folder / 'docs' / 'strategy' / 'tree.yml'}, by None" in log
    assert "INFO handbook/reference/tree.md from None, by product-handbook" in log


@pytest.mark.slow
def test_blue_builds_under_properdocs(tmp_path: Path):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "properdocs.yml")
    command = [sys.executable, "-m", "properdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=LONGEST_WAIT, check=False)
    assert done.returncode == 0, done.stderr
    pages = read_site(tmp_path / "site")
    assert "tree/documents-created/index.html" in pages
    assert list(dead_links(tmp_path / "site")) == []
