"""Numbers as HTML: the digits that programs read behind those that people do, and signs that stay with their amount."""

import re
from typing import Final

from markupsafe import Markup, escape

from product_handbook.source.number_notation import MOST_DIGITS as MOST_PLACES
from product_handbook.wording.digits import ExactNumber, places_of, rounded, significant
from product_handbook.wording.locales import MINUS

_SIGNED_MONEY: Final = re.compile(rf"([{MINUS}+][^\s\w]\S*)")


def unbroken(text: str) -> Markup:
    """A sentence as HTML in which no line ends between a sign and the currency after it, as it may in `−$4.50`."""
    return Markup().join(
        Markup('<span class="hb-number">{}</span>').format(part) if place % 2 else escape(part)
        for place, part in enumerate(_SIGNED_MONEY.split(text))
    )


def data(value: ExactNumber, exact: str, short: str) -> Markup:
    """A text for people with the number behind it, and the longer text to be read when it is pointed at."""
    title = f' title="{escape(exact)}"' if exact != short else ""
    return Markup(f'<data value="{for_machines(value)}"{title}>{escape(short)}</data>')  # noqa: S704


def for_machines(value: ExactNumber) -> str:
    """The number in plain ASCII digits; one without end in seventeen of them."""
    places = places_of(value)
    return f"{rounded(value, places) if places is not None and places <= MOST_PLACES else significant(value, 17):f}"
