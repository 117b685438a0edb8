"""What cells and sentences of many pages are made of, and tables of such cells."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.rendering import html_macros

_missing, _paragraph, _with_note, _pointed_at, _local_link, _lines, _two_lines = html_macros(
    "parts/cells.html.jinja",
    "missing",
    "paragraph",
    "with_note",
    "pointed_at",
    "local_link",
    "lines",
    "two_lines",
)


def missing(text: str | Markup) -> Markup:
    """Says that something is not there, so that it stands out."""
    return _missing(text)


def paragraph(text: str | Markup) -> Markup:
    """A paragraph; empty without text."""
    return _paragraph(text) if text else Markup()


def local_link(anchor: str, text: object) -> Markup:
    """A link to a place on the same page."""
    return _local_link(anchor, text)


def lines(parts: Iterable[Markup]) -> Markup:
    """Things in a cell, one below the other."""
    return _lines(list(parts))


def two_lines(text: Markup, note: str | Markup) -> Markup:
    """Something with a small note below it."""
    return _two_lines(text, note)


def with_note(text: str | Markup, note: str | Markup) -> Markup:
    """Something with a small note after it."""
    return _with_note(text, note)


def pointed_at(text: str, title: str) -> Markup:
    """Text that shows more when it is pointed at."""
    return _pointed_at(text, title)


def filled_table(label: str, headings: Sequence[str], rows: Sequence[Sequence[Markup]]) -> Markup:
    """A table with only the columns in which some row has something; without rows it is empty."""
    kept = [column for column in range(len(headings)) if any(row[column] for row in rows)]
    shown = [[row[column] for column in kept] for row in rows]
    return components.table(label, [Heading(headings[column]) for column in kept], shown)
