"""The golden files in `loading/`: what is wrong with strategy files, and exactly what is said about it.

Each case lays files over the tiny valid handbook in `tests/data/tiny/`; null takes a file away. `problems` are all that
are found, `told` those that a reader is told.
"""

from pathlib import Path

import pytest
import yaml

from product_handbook.diagnostics.catalogue import codes
from product_handbook.diagnostics.collector import summarize
from product_handbook.model.loading.load import Invalid, load

CASES = [
    pytest.param(case["files"], case, id=f"{file.stem}: {case['title']}")
    for file in sorted(Path(__file__).parent.glob("loading/*.yml"))
    for case in yaml.safe_load(file.read_text("utf-8"))
]


@pytest.mark.parametrize(("files", "case"), CASES)
def test_files_yield_exactly_these_problems(files, case, write_handbook):
    loaded = load(write_handbook(files), "strategy")
    found = loaded.problems if isinstance(loaded, Invalid) else ()
    told = summarize(found)
    expected = case["problems"] if "problems" in case else case["told"]
    assert [str(problem) for problem in (found if "problems" in case else told)] == expected
    assert all(problem.severity == "error" for problem in found)
    for problem in found:
        span = problem.span
        assert (span.line, span.column) <= (span.end_line, span.end_column)


ELSEWHERE = {
    "broken_link",
    "drawing_too_large",
    "file_unreadable",
    "outside_docs",
    "prose_too_large",
    "too_many_problems",
}
"""The codes of what no golden file can hold well; tests of folders, values, prose and links see to them."""


def test_every_code_has_a_case_and_every_case_a_documented_code():
    said = {line.rpartition("[")[2].rstrip("]") for case in CASES for line in case.values[1].get("problems", ())}
    assert said == {code.code for code in codes()} - ELSEWHERE


@pytest.mark.parametrize("code", codes(), ids=lambda code: code.code)
def test_a_code_is_documented(code):
    assert code.code.replace("_", "").isalpha()
    assert code.what.endswith(".")
    assert code.why.endswith(".")
    assert code.fix[0].islower()
    assert code.fix.endswith(".")
    assert code.example
