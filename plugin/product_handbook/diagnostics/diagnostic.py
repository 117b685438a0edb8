"""What is wrong or weak in the files, as values: a code, a place with an end, what was found, and how to fix it."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal, get_args

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""

LONGEST_QUOTE = 40
"""How much of a wrong text a message repeats."""
_PLAIN_SIGNS = "×÷−"
"""Signs beyond ASCII that everybody knows by their looks."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file, as an editor counts it: lines and columns from 1."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    """The column after its last character; that of its start where it is a point."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


NOWHERE = Span("")
"""The span of a diagnostic whose reader does not know where its value stands; whoever called it does."""

Locate = Callable[[int, int], Span]
"""Where the characters of a text from one offset up to another stand in their file."""


def nowhere(_start: int, _end: int) -> Span:
    """The place of a text that stands in no file."""
    return NOWHERE


@dataclass(frozen=True)
class Source:
    """The text of one strategy file, every line end a line feed, and its path as people name it."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts, ascending; the first is 0."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def span(self, start: int, end: int = 0) -> Span:
        """The lines and columns from one offset into the text up to another; without it, those of a point."""
        starts = self.line_starts
        line = bisect_right(starts, start)
        column = start - starts[line - 1] + 1
        if end <= start:
            return Span(self.path, line, column, line, column)
        last = line if line == len(starts) or end < starts[line] else bisect_right(starts, end)
        return Span(self.path, line, column, last, end - starts[last - 1] + 1)

    def line_at(self, offset: int) -> str:
        """The whole line that holds an offset, without its end."""
        return self.line(bisect_right(self.line_starts, offset))

    def line(self, number: int) -> str:
        """A line by its number, from 1, without its end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


@dataclass(frozen=True, slots=True)
class Case:
    """Which of the several things that a rule can find on one object a finding is about."""

    name: str
    """As `for` writes it: a period such as `2025-12`, or something by kind and id such as `metric:revenue`."""
    days: tuple[date, date] | None = None
    """The first and the last day of a period."""
    size: Decimal | None = None
    """How large it is, as a share of what should be; None where that cannot be told."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that somebody should know about a place in the files; a problem, or a finding of a rule."""

    code: str
    """The name of the defect, under which the reference explains it."""
    span: Span
    message: str
    """What was found and what was expected, in one sentence without a full stop."""
    help: str
    """How to fix it, in one sentence without a full stop, beginning with a verb in lower case."""
    severity: Severity = "error"
    source: str = ""
    """Where the demand comes from, such as an article; empty where the format demands it."""
    subject: str = ""
    """The object that it is about, by kind and id, such as `metric:revenue`; empty where that cannot be told."""
    cases: tuple[Case, ...] = ()
    """What it is about where its rule can find several things on one object."""
    cause: str = ""
    """What findings about many objects have in common, in words that are told once for all; empty for a problem."""

    def __str__(self) -> str:
        return f"{self.span}: {self.severity}: {self.message}; {self.help} [{self.code}]"


def quoted(text: str) -> str:
    """A text as a message quotes it: on one line, not too long, and by name what cannot be told from its looks."""
    line = " ".join(text.split())
    if len(line) == 1 and not line.isascii() and line not in _PLAIN_SIGNS:
        name = unicodedata.name(line, "").lower() or f"U+{ord(line):04X}"
        visible = line.isprintable() and not unicodedata.category(line).startswith("M")
        return f"`{line}` ({name})" if visible else f"the character {name}"
    if len(line) == 1 and not line.isprintable():
        return f"the character U+{ord(line):04X}"
    if len(line) > LONGEST_QUOTE:
        line = line[: LONGEST_QUOTE - 1] + "…"
    return (
        "`" + "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in line) + "`"
    )
