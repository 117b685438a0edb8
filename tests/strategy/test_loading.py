"""The golden files in `loading/`: what is wrong with strategy files, and exactly what is said about it.

Each case lays files over the tiny valid handbook in `loading/base/`; null takes a file away.
"""

from pathlib import Path

import pytest
import yaml

from product_handbook.model.loading.load import Invalid, load

CASES = [
    pytest.param(case["files"], case["problems"], id=f"{file.stem}: {case['title']}")
    for file in sorted(Path(__file__).parent.glob("loading/*.yml"))
    for case in yaml.safe_load(file.read_text("utf-8"))
]


@pytest.mark.parametrize(("files", "problems"), CASES)
def test_files_yield_exactly_these_problems(files, problems, write_handbook):
    loaded = load(write_handbook(files), "strategy")
    assert [str(problem) for problem in (loaded.problems if isinstance(loaded, Invalid) else ())] == problems
