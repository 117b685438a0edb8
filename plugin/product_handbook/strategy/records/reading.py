"""The values that a field of a strategy file can hold, each read from a scalar as it was written.

A reader raises `wrong(...)`, a pydantic error that holds the message and the mend of a `Problem`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic_core import PydanticCustomError

from product_handbook.strategy.formula import Expression, FormulaError
from product_handbook.strategy.formula import parse as parse_formula
from product_handbook.strategy.nodes import Scalar
from product_handbook.strategy.periods import Period, parse_period
from product_handbook.strategy.problems import Location
from product_handbook.strategy.units import Unit, UnitError
from product_handbook.strategy.units import parse as parse_unit

ID = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_ID = 64
RESERVED_IDS = frozenset({"index", "min", "max", "mean"})
QUOTES = "put it in quotes"
STAND_IN = "?"
"""The text of a required field that is missing, while the rest of its record is checked; no id has this form."""


class Key(str):
    """A key of a mapping: its text, and the scalar that it was written as."""

    written: Scalar
    __slots__ = ("written",)

    def __new__(cls, written: Scalar) -> "Key":
        """The key that a scalar is."""
        key = super().__new__(cls, written.text)
        key.written = written
        return key


class Located(dict[Key, object]):
    """A mapping of a strategy file on its way to becoming a record, with its places."""

    def __init__(self, location: Location, id: str = "", blank: Scalar | None = None) -> None:  # noqa: A002
        super().__init__()
        self.location = location
        self.id = id
        """The key that it is the value of; empty for a whole file and for the item of a list."""
        self.blank = blank
        """The empty scalar where nothing follows the key, which may stand for no keys or for no value."""
        self.fields: tuple[str, ...] = ()
        """The keys that the record which it was read as knows, for messages."""

    def key(self, text: object) -> Key | None:
        """The key of this text, with its place."""
        return next((key for key in self if key == text), None)

    @property
    def written(self) -> Scalar | None:
        """A scalar of it: its first key, or the blank that it was written as."""
        return next((key.written for key in self), self.blank)


@dataclass(frozen=True, eq=False)
class Prose:
    """Markdown text as somebody wrote it in a strategy file."""

    text: str
    written: Scalar

    @property
    def location(self) -> Location:
        """Where the text starts."""
        return self.written.location


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula: its parsed expression, and its text as written."""

    text: str
    expression: Expression
    written: Scalar

    @property
    def location(self) -> Location:
        """Where the formula starts."""
        return self.written.location


@dataclass(frozen=True)
class Amount:
    """A number with an optional unit of its own, such as `-0.02 [document/user/minute]`."""

    value: Decimal
    unit: Unit | None = None


@dataclass(frozen=True, eq=False)
class Name:
    """The id of something defined elsewhere, and where it is named."""

    id: str
    location: Location

    def __str__(self) -> str:
        return self.id


def wrong(message: str, mend: str, offset: int = 0) -> PydanticCustomError:
    """The error of a validator: what was found and expected, the mend, and at which character of the scalar."""
    context = {"text": message, "mend": mend, "offset": offset}
    return PydanticCustomError("wrong", "{text}", context)


def scalar(value: object, expected: str) -> Scalar:
    """The scalar that a field needs; anything else is described by what it is."""
    if isinstance(value, Key):
        return value.written
    if isinstance(value, Scalar):
        return value
    if isinstance(value, Located) and value.blank:
        return value.blank
    found = "a mapping" if isinstance(value, Mapping) else "a list"
    hint = f"write {expected} after the key"
    if isinstance(value, list):
        hint += ", in quotes if it begins with `[` or `-`"
    raise wrong(f"found {found}, expected {expected}", hint)


def text(value: object, expected: str = "text") -> Scalar:
    """A scalar that YAML too reads as text, and that holds some."""
    written = scalar(value, expected)
    if not written.text.strip():
        raise _nothing(written, expected)
    if written.kind != "text":
        raise _not_text(written, expected)
    if cut := re.match(r"[^\S\n]+(#\S[^\n]*)", written.source.text[written.end :]):
        raise wrong(f"the text is cut off at ` {cut.group(1)[:20]}`, which YAML reads as a comment", QUOTES)
    return written


def plain(value: object) -> str:
    """Text on one line, its white space made single spaces."""
    return " ".join(text(value).text.split())


def prose(value: object) -> Prose:
    """Markdown text."""
    written = text(value)
    return Prose(written.text.strip("\n"), written)


def word(value: object) -> str:
    """A word out of a few, still to be compared with them."""
    return text(value, "a word").text.strip()


def _nothing(written: Scalar, expected: str) -> PydanticCustomError:
    comment = re.match(r"[^\S\n]*(#\S[^\n]*)", written.source.text[written.end :])
    if comment and not written.style:
        return wrong(f"found nothing but a comment, `{comment.group(1)[:20]}`, expected {expected}", QUOTES)
    return wrong(f"found nothing, expected {expected}", "write it, or delete the key")


def _not_text(written: Scalar, expected: str) -> PydanticCustomError:
    found = f"found `{written.text}`, which YAML reads as {_article(written.kind)}, expected {expected}"
    return wrong(found, f'put it in quotes: "{written.text}"')


def _article(kind: str) -> str:
    names = {"nothing": "nothing", "boolean": "true or false", "odd number": "another number"}
    return names.get(kind, f"a {kind}")


