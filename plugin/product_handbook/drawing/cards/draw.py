"""A diagram as the HTML that pages show: our SVG, its legend, and the same in words."""

from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.drawing.cards.alternative import sentences
from product_handbook.drawing.cards.dot import LayoutLimitError
from product_handbook.drawing.cards.layout import Engine, lay_out
from product_handbook.drawing.cards.legend import legend
from product_handbook.drawing.cards.picture import picture_of
from product_handbook.drawing.geometry import Layout
from product_handbook.drawing.model import Diagram
from product_handbook.drawing.rendering import template


def drawing(diagram: Diagram, engine: Engine) -> str:
    """The diagram as one `<figure>` without blank lines; empty for a diagram without cards.

    Raises:
        LayoutLimitError: It is too large or too dense for the engine; `described` says the same in words.
        LayoutError: The engine failed.
    """
    return draw(diagram, lay_out(diagram, engine)) if diagram.cards else ""


def draw(diagram: Diagram, layout: Layout) -> str:
    """The diagram, laid out before, as one `<figure>` without blank lines."""
    return template("cards/figure.html.jinja").render(
        picture=picture_of(diagram, layout), legend=legend(diagram), sentences=sentences(diagram)
    )


def described(diagram: Diagram) -> str:
    """The diagram as a `<figure>` that says in words what a picture of it would show."""
    return template("cards/described.html.jinja").render(title=diagram.title, sentences=sentences(diagram))


class Drawer:
    """Draws the diagrams of a handbook, those that are too much to lay out in words."""

    def __init__(self, engine: Engine) -> None:
        self.warnings: list[Diagnostic] = []
        """One for each diagram in words, with its page."""
        self._engine = engine

    def __call__(self, diagram: Diagram, uri: str) -> str:
        """The HTML of a diagram for the page with an address."""
        try:
            return drawing(diagram, self._engine)
        except LayoutLimitError as error:
            size = f"{len(diagram.edges)} lines between {len(diagram.cards)} cards"
            found = f"{size} are too many to draw ({error}), so the page lists them as text"
            help = "break large formulas into steps to get the picture back"
            self.warnings.append(Diagnostic("drawing_too_large", Span(uri), found, help, "warning"))
            return described(diagram)
