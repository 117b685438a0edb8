"""Links and marks that any page may hold, as HTML."""

from markupsafe import Markup

from product_handbook.site.writing.rendering import html_macros

_link, _code, _line_of, _star, _chip = html_macros(
    "writing/marks.html.jinja", "link", "code", "line_of", "star", "chip"
)


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
