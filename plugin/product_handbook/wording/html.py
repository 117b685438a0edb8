"""Numbers as HTML: the digits that programs read behind those that people do."""

from markupsafe import Markup, escape

from product_handbook.source.number_notation import MOST_DIGITS as MOST_PLACES
from product_handbook.wording.digits import ExactNumber, places_of, rounded, significant


def data(value: ExactNumber, exact: str, short: str) -> Markup:
    """A text for people with the number behind it, and the longer text to be read when it is pointed at."""
    title = f' title="{escape(exact)}"' if exact != short else ""
    return Markup(f'<data value="{for_machines(value)}"{title}>{escape(short)}</data>')  # noqa: S704


def for_machines(value: ExactNumber) -> str:
    """The number in plain ASCII digits; one without end in seventeen of them."""
    places = places_of(value)
    return f"{rounded(value, places) if places is not None and places <= MOST_PLACES else significant(value, 17):f}"
