"""Numbers as people write them: what digits stand for, and what to say of a text that is no number."""

import re
from decimal import Decimal

from product_handbook.diagnostics.diagnostic import NOWHERE, Diagnostic, quoted

MOST_DIGITS = 30
"""How many digits a number may have before or after its point; nobody steers by more."""

_SHARE = re.compile(r"(?P<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+))\s*%", re.ASCII)
_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[-+]?\d{1,3}([,_'’ \u00a0\u202f])\d{3}(\1\d{3})*(\.\d+)?", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}", "-"))
_COMPARED = re.compile(
    r"(?P<sign>[~≈≃≅∼<>≤≥=±]=?|(?:ca|about|approx|c\.)\.?(?=\s))\s*(?P<number>[-+]?\d+(?:\.\d+)?\s*%?)"
)
"""A number with a sign before it that it is rough, or a limit."""
_PERCENT_FIRST = re.compile(r"%\s*(?P<number>[-+]?\d+(?:\.\d+)?)")
_WITH_WORD = re.compile(
    r"(?P<before>[^\w\s.+-]?)\s*(?P<number>[-+]?\d[\d.,]*)\s*(?P<after>[^\W\d]\w*\.?|[^\w\s.%]?)", re.ASCII
)


def wrong_number(message: str, help: str) -> Diagnostic:
    """The problem of a text that is no number, whose place its reader knows."""
    return Diagnostic("not_a_number", NOWHERE, message, help)


def is_plain(text: str) -> bool:
    """Whether a text is digits, with a sign and a point at most."""
    return _PLAIN.fullmatch(text) is not None


def share_in(text: str) -> Decimal | None:
    """The number that a percentage stands for, with all its digits: `41.0%` is 0.410; None for anything else."""
    share = _SHARE.fullmatch(text)
    return None if share is None else Decimal(f"{share['number']}e-2")


def not_too_long(found: Decimal, expected: str) -> Decimal | Diagnostic:
    """The same number, unless it has too many digits."""
    exponent = found.as_tuple().exponent
    if found.adjusted() >= MOST_DIGITS or (isinstance(exponent, int) and exponent < -MOST_DIGITS):
        help = "write a shorter number, perhaps in a larger or a smaller unit"
        return wrong_number(f"found a number of more than {MOST_DIGITS} digits, expected {expected}", help)
    return found


def grouped(found: str, bare: str, expected: str) -> Diagnostic:
    """The problem of a number with separators, which has to be written without them."""
    return wrong_number(f"found {quoted(found)} with separators, expected {expected}", f"write {bare}")


def respelled(found: str, expected: str) -> Diagnostic | None:
    """The problem of a number with separators, a decimal comma or a dash for a minus, which tells how to write it."""
    if _GROUPED.fullmatch(found):
        return grouped(found, re.sub(r"[^\d.+-]", "", found), expected)
    plain = found.replace(",", ".").translate(_DASHES)
    if plain != found and is_plain(plain):
        return wrong_number(f"found {quoted(found)}, expected {expected}", f"write {plain}")
    return None


def likely_number(found: str) -> str:
    """The number that is meant by one with a sign before it, and what about the sign; empty for any other text."""
    if percent := _PERCENT_FIRST.fullmatch(found):
        return f"{percent['number']}%"
    if compared := _COMPARED.fullmatch(found):
        return f"{compared['number'].replace(' ', '')} alone: a number is neither rough nor a limit"
    return ""


def not_a_number(found: str, expected: str) -> Diagnostic:
    """The problem of a text that is no number."""
    if problem := respelled(found, expected):
        return problem
    if likely := likely_number(found):
        return wrong_number(f"found {quoted(found)}, expected {expected}", f"write {likely}")
    if (parts := _WITH_WORD.fullmatch(found)) and (parts["before"] or parts["after"]):
        sign = parts["before"] or parts["after"]
        help = f"write digits only, such as 1200 or 0.05, without `{sign}`; what is counted goes into the `unit`"
        return wrong_number(f"found {quoted(found)}, expected {expected}", help)
    return wrong_number(f"found {quoted(found)}, expected {expected}", "write digits, such as 12, 0.05 or 41%")
