"""Numbers in cells of a table, in the forms that spreadsheets and people give them."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from product_handbook.diagnostics.diagnostic import Diagnostic, Span, quoted
from product_handbook.formulas.units import Unit, is_money
from product_handbook.model.records.metric import Metric
from product_handbook.source.number_notation import (
    MOST_DIGITS,
    grouped,
    is_plain,
    not_a_number,
    not_too_long,
    share_in,
    wrong_number,
)

CLEAN = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}})(?:\.[0-9]{{1,{MOST_DIGITS}}})?")
"""What nearly every cell matches: the number is then simply `Decimal(cell)`."""

LONGEST_TEXT = 200
"""How much of a cell is looked at; what is longer is no number, and its beginning is none either."""

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_ZERO_BEFORE = re.compile(r"[-+]?0+(?P<number>[0-9].*)")
_ABSENT = re.compile(
    r"[-–—−.?]+|n/?a|n\.a\.?|null|none|nil|nan|tbd|missing|unknown|#+|#[a-z/]+[0-9]?[!?]?|#div/0!", re.IGNORECASE
)
_NEGATIVE = re.compile(r"\(\s*(?P<inside>[0-9][^()]*?)\s*\)|(?P<before>[0-9].*?)\s*[-−–]")
"""Of bookkeepers: in brackets, or with the minus at the end."""
_SHORTENED = re.compile(r"[$€£¥]?(?P<number>[-+]?[0-9]+(?:[.,][0-9]+)?)\s*(?P<size>[^\W\d_]+)\.?")
_SIZES = {
    **dict.fromkeys(("k", "tsd", "thousand"), 3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mil", "million", "millions"), 6),
    **dict.fromkeys(("b", "bn", "mrd", "billion", "billions"), 9),
}
"""The power of ten that letters behind a number stand for, in small letters."""
_POINTS = re.compile(
    r"[-+]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|[-+]?\d{1,3}(?:([.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*,\d+", re.ASCII
)
_COMMAS = re.compile(r"[-+]?\d{1,3}(?:,\d{2,3}){2,}(?:\.\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3},\d{3}(?:\.\d+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]{1,2}")


def read_number(text: str, metric: str, record: Metric | None, span: Callable[[], Span]) -> Decimal | Diagnostic:
    """The number in a cell that is not empty, exactly, in the unit of its metric; or why it is none."""
    found = _number(text[:LONGEST_TEXT], metric, record)
    return replace(found, span=span()) if isinstance(found, Diagnostic) else found


def _number(text: str, metric: str, record: Metric | None) -> Decimal | Diagnostic:
    expected = f"a number for `{metric}`"
    if (share := share_in(text)) is not None:
        return _refused_percent(text, metric, record) or not_too_long(share, expected)
    if not _NUMBER.fullmatch(text):
        return _misread(text, expected)
    if zero := _ZERO_BEFORE.fullmatch(text):
        help = f"write {zero['number']}; if it is the end of a number such as 1,{text}, write that without the comma"
        return wrong_number(f"found {quoted(text)}, expected {expected}, without a zero before it", help)
    return not_too_long(Decimal(text), expected)


def _refused_percent(text: str, metric: str, record: Metric | None) -> Diagnostic | None:
    """The problem of percentages of what is counted in whole things or in money."""
    unit = None if record is None else record.unit
    if record is None or unit is None or record.format == "percent" or not (is_money(unit) or _is_count(unit)):
        return None
    found = f"found {quoted(text)}, but the unit of `{metric}` is `{unit}`"
    return wrong_number(found, f"write the number itself; if `{metric}` is a share, correct its `unit` to 1")


def _is_count(unit: Unit) -> bool:
    """Whether a unit is one word and nothing else."""
    return [exponent for _, exponent in unit.powers] == [1]


def _misread(text: str, expected: str) -> Diagnostic:
    """The problem of a text that is no number as it stands."""
    if _POINTS.fullmatch(text):
        return grouped(text, re.sub(r"[^\d,+-]", "", text).replace(",", "."), expected)
    if _COMMAS.fullmatch(text):
        return grouped(text, text.replace(",", ""), expected)
    help = _help(text)
    return wrong_number(f"found {quoted(text)}, expected {expected}", help) if help else not_a_number(text, expected)


def _plainly(text: str) -> str:
    """A number without its separators; empty for what is none even so."""
    if _POINTS.fullmatch(text):
        return re.sub(r"[^\d,]", "", text).replace(",", ".")
    bare = text.replace(",", "") if _COMMAS.fullmatch(text) or _THOUSANDS.fullmatch(text) else text.replace(",", ".")
    return bare if is_plain(bare) or share_in(bare) is not None else ""


def _help(text: str) -> str:
    """What to do about a text of a form that only tables hold; empty for any other."""
    digits = "".join(str(unicodedata.decimal(character, character)) for character in text)
    if _ABSENT.fullmatch(text):
        return "leave the cell empty if it was not reported"
    if text.startswith("="):
        return "write the number that the spreadsheet's formula gives"
    if (negative := _NEGATIVE.fullmatch(text)) and (plain := _plainly(negative["inside"] or negative["before"])):
        return f"write -{plain}"
    if (shortened := _SHORTENED.fullmatch(text)) and (power := _SIZES.get(shortened["size"].casefold())):
        return f"write {Decimal(shortened['number'].replace(',', '.')).scaleb(power).normalize():f}"
    if _SCIENTIFIC.fullmatch(text) and len(plain := f"{Decimal(text):f}") <= MOST_DIGITS:
        return f"write {plain}"
    return f"write {digits}" if digits != text and is_plain(digits) else ""
