"""The page that stands in for the site while the strategy files have problems, in live preview only."""

from product_handbook.diagnostics.collector import summarize
from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.site.writing.templates import html_template


def broken_page(problems: tuple[Diagnostic, ...]) -> str:
    """A whole HTML page of the problems, a few of each kind, which loads the site by itself once they are fixed."""
    return html_template("broken.html.jinja").render(problems=summarize(problems), number=len(problems))
