"""The wheel alone, in an empty environment, beside somebody else's `mkdocs.yml`, makes a handbook."""

import os
import pwd
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "plugin" / "product_handbook"
MINIMAL = ROOT / "tests" / "handbooks" / "minimal"

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """What a command prints; the test fails, with that, when the command does.

    pip finds the user's settings, but keeps its cache in this checkout.
    """
    settings = {"HOME": pwd.getpwuid(os.getuid()).pw_dir, "PIP_CACHE_DIR": str(ROOT / ".cache" / "pip")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTHON"))}
    done = subprocess.run(command, cwd=cwd, env=environment | settings, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"{' '.join(map(str, command))} failed\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that holds the wheel and what it depends on, at the pinned versions."""
    environment = tmp_path_factory.mktemp("user") / "environment"
    run(sys.executable, "-m", "venv", environment)
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", ROOT / "requirements.txt")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", wheel)
    run(python, "-m", "pip", "check")
    return python.parent


def test_the_wheel_holds_every_file_of_the_package(wheel: Path):
    source = {path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    wanted = {name for name in source if "__pycache__" not in name}
    assert {Path(name).suffix for name in wanted} >= {".py", ".jinja", ".css", ".js"}
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_names_its_licence_and_its_entry_points(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = (archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "product-handbook = product_handbook.mkdocs_plugin.plugin:ProductHandbook" in entry_points
    assert "handbook = product_handbook.cli.main:main" in entry_points


def test_four_strategy_files_and_a_short_configuration_make_a_handbook(installed: Path, tmp_path: Path):
    shutil.copytree(MINIMAL, tmp_path / "site-of-a-user")
    run(installed / "mkdocs", "build", "--strict", cwd=tmp_path / "site-of-a-user")
    built = tmp_path / "site-of-a-user" / "site"
    assert (built / "index.html").is_file()
    pages = {page.relative_to(built / "handbook").as_posix() for page in (built / "handbook").rglob("index.html")}
    assert pages >= {"index.html", "mission/index.html", "north-star/index.html", "tree/index.html"}
    assert not list(built.rglob("*.yml"))


def test_the_command_explains_itself(installed: Path):
    explained = run(installed / "handbook", "--help")
    assert {"check", "export"} <= set(explained.split())
