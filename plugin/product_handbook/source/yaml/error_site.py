"""Where the YAML parser gave up, and what can be seen from there."""

from dataclasses import dataclass
from functools import cached_property

import yaml

from product_handbook.diagnostics.diagnostic import Diagnostic, Source

QUOTES = "put the text in quotes, or write `|` here and the text below it, indented"
BELOW = "write `|` here and the text below it, indented, where quotes mean nothing"


@dataclass(frozen=True)
class ErrorSite:
    """The place where the parser gave up, what it said there, and what it was reading."""

    source: Source
    index: int
    message: str
    context: str = ""
    """Without its "while"; empty where the parser does not say."""
    start: int = 0
    """Where what it was reading begins."""

    @cached_property
    def line(self) -> str:
        """The line on which it gave up."""
        return self.source.line_at(self.index)

    @cached_property
    def number(self) -> int:
        """The number of that line, from 1."""
        return self.source.span(self.index).line

    @cached_property
    def column(self) -> int:
        """How many characters of the line come before the place."""
        return self.source.span(self.index).column - 1

    @property
    def sign(self) -> str:
        """The character at the place; empty at the end of the file."""
        return self.source.text[self.index : self.index + 1]

    @property
    def begins_line(self) -> bool:
        """Whether only spaces come before it on its line."""
        return not self.line[: self.column].strip(" ")

    def diagnostic(self, index: int, found: str, help: str) -> Diagnostic:
        """A problem at an offset into the file."""
        return Diagnostic(
            "yaml_syntax", self.source.span(index, index + (index < len(self.source.text.rstrip()))), found, help
        )


def locate_error(source: Source, error: yaml.YAMLError) -> ErrorSite:
    """What an error of the parser says about its place."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return ErrorSite(source, getattr(error, "position", 0), "")
    # The parser counts a line more where the last one has no end.
    index = min(error.problem_mark.index, len(source.text.rstrip("\n")))
    start = index if error.context_mark is None else error.context_mark.index
    return ErrorSite(source, index, error.problem or "", (error.context or "").removeprefix("while "), start)


def is_at_end(text: str, error: yaml.YAMLError) -> bool:
    """Whether the parser came to the end of a text, so that more lines might fix it."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return mark is not None and mark.index >= len(text.rstrip("\n"))
