"""What is inside a block: code spans, and the brackets and parentheses that links are made of."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from product_handbook.prose.markdown.raw_html import TAG

MASK = "\0"
"""Stands for each character of code in masked text."""

_TICK = re.compile(r"\\[^\n]|`+")
_RUN = re.compile(r"`+")
_BRACKET = re.compile(
    rf"\\[!-/:-@\[-`{{-~]|(?P<comment><!--)|<[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s]*+>|{TAG}|(?P<sign>!?\[|[\]()])"
)


class CodeSpan(NamedTuple):
    """Code between backticks, as offsets."""

    start: int
    content: int
    """Where its content starts; it ends as many characters before the end."""
    end: int


class Pair(NamedTuple):
    """An opening sign and the one that closes it, as offsets of the two characters."""

    start: int
    end: int
    is_image: bool


def find_code(text: str) -> Iterator[CodeSpan]:
    """The code spans of a passage, in order, paired as Python-Markdown's `BacktickInlineProcessor` pairs them."""
    if "`" not in text:
        return
    runs = _Runs(text)
    position = 0
    while match := _TICK.search(text, position):
        position = match.end()
        if match[0].startswith("`") and (span := runs.close(match.start(), position)):
            yield span
            position = span.end


class _Runs:
    """The runs of backticks in a text, to look up the one that closes another."""

    def __init__(self, text: str) -> None:
        self.by_length: dict[int, list[int]] = {}
        self.starts: list[int] = []
        self.longest: list[tuple[int, int]] = []
        for match in _RUN.finditer(text):
            self.by_length.setdefault(len(match[0]), []).append(match.start())
            self.starts.append(match.start())
            self.longest.append((len(match[0]), match.start()))
        for number in range(len(self.longest) - 2, -1, -1):
            if self.longest[number][0] < self.longest[number + 1][0]:
                self.longest[number] = self.longest[number + 1]

    def close(self, start: int, end: int) -> CodeSpan | None:
        """The span that a run opens: up to the next as long, or else up to the longest, if that is shorter."""
        length = end - start
        same = self.by_length.get(length, [])
        if (number := bisect_right(same, start)) < len(same):
            return CodeSpan(start, end, same[number] + length)
        if (following := bisect_right(self.starts, start)) == len(self.starts):
            return None
        longest, closing = self.longest[following]
        return CodeSpan(start, start + longest, closing + longest) if longest < length else None


def mask(text: str, spans: Iterable[CodeSpan]) -> str:
    """A passage with its code spans hidden, each character in its place."""
    pieces, position = [], 0
    for span in spans:
        pieces += [text[position : span.start], MASK * (span.end - span.start)]
        position = span.end
    return "".join(pieces) + text[position:]


def find_pairs(masked: str) -> tuple[list[Pair], dict[int, int]]:
    """The pairs of brackets in order of their starts; and of parentheses, the end of each by its start."""
    brackets: list[Pair] = []
    parentheses: dict[int, int] = {}
    open_brackets: list[tuple[int, bool]] = []
    open_parentheses: list[int] = []
    for position, sign in _signs(masked):
        if sign.endswith("["):
            open_brackets.append((position + len(sign) - 1, len(sign) > 1))
        elif sign == "(":
            open_parentheses.append(position)
        elif sign == "]" and open_brackets:
            start, is_image = open_brackets.pop()
            brackets.append(Pair(start, position, is_image))
        elif sign == ")" and open_parentheses:
            parentheses[open_parentheses.pop()] = position
    return sorted(brackets), parentheses


def _signs(masked: str) -> Iterator[tuple[int, str]]:
    """The brackets and parentheses that are neither escaped nor in raw HTML, and where they are."""
    position, has_comments = 0, True
    while match := _BRACKET.search(masked, position):
        position = match.end()
        if match["comment"] and has_comments:
            end = masked.find("-->", position)
            has_comments = end >= 0
            position = end + 3 if has_comments else position
        elif match["sign"]:
            yield match.start(), match["sign"]
