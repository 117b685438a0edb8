"""Whether the guardrails of the North Star are kept: each against the latest value of its metric, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Literal

from product_handbook.analysis.values.numbers import Numbers
from product_handbook.formulas.periods import Period
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.north_star import Guardrail

Verdict = Literal["broken", "not_measured", "kept"]
"""In the order in which readers are told."""
_ORDER: tuple[Verdict, ...] = ("broken", "not_measured", "kept")


@dataclass(frozen=True)
class GuardrailStatus:
    """Where a metric stands with its bounds; one at a bound is still within."""

    guardrail: Guardrail
    metric: Metric
    value: Decimal | None = None
    latest: Period | None = None
    """The period of the value, which has ended; None for a constant too."""
    since: Period | None = None
    """The first of the periods up to the latest, one after the other and counted alike, that have its verdict."""

    @property
    def status(self) -> Verdict:
        """Whether the latest value is within the bounds."""
        if self.value is None:
            return "not_measured"
        return "kept" if self.broken_bound is None else "broken"

    @property
    def bounds(self) -> Mapping[str, Decimal]:
        """The lowest and the highest value that is all right, by the field that says so."""
        written = {"at_least": self.guardrail.at_least, "at_most": self.guardrail.at_most}
        return {field: bound for field, bound in written.items() if bound is not None}

    @cached_property
    def broken_bound(self) -> str | None:
        """The field of the bound that the latest value is beyond."""
        return None if self.value is None else _beyond(self.guardrail, self.value)


def guardrail_statuses(numbers: Numbers, guardrails: tuple[Guardrail, ...]) -> tuple[GuardrailStatus, ...]:
    """Broken ones first, then those without a value, each in the order of the file; one of a retired metric is none."""
    metrics = numbers.metrics
    held = [(each, metrics[each.metric.id]) for each in guardrails if not metrics[each.metric.id].is_retired]
    found = [_status(numbers, guardrail, metric) for guardrail, metric in held]
    return tuple(sorted(found, key=lambda status: _ORDER.index(status.status)))


def _status(numbers: Numbers, guardrail: Guardrail, metric: Metric) -> GuardrailStatus:
    constant, latest = numbers.constants.get(metric.id), numbers.latest(metric.id)
    if isinstance(constant, Decimal):
        return GuardrailStatus(guardrail, metric, constant)
    if latest is None:
        return GuardrailStatus(guardrail, metric)
    found = numbers.value(metric.id, latest)
    value = found if isinstance(found, Decimal) else None
    return GuardrailStatus(guardrail, metric, value, latest, _since(numbers, guardrail, metric.id))


def _since(numbers: Numbers, guardrail: Guardrail, metric: str) -> Period:
    """The first period of the last run whose values are all beyond a bound, or all within."""
    *_, latest = known = numbers.periods(metric)
    is_broken = _is_broken(numbers, guardrail, metric, latest)
    back = takewhile(
        lambda pair: (
            pair[1].number == pair[0].number - 1
            and numbers.break_between(metric, pair[1], pair[0]) is None
            and _is_broken(numbers, guardrail, metric, pair[1]) == is_broken
        ),
        pairwise(reversed(known)),
    )
    return next(reversed([earlier for _, earlier in back]), latest)


def _is_broken(numbers: Numbers, guardrail: Guardrail, metric: str, period: Period) -> bool:
    value = numbers.value(metric, period)
    return isinstance(value, Decimal) and _beyond(guardrail, value) is not None


def _beyond(guardrail: Guardrail, value: Decimal) -> str | None:
    if guardrail.at_least is not None and value < guardrail.at_least:
        return "at_least"
    return "at_most" if guardrail.at_most is not None and value > guardrail.at_most else None
