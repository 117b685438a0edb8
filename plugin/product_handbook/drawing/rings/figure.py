"""The figure around a ring: its cards as all pictures show them, its scroll box, and the same in words."""

from product_handbook.drawing.cards.picture import picture_of
from product_handbook.drawing.geometry import Layout
from product_handbook.drawing.model import Diagram
from product_handbook.drawing.rendering import template
from product_handbook.drawing.rings.ring import RingLayout


def ring_figure(source: str, cards: Diagram, ring: RingLayout, **context: object) -> str:
    """The HTML of a template for the cards of a diagram, which has no edges, in their places on a ring."""
    picture = picture_of(cards, Layout(ring.width, ring.height, ring.cards, ()))
    return template(source).render(picture=picture, **context).strip()
