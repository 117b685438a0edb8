"""Diagnostics as text, each form a function of them; `REPORTERS` names those that the command line offers."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from product_handbook.diagnostics.collector import summarize
from product_handbook.diagnostics.diagnostic import Diagnostic, Severity

Sources = Callable[[str], Sequence[str]]
"""The lines of a file by its path; none where it cannot be read."""

WIDEST = 100
"""How many columns of a source line are shown; of a longer one, those around the span."""
_BEFORE = 40
"""How many of these stand before the span."""
_COLORS: Mapping[Severity, str] = {"error": "31", "warning": "33", "advice": "36"}


class Reporter(Protocol):
    """Writes diagnostics in one form, each line with its end; empty for none."""

    def __call__(self, diagnostics: Sequence[Diagnostic], sources: Sources, *, color: bool) -> str:
        """The text; `color` asks for the signs that colour a terminal."""


def line_report(diagnostics: Sequence[Diagnostic], sources: Sources, *, color: bool) -> str:  # noqa: ARG001
    """A line for each, a few of each kind, for editors, logs and `grep`."""
    return "".join(f"{_headline(diagnostic, color=color)}\n" for diagnostic in summarize(diagnostics))


def text_report(diagnostics: Sequence[Diagnostic], sources: Sources, *, color: bool) -> str:
    """A line for each, a few of each kind, and below it the line of the file, what is meant underlined."""
    return "\n".join(
        f"{_headline(diagnostic, color=color)}\n{_excerpt(diagnostic, sources, color=color)}"
        for diagnostic in summarize(diagnostics)
    )


REPORTERS: Mapping[str, Reporter] = {"text": text_report, "line": line_report}


def _headline(diagnostic: Diagnostic, *, color: bool) -> str:
    if not color:
        return str(diagnostic)
    place, severity, rest = str(diagnostic).partition(f": {diagnostic.severity}: ")
    return f"\033[1m{place}\033[0m{_colored(severity, diagnostic.severity)}{rest}"


def _excerpt(diagnostic: Diagnostic, sources: Sources, *, color: bool) -> str:
    """The first line of the span with a mark below it; empty where there is no such line."""
    span, lines = diagnostic.span, sources(diagnostic.span.path)
    if span.line > len(lines) or not lines[span.line - 1].strip():
        return ""
    line = lines[span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    start = max(0, span.column - 1 - _BEFORE) if len(line) > WIDEST else 0
    before, marked = _shown(line[start : span.column - 1]), _shown(line[span.column - 1 : min(end, start + WIDEST)])
    mark = _colored("^" * max(1, _width(marked)), diagnostic.severity) if color else "^" * max(1, _width(marked))
    number = str(span.line)
    margin = " " * len(number)
    shown = _shown(line[start : start + WIDEST])
    return f"{margin} |\n{number} | {shown}\n{margin} | {' ' * _width(before)}{mark}\n"


def _colored(text: str, severity: Severity) -> str:
    return f"\033[{_COLORS[severity]}m{text}\033[0m"


def _shown(text: str) -> str:
    """A piece of a file as a terminal can show it: no sign of it moves the cursor or colours anything."""
    spaced = text.replace("\t", " ")
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in spaced)


def _width(text: str) -> int:
    """How many columns of a terminal a text takes; letters of Chinese, Japanese and Korean take two, accents none."""
    wide = sum(unicodedata.east_asian_width(character) in {"W", "F"} for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) != 0 for character in text)
