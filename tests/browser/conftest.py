"""Sites that are built once a run, and served while a test lasts."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from read_sites import Site

ROOT = Path(__file__).parent.parent.parent
HANDBOOKS = ROOT / "tests" / "handbooks"
MANY = 400
PLAIN_THEME = {"name": "mkdocs", "highlightjs": False}


@pytest.fixture(scope="session")
def many_metrics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated handbook of four hundred metrics."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(ROOT / "tests" / "bench"), *sys.path])
        from generate import write_handbook  # noqa: PLC0415 - it is no package

    folder = tmp_path_factory.mktemp("many")
    write_handbook(folder, MANY)
    return folder


@pytest.fixture(scope="session")
def finished() -> dict[str, Path]:
    """The sites that are built, by the names that `site` takes."""
    return {}


@pytest.fixture
def site(
    build_site: Callable, served: Callable, finished: dict[str, Path], request: pytest.FixtureRequest
) -> Callable[[str], Site]:
    """A function from the name of a handbook to its site; `blue in a plain theme` is Blue's without Material."""

    def serve(name: str) -> Site:
        if name not in finished:
            finished[name] = build(name).site
        return Site(served(finished[name]), finished[name])

    def build(name: str):
        if name == "many":
            return build_site(request.getfixturevalue("many_metrics"), strict=False)  # some numbers are off on purpose
        if name == "blue in a plain theme":
            return build_site(ROOT, theme=PLAIN_THEME)
        return build_site(ROOT if name == "blue" else HANDBOOKS / name)

    return serve


@pytest.fixture
def still(new_context: Callable[..., BrowserContext]) -> Page:
    """A blank page in which no script of a site runs; `add_style_tag` would wait for ever, `evaluate` works."""
    return new_context(java_script_enabled=False).new_page()
