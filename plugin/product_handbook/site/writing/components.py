"""The pieces of HTML that pages are put together from, each a template that takes finished values."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.drawing.model import Tone
from product_handbook.site.writing.rendering import html_template

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
    help: Markup
    rule: Markup
    place: Markup
    accepted: Markup = NOTHING


def panels(boxes: Sequence[Panel], *, wide: bool = False) -> Markup:
    """Boxes side by side: two to a row where they are wide, else three."""
    return _render("panels", panels=boxes, wide=wide)


def facts(found: Sequence[Fact]) -> Markup:
    """Properties in a strip; those without a value are left out, and a strip without any is empty."""
    shown = tuple(fact for fact in found if fact.value)
    return _render("facts", facts=shown) if shown else NOTHING


def table(label: str, headings: Sequence[Heading], rows: Sequence[Sequence[Markup]]) -> Markup:
    """A table that scrolls in its own box where it is too wide; without rows it is empty."""
    numeric = tuple(column for column, heading in enumerate(headings, 1) if heading.numeric)
    return _render("table", label=label, headings=headings, numeric=numeric, rows=rows) if rows else NOTHING


def chips(label: str, links: Sequence[Markup]) -> Markup:
    """A label and small links after it; without links it is empty."""
    return _render("chips", label=label, links=links) if links else NOTHING


def ways(found: Sequence[Sequence[Markup]]) -> Markup:
    """The ways from the roots of the tree down to a metric."""
    return _render("breadcrumbs", ways=found) if found else NOTHING


def formula(title: str, parts: Sequence[Markup], unit: str) -> Markup:
    """A formula with its operands linked."""
    return _render("formula", title=title, parts=parts, unit=unit)


def why(kicker: str, sentence: Markup, chart: Markup, remarks: Sequence[Markup]) -> Markup:
    """A change explained: which it is, in a sentence, as a chart with its table, and what else has to be known."""
    return _render("change_explanation", kicker=kicker, sentence=sentence, chart=chart, remarks=remarks)


def findings(items: Sequence[Item]) -> Markup:
    """A list of findings; without any it is empty."""
    return _render("findings", items=items) if items else NOTHING


def source(place: Markup) -> Markup:
    """Where a page comes from."""
    return _render("source", place=place)


def lead(kicker: str, sentence: str) -> Markup:
    """A sentence that opens a page."""
    return _render("lead", kicker=kicker, sentence=sentence)


def _render(name: str, **context: object) -> Markup:
    # The templates escape all that they are given.
    return Markup(html_template(f"writing/{name}.html.jinja").render(context).strip())  # noqa: S704
