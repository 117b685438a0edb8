"""Past an error of the syntax: each block of a file that is broken is named, and nothing else that follows from it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from product_handbook.diagnostics.diagnostic import Source
from product_handbook.model.loading.load import Invalid, load
from product_handbook.source.yaml.blocks import Block, blocks_of, inner_blocks
from product_handbook.source.yaml.parsing import parse_nodes

BLUE = Path(__file__).parents[2] / "content" / "strategy"
FILES = sorted(file.relative_to(BLUE).as_posix() for file in BLUE.glob("**/*.yml"))
VALUES = [
    "@x",
    "a: b",
    '"it" is',
    "'it's",
    "[a",
    "{a: b",
    '"open',
    "'open",
    "%5",
    "> 5",
    "\tx",
    "a: [b",
    "]",
    "a\tb: c",
]
LINES = st.text(st.sampled_from("ab:-|># \"'[]{}@\t"), max_size=12)


def wrecked(lines: list[str], value: str) -> list[str]:
    """The lines of a block with one mistake in its syntax."""
    header, *rest = lines
    inner = [line for line in rest if line.strip() and not line.lstrip().startswith("#")]
    if header.endswith(":") and inner:
        indent = " " * (len(inner[0]) - len(inner[0].lstrip()))
        return [*lines, f"{indent}{'- ' if inner[0].startswith(f'{indent}- ') else 'wreck: '}{value}"]
    return [f"{header.partition(':')[0]}: @ {header}", *rest]


@st.composite
def wrecks(draw: st.DrawFn) -> tuple[str, list[str], list[Block]]:
    """The name of a file, its lines with mistakes in some of its blocks, and those blocks."""
    name = draw(st.sampled_from(FILES))
    source = Source(name, (BLUE / name).read_text("utf-8"))
    blocks = blocks_of(source)
    chosen = draw(st.sets(st.integers(0, len(blocks) - 1), min_size=1, max_size=4))
    lines = source.text.split("\n")
    result, broken = lines[: blocks[0].first - 1], []
    for number, block in enumerate(blocks):
        inside = lines[block.first - 1 : block.last]
        while inside[-1:] == [""] or inside[-1:][0].startswith("#"):
            inside.pop()
        if number in chosen:
            inside = wrecked(inside, draw(st.sampled_from(VALUES)))
            broken.append(Block(len(result) + 1, len(result) + len(inside)))
        result += inside
    return name, result, broken


@pytest.fixture(scope="module")
def blue(tmp_path_factory):
    """A copy of Blue's strategy files."""
    return shutil.copytree(BLUE, tmp_path_factory.mktemp("blue") / "strategy")


@settings(max_examples=120)
@given(wrecks())
def test_each_broken_block_is_named_and_no_other_thing(blue, wreck):
    name, lines, broken = wreck
    (blue / name).write_text("\n".join(lines) + "\n", "utf-8")
    try:
        loaded = load(blue, "strategy")
    finally:
        shutil.copyfile(BLUE / name, blue / name)
    assert isinstance(loaded, Invalid)
    assert {problem.span.path for problem in loaded.problems} == {f"strategy/{name}"}
    places = [problem.span.line for problem in loaded.problems]
    assert all(any(block.has([place]) for block in broken) for place in places)
    assert all(block.has(sorted(places)) for block in broken)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_blocks_follow_one_another_within_the_file_and_within_one_another(text):
    source = Source("file.yml", text)
    outer = blocks_of(source)
    for blocks, first, last in [
        (outer, 1, len(source.line_starts)),
        *((inner_blocks(source, block), block.first + 1, block.last) for block in outer),
    ]:
        places = [place for block in blocks for place in (block.first, block.last)]
        assert places == sorted(places)
        assert all(first <= block.first <= block.last <= last for block in blocks)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_what_cannot_be_read_has_problems_inside_the_file_each_once(text):
    parsed = parse_nodes(Source("file.yml", text))
    assert len(parsed.problems) == len(set(parsed.problems))
    for problem in parsed.problems:
        assert 1 <= problem.span.line <= text.count("\n") + 1


def test_a_hundred_broken_blocks_are_enough():
    parsed = parse_nodes(Source("file.yml", "".join(f"a{number}: @x\n" for number in range(500))))
    assert len(parsed.problems) == 100
