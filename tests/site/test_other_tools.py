"""The plugin beside other tools: ProperDocs, which runs MkDocs plugins."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built_pages import dead_links, read_site

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
def test_blue_builds_under_properdocs(tmp_path: Path):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "properdocs.yml")
    command = [sys.executable, "-m", "properdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    pages = read_site(tmp_path / "site")
    assert "tree/documents-created/index.html" in pages
    assert list(dead_links(tmp_path / "site")) == []
