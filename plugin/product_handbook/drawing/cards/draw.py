"""A diagram as the HTML that pages show: our SVG, its legend, and the same in words."""

from math import ceil
from typing import Final

from product_handbook.drawing.cards.alternative import sentences
from product_handbook.drawing.cards.layout import Engine, Layout, lay_out
from product_handbook.drawing.cards.legend import legend
from product_handbook.drawing.cards.picture import Picture, picture_of
from product_handbook.drawing.model import Diagram
from product_handbook.drawing.rendering import template

SMALLEST: Final = 0.8
"""How far a drawing shrinks where there is too little room; below, it scrolls in its own box."""


def drawing(diagram: Diagram, engine: Engine) -> str:
    """The diagram as one `<figure>` without blank lines; empty for a diagram without cards.

    Raises:
        LayoutLimitError: It is too large or too dense for the engine; `described` says the same in words.
        LayoutError: The engine failed.
    """
    return draw(diagram, lay_out(diagram, engine)) if diagram.cards else ""


def draw(diagram: Diagram, layout: Layout) -> str:
    """The diagram, laid out before, as one `<figure>` without blank lines."""
    picture: Picture = picture_of(diagram, layout)
    return template("cards/figure.html.jinja").render(
        picture=picture,
        narrowest=ceil(picture.width * SMALLEST),
        legend=legend(diagram),
        sentences=sentences(diagram),
    )


def described(diagram: Diagram) -> str:
    """The diagram as a `<figure>` that says in words what a picture of it would show."""
    return template("cards/described.html.jinja").render(title=diagram.title, sentences=sentences(diagram))
