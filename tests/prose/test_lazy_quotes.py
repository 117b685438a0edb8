"""Quotes that go on without their mark: the parser reads on to the next blank line, for each of them anew."""

import pytest

from effort import effort
from product_handbook.prose.document import LONGEST, Document, excess

LAZY = [
    "> # a\nb\n",
    ">---\nb\n",
    ">```\nb\n",
    ">!!! a\nb >\n",
    "!!! a\nb\n>",
    ">     a\nb\n",
    ">|a|\n>|-|\nb\n",
    "- > # a\n  b\n  ",
    ">>>> # a\nb\n",
    "[^1]: > # a\nb\n",
]


@pytest.mark.parametrize("text", LAZY)
def test_a_text_of_them_is_refused_before_it_takes_long(text: str):
    most = next(n for n in range(10, LONGEST, 10) if excess(text * n)) - 10
    assert effort(lambda: Document(text * most).tokens) < 200, "units of ten milliseconds"
    assert "quotes begin and go on" in excess(text * (LONGEST // len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "> a\n" * 10_000,
        "> # a\nb\n\n" * 5_000,
        "> a\nb\n" * 50,
        "```\n" + "A --> B\n" * 3_000 + "```",
        "a\n" * 20_000 + "\n> b\nc",
    ],
)
def test_other_quotes_are_nothing_to_speak_of(text: str):
    assert excess(text) == ""
