"""Shares, units, formulas, changes, scores and levels: how each is read from a scalar, and its kind of field."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import PlainValidator

from product_handbook.diagnostics.diagnostic import Diagnostic, Span, quoted
from product_handbook.formulas.expression import Expression
from product_handbook.formulas.formula import read_formula
from product_handbook.formulas.periods import MONTHS
from product_handbook.formulas.unit_notation import read_unit
from product_handbook.formulas.units import Unit
from product_handbook.model.records.reading import decimal_in, kind_schema, number
from product_handbook.source.number_notation import is_plain
from product_handbook.source.yaml.nodes import Scalar
from product_handbook.source.yaml.scalars import FieldError, filled, scalar, wrong, wrong_kind

LOWEST_SCORE, HIGHEST_SCORE = -2, 3
LEVELS = 5
SHORTEST_NAME = 3
"""How many letters of a month tell it from the others."""

_WITH_BARE_UNIT = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)\s+(?P<unit>[a-z][\w/*^]*)", re.ASCII)
_AMOUNT = re.compile(r"\s*(?P<number>[^\[\]]*?)\s*\[(?P<unit>[^\]]*)\]\s*")
_POINTS = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)\s*(?:points?|pp|pts?)", re.ASCII | re.IGNORECASE)
_PERCENT = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)\s*(?:percent|per cent|pct)", re.ASCII | re.IGNORECASE)
_POINT_LIKE = re.compile(
    r"(?P<number>[-+]?\d+(?:\.\d+)?)\s*(?:%-?|percentage[ -]|percent )p\w*", re.ASCII | re.IGNORECASE
)
_COUNTED = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)\s*[^\W\d].*", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}", "-"))


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula: its parsed expression, and its text as written."""

    text: str
    expression: Expression
    written: Scalar

    @property
    def location(self) -> Span:
        """Where the formula starts."""
        return self.written.location


@dataclass(frozen=True)
class Amount:
    """A number with an optional unit of its own, such as `-0.02 [document/user/minute]`."""

    value: Decimal
    unit: Unit | None = None


@dataclass(frozen=True)
class Shift:
    """How far a metric moves: `2%` of its baseline, `2 points` of a share, or a number in its own unit."""

    value: Decimal
    """0.02 for `2%` and for `2 points`."""
    scale: Literal["relative", "points", "unit"]


UNREAD = Shift(Decimal(0), "unit")
"""Stands for a change that is missing or wrong, and a problem already: this very object, not one that equals it."""


def share(value: object) -> Decimal:
    """A number from 0 to 1, or a percentage."""
    found = number(value, "a share such as 1% or 0.01")
    if not 0 <= found <= 1:
        written = value.text if isinstance(value, Scalar) else str(found)
        raise wrong(
            "number_out_of_range",
            f"found {quoted(written)}, expected a share from 0% to 100%",
            "write one such as 1% or 0.01",
        )
    return found


def amount(value: object) -> Amount:
    """A number with an optional unit in brackets."""
    expected = "a number, with its unit in brackets if it has one"
    written = filled(value, expected)
    if bare := _WITH_BARE_UNIT.fullmatch(written.text):
        raise wrong(
            "not_a_number",
            f"found {quoted(written.text)}, expected {expected}",
            f"write {bare['number']} [{bare['unit']}]",
        )
    parts = _AMOUNT.fullmatch(written.text)
    if parts is None:
        return Amount(number(value, expected))
    is_number = is_plain(parts["number"])
    found = decimal_in(parts["number"], is_number=is_number, written=written, expected=expected)
    before = parts.start("unit")
    unit = read_unit(parts["unit"], lambda start, end: written.locate(before + start, before + end))
    if isinstance(unit, Diagnostic):
        raise FieldError(unit)
    return Amount(found, unit)


def unit(value: object) -> Unit:
    """A unit; `1` is the pure number."""
    written = filled(value, "a unit")
    _refuse_other_kinds(written, "a unit", "write words in the singular, such as `user` or `user/month`")
    found = read_unit(written.text, written.locate)
    if isinstance(found, Diagnostic):
        raise FieldError(found)
    return found


