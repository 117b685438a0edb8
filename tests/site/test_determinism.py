"""The same files and the same day give the same bytes, whatever the machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from waiting import LONGEST_WAIT

pytestmark = pytest.mark.site

ROOT = Path(__file__).parent.parent.parent


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a site."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def built(folder: Path, environment: Mapping[str, str]) -> dict[str, bytes]:
    """The site of the checkout's copy in a folder, built in an environment of its own."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    subprocess.run(command, cwd=folder, env=os.environ | environment, check=True, timeout=LONGEST_WAIT)
    return contents(folder / "site")


def test_two_builds_of_blue_are_the_same(tmp_path: Path):
    """Under other hash seeds, locales, time zones and folders, with a cold layout cache and a warm one."""
    first, second = tmp_path / "here", tmp_path / "elsewhere" / "a folder"
    for folder in (first, second):
        folder.mkdir(parents=True)
        shutil.copytree(ROOT / "content", folder / "content")
        shutil.copy(ROOT / "mkdocs.yml", folder)
    cold = built(first, {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"})
    assert (first / ".cache" / "product-handbook" / "layouts").is_file()
    warm = built(first, {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "America/Anchorage"})
    other = built(second, {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"})
    assert len(cold) > 60
    assert [name for name in cold if cold[name] != warm.get(name)] == []
    assert [name for name in cold if cold[name] != other.get(name)] == []
    assert cold.keys() == warm.keys() == other.keys()
