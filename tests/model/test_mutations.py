"""Blue's own files with small accidents in them: whatever happens to a file, it is read or its problems are shown."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.strategy import Strategy

BLUE = Path(__file__).parents[2] / "content" / "strategy"
FILES = sorted(file.relative_to(BLUE).as_posix() for file in BLUE.glob("**/*.yml"))
TABLES = sorted(file.relative_to(BLUE).as_posix() for file in BLUE.glob("**/*.csv"))
SIGNS = "[]{}*&!@`%|>-?:,#'\"\\~\t \n\u00a0=<.0x" + "é🦔"


@st.composite
def accidents(draw: st.DrawFn) -> tuple[str, str]:
    """The name of a file and its text after one to four accidents."""
    name = draw(st.sampled_from(FILES))
    text = (BLUE / name).read_text("utf-8")
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match draw(st.sampled_from(["delete", "duplicate", "swap", "indent", "sign", "cut", "characters"])):
            case "delete":
                del lines[at]
            case "duplicate":
                lines.insert(other, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "indent":
                lines[at] = " " * draw(st.integers(0, 9)) + lines[at].lstrip()
            case "sign":
                column = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:column] + draw(st.sampled_from(SIGNS)) + lines[at][column:]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "characters":
                column = draw(st.integers(0, max(len(lines[at]) - 2, 0)))
                start, pair, end = lines[at][:column], lines[at][column : column + 2], lines[at][column + 2 :]
                lines[at] = start + pair[::-1] + end
        text = "\n".join(lines) or "\n"
    return name, text


@pytest.fixture(scope="module")
def blue(tmp_path_factory):
    """A copy of Blue's strategy files."""
    return shutil.copytree(BLUE, tmp_path_factory.mktemp("blue") / "strategy")


@settings(max_examples=150)
@given(accidents())
def test_an_accident_never_breaks_the_loader_and_its_problems_are_inside_the_file(blue, accident):
    name, text = accident
    (blue / name).write_text(text, "utf-8")
    try:
        loaded = load(blue, "strategy")
    finally:
        shutil.copyfile(BLUE / name, blue / name)
    if isinstance(loaded, Strategy):
        return
    assert isinstance(loaded, Invalid)
    assert len(loaded.problems) == len(set(loaded.problems)) > 0
    known = {f"strategy/{file}": (BLUE / file).read_text("utf-8") for file in (*FILES, *TABLES)}
    known[f"strategy/{name}"] = text
    for problem in loaded.problems:
        lines = known[problem.span.path].split("\n")
        assert 1 <= problem.span.line <= len(lines)
        assert 1 <= problem.span.column <= len(lines[problem.span.line - 1]) + 1
        assert str(problem).isprintable()
        assert len(str(problem)) < 1_000
