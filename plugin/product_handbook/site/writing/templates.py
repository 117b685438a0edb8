"""The templates, those that write Markdown and those that write finished pieces of HTML, and what each is given."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, partial
from pathlib import Path
from typing import ClassVar

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


class TemplateContext:
    """What a template is given, made before anything is rendered: a frozen dataclass a template.

    Its fields are the variables of the template, no more and no fewer; a test holds them together.
    """

    template: ClassVar[str]
    """The path of the template in the room of the pages."""

    def values(self) -> dict[str, object]:
        """Each variable of the template, nested dataclasses as they are."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]  # all are dataclasses


@dataclass(frozen=True)
class PageContext(TemplateContext):
    """What the template of a whole page is given; the template writes Markdown."""

    title: str
    """Plain text."""

    def markdown(self) -> str:
        """The page in Markdown."""
        return markdown_template(self.template).render(self.values())


@dataclass(frozen=True)
class PieceContext(TemplateContext):
    """What the template of a finished piece of HTML is given."""

    def html(self) -> Markup:
        """The piece, without white space around it."""
        return Markup(html_template(self.template).render(self.values()).strip())  # noqa: S704 - the template escapes
