"""Text, ids, days and numbers, each read from a scalar as it was written."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from pydantic import ValidationInfo, WithJsonSchema

from product_handbook.diagnostics.diagnostic import Diagnostic, Span, quoted
from product_handbook.formulas.period_notation import parse_period
from product_handbook.formulas.periods import FiscalYear, Period
from product_handbook.prose.document import Document, excess
from product_handbook.source.number_notation import is_plain, not_a_number, not_too_long, respelled, share_in
from product_handbook.source.yaml.nodes import Items, Located, Scalar
from product_handbook.source.yaml.scalars import FieldError, check_comment, filled, scalar, text, wrong, wrong_kind

ID = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_ID = 64
RESERVED_IDS = frozenset({"index", "min", "max", "mean"})
STAND_IN = "?"
"""The text of a required field that is missing, while the rest of its record is checked; no id has this form."""

_LIMIT = re.compile(r">\s*\d\S*")


@dataclass(frozen=True, eq=False)
class Prose:
    """Markdown text as somebody wrote it in a strategy file."""

    text: str
    written: Scalar

    @property
    def location(self) -> Span:
        """Where the text starts."""
        return self.written.location

    @cached_property
    def document(self) -> Document:
        """The text read as Markdown, its offsets those of the scalar."""
        return Document(self.written.text)


@dataclass(frozen=True, eq=False)
class Name:
    """The id of something defined elsewhere, and where it is named."""

    id: str
    written: Scalar

    @property
    def location(self) -> Span:
        """Where it is named."""
        return self.written.location

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, eq=False)
class Mention:
    """Something that is named by its kind and id, as links by id do: `metric:documents_per_user`."""

    kind: str
    id: str
    written: Scalar

    @property
    def location(self) -> Span:
        """Where it is named."""
        return self.written.location

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def plain(value: object) -> str:
    """Text on one line, its white space made single spaces."""
    return " ".join(text(value).text.split())


def prose(value: object) -> Prose:
    """Markdown text."""
    written = text(value)
    if found := excess(written.text):
        raise wrong("prose_too_large", f"found {found}", "write less here, or a page of its own that the text links to")
    return Prose(written.text.strip("\n"), written)


def word(value: object) -> str:
    """A word out of a few, still to be compared with them."""
    return filled(value, "a word").text.strip()


def entries(value: object) -> object:
    """Keys and values, of which there must be some after a key."""
    if isinstance(value, Located) and value.blank:
        raise wrong(
            "missing_value", "found nothing, expected keys and values", "write them below it, indented, or delete it"
        )
    return value


def free_text(value: object) -> str:
    """Whatever a site wrote in a field of its own, as written; the items of a list joined with commas."""
    if isinstance(value, list):
        return ", ".join(free_text(item) for item in value)
    return scalar(value, "text, a number or a list of them").text


def name(value: object) -> Name:
    """The id of something defined elsewhere."""
    if ids := [item.text for item in value if isinstance(item, Scalar)] if isinstance(value, Items) else []:
        help = f"write {' or '.join(map(quoted, ids))}, without brackets or dashes"
        raise wrong("wrong_shape", "found a list, expected one id", help)
    written = filled(value, "an id")
    if written.kind not in {"text", "stand_in"}:
        raise wrong_kind(written, "an id", "write a word, such as `growth`")
    check_comment(written)
    return Name(" ".join(written.text.split()), written)


def one_or_several(value: object) -> object:
    """A list, of which there must be something, or one thing as a list of it."""
    if not isinstance(value, list):
        return (value,)
    if not value:
        raise wrong("missing_value", "found an empty list, expected an id or several", "write one, or delete the key")
    return value


def mention(value: object) -> Mention:
    """A kind and an id, joined with a colon."""
    written = filled(value, "a kind and an id")
    kind, colon, id = written.text.strip().strip("[]").partition(":")
    if written.kind == "stand_in":
        return Mention("page", STAND_IN, written)
    if not colon or not id or id != id.strip() or " " in kind:
        found = f"found {quoted(written.text)}, expected a kind and an id"
        raise wrong(
            "invalid_id", found, "write them as links by id do, such as `metric:monthly_active_users` or `page:mission`"
        )
    return Mention(kind, id, written)


def several_cases(value: object) -> object:
    """A list, also of a single scalar that stands without brackets."""
    if isinstance(value, Located) and not value.blank and len(value) == 1:
        (key, inside), *_ = value.items()
        if isinstance(inside, Scalar):
            found = f"found {quoted(f'{key}: {inside.text}')}, which is a key and a value"
            raise wrong("wrong_shape", found, f"write `{key}:{inside.text}`, without a space")
    return [value] if isinstance(value, Scalar) or (isinstance(value, Located) and value.blank) else value


def case(value: object, info: ValidationInfo) -> Period | Mention:
    """Which of the things that a rule finds: a period, or a kind and an id."""
    expected = "a period, or a kind and an id"
    written = filled(value, expected)
    text = written.text.strip()
    if ":" in text and not text[:1].isdigit():
        return mention(value)
    if ID.fullmatch(text):
        help = f"write `metric:{text}` if it is a metric, or a period such as `2025-12`"
        raise wrong("not_a_period", f"found {quoted(text)}, expected {expected}", help)
    return period(value, info)


def no_word_but(expected: str, otherwise: str) -> Callable[[object], object]:
    """Reads one word as nothing, and leaves keys and values to their record."""

    def read(value: object) -> object:
        if isinstance(value, Located) and not value.blank:
            return value
        if not isinstance(value, Scalar | Located):
            return value
        text = "" if isinstance(value, Located) else value.text.strip()
        if text != expected:
            found = quoted(text) if text else "nothing"
            raise wrong("unknown_word", f"found {found}, expected `{expected}` or {otherwise}", f"write `{expected}`")
        return None

    return read


def defined_id(value: object) -> str:
    """The id of something that is defined here: a key."""
    found = scalar(value, "an id").text
    if found in RESERVED_IDS:
        raise wrong(
            "invalid_id",
            f"found the id `{found}`, which has a meaning of its own in formulas or addresses",
            "choose another",
        )
    if not ID.fullmatch(found):
        expected = "expected a small letter first, then small letters, digits and `_`"
        raise wrong(
            "invalid_id",
            f"found {f'the id {quoted(found)}' if found else 'an empty id'}, {expected}",
            _help_for_id(found),
        )
    if len(found) > LONGEST_ID:
        raise wrong(
            "invalid_id", f"found an id of {len(found)} characters, expected at most {LONGEST_ID}", "shorten it"
        )
    return found


def likely_id(found: str) -> str:
    """The id that a text of the wrong form is nearest to; empty where there is none."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", found)
    letters = (
        letter for letter in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(letter)
    )
    likely = re.sub(r"[\W_]+", "_", "".join(letters)).strip("_")[:LONGEST_ID]
    return likely if ID.fullmatch(likely) and likely not in RESERVED_IDS else ""


