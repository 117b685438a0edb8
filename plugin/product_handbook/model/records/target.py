"""What a metric should reach in a period: a number, and how it is meant, or a band."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, PlainValidator, ValidationInfo, WithJsonSchema

from product_handbook.diagnostics.diagnostic import quoted
from product_handbook.diagnostics.suggest import closest_match
from product_handbook.formulas.periods import Period
from product_handbook.model.records import reading
from product_handbook.source.yaml.nodes import Items, Key, Located, Scalar, Value
from product_handbook.source.yaml.scalars import FieldError, scalar, wrong

ALWAYS: Final = "always"
"""The key of a standing goal, which each complete period is held against."""
Meaning = Literal["level", "latest", "total", "average", "between"]
"""`level` is a plain number; `latest` says of one for a longer period that it is the level at the end of that."""
_MEANINGS: tuple[Meaning, ...] = ("latest", "total", "average", "between")


@dataclass(frozen=True, eq=False)
class Target:
    """A number to be reached, or a band to be within, in the unit of the metric (of a total, times its cadence)."""

    meaning: Meaning
    low: Decimal
    high: Decimal
    """The same number but for a band."""
    written: Scalar

    @property
    def number(self) -> Decimal | None:
        """What is to be reached; None for a band."""
        return None if self.meaning == "between" else self.low

    @property
    def is_level(self) -> bool:
        """Whether it is about the value of one period."""
        return self.meaning in {"level", "latest"}


@dataclass(frozen=True)
class DatedTarget:
    """A target with the period of the metric's cadence in which it is due."""

    period: Period
    due: Period
    target: Target

    @property
    def inside(self) -> Sequence[Period]:
        """The periods of the metric's cadence from the first to the last day of the target's, the oldest first."""
        first, last = self.due.around(self.period.first_day), self.due.around(self.period.last_day)
        return [first.shifted(step) for step in range(last.number - first.number + 1)]


def target(value: object) -> Target:
    """A number as it stands, or `{latest: 5}`, `{total: 5}`, `{average: 5}` or `{between: [2, 3]}`."""
    if not isinstance(value, Located) or value.blank:
        return _level(value)
    if len(value) != 1:
        found = f"found {len(value)} keys, expected one of `latest`, `total`, `average` and `between`"
        raise wrong("wrong_shape", found, "keep the one that is meant, such as {total: 12500}", value.location)
    ((key, inside),) = value.items()
    meaning = next((meaning for meaning in _MEANINGS if meaning == key), None)
    if meaning is None:
        near = closest_match(key, _MEANINGS)
        help = f"did you mean `{near}`?" if near else "write one of `latest`, `total`, `average` and `between`"
        raise wrong("unknown_key", f"found the unknown key {quoted(key)} in a target", help, key.written.location)
    low, high = _band(inside, key) if meaning == "between" else (reading.number(inside),) * 2
    return Target(meaning, low, high, key.written)


def _level(value: object) -> Target:
    try:
        number = reading.number(value)
    except FieldError as error:
        (problem,) = error.diagnostics
        if problem.code == "not_a_number" and not re.search(r"\d", scalar(value, "a number").text):
            help = f"{problem.help}; where there is no number, write `no_target:` with the reason in place of `targets`"
            raise FieldError(replace(problem, help=help)) from None
        raise
    return Target("level", number, number, scalar(value, "a number"))


def _band(value: Value, key: Key) -> Sequence[Decimal]:
    if not isinstance(value, Items) or len(value) != len(("low", "high")):
        found = "found no list of two numbers after `between`, expected the lowest and the highest value"
        raise wrong("wrong_shape", found, "write them in brackets, such as [2, 3]", key.written.location)
    low, high = (reading.number(item) for item in value)
    if low > high:
        found = f"the range runs from {low} down to {high}"
        raise wrong("contradiction", found, "write the lowest value first", key.written.location)
    return low, high


def due(value: object, info: ValidationInfo) -> Period | Literal["always"]:
    """The period of a target, or `always`."""
    written = scalar(value, "a period or `always`").text.strip()
    if written != ALWAYS and closest_match(written, [ALWAYS]):
        raise wrong("not_a_period", f"found {quoted(written)}, expected a period or `always`", "write `always`")
    return ALWAYS if written == ALWAYS else reading.period(value, info)


def entries(value: object) -> object:
    """Targets by period; a number alone is no target until it says when."""
    if isinstance(value, Scalar) and value.text.strip() and value.kind not in {"broken", "stand_in"}:
        found = f"found {quoted(value.text)}, expected targets by period"
        dated = f"{{2027-06: {value.text}}}"
        help = f"write {{always: {value.text}}} for a standing goal, or a period with it, such as {dated}"
        raise wrong("wrong_shape", found, help)
    return reading.entries(value)


TargetField = Annotated[
    Target,
    PlainValidator(target),
    WithJsonSchema({"type": ["number", "string", "object"], "x-kind": "target"}),
]
DueField = Annotated[
    Period | Literal["always"],
    PlainValidator(due),
    WithJsonSchema({"type": "string", "x-kind": "period or always"}),
]
TargetsField = Annotated[Mapping[DueField, TargetField], BeforeValidator(entries)]
