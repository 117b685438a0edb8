"""Sites to build: each built once a run, or small ones of a test's own."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from built_pages import BuildSite, Built, WriteSite

ROOT = Path(__file__).parent.parent.parent
HANDBOOKS = ROOT / "tests" / "handbooks"


@pytest.fixture(scope="session")
def finished() -> dict[str, Built]:
    """What `build_once` has built."""
    return {}


@pytest.fixture
def build_once(build_site: BuildSite, finished: dict[str, Built]) -> BuildSite:
    """Builds a site, or gives the one that an earlier test has built in the same way."""

    def build(config_dir: Path, *, may_fail: bool = False, **overrides: object) -> Built:
        key = f"{config_dir} {overrides}"
        if key not in finished:
            finished[key] = build_site(config_dir, may_fail=may_fail, **overrides)
        return finished[key]

    return build


@pytest.fixture
def blue(build_once: BuildSite) -> Built:
    """Blue's handbook, as it is published."""
    return build_once(ROOT)


@pytest.fixture
def torture(build_once: BuildSite) -> Built:
    """The handbook that is as hard to show as can be."""
    return build_once(HANDBOOKS / "torture")


@pytest.fixture
def torture_at_the_root(build_once: BuildSite, moved_torture: Path) -> Built:
    """The same handbook with its pages at the root, with file URLs, and with the navigation that we propose."""
    return build_once(moved_torture, use_directory_urls=False)


@pytest.fixture(scope="session")
def moved_torture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the same handbook with its pages at the root and without a navigation of its author's."""
    copy = tmp_path_factory.mktemp("torture") / "torture"
    shutil.copytree(HANDBOOKS / "torture", copy, ignore=shutil.ignore_patterns(".cache", "site"))
    config = (copy / "mkdocs.yml").read_text("utf-8")
    config = re.sub(r"^nav:\n(?: .*\n)+", "", config, flags=re.MULTILINE).replace("base: handbook/", 'base: ""')
    (copy / "mkdocs.yml").write_text(config, "utf-8")
    for page in (copy / "docs").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace("../handbook/", "../"), "utf-8")
    (copy / "docs" / "index.md").rename(copy / "docs" / "start.md")
    for file in (copy / "docs" / "guide" / "hand-written.md", copy / "docs" / "strategy" / "notes.md"):
        file.write_text(file.read_text("utf-8").replace("../index.md", "../start.md"), "utf-8")
    return copy


@pytest.fixture
def write_site(tmp_path: Path) -> WriteSite:
    """Writes a small site: the least handbook that is valid, with some files written over it, beside it or deleted.

    `config` are options as in `mkdocs.yml`, `options` those of the plugin.
    """

    def write(
        files: Mapping[str, str | bytes | None] = {}, options: Mapping[str, object] = {}, **config: object
    ) -> Path:
        folder = tmp_path / "site-of-a-user"
        if not folder.exists():
            shutil.copytree(HANDBOOKS / "minimal", folder, ignore=shutil.ignore_patterns(".cache", "site"))
        plugins = ["search", {"product-handbook": {"today": "2026-11-21", **options}}]
        settings = {"site_name": "Small", "theme": "mkdocs", "plugins": plugins} | config
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
        for name, content in files.items():
            file = folder / "docs" / name
            if content is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write