def number(value: object, expected: str = "a number") -> Decimal:
    """A number as written, exactly; `41%` is 0.41."""
    written = scalar(value, expected)
    plain = written.text.strip()
    if share := re.fullmatch(r"([-+]?(?:\d+\.?\d*|\.\d+))\s*%", plain, re.ASCII):
        return Decimal(share.group(1)) / 100
    if not written.style and written.kind == "number":
        return Decimal(plain)
    raise _not_a_number(written, plain, expected)


def _not_a_number(written: Scalar, plain: str, expected: str) -> PydanticCustomError:
    if not plain:
        return _nothing(written, expected)
    if written.style and re.fullmatch(r"[-+]?\d+(\.\d+)?", plain, re.ASCII):
        return wrong(f"found the text `{plain}`, expected {expected}", f"write it without quotes: {plain}")
    if re.fullmatch(r"[-+]?\d{1,3}([,_' ]\d{3})+(\.\d+)?", plain, re.ASCII):
        bare = re.sub(r"[,_' ]", "", plain)
        return wrong(f"found `{plain}` with separators, expected {expected}", f"write {bare}")
    if re.fullmatch(r"[-+]?\d+,\d+", plain, re.ASCII):
        return wrong(f"found `{plain}` with a comma, expected {expected}", f"write {plain.replace(',', '.')}")
    if written.kind == "odd number":
        return wrong(
            f"found `{plain}`, which YAML reads as another number, expected {expected}",
            "write it in plain digits, without a leading zero, `:` or `_`",
        )
    return wrong(f"found `{plain}`, expected {expected}", "write digits, such as 1200, 0.05 or 41%")


def share(value: object) -> Decimal:
    """A number from 0 to 1, or a percentage."""
    found = number(value, "a share such as 1% or 0.01")
    if not 0 <= found <= 1:
        raise wrong(
            f"found {value.text if isinstance(value, Scalar) else found}, expected a share from 0% to 100%",
            "write it with a percent sign",
        )
    return found


def unit(value: object) -> Unit:
    """A unit; `1` is the pure number."""
    written = scalar(value, "a unit")
    if not written.text.strip():
        raise _nothing(written, "a unit")
    if written.kind not in {"text", "number"}:
        raise _not_text(written, "a unit")
    try:
        return parse_unit(written.text)
    except UnitError as error:
        raise wrong(error.message, error.mend, error.span.start) from None


def formula(value: object) -> Formula:
    """A formula over metrics; a bare number is one too."""
    written = scalar(value, "a formula")
    if written.kind not in {"text", "number"}:
        raise _nothing(written, "a formula") if written.kind == "nothing" else _not_text(written, "a formula")
    try:
        return Formula(written.text, parse_formula(written.text), written)
    except FormulaError as error:
        raise wrong(error.message, error.mend, error.span.start) from None


def amount(value: object) -> Amount:
    """A number with an optional unit in brackets."""
    written = scalar(value, "a number")
    if not (parts := re.fullmatch(r"\s*([-+]?[\d.]+%?)\s*\[([^\]]*)\]\s*", written.text, re.ASCII)):
        return Amount(number(value, "a number, with its unit in brackets if it has one"))
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)%?", parts.group(1)):
        raise wrong(f"found `{parts.group(1)}`, expected a number", "write digits, such as -0.02")
    digits = parts.group(1)
    value_of = Decimal(digits.rstrip("%")) / (100 if digits.endswith("%") else 1)
    try:
        return Amount(value_of, parse_unit(parts.group(2)))
    except UnitError as error:
        raise wrong(error.message, error.mend, parts.start(2) + error.span.start) from None


def day(value: object) -> date:
    """A calendar date."""
    written = scalar(value, "a date")
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written.text, re.ASCII):
            return date.fromisoformat(written.text)
    except ValueError:
        pass
    raise wrong(f"found `{written.text}`, expected a date", "write year-month-day, such as 2027-03-31")


def period(value: object) -> Period:
    """A period in ISO form."""
    written = scalar(value, "a period")
    try:
        return parse_period(written.text)
    except ValueError as error:
        raise wrong(f"found `{written.text}`, expected a period", str(error)) from None


def name(value: object) -> Name:
    """The id of something defined elsewhere."""
    written = text(value, "an id")
    return Name(written.text.strip(), written.location)


def defined_id(value: object) -> str:
    """The id of something that is defined here: a key."""
    found = scalar(value, "an id").text
    if found in RESERVED_IDS:
        raise wrong(f"the id `{found}` is reserved", "choose another one")
    if not ID.fullmatch(found):
        raise wrong(
            f"found the id `{found}`, expected small letters, digits and `_`, a letter first", propose_id(found)
        )
    if len(found) > LONGEST_ID:
        raise wrong(f"found an id of {len(found)} characters, expected at most {LONGEST_ID}", "shorten it")
    return found


def propose_id(found: str) -> str:
    """The mend for an id of the wrong form."""
    proposed = re.sub(r"[^a-z0-9]+", "_", found.lower()).strip("_").lstrip("0123456789_")
    return f"write `{proposed}`" if ID.fullmatch(proposed) else "write it like `monthly_active_users`"


def free_text(value: object) -> str:
    """Whatever a site wrote in a field of its own, as written; the items of a list joined with commas."""
    if isinstance(value, list):
        return ", ".join(free_text(item) for item in value)
    return scalar(value, "text, a number or a list of them").text
