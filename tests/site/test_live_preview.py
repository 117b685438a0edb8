"""`mkdocs serve`: a broken strategy is shown, not fatal, and the site comes back when it is fixed."""

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from built_pages import WriteSite

from waiting import LONGEST_WAIT, wait_until

pytestmark = pytest.mark.site

SOUND = "mission: Bring bread to people who cannot come to the shop.\n"
BROKEN = {
    "strategy/mission.yml": "misson: Bring bread.\n",
    "strategy/tree.yml": "loaves_delivered: {formula: 2 *}\nrevenue:\n",
}

Preview = Callable[[Path], "Server"]


@dataclass
class Server:
    """A running preview."""

    address: str
    log: Path

    def page(self, path: str) -> str:
        """What the preview answers, whatever the status; nothing while it does not answer."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=LONGEST_WAIT) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except OSError:
            return ""

    def shows(self, path: str, *words: str) -> bool:
        """Whether a page comes to show some words before patience runs out."""
        if wait_until(lambda: all(word in self.page(path) for word in words)):
            return True
        pytest.fail(f"{path} never showed {words}\n{self.log.read_text('utf-8')}", pytrace=False)


def command(port: int, *options: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", *options]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def previewing(folder: Path) -> Iterator[Server]:
    port, log = free_port(), folder / "preview.log"
    with log.open("w") as output:
        process = subprocess.Popen(command(port), cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield Server(f"http://127.0.0.1:{port}", log)
    finally:
        process.terminate()
        process.wait(LONGEST_WAIT)


@pytest.fixture
def preview() -> Iterator[Preview]:
    """A function that previews the site in a folder until the test ends."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(previewing(folder))


def write(folder: Path, name: str, text: str) -> None:
    (folder / "docs" / name).write_text(text, "utf-8")


def test_a_site_that_is_broken_from_the_start_says_so_everywhere_until_it_is_mended(
    preview: Preview, write_site: WriteSite
):
    folder = write_site()
    sound = (folder / "docs" / "strategy" / "tree.yml").read_text("utf-8")
    theme = {"name": "material", "font": False}
    server = preview(write_site({**BROKEN, "guide.md": "# A guide\n\n[metric:orders]\n"}, theme=theme))
    assert server.shows("/", "problems keep the handbook from being built", "mission.yml:1:1", "tree.yml:1:")
    for path in ("/handbook/", "/handbook/tree/orders/", "/no/such/page"):
        assert "problems keep the handbook from being built" in server.page(path)
    assert "A guide" in server.page("/guide/")
    write(folder, "strategy/mission.yml", SOUND)
    assert server.shows("/", "One problem keeps the handbook from being built")
    write(folder, "strategy/tree.yml", sound)
    assert server.shows("/handbook/mission/", "Bring bread")
    assert server.shows("/", "The least that is a handbook")
    assert "404" in server.page("/no/such/page")
    write(folder, "strategy/mission.yml", "mission: [\n")
    assert server.shows("/", "One problem keeps the handbook from being built")
    assert server.shows("/handbook/mission/", "One problem keeps the handbook from being built")


def test_a_site_that_is_broken_later_says_so_and_comes_back(preview: Preview, write_site: WriteSite):
    folder = write_site()
    server = preview(folder)
    assert server.shows("/handbook/mission/", "Bring bread")
    write(folder, "strategy/mission.yml", "")
    assert server.shows("/handbook/mission/", "mission.yml:1:1")
    write(folder, "strategy/mission.yml", SOUND.replace("bread", "cake"))
    assert server.shows("/handbook/mission/", "Bring cake")


def test_every_strategy_file_is_watched(preview: Preview, write_site: WriteSite):
    folder = write_site()
    server = preview(folder)
    assert server.shows("/handbook/", "Bring bread")
    tree = (folder / "docs" / "strategy" / "tree.yml").read_text("utf-8").replace("owner: shop", "owner: rounds")
    for name, text, page, words in (
        ("mission.yml", SOUND + "company: The Oven\n", "/handbook/mission/", "The Oven"),
        ("tree.yml", tree + "  name: Price of a loaf\n", "/handbook/tree/price-per-loaf/", "Price of a loaf"),
        ("owners.yml", "rounds: {name: The drivers}\n", "/handbook/owners/", "The drivers"),
        ("glossary.yml", "loaf: A whole bread.\n", "/handbook/glossary/", "A whole bread."),
    ):
        write(folder, f"strategy/{name}", text)
        assert server.shows(page, words)
    for name, old, new, page in (
        ("stakeholders.yml", "People who order bread", "Those who order bread", "/handbook/stakeholders/"),
        ("north-star.yml", "A loaf at the door", "Bread at the door", "/handbook/north-star/"),
    ):
        write(folder, f"strategy/{name}", (folder / "docs" / "strategy" / name).read_text("utf-8").replace(old, new))
        assert server.shows(page, new)
    (folder / "docs" / "strategy" / "glossary.yml").unlink()
    (folder / "docs" / "strategy" / "tree.yml").unlink()
    (folder / "docs" / "strategy" / "tree").mkdir()
    write(folder, "strategy/tree/all.yml", tree + "  name: Price of bread\n")
    assert server.shows("/handbook/tree/price-per-loaf/", "Price of bread", "strategy/tree/all.yml")


@pytest.mark.parametrize("option", ["--strict", "--clean"])
def test_a_preview_that_is_asked_to_be_strict_or_clean_ends_like_a_build(write_site: WriteSite, option: str):
    serve = command(free_port(), option)
    done = subprocess.run(
        serve, cwd=write_site(BROKEN), capture_output=True, text=True, timeout=LONGEST_WAIT, check=False
    )
    assert done.returncode == 1
    assert "problems, listed above" in done.stderr
    assert "mission.yml:1:1" in done.stderr


def test_a_preview_writes_nothing_into_the_folder_of_the_documents(preview: Preview, write_site: WriteSite):
    folder = write_site()
    before = sorted((folder / "docs").rglob("*"))
    server = preview(folder)
    assert server.shows("/handbook/", "Bring bread")
    assert sorted((folder / "docs").rglob("*")) == before
