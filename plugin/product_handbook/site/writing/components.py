"""The pieces of HTML that pages are put together from, each a template that takes finished values."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.drawing.model import Tone
from product_handbook.site.writing.templates import PieceContext, html_macros
from product_handbook.wording.locales import MINUS

NOTHING = Markup()

_SIGNED_MONEY = re.compile(rf"([{MINUS}+][^\s\w]\S*)")

(
    _link,
    _code,
    _line_of,
    _ids_line,
    _star,
    _chip,
    _missing,
    _paragraph,
    _with_note,
    _pointed_at,
    _local_link,
    _lines,
    _two_lines,
    _number,
) = html_macros(
    "writing/marks.html.jinja",
    "link",
    "code",
    "line_of",
    "ids_line",
    "star",
    "chip",
    "missing",
    "paragraph",
    "with_note",
    "pointed_at",
    "local_link",
    "lines",
    "two_lines",
    "number",
)


@dataclass(frozen=True)
class Panel:
    """A box with a title that leads further."""

    kicker: str
    title: str
    href: str = ""
    lines: tuple[Markup, ...] = ()
    foot: Markup = NOTHING
    tone: Tone = "plain"
    mark: str = ""


@dataclass(frozen=True)
class Fact:
    """A property and its value."""

    label: str
    value: Markup


@dataclass(frozen=True)
class Heading:
    """The head of a column."""

    text: str
    numeric: bool = False
    """Whether its cells are numbers, which line up on the right."""


@dataclass(frozen=True)
class FindingItem:
    """A finding as a list shows it."""

    severity: str
    message: Markup
    help: Markup
    rule: Markup
    place: Markup
    accepted: Markup = NOTHING


@dataclass(frozen=True)
class _Panels(PieceContext):
    template = "writing/panels.html.jinja"

    panels: Sequence[Panel]
    wide: bool
    """Whether two stand side by side rather than three."""


@dataclass(frozen=True)
class _Facts(PieceContext):
    template = "writing/facts.html.jinja"

    facts: Sequence[Fact]
    """None of them empty."""


@dataclass(frozen=True)
class _Table(PieceContext):
    template = "writing/table.html.jinja"

    label: str
    headings: Sequence[Heading]
    numeric: Sequence[int]
    """The columns of numbers, counted from 1."""
    rows: Sequence[Sequence[Markup]]
    """The first cell of each names its row."""


@dataclass(frozen=True)
class _Chips(PieceContext):
    template = "writing/chips.html.jinja"

    label: str
    links: Sequence[Markup]


@dataclass(frozen=True)
class _Findings(PieceContext):
    template = "writing/findings.html.jinja"

    items: Sequence[FindingItem]


@dataclass(frozen=True)
class Source(PieceContext):
    """Where a page comes from."""

    template = "writing/source.html.jinja"

    place: Markup
    """The file and line, linked to where they are edited if anywhere."""
    ids: Markup = NOTHING
    """The ids of what the page is about; empty where it is about several things."""


@dataclass(frozen=True)
class Lead(PieceContext):
    """A sentence that opens a page."""

    template = "writing/lead.html.jinja"

    kicker: str
    sentence: str


def panels(boxes: Sequence[Panel], *, wide: bool = False) -> Markup:
    """Boxes side by side: two to a row where they are wide, else three."""
    return _Panels(boxes, wide).html()


def facts(found: Sequence[Fact]) -> Markup:
    """Properties in a strip; those without a value are left out, and a strip without any is empty."""
    shown = tuple(fact for fact in found if fact.value)
    return _Facts(shown).html() if shown else NOTHING


def table(label: str, headings: Sequence[Heading], rows: Sequence[Sequence[Markup]]) -> Markup:
    """A table that scrolls in its own box where it is too wide; without rows it is empty."""
    numeric = tuple(column for column, heading in enumerate(headings, 1) if heading.numeric)
    return _Table(label, headings, numeric, rows).html() if rows else NOTHING


def chips(label: str, links: Sequence[Markup]) -> Markup:
    """A label and small links after it; without links it is empty."""
    return _Chips(label, links).html() if links else NOTHING


def findings(items: Sequence[FindingItem]) -> Markup:
    """A list of findings; without any it is empty."""
    return _Findings(items).html() if items else NOTHING


def link(href: str, text: str | Markup) -> Markup:
    """A link to another place."""
    return _link(href, text)


def code(text: object) -> Markup:
    """Text as it stands in a file."""
    return _code(text)


def line_of(uri: str, line: int) -> Markup:
    """A line of a file."""
    return _line_of(uri, line)


def star() -> Markup:
    """The mark of the North Star, which nobody hears."""
    return _star()


def chip(text: str) -> Markup:
    """A word in a small frame."""
    return _chip(text)


def ids_line(ids: Markup) -> Markup:
    """The ids of something, small."""
    return _ids_line(ids)


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
    return table(label, [Heading(headings[column]) for column in kept], shown)


def unbroken(text: str) -> Markup:
    """A sentence as HTML in which no line ends between a sign and the currency after it, as it may in `−$4.50`."""
    return Markup().join(
        _number(part) if place % 2 else escape(part) for place, part in enumerate(_SIGNED_MONEY.split(text))
    )