def formula(value: object) -> Formula:
    """A formula over metrics; a bare number is one too."""
    written = filled(value, "a formula")
    _refuse_other_kinds(
        written, "a formula", "write numbers in plain digits, and a difference with spaces around the `-`"
    )
    found = read_formula(written.text, written.locate)
    if isinstance(found, tuple):
        raise FieldError(*found)
    return Formula(written.text, found, written)


def _refuse_other_kinds(written: Scalar, expected: str, help: str) -> None:
    if written.kind in {"nothing", "boolean"}:
        raise wrong_kind(written, expected, f'if it is meant as a word, put it in quotes: "{written.text}"')
    if written.kind in {"odd_number", "date"}:
        raise wrong_kind(written, expected, help)


def shift(value: object) -> Shift:
    """A change: `2%` of the baseline, `2 points` of a share, or a number in the metric's unit."""
    expected = "a change such as `2%`, `2 points` or 0.1"
    written = filled(value, expected)
    if written.kind == "stand_in":
        return UNREAD
    text = written.text.strip()
    if points := _POINTS.fullmatch(text):
        return Shift(Decimal(points["number"]).scaleb(-2), "points")
    if likely := _likely(text):
        raise wrong("not_a_number", f"found {quoted(text)}, expected {expected}", f"write `{likely}`")
    if counted := _COUNTED.fullmatch(text):
        digits = counted["number"]
        help = f"write {digits} alone, which is in the unit of the metric, or `{digits}%` or `{digits} points`"
        raise wrong("not_a_number", f"found {quoted(text)}, expected {expected}", help)
    return Shift(number(value, expected), "relative" if text.endswith("%") else "unit")


def _likely(text: str) -> str:
    """The change that a text of another form means; empty where none can be told."""
    plain = text.translate(_DASHES)
    if points := _POINT_LIKE.fullmatch(plain):
        return f"{points['number']} points"
    if percent := _PERCENT.fullmatch(plain):
        return f"{percent['number']}%"
    return plain if plain != text and (plain.endswith("%") or _POINTS.fullmatch(plain)) else ""


def score(value: object) -> int:
    """A whole number from -2 to 3."""
    return _whole(value, "a score", LOWEST_SCORE, HIGHEST_SCORE)


def level(value: object) -> int:
    """A whole number from 1 to 5."""
    return _whole(value, "a level", 1, LEVELS)


def month(value: object) -> int:
    """The number of a month."""
    written = scalar(value, "a month from 1 to 12").text.strip()
    names = [
        name for name in MONTHS if len(written) >= SHORTEST_NAME and name.casefold().startswith(written.casefold())
    ]
    if names:
        help = f"write {MONTHS.index(names[0]) + 1} for {names[0]}"
        raise wrong("number_out_of_range", f"found {quoted(written)}, expected a month from 1 to 12", help)
    return _whole(value, "a month", 1, len(MONTHS))


def _whole(value: object, what: str, least: int, most: int) -> int:
    expected = f"{what} from {least} to {most}"
    written = scalar(value, expected)
    if written.kind == "stand_in":
        return least
    text = filled(value, expected).text.strip()
    if not re.fullmatch(r"[-+]?\d{1,3}", text, re.ASCII) or not least <= int(text) <= most:
        raise wrong(
            "number_out_of_range",
            f"found {quoted(text)}, expected {expected}",
            f"write a whole number from {least} to {most}",
        )
    return int(text)


NumberField = Annotated[Decimal, PlainValidator(number), kind_schema("number", "number", "string")]
ShareField = Annotated[Decimal, PlainValidator(share), kind_schema("share", "number", "string")]
AmountField = Annotated[Amount, PlainValidator(amount), kind_schema("number with unit", "number", "string")]
UnitField = Annotated[Unit, PlainValidator(unit), kind_schema("unit", "string", "number")]
FormulaField = Annotated[Formula, PlainValidator(formula), kind_schema("formula", "string", "number")]
ShiftField = Annotated[Shift, PlainValidator(shift), kind_schema("change", "number", "string")]
ScoreField = Annotated[int, PlainValidator(score), kind_schema("score", "integer")]
MonthField = Annotated[int, PlainValidator(month), kind_schema("month", "integer")]
LevelField = Annotated[int, PlainValidator(level), kind_schema("level", "integer")]
