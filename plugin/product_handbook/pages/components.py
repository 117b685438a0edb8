"""The pieces of HTML that pages are put together from, each a template that takes finished values."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.diagrams.model import Tone
from product_handbook.pages.templates import html_template

NOTHING = Markup()


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
class Item:
    """A finding as a list shows it."""

    severity: str
    message: Markup
    mend: Markup
    rule: Markup
    place: Markup
    accepted: Markup = NOTHING


def panels(boxes: Sequence[Panel], *, wide: bool = False) -> str:
    """Boxes side by side: two to a row where they are wide, else three."""
    return _render("panels", panels=boxes, wide=wide)


def facts(found: Sequence[Fact]) -> str:
    """Properties in a strip; those without a value are left out, and a strip without any is empty."""
    shown = tuple(fact for fact in found if fact.value)
    return _render("facts", facts=shown) if shown else ""


def table(label: str, headings: Sequence[Heading], rows: Sequence[Sequence[Markup]]) -> str:
    """A table that scrolls in its own box where it is too wide; without rows it is empty."""
    return _render("table", label=label, headings=headings, rows=rows) if rows else ""


def chips(label: str, links: Sequence[Markup]) -> str:
    """A label and small links after it; without links it is empty."""
    return _render("chips", label=label, links=links) if links else ""


def ways(found: Sequence[Sequence[Markup]]) -> str:
    """The ways from the roots of the tree down to a metric."""
    return _render("ways", ways=found) if found else ""


def formula(title: str, parts: Sequence[Markup], unit: str) -> str:
    """A formula with its operands linked."""
    return _render("formula", title=title, parts=parts, unit=unit)


def findings(items: Sequence[Item]) -> str:
    """A list of findings; without any it is empty."""
    return _render("findings", items=items) if items else ""


def source(place: Markup) -> str:
    """Where a page comes from."""
    return _render("source", place=place)


def lead(kicker: str, sentence: str) -> str:
    """A sentence that opens a page."""
    return _render("lead", kicker=kicker, sentence=sentence)


def _render(name: str, **context: object) -> str:
    return html_template(f"pieces/{name}.html.jinja").render(context).strip()
