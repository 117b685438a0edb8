"""The templates: those that write Markdown, and those that write finished pieces of HTML."""

from functools import cache

from jinja2 import Template

from product_handbook.pages.prose.escaping import html_environment, markdown_environment

_markdown = cache(markdown_environment)
_html = cache(html_environment)


def markdown_template(name: str) -> Template:
    """A template that writes Markdown, by its path in the folder of templates."""
    return _markdown().get_template(name)


def html_template(name: str) -> Template:
    """A template that writes HTML, by its path in the folder of templates."""
    return _html().get_template(name)
