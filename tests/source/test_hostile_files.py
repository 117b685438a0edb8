"""Files that are made to crash a parser, to keep it busy, or to fill its memory: each yields its problem, and soon."""

from pathlib import Path

import pytest

from effort import effort
from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.strategy import Strategy

SOON = 300
"""Units of work; each of these takes a tenth of it."""
TOO_DEEP = (
    "found lists or keys within one another more than 64 levels deep; take levels out; if it is text, put it in quotes"
)


def load_soon(folder: Path) -> Strategy | Invalid:
    loaded = []
    assert effort(lambda: loaded.append(load(folder, "strategy"))) < SOON
    return loaded[0]


@pytest.fixture
def problems(write_handbook):
    """What is wrong with the tiny handbook and some files over it, as `path:line:column: ...`, found soon."""

    def find(**files):
        folder = write_handbook({f"{name}.yml": content for name, content in files.items()})
        loaded = load_soon(folder)
        return [
            f"{problem.span}: {problem.message}; {problem.help}"
            for problem in (loaded.problems if isinstance(loaded, Invalid) else ())
        ]

    return find


def nested(opening: str, inner: str, closing: str, levels: int) -> str:
    return opening * levels + inner + closing * levels


@pytest.mark.parametrize("levels", [100, 10_000, 100_000])
@pytest.mark.parametrize("opening", ["[", "{", "{a: ", "- ", "? ", "[{", "{? ", "[[", "[{a: ", "- - "])
def test_nesting_that_never_ends(opening, levels, problems):
    (found,) = problems(glossary=opening * levels)
    assert found.endswith(TOO_DEEP)


@pytest.mark.parametrize(("levels", "is_fine"), [(61, True), (62, False)])
def test_nesting_up_to_the_limit(levels, is_fine, problems):
    found = problems(mission="mission: Help.\nextra:\n  deep: " + nested("[", "x", "]", levels))
    assert found == ([] if is_fine else [f"strategy/mission.yml:3:71: {TOO_DEEP}"])


def test_keys_that_are_indented_ever_further(problems):
    lines = "".join(f"{'  ' * depth}a:\n" for depth in range(2_000))
    assert problems(glossary=lines) == [f"strategy/glossary.yml:64:127: {TOO_DEEP}"]


def test_names_that_repeat_names_make_nothing_deeper_than_allowed(problems):
    lines = ["a0: &a0 x"] + [f"a{n}: &a{n} [{nested('[', f'*a{n - 1}', ']', 20)}]" for n in range(1, 9)]
    found = problems(mission="mission: Help.\nextra:\n  " + "\n  ".join(lines))
    assert found == [f"strategy/mission.yml:6:32: {TOO_DEEP}"]


@pytest.mark.parametrize("levels", [5, 30, 60])
def test_names_that_double_and_double(levels, problems):
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, levels)]
    (found,) = problems(mission="mission: Help.\nextra:\n  " + "\n  ".join(lines)) or [""]
    assert levels == 5 or "repeat more than 10,000 values" in found


def test_many_names_of_one_large_list(problems):
    lines = f"a: &a [{', '.join(['x'] * 1_000)}]\n" + "".join(f"b{n}: *a\n" for n in range(1_000))
    (found,) = problems(mission="mission: Help.\nextra:\n  " + lines.replace("\n", "\n  "))
    assert found.startswith("strategy/mission.yml:13:")


def test_a_file_of_forbidden_characters_names_some_of_them(problems):
    found = problems(mission=b"\x07" * 1_000_000)
    assert len(found) == 100


MUCH = {
    "one word": "a" * 1_000_000,
    "one text": "a: " + "b" * 1_000_000,
    "a long key": "a" * 2_000 + ": b",
    "single quotes": "'" * 20_001,
    "double quotes": '"' * 20_001,
    "open quotes": "a: 'b\n" * 5_001,
    "open brackets": "a: [b\n" * 5_001,
    "names": "&a " * 10_000,
    "used names": "*a " * 10_000,
    "types": "!a " * 10_000,
    "colons": "a: b: c\n" * 10_000,
    "documents": "---\n" * 10_000,
    "percent signs": "%a\n" * 10_000,
    "question marks": "? a\n" * 10_000,
    "colons without keys": ": a\n" * 10_000,
    "items": "- a\n" * 10_000,
    "tabs": "\t\n" * 10_000,
    "tabs before keys": "a:\n\tb\n" * 10_000,
    "comments in texts": "a: b # c\n  d\n" * 10_000,
    "lines of spaces": " \n" * 100_000,
    "comments": "#\n" * 100_000,
    "keys in braces": "{" + "a, " * 10_000 + "}",
    "keys in brackets": "[" + "a: b, " * 10_000 + "]",
    "names of values": "a: &a b\n" * 10_000,
    "unknown keys": "".join(f"A{n}: b\n" for n in range(5_000)),
    "unknown keys in one metric": "a:\n" + "".join(f"  aim{n}: b\n" for n in range(5_000)),
    "items of the wrong type": "choices:\n" + "  - 3\n" * 5_000,
    "odd spaces": "a:\u00a0b\n" * 10_000,
    "backslashes": "a: " + "\\" * 100_000,
    "links after escapes": 'a: "' + "\\n" * 20_000 + "[metric:b]" * 1_000 + '"',
    "links below a bar": "a: |\n" + "  [metric:b]\n" * 1_000,
    "operands": "a: {formula: " + "b + " * 400 + "b}",
    "unknown names": "".join(f"a{n}: {{formula: b{n} + c{n}}}\n" for n in range(1_000)),
    "circles": "".join(f"a{n}: {{formula: a{n + 1} * a{n // 2}}}\n" for n in range(1_000)),
}


@pytest.mark.parametrize("much", MUCH)
@pytest.mark.parametrize("name", ["mission", "glossary", "tree"])
def test_much_of_the_same_ends_soon(name, much, problems):
    found = problems(**{name: MUCH[much]})
    assert len(found) == len(set(found))
    assert all(problem.isprintable() for problem in found)
    assert all(len(problem) < 700 for problem in found)


def test_a_large_file_of_sense_is_read(write_handbook):
    terms = "".join(f"term_{n}: Means {n} of [metric:users], see [term:term_{n // 2}].\n" for n in range(2_000))
    assert isinstance(load_soon(write_handbook({"glossary.yml": terms})), Strategy)
