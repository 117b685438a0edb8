"""Where series break: from a period on their values are counted differently, and earlier ones cannot be compared.

A break holds upwards where numbers are computed: what comes from a broken operand is broken there too. A reported value
above keeps its own counting.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from product_handbook.formulas.expression import Reference
from product_handbook.formulas.periods import Cadence, Period, period_around
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
    cadences: Mapping[str, Cadence | None],
    is_computed_from: Callable[[str, int], bool],
) -> Mapping[str, tuple[SeriesBreak, ...]]:
    """By metric, its breaks, the oldest first; one without any is not in it.

    The order has each metric after those that its formula needs, `is_computed_from` tells whether the first value of a
    metric, from the period of a number on, is computed.
    """
    found: dict[str, dict[int, SeriesBreak]] = {}
    for id in order:
        if cadence := cadences[id]:
            inherited = _inherited(id, uses.get(id, ()), found, cadences)
            carried = [each for each in inherited if is_computed_from(id, each.period.number)]
            # Its own come last: where both fall on one period, its own reason is the nearer one.
            own = [*carried, *_own(metrics[id], cadence)]
            if own:
                found[id] = {each.period.number: each for each in own}
    return {id: tuple(breaks[number] for number in sorted(breaks)) for id, breaks in found.items()}


def _own(metric: Metric, cadence: Cadence) -> Iterator[SeriesBreak]:
    for period, because in metric.breaks.items():
        yield SeriesBreak(period_around(period.first_day, cadence), metric.id, because)


def _inherited(
    id: str,
    uses: Iterable[Reference],
    found: Mapping[str, Mapping[int, SeriesBreak]],
    cadences: Mapping[str, Cadence | None],
) -> Iterator[SeriesBreak]:
    """Those of its operands. A lagged one breaks it again where the operand's new counting comes in.

    A stock takes its own last value: whatever broke that stands in all later ones, which can be compared. So can what
    comes later than it in the order, since only a circle through time comes to it from there.
    """
    for use in uses:
        if cadences.get(use.metric) == cadences[id] and use.metric != id:
            for each in found.get(use.metric, {}).values():
                yield SeriesBreak(each.period.shifted(use.lag), each.metric, each.because)