def day(value: object) -> date:
    """A calendar date."""
    written = filled(value, "a date")
    try:
        found = parse_period(written.text)
    except ValueError as error:
        help = str(error) if re.fullmatch(r"\d{4}-\d\d-\d\d", written.text) else ""
        raise _no_date(written, help) from None
    if found.cadence != "day":
        raise _no_date(written, "")
    return found.first_day


def _no_date(written: Scalar, help: str) -> FieldError:
    return wrong(
        "not_a_date",
        f"found {quoted(written.text)}, expected a date",
        help or "write year-month-day, such as 2027-03-31",
    )


def period(value: object, info: ValidationInfo) -> Period:
    """A period in ISO form, or one of the fiscal year that the context of the validation holds."""
    fiscal = info.context if isinstance(info.context, FiscalYear) else None
    written = filled(value, "a period")
    if re.match(r"(?:\d|FY)[\dHQW-]*:\S", written.text):
        raise wrong("not_a_period", f"found {quoted(written.text)}, expected a period", "put a space after the colon")
    try:
        if written.text == written.text.strip():
            return parse_period(written.text, fiscal)
        raise ValueError(f"write {quoted(written.text)} without spaces around it")
    except ValueError as error:
        raise wrong("not_a_period", f"found {quoted(written.text)}, expected a period", str(error)) from None


def number(value: object, expected: str = "a number") -> Decimal:
    """A number as written, exactly; `41%` is 0.41."""
    if isinstance(value, Scalar) and (limit := _limit(value)):
        raise _not_a_number(value, limit, expected)
    written = filled(value, expected)
    is_number = not written.style and written.kind == "number"
    return decimal_in(written.text.strip(), is_number=is_number, written=written, expected=expected)


def _limit(written: Scalar) -> str:
    """The limit that somebody meant by `>5`, to YAML the sign of a text below that is indented by five spaces."""
    limit = _LIMIT.match(written.source.text, written.start) if written.style == ">" else None
    return "" if limit is None or written.text.strip() else limit.group()


def decimal_in(digits: str, *, is_number: bool, written: Scalar, expected: str) -> Decimal:
    """The number that digits stand for, with or without a percent sign."""
    found = share_in(digits)
    if found is None and not is_number:
        raise _not_a_number(written, digits, expected)
    number = not_too_long(Decimal(digits) if found is None else found, expected)
    if isinstance(number, Diagnostic):
        raise FieldError(number)
    return number


def _not_a_number(written: Scalar, found: str, expected: str) -> FieldError:
    if written.style and is_plain(found):
        return wrong(
            "not_a_number", f"found the text `{found}`, expected {expected}", f"write it without quotes: {found}"
        )
    problem = respelled(found, expected)
    if problem is None and written.kind == "odd_number" and not written.style:
        return wrong_kind(written, expected, "write it in plain digits, such as 12 or 0.05")
    return FieldError(problem or not_a_number(found, expected))


def _help_for_id(found: str) -> str:
    if re.match(r"[a-z0-9_]+:\S", found):
        return "put a space after the colon"
    return f"write `{likely}`" if (likely := likely_id(found)) else "write one such as `monthly_active_users`"


def kind_schema(kind: str, *types: str) -> WithJsonSchema:
    """The JSON Schema of a kind of field, which the reference pages call as it says."""
    return WithJsonSchema({"type": types[0] if len(types) == 1 else list(types), "x-kind": kind})


def extent(value: object) -> Decimal:
    """A share that may be more than all, such as `5%` or `120%`."""
    found = number(value, "a share such as 5%")
    is_percent = isinstance(value, Scalar) and "%" in value.text
    if found < 0 or (found > 1 and not is_percent):
        help = "write one from 0%" if found < 0 else f"write {found:f}% if that is meant, else {found.scaleb(2):f}%"
        raise wrong("number_out_of_range", f"found `{found:f}`, expected a share such as 5%", help)
    return found
