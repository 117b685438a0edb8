"""Facts of the repository itself: what it holds, what it must not say, and that its pins are in step."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
TOP_LEVEL = {
    ".ci",
    ".github",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "content",
    "mkdocs.yml",
    "plugin",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "tests",
}
REGISTRY_ADDRESS = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com|net)\b|--(?:extra-)?index-url|--find-links"
)
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:home|root|Users|work|farm|tmp|private)/\w")
IMPATIENT = re.compile(r"\bwait_for_timeout\(|\b(?:sleep|wait|set_default_timeout)\([\d.]|\btimeout=[\d.]")
PINNED_ACTION = re.compile(r"[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OLDEST_PYTHON = "3.11.2"  # Debian 12's


class Pin(NamedTuple):
    """An entry of a requirement file."""

    name: str
    version: str
    hashes: int
    needed_by: tuple[str, ...]


def tracked_files() -> list[str]:
    """What git tracks or would track, as paths from the top."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file())


def lines_matching(pattern: re.Pattern[str]) -> Iterator[str]:
    for name in tracked_files():
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        yield from (f"{name}:{n}: {line}" for n, line in enumerate(text.splitlines(), 1) if pattern.search(line))


def pins(file: str) -> dict[str, Pin]:
    """The entries of a file that pip-compile wrote, by canonical name."""
    entries = re.split(r"\n(?=\w)", (ROOT / file).read_text(encoding="utf-8"))[1:]
    found = {}
    for entry in entries:
        name, version = re.match(r"([\w.-]+)==(\S+)", entry).groups()
        reasons = entry[entry.index("# via") :].removeprefix("# via").splitlines()
        needed_by = tuple(stripped for line in reasons if (stripped := line.strip(" #")))
        found[canonicalize_name(name)] = Pin(name, version, entry.count("--hash=sha256:"), needed_by)
    return found


def declared(group: str = "") -> dict[str, Requirement]:
    """What pyproject.toml asks for: the dependencies, or a dependency group, by canonical name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["dependency-groups"][group] if group else project["project"]["dependencies"]
    return {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, lines)}


def test_the_top_level_holds_what_it_should():
    assert {name.split("/")[0] for name in tracked_files()} - TOP_LEVEL == set()


def test_no_file_names_a_package_registry():
    mine = f"{Path(__file__).relative_to(ROOT).as_posix()}:"
    assert [line for line in lines_matching(REGISTRY_ADDRESS) if not line.startswith(mine)] == []


def test_no_file_names_a_path_of_one_machine():
    assert list(lines_matching(MACHINE_PATH)) == []


def test_no_test_waits_for_less_than_the_longest_wait():
    """Fix: wait for what happens, with LONGEST_WAIT of tests/waiting.py as the limit."""
    assert [line for line in lines_matching(IMPATIENT) if re.match(r"tests/.*\.py:", line)] == []


@pytest.mark.parametrize(
    ("file", "group", "reason"),
    [
        ("requirements.txt", "", "mkdocs-product-handbook (pyproject.toml)"),
        ("requirements-dev.txt", "dev", "-r build/dev.in"),
    ],
)
def test_the_pins_are_in_step_with_pyproject(file: str, group: str, reason: str):
    """Fix: make requirements."""
    pinned, wanted = pins(file), declared(group)
    assert {name for name, pin in pinned.items() if reason in pin.needed_by} == set(wanted)
    assert [str(wanted[name]) for name in wanted if not wanted[name].specifier.contains(pinned[name].version)] == []


def test_every_pin_has_hashes():
    assert [
        pin.name
        for file in ("requirements.txt", "requirements-dev.txt")
        for pin in pins(file).values()
        if not pin.hashes
    ] == []


def test_both_requirement_files_pin_the_same_versions():
    site, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name for name in site.keys() & dev.keys() if site[name].version != dev[name].version} == set()


def test_the_pins_run_on_the_oldest_python():
    """Fix: make requirements, in an environment of the oldest Python (remove .venv, then name it with PYTHON=)."""
    pinned = {(name, pin.version) for name, pin in (pins("requirements.txt") | pins("requirements-dev.txt")).items()}
    judged = [found for found in distributions() if (canonicalize_name(found.name), found.version) in pinned]
    assert judged
    ranges = {found.name: SpecifierSet(found.metadata.get("Requires-Python", "")) for found in judged}
    assert [name for name, fitting in ranges.items() if not fitting.contains(OLDEST_PYTHON)] == []


def workflows() -> list[Path]:
    return sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("workflow", workflows(), ids=lambda path: path.stem)
def test_every_action_is_pinned_to_a_commit(workflow: Path):
    used = [
        line.split("uses:")[1].strip() for line in workflow.read_text(encoding="utf-8").splitlines() if "uses:" in line
    ]
    assert used
    assert [action for action in used if not PINNED_ACTION.fullmatch(action)] == []


@pytest.mark.parametrize("workflow", workflows(), ids=lambda path: path.stem)
def test_every_job_has_only_the_permissions_that_it_names(workflow: Path):
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert jobs["permissions"] == {}
    assert [
        name for name, job in jobs["jobs"].items() if not job.get("permissions") or not job.get("timeout-minutes")
    ] == []
