"""Where series break: from a period on their values are counted differently, and earlier ones cannot be compared.

A break holds upwards where numbers are computed: what comes from a broken operand is broken there too. A reported value
above keeps its own counting.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from product_handbook.formulas.expression import Reference
from product_handbook.formulas.periods import Cadence, FiscalYear, Period, period_around
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.reading import Prose


@dataclass(frozen=True)
class SeriesBreak:
    """A period from which a series is counted differently."""

    period: Period
    """Of the cadence of the series: the first one that cannot be compared with those before it."""
    metric: str
    """The metric whose files say so: that of the series, or one that it is computed from."""
    because: Prose
    """How it is counted from then on."""


def spread_breaks(
    metrics: Mapping[str, Metric],
    uses: Mapping[str, Iterable[Reference]],
    order: Iterable[str],
    calendar: tuple[Mapping[str, Cadence | None], FiscalYear | None],
    is_computed_from: Callable[[str, int], bool],
) -> Mapping[str, tuple[SeriesBreak, ...]]:
    """By metric, its breaks, the oldest first; one without any is not in it.

    The order has each metric after those that its formula needs, `is_computed_from` tells whether the first value of a
    metric, from the period of a number on, is computed.
    """
    found: dict[str, dict[int, SeriesBreak]] = {}
    cadences, fiscal = calendar
    for id in order:
        if cadence := cadences[id]:
            inherited = _inherited(id, uses.get(id, ()), found, calendar)
            carried = [each for each in inherited if is_computed_from(id, each.period.number)]
            # Its own come last: where both fall on one period, its own reason is the nearer one.
            own = [*carried, *_own(metrics[id], cadence, fiscal)]
            if own:
                found[id] = {each.period.number: each for each in own}
    return {id: tuple(breaks[number] for number in sorted(breaks)) for id, breaks in found.items()}


def _own(metric: Metric, cadence: Cadence, fiscal: FiscalYear | None) -> Iterator[SeriesBreak]:
    for period, because in metric.breaks.items():
        yield SeriesBreak(period_around(period.first_day, cadence, fiscal), metric.id, because)


def _inherited(
    id: str,
    uses: Iterable[Reference],
    found: Mapping[str, Mapping[int, SeriesBreak]],
    calendar: tuple[Mapping[str, Cadence | None], FiscalYear | None],
) -> Iterator[SeriesBreak]:
    """Those of its operands. A lagged one breaks it again where the operand's new counting comes in.

    A break inside a longer period, to which the operand is rolled up, breaks that one.

    A stock takes its own last value: whatever broke that stands in all later ones, which can be compared. So can what
    comes later than it in the order, since only a circle through time comes to it from there.
    """
    cadences, fiscal = calendar
    for use in uses:
        own = cadences[id]
        if use.roll and own:
            for each in found.get(use.metric, {}).values():
                yield replace(each, period=period_around(each.period.first_day, own, fiscal))
        elif cadences.get(use.metric) == own and use.metric != id:
            for each in found.get(use.metric, {}).values():
                yield SeriesBreak(each.period.shifted(use.lag), each.metric, each.because)
