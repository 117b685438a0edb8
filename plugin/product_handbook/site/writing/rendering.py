"""The templates: those that write Markdown, and those that write finished pieces of HTML."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from product_handbook.prose.escaping import escape_markdown
from product_handbook.wording.terms import count, listed

TEMPLATES = Path(__file__).parent.parent
"""The room of the pages: a template lies beside the module that fills it."""


def markdown_template(name: str) -> Template:
    """A template that writes Markdown, by its path in the room."""
    return markdown_environment().get_template(name)


def html_template(name: str) -> Template:
    """A template that writes HTML, by its path in the room."""
    return html_environment().get_template(name)


def html_macros(template: str, *names: str) -> tuple[Callable[..., Markup], ...]:
    """Macros of a template that writes HTML: marks and sentences too small for templates of their own."""
    return tuple(partial(_fill_macro, template, name) for name in names)


def _fill_macro(template: str, name: str, *values: object, **named: object) -> Markup:
    return Markup(getattr(html_template(template).module, name)(*values, **named).strip())  # noqa: S704 - it escapes


@cache
def markdown_environment() -> Environment:
    """The environment of the templates that write Markdown.

    What an expression prints passes `md`, named or not: only `MarkdownText` and ready HTML are printed as they are.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=lambda value: Markup(escape_markdown(value)),  # noqa: S704
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"md": escape_markdown, "count": count, "listed": listed}
    return environment


@cache
def html_environment() -> Environment:
    """The environment of the templates that write HTML fragments; what they print is escaped for HTML."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
