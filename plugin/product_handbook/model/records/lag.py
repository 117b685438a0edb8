"""How long it takes until a belief shows: a whole number of periods."""

import re
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import PlainValidator

from product_handbook.diagnostics.diagnostic import quoted
from product_handbook.formulas.periods import Cadence
from product_handbook.model.records.reading import kind_schema
from product_handbook.source.yaml.scalars import filled, wrong

_LAG: Final = re.compile(r"(?P<number>[0-9]{1,3})\s+(?P<word>[a-z]+)", re.IGNORECASE)
_CADENCES: Final[dict[str, Cadence]] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
}


@dataclass(frozen=True)
class Lag:
    """So many days, weeks, months, quarters or years."""

    number: int
    cadence: Cadence

    def __str__(self) -> str:
        return f"{self.number} {self.cadence}{'' if self.number == 1 else 's'}"


def lag(value: object) -> Lag:
    """What is written as `2 months`."""
    expected = "a time such as `2 months`"
    written = filled(value, expected)
    text = written.text.strip()
    form = _LAG.fullmatch(text)
    cadence = _CADENCES.get(form["word"].lower().removesuffix("s")) if form else None
    if form is None or cadence is None:
        help = f"write a whole number of days, weeks, months, quarters or years, such as `{_likely(text)}`"
        raise wrong("not_a_lag", f"found {quoted(text)}, expected {expected}", help)
    if not int(form["number"]):
        raise wrong("not_a_lag", f"found {quoted(text)}, which is at once", "write 1 or more, or delete the key")
    return Lag(int(form["number"]), cadence)


def _likely(text: str) -> Lag:
    number = re.search("[1-9][0-9]{0,2}", text)
    word = next((cadence for cadence in _CADENCES.values() if cadence in text.lower()), None)
    return Lag(int(number[0]) if number else 1 if word else 2, word or "month")


LagField = Annotated[Lag, PlainValidator(lag), kind_schema("lag", "string")]
