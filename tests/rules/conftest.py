"""A small strategy without findings, in `base/`, and what tests write over it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

BASE = Path(__file__).parent / "base"

Read = Callable[[Mapping[str, str]], Strategy]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Loads the base with some files written over it or beside it; their paths in locations are bare names."""

    def read_files(files: Mapping[str, str]) -> Strategy:
        texts = {file.name: file.read_text("utf-8") for file in BASE.iterdir()} | dict(files)
        for name, text in texts.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        strategy = load(tmp_path, "strategy")
        assert isinstance(strategy, Strategy), [
            f"{problem.span}: {problem.message}; {problem.help}" for problem in strategy.problems
        ]
        return strategy

    return read_files
