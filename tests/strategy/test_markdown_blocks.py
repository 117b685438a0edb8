"""The blocks of Markdown: every character belongs to one of them, or is a mark that opens or separates them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.prose.markdown.blocks import Document, read_document
from product_handbook.prose.markdown.passages import read_passage
from product_handbook.prose.markdown.source import read_source
from product_handbook.prose.markdown.spans import find_code


def shape(text: str, *, is_prose: bool = False) -> list[tuple[str, str]]:
    document = read_document(text, is_prose=is_prose)
    return [(block.kind, read_passage(document.text, block).text) for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("a\nb\n\nc", [("text", "a\nb"), ("text", "c")]),
        ("a\n# b\nc", [("text", "a"), ("heading", "# b"), ("text", "c")]),
        ("a\n===\nb\n---\nc", [("underlined", "a\n==="), ("underlined", "b\n---"), ("text", "c")]),
        ("a\n***\nb", [("text", "a"), ("rule", "***"), ("text", "b")]),
        ("- a\n- b\n  c", [("text", "a"), ("text", "b\n  c")]),
        ("- a\n    - b\n- c", [("text", "a"), ("text", "b"), ("text", "c")]),
        ("a\n- b", [("text", "a\n- b")]),
        ("1. a\n\n    b\n\n        c", [("text", "a"), ("text", "b"), ("code", "    c")]),
        ("    a\n\nb", [("code", "    a"), ("text", "b")]),
        ("- a\n\nb\n\n    c", [("text", "a"), ("text", "b"), ("code", "    c")]),
        ("> a\nb\n>\n>     c", [("text", "a\nb"), ("code", "    c")]),
        ("> - a\n\n>     b", [("text", "a"), ("text", "b")]),
        ("| a | `b|c` |\n|---|---|\n| d |", [("cell", cell) for cell in ("", " a ", " `b|c` ", "")]),
        ("[a]: b\n[c]:\n  d 'e'\nf", [("definition", "[a]: b"), ("definition", "[c]:\n  d 'e'"), ("text", "f")]),
        ('!!! note "a"\n    b\n\n    - c', [("title", "a"), ("text", "b"), ("text", "c")]),
        ("a\n: b\n\n    c", [("text", "a"), ("text", "b"), ("text", "c")]),
        ("[^1]: a\n\n    b", [("text", "a"), ("text", "b")]),
        ("a\n```\nb\n```\nc", [("text", "a"), ("fence", "```"), ("text", "c")]),
        ("<div>\na\n\nb\n</div>\n\nc", [("text", "c")]),
        ("<div markdown>\n\na\n\n</div>", [("text", "a")]),
        ("<!-- a\n\nb -->c", [("text", "c")]),
    ],
)
def test_blocks_are_those_of_python_markdown(text: str, blocks: list[tuple[str, str]]) -> None:
    assert shape(text)[: len(blocks)] == blocks


def test_in_prose_html_is_text_and_fences_are_closed() -> None:
    assert shape("<div>\na\n\n```\nb", is_prose=True) == [("text", "<div>\na"), ("fence", "```")]


def test_containers_deeper_than_anybody_writes_are_text() -> None:
    assert shape("> " * 100 + "a")[-1] == ("text", "> " * 60 + "a")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c", ["`b`"]),
        ("``a ` b`` `c`", ["``a ` b``", "`c`"]),
        ("\\`a `b`", ["`b`"]),
        ("\\\\`a`", ["`a`"]),
        ("`a``b`", ["`a``b`"]),
        ("```a``", ["```a``"]),
        ("`a", []),
    ],
)
def test_code_spans_are_those_of_python_markdown(text: str, code: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_code(text)] == code


def test_places_lead_back_to_the_text_as_written() -> None:
    written = "a\tb\r\n\tc\rd"
    source = read_source(written)
    assert source.text == "a   b\n    c\nd"
    assert [written[source.origin(source.text.index(letter))] for letter in "abcd"] == list("abcd")
    assert source.origin(len(source.text)) == len(written)


def unread(document: Document) -> str:
    """The characters that no block has."""
    characters = list(document.text)
    starts = [0]
    for row in document.rows:
        starts.append(starts[-1] + len(row) + 1)
    for block in document.blocks:
        lines = [(line.start, line.end) for line in block.lines]
        if block.fence is not None:
            lines.append((starts[block.fence.first], starts[block.fence.last] - 1))
        for start, end in lines:
            characters[start:end] = " " * (end - start)
    return "".join(characters)


PIECES = st.sampled_from(
    [
        *(
            "a",
            "b c",
            "<b>",
            "{a}",
            "`",
            "```",
            "~~~",
            "    ",
            "  ",
            "\n",
            "\n\n",
            "\n    ",
            "\n\n    ",
            "\n\n        ",
        ),
        *("- ", "1. ", "> ", ">", "# ", "===", "---", "***", "| a | b |", "|---|---|", "[a]: ", "[^1]: ", "[^<b>]: "),
        *("*[a]: ", ": ", '!!! note "<b>"', '??? "', '=== "a"', "\\", "[", "]", "(", ")"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_nothing_but_marks_is_outside_the_blocks_of_prose(text: str) -> None:
    document = read_document(text, is_prose=True)
    assert set(unread(document)) <= set(' \n>-*1.|#:!?="[]^notea')
    spans = sorted((line.start, line.end) for block in document.blocks if not block.fence for line in block.lines)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_has_its_blocks_in_order(text: str) -> None:
    starts = [block.span[0] for block in read_document(text).blocks]
    assert starts == sorted(starts)
