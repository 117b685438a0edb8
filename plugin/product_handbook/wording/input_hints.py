"""What a script in the page needs to know to write numbers as the page does."""

from collections.abc import Mapping

from product_handbook.model.records.metric import Metric
from product_handbook.wording.display_format import display_format
from product_handbook.wording.locales import LARGEST_WORD, NumberLocale
from product_handbook.wording.number_format import THOUSAND, NumberFormat

_PLACE = "\N{SYMBOL FOR NULL}"
"""Stands for the digits while the signs around them are found out."""


def locale_hints(tongue: NumberLocale) -> Mapping[str, object]:
    """How the language sets off thousands and places, and its letters by the power of ten, each with what it counts."""
    words = (tongue.power_words(power) if power >= THOUSAND else (0, "", "") for power in range(LARGEST_WORD + 1))
    return {
        "point": tongue.point,
        "group": tongue.group,
        "grouping": tongue.grouping,
        "words": tuple(words),
        "percent": _around(tongue.percent(_PLACE)),
    }


def format_hints(numerals: NumberFormat, metric: Metric) -> Mapping[str, object]:
    """How a metric is shown: what stands around its digits, what it is multiplied by, and its unit.

    A unit comes twice, in the plural and as it stands beside a 1: `beside` a value, and `besideField` a field, where a
    script lets people type the digits alone.
    """
    shown = display_format(metric)
    before, after = "", ""
    field = (shown.beside_digits, shown.beside_digits_one)
    if shown.kind == "percent":
        before, after = _around(numerals.number_locale.percent(_PLACE))
        field = ("%", "%")
    elif shown.kind == "currency":
        before, after = _around(numerals.number_locale.money(_PLACE, shown.sign))
        money = f"{(before + after).strip()} {shown.beside}".strip()
        field = (money, money)
    return {
        "kind": shown.kind,
        "before": before,
        "after": after,
        "factor": shown.factor,
        "places": shown.least_places,
        "sign": shown.sign,
        "beside": (shown.beside, shown.beside_one),
        "besideField": field,
    }


def _around(text: str) -> tuple[str, str]:
    before, _, after = text.partition(_PLACE)
    return before, after
