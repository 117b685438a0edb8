"""The page that stands in for a broken handbook, in a real live preview."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from waiting import LONGEST_WAIT, wait_until

pytestmark = pytest.mark.browser

MINIMAL = Path(__file__).parent.parent / "handbooks" / "minimal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site whose strategy is broken."""
    site = tmp_path / "site-of-a-user"
    shutil.copytree(MINIMAL, site, ignore=shutil.ignore_patterns(".cache", "site"))
    mission(site).write_text("misson: Bring bread.\n", "utf-8")
    return site


def mission(folder: Path) -> Path:
    return folder / "docs" / "strategy" / "mission.yml"


@pytest.fixture
def preview(folder: Path) -> Iterator[str]:
    """The address of the live preview of the site, which answers."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    with (folder / "preview.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: answers(port))
        yield f"http://127.0.0.1:{port}/handbook/"
    finally:
        process.terminate()
        process.wait(LONGEST_WAIT)


def answers(port: int) -> bool:
    """Whether something listens; MkDocs does when the site is built."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def test_it_stays_as_it_is_until_the_handbook_is_mended_and_then_shows_it(folder: Path, preview: str, page: Page):
    loads = []
    page.on("load", lambda _: loads.append(page.url))
    page.goto(preview)
    heading = page.locator("h1")
    expect(heading).to_contain_text("keep")
    expect(page.locator("li code").first).to_contain_text("mission.yml:1:1")
    for _ in range(3):
        with page.expect_response(preview):  # a look for the fixed handbook
            pass
    assert len(loads) == 1
    mission(folder).write_text("mission: Bring bread.\n", "utf-8")
    expect(heading).to_contain_text("Bring bread")
    page.wait_for_load_state("load")  # the heading is there before the last of the page is
    assert len(loads) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_for_everybody(scheme: str, preview: str, page: Page):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(preview)
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate("async () => (await axe.run()).violations.map(({ id }) => id)") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
