"""The page that stands in for the site while the strategy files have problems, in live preview only."""

from product_handbook.pages.templates import html_template
from product_handbook.strategy.problems import Problem


def broken_page(problems: tuple[Problem, ...]) -> str:
    """A whole HTML page that lists the problems and loads the site by itself once they are mended."""
    return html_template("broken.html.jinja").render(problems=problems)
