"""The values of a strategy by metric and period for `handbook.json`, and how they agree with the formulas."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from product_handbook.analysis.attribution import explained
from product_handbook.analysis.values import reconciliation
from product_handbook.analysis.values import unavailable as unknown
from product_handbook.formulas.periods import Period
from product_handbook.model.reported import Reported
from product_handbook.site.handbook_json.document import (
    Change,
    Contribution,
    Feasibility,
    Gap,
    Reconciliation,
    Sensitivity,
    Values,
)
from product_handbook.site.handbook_json.numerals import digits, fraction, rounded
from product_handbook.site.handbook_json.places import Places

_iso = lru_cache(maxsize=4096)(str)
"""A period in ISO form; tens of thousands of values share a few dozen."""


def gather_values(places: Places) -> Iterator[tuple[str, Values]]:
    """The values of each metric that has any, by its id."""
    numbers = places.analysis.numbers
    for metric in numbers.metrics:
        periods, reported = numbers.periods(metric), numbers.reported.get(metric, {})
        cadence = numbers.cadences[metric]
        if cadence is None or not (periods or reported):
            continue
        yield (
            metric,
            Values(
                cadence=cadence,
                reported={_iso(period): digits(found.value) for period, found in reported.items()},
                computed=dict(_computed(places, metric, periods)),
                notes={_iso(period): found.note for period, found in reported.items() if found.note},
                restated={_iso(period): _before(found) for period, found in reported.items() if found.before},
                files=tuple(dict.fromkeys(_file(places, found) for found in reported.values())),
            ),
        )


def gather_reconciliation(places: Places) -> Iterator[tuple[str, Reconciliation]]:
    """How reported values agree with the formula, by the id of each metric that has both."""
    for metric in places.strategy.metrics:
        if found := places.analysis.reconciliations.get(metric):
            yield metric, _reconciliation(found)


def gather_changes(places: Places) -> Iterator[Change]:
    """The latest changes of every metric with a formula, divided."""
    return (_change(change) for changes in places.analysis.changes.values() for change in changes)


def _change(change: explained.ExplainedChange) -> Change:
    divided = Change(
        metric=change.metric,
        earlier=_iso(change.earlier),
        later=_iso(change.later),
        before=rounded(change.before) if isinstance(change.before, Decimal) else None,
        after=rounded(change.after) if isinstance(change.after, Decimal) else None,
        divided_among=change.depth,
        contributions=(),
        gaps=(),
    )
    found = change.explanation
    if isinstance(found, unknown.Unavailable):
        return divided.model_copy(update={"gaps": tuple(_gap(gap) for gap in found.reasons)})
    parts = tuple(_contribution(part) for part in found.contributions)
    update = {"method": found.method, "contributions": parts, "residual": fraction(found.residual)}
    return divided.model_copy(update=update)


def _contribution(part: explained.Contribution) -> Contribution:
    return Contribution(
        metric=part.metric,
        amount=fraction(part.amount),
        before=rounded(part.before) if isinstance(part.before, Decimal) else None,
        after=rounded(part.after) if isinstance(part.after, Decimal) else None,
        is_flow=part.is_flow,
        total=rounded(part.total),
        lags=part.lags,
    )


def gather_sensitivities(places: Places) -> Iterator[Sensitivity]:
    """What one percent more of each input does to the North Star and the business metric."""
    for found in places.analysis.sensitivities:
        effects = {root: rounded(effect) for root, effect in found.effects.items() if isinstance(effect, Decimal)}
        yield Sensitivity(metric=found.metric, effects=effects)


def gather_feasibilities(places: Places) -> Iterator[Feasibility]:
    """What the formulas give once the targets of the inputs are reached."""
    for metric, rows in places.analysis.feasibilities.items():
        for found in rows:
            yield Feasibility(
                metric=metric, due=_iso(found.due), target=rounded(found.target), implied=rounded(found.implied)
            )


def _computed(places: Places, metric: str, periods: Iterable[Period]) -> Iterator[tuple[str, str]]:
    numbers = places.analysis.numbers
    if metric in numbers.programs:
        for period in periods:
            value = numbers.computed(metric, period)
            if isinstance(value, Decimal):
                yield _iso(period), rounded(value)


def _before(found: Reported) -> tuple[str, ...]:
    return tuple(digits(earlier.value) for earlier in found.before)


def _file(places: Places, found: Reported) -> str:
    return places.handbook.docs_uri(found.source.path)


def _reconciliation(found: tuple[reconciliation.Reconciliation, ...]) -> Reconciliation:
    return Reconciliation(
        tolerance=digits(found[0].tolerance),
        agreement={_iso(each.period): each.agreement for each in found},
        difference={_iso(each.period): rounded(each.difference) for each in found if each.difference},
        gaps={
            _iso(each.period): tuple(_gap(gap) for gap in each.computed.reasons)
            for each in found
            if isinstance(each.computed, unknown.Unavailable)
        },
    )


def _gap(gap: unknown.UnavailableReason) -> Gap:
    period = None if gap.period is None else _iso(gap.period)
    return Gap(cause=gap.cause, metric=gap.metric, period=period, part=gap.part or None)
