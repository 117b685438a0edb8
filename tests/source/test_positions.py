"""Where a character of a text stands in its file: the laws behind every line and column within a text."""

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from product_handbook.diagnostics.diagnostic import Source
from product_handbook.source.yaml.nodes import Mapping, Scalar
from product_handbook.source.yaml.parsing import parse_nodes

MARK = "⟦here⟧"
WORDS = st.text(st.characters(blacklist_categories=("C", "Z"), blacklist_characters="⟦⟧"), min_size=1, max_size=12)
LINES = st.lists(
    WORDS | st.sampled_from(["it's", '"quoted"', "\\n", "#", ": ", "- ", "é", "🦔", "a\u00a0b"]), max_size=12
)
PARAGRAPHS = st.lists(LINES.map(" ".join), min_size=1, max_size=5).map("\n".join)


def value_of(text: str) -> Scalar:
    tree = parse_nodes(Source("file.yml", text)).tree
    assert isinstance(tree, Mapping), text
    value = tree.entries[0][1]
    assert isinstance(value, Scalar)
    return value


@given(
    before=PARAGRAPHS,
    after=PARAGRAPHS,
    style=st.sampled_from(["'", '"', "|", ">", None]),
    width=st.sampled_from([10, 40, 1_000]),
    ascii_only=st.booleans(),
)
@example(before="it's 'so'", after="it''s", style="'", width=10, ascii_only=False)
@example(before='a "b" \\ \t \u2028', after="é", style='"', width=10, ascii_only=True)
def test_a_mark_is_found_where_it_stands_however_the_text_is_written(before, after, style, width, ascii_only):
    text = f"{before} {MARK} {after}"
    written = yaml.dump({"key": text}, default_style=style, width=width, allow_unicode=not ascii_only)
    # PyYAML breaks a folded line that begins with a space, which then reads as two.
    assume(yaml.safe_load(written)["key"] == text)
    value = value_of(written)
    assert value.text == text
    place = value.locate(text.index(MARK))
    line = written.split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith((MARK, "\\u27E6"))


@given(PARAGRAPHS, st.sampled_from(["'", '"', "|", ">", None]))
def test_every_character_has_a_place_inside_its_value(text, style):
    written = yaml.dump({"key": text}, default_style=style, width=20, allow_unicode=True)
    value = value_of(written)
    places = [value.locate(offset) for offset in range(len(value.text) + 2)]
    start, end = value.source.span(value.start), value.source.span(value.end)
    assert all(start <= place <= end for place in places)
    assert places[:-2] == sorted(places[:-2])


@pytest.mark.parametrize(
    ("written", "text", "line", "column"),
    [
        ("key: one two", "two", 1, 10),
        ("key: one\n  two", "two", 2, 3),
        ("key:\n  one\n\n  two", "two", 4, 3),
        ("key: 'it''s two'", "two", 1, 13),
        ('key: "a\\tb\\u00e9 two"', "two", 1, 18),
        ('key: "one \\\n   two"', "two", 2, 4),
        ("key: |\n  one\n  two", "two", 3, 3),
        ("key: |2-  # comment\n    one\n  two", "two", 3, 3),
        ("key: >+\n  one\n  two\n\n", "two", 3, 3),
        ("key: &name two", "two", 1, 12),
        ("? key\n: two", "two", 2, 3),
        ("{key: [], b: 'two'}", "two", 1, 15),
    ],
)
def test_places_in_texts_of_every_style(written, text, line, column):
    tree = parse_nodes(Source("file.yml", written)).tree
    assert isinstance(tree, Mapping)
    value = tree.entries[-1][1]
    assert isinstance(value, Scalar)
    place = value.locate(value.text.index(text))
    assert (place.line, place.column) == (line, column)
