"""What every room's tests share: a tiny handbook, real builds, a server, a browser, and no way out of this machine."""

import functools
import http.server
import logging
import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import mkdocs.commands.build
import mkdocs.config
import pytest
from hypothesis import HealthCheck, settings
from mkdocs.exceptions import MkDocsException
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from clock import FAKETIME, share_clock, stop_clock
from waiting import LONGEST_WAIT, LONGEST_WAIT_MS

# A machine under load is slow, and that is no fault of what is tested.
settings.register_profile("handbook", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("handbook-ci", settings.get_profile("handbook"), derandomize=True, print_blob=True)
settings.load_profile("handbook-ci" if os.environ.get("CI") == "true" else "handbook")
expect.set_options(timeout=LONGEST_WAIT_MS)

TINY = Path(__file__).parent / "data" / "tiny"
"""A tiny valid handbook, over which tests write."""

HOST = "127.0.0.1"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test by what it needs, so that none is forgotten."""
    for item in items:
        for fixture, mark in (("chromium", "browser"), ("build_site", "site")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


@pytest.fixture(scope="session", autouse=True)
def hermetic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the run a home folder and a day of its own, and refuse connections to other machines."""
    home = tmp_path_factory.mktemp("home")
    connect = socket.socket.connect

    def connect_on_this_machine(self: socket.socket, address: tuple[str, int] | str | bytes) -> None:
        if self.family != socket.AF_UNIX and address[0] not in (HOST, "localhost", "::1"):
            raise PermissionError(f"a test asked for {address[0]}, but the tests run without a network")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for variable, folder in (("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data")):
            patch.setenv(variable, str(home / folder))
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        patch.setattr(socket.socket, "connect", connect_on_this_machine)
        stop_clock(patch)
        yield


WriteHandbook = Callable[[Mapping[str, str | bytes | None]], Path]


@pytest.fixture
def write_handbook(tmp_path: Path) -> WriteHandbook:
    """Writes the tiny handbook with files over it or beside it, and gives its folder; None takes a file away."""

    def write(files: Mapping[str, str | bytes | None]) -> Path:
        folder = tmp_path / "strategy"
        shutil.copytree(TINY, folder)
        for name, content in files.items():
            file = folder / name
            file.unlink(missing_ok=True)
            if content is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


@dataclass(frozen=True)
class Built:
    """A finished `mkdocs build --strict`."""

    site: Path
    log: tuple[str, ...]
    """What MkDocs and its plugins said, in order, each as `LEVEL message`."""
    failure: str = ""
    """Why the build failed; empty when it did not."""


class BuildSite(Protocol):
    """Builds the site whose `mkdocs.yml` is in a folder; `overrides` are config options, as in that file.

    A build that fails fails the test, unless `may_fail` is set.
    """

    def __call__(self, config_dir: Path, *, may_fail: bool = False, **overrides: object) -> Built: ...


class Lines(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.getMessage()}")


@contextmanager
def logged_lines() -> Iterator[list[str]]:
    """The lines that MkDocs and its plugins log meanwhile."""
    logger, handler, level = logging.getLogger("mkdocs"), Lines(), logging.getLogger("mkdocs").level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield handler.lines
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


@pytest.fixture
def build_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuildSite:
    """`mkdocs build --strict`, in this process, into a new folder."""
    if request.node.get_closest_marker("site") is None:
        pytest.fail("this test builds sites and does not say so. Fix: mark it as `site`", pytrace=False)

    def build(config_dir: Path, *, may_fail: bool = False, **overrides: object) -> Built:
        site, failure = tmp_path_factory.mktemp("site"), ""
        options = {"site_dir": str(site), "strict": True} | overrides
        with logged_lines() as log:
            try:
                config = mkdocs.config.load_config(str(config_dir / "mkdocs.yml"), **options)
                config.plugins.on_startup(command="build", dirty=False)
                try:
                    mkdocs.commands.build.build(config)
                finally:
                    config.plugins.on_shutdown()
            except MkDocsException as error:
                failure = str(error) or type(error).__name__
        if failure and not may_fail:
            pytest.fail("\n".join([f"mkdocs build --strict failed: {failure}", *log]), pytrace=False)
        return Built(site, tuple(log), failure)

    return build


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing; gives up on a connection over which a browser asks for nothing."""

    timeout = LONGEST_WAIT

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address, without a slash at its end, at which a folder is served meanwhile."""
    server = http.server.ThreadingHTTPServer((HOST, 0), functools.partial(QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder until the test ends and returns its address, without a slash at the end."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium: the one that CHROMIUM names, else the machine's."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        pytest.fail("No Chromium was found. Fix: `make test` installs or names one; or set CHROMIUM", pytrace=False)
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            for variable in FAKETIME:
                patch.delenv(variable, raising=False)
            playwright = stack.enter_context(sync_playwright())
        options = {"executable_path": path, "args": CHROMIUM_FLAGS, "timeout": LONGEST_WAIT_MS}
        yield stack.enter_context(playwright.chromium.launch(**options))


class NewContext(Protocol):
    """Opens a fresh profile of the browser until the test ends; `options` are Playwright's."""

    def __call__(self, **options: object) -> BrowserContext: ...


@pytest.fixture
def new_context(chromium: Browser) -> Iterator[NewContext]:
    with ExitStack() as contexts:

        def new(**options: object) -> BrowserContext:
            context = contexts.enter_context(chromium.new_context(**options))
            context.set_default_timeout(LONGEST_WAIT_MS)
            share_clock(context)
            return context

        yield new


@pytest.fixture
def page(new_context: NewContext) -> Iterator[Page]:
    """A blank page in a fresh profile; the test fails if a script fails in it or it asks another machine."""
    asked: list[str] = []
    errors: list[str] = []
    context = new_context()
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert [url for url in asked if urlsplit(url).hostname not in (None, HOST)] == []
    assert errors == []
