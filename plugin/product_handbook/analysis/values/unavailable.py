"""Why a number is not there: it is never a guess and never zero."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from product_handbook.formulas.periods import Period

Cause = Literal[
    "not_reported",
    "not_ended",
    "division_by_zero",
    "root_of_negative",
    "too_large",
    "too_many_inputs",
    "broken_series",
]

MOST_REASONS = 8
"""How many causes are kept; whoever fixes these sees the next."""


@dataclass(frozen=True, slots=True)
class UnavailableReason:
    """What prevents a number, where it begins."""

    cause: Cause
    metric: str
    """The metric without a reported value, or whose formula cannot be computed."""
    period: Period | None = None
    """None for what holds in every period."""
    part: str = ""
    """The part of the formula that cannot be computed, as people type it."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The place of a number that cannot be had."""

    reasons: tuple[UnavailableReason, ...]
    """At least one, each once."""


MetricValue: TypeAlias = Decimal | Unavailable


def combined(unknowns: Iterable[Unavailable]) -> Unavailable:
    """Several reasons as one."""
    return Unavailable(
        tuple(dict.fromkeys(reason for unknown in unknowns for reason in unknown.reasons))[:MOST_REASONS]
    )
