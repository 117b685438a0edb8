"""The page that stands in for the site while the strategy files have problems, in live preview only."""

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.site.writing.rendering import html_template


def broken_page(problems: tuple[Diagnostic, ...]) -> str:
    """A whole HTML page that lists the problems and loads the site by itself once they are fixed."""
    return html_template("broken.html.jinja").render(problems=problems)
