"""Numbers, units and formulas, each read from a scalar as it was written."""

import re
from decimal import Decimal

from pydantic_core import PydanticCustomError

from product_handbook.diagnostics.problem import Location
from product_handbook.diagnostics.quoting import quoted
from product_handbook.formulas.formula import FormulaError, mistakes
from product_handbook.formulas.formula import parse as parse_formula
from product_handbook.formulas.units import Unit, UnitError
from product_handbook.formulas.units import parse as parse_unit
from product_handbook.model.records.reading import Amount, Formula, filled, wrong, wrong_kind
from product_handbook.source.number_notation import (
    NumberError,
    is_plain,
    not_a_number,
    not_too_long,
    respelled,
    share_in,
)
from product_handbook.source.yaml.nodes import Scalar

_WITH_BARE_UNIT = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)\s+(?P<unit>[a-z][\w/*^]*)", re.ASCII)
_LIMIT = re.compile(r">\s*\d\S*")
_AMOUNT = re.compile(r"\s*(?P<number>[^\[\]]*?)\s*\[(?P<unit>[^\]]*)\]\s*")


def number(value: object, expected: str = "a number") -> Decimal:
    """A number as written, exactly; `41%` is 0.41."""
    if isinstance(value, Scalar) and (limit := _limit(value)):
        raise _not_a_number(value, limit, expected)
    written = filled(value, expected)
    is_number = not written.style and written.kind == "number"
    return _decimal(written.text.strip(), is_number=is_number, written=written, expected=expected)


def _limit(written: Scalar) -> str:
    """The limit that somebody meant by `>5`, to YAML the sign of a text below that is indented by five spaces."""
    limit = _LIMIT.match(written.source.text, written.start) if written.style == ">" else None
    return "" if limit is None or written.text.strip() else limit.group()


def _decimal(digits: str, *, is_number: bool, written: Scalar, expected: str) -> Decimal:
    """The number that digits stand for, with or without a percent sign."""
    found = share_in(digits)
    if found is None and not is_number:
        raise _not_a_number(written, digits, expected)
    try:
        return not_too_long(Decimal(digits) if found is None else found, expected)
    except NumberError as error:
        raise wrong(error.message, error.help) from None


def _not_a_number(written: Scalar, found: str, expected: str) -> PydanticCustomError:
    if written.style and is_plain(found):
        return wrong(f"found the text `{found}`, expected {expected}", f"write it without quotes: {found}")
    error = respelled(found, expected)
    if error is None and written.kind == "odd_number" and not written.style:
        return wrong_kind(written, expected, "write it in plain digits, such as 12 or 0.05")
    error = error or not_a_number(found, expected)
    return wrong(error.message, error.help)


def share(value: object) -> Decimal:
    """A number from 0 to 1, or a percentage."""
    found = number(value, "a share such as 1% or 0.01")
    if not 0 <= found <= 1:
        written = value.text if isinstance(value, Scalar) else str(found)
        raise wrong(f"found {quoted(written)}, expected a share from 0% to 100%", "write one such as 1% or 0.01")
    return found


def amount(value: object) -> Amount:
    """A number with an optional unit in brackets."""
    expected = "a number, with its unit in brackets if it has one"
    written = filled(value, expected)
    if bare := _WITH_BARE_UNIT.fullmatch(written.text):
        raise wrong(f"found {quoted(written.text)}, expected {expected}", f"write {bare['number']} [{bare['unit']}]")
    parts = _AMOUNT.fullmatch(written.text)
    if parts is None:
        return Amount(number(value, expected))
    is_number = is_plain(parts["number"])
    found = _decimal(parts["number"], is_number=is_number, written=written, expected=expected)
    try:
        return Amount(found, parse_unit(parts["unit"]))
    except UnitError as error:
        raise wrong(error.message, error.help, written.locate(parts.start("unit") + error.span.start)) from None


def unit(value: object) -> Unit:
    """A unit; `1` is the pure number."""
    written = filled(value, "a unit")
    _refuse_other_kinds(written, "a unit", "write words in the singular, such as `user` or `user/month`")
    try:
        return parse_unit(written.text)
    except UnitError as error:
        raise wrong(error.message, error.help, written.locate(error.span.start)) from None


def formula(value: object) -> Formula:
    """A formula over metrics; a bare number is one too."""
    written = filled(value, "a formula")
    _refuse_other_kinds(
        written, "a formula", "write numbers in plain digits, and a difference with spaces around the `-`"
    )
    try:
        return Formula(written.text, parse_formula(written.text), written)
    except FormulaError:
        found = [(error.message, error.help, written.locate(error.span.start)) for error in mistakes(written.text)]
        raise _all_wrong(*found) from None


def _all_wrong(first: tuple[str, str, Location], *more: tuple[str, str, Location]) -> PydanticCustomError:
    """The error of a reader that found several mistakes, each with its message, its fix and its place."""
    message, help, place = first
    return PydanticCustomError("wrong", "{text}", {"text": message, "help": help, "place": place, "more": more})


def _refuse_other_kinds(written: Scalar, expected: str, help: str) -> None:
    if written.kind in {"nothing", "boolean"}:
        raise wrong_kind(written, expected, f'if it is meant as a word, put it in quotes: "{written.text}"')
    if written.kind in {"odd_number", "date"}:
        raise wrong_kind(written, expected, help)
