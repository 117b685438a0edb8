"""A tiny valid handbook, and what tests write over it."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

BASE = Path(__file__).parent / "loading" / "base"

WriteHandbook = Callable[[Mapping[str, str | bytes | None]], Path]


@pytest.fixture
def write_handbook(tmp_path: Path) -> WriteHandbook:
    """Writes the tiny handbook with files over it or beside it, and gives its folder; None takes a file away."""

    def write(files: Mapping[str, str | bytes | None]) -> Path:
        folder = tmp_path / "strategy"
        shutil.copytree(BASE, folder)
        for name, content in files.items():
            file = folder / name
            file.unlink(missing_ok=True)
            if content is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write
