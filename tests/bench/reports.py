"""Reported values of the metrics of a forest: 60 months, with growth, seasons and noise, and a few that are off.

Each value follows from those that are written, as a reader of the handbook would compute it, so that the reported ones
agree with their formulas to the digits that they are written with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from math import cos, pi
from random import Random

from forest import Forest, Metric

MONTHS = tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(2021 * 12 + 10, 2026 * 12 + 10))
"""The five years that end with October 2026, the oldest month first."""
COMPUTED_REPORTED = 0.5
"""How many of the metrics with a formula are reported too."""
OFF = 0.08
"""How many of those are off their formulas, in one month."""
PLANNED = 0.1
"""How many of the metrics are planned, where nothing that is live would lose its values with them."""
OPENING = 10
"""How many months of what comes in a stock has at first."""

_ARITHMETIC = Context(prec=40)

Series = list[Decimal | None]
"""A value for each of `MONTHS`; None where there is none."""


@dataclass(frozen=True)
class Reports:
    """What is known of each metric."""

    written: dict[str, Series]
    """What the files of values hold; a metric that nobody reports is not in it."""
    values: dict[str, Series]
    """Those, and what the formulas give where nothing is written."""
    planned: set[str]
    """The metrics that owe no values, since they are not measured yet."""


def report(forest: Forest, random: Random) -> Reports:
    """The values of a forest, each metric after those that its formula names."""
    reports = Reports({}, {}, _planned(forest, random))
    for metric in sorted(forest.metrics.values(), key=lambda metric: -metric.level):
        if metric.id in reports.planned:
            continue
        found = _leaf(metric, random) if metric.kind == "leaf" else _computed(metric, reports.values)
        reports.values[metric.id] = found
        if metric.kind in {"leaf", "stock"} or random.random() < COMPUTED_REPORTED:
            reports.written[metric.id] = reports.values[metric.id] = _written(metric, found, random)
    return reports


def _planned(forest: Forest, random: Random) -> set[str]:
    """Some of the leaves that move others by belief alone, or nothing."""
    needed = {operand for metric in forest.metrics.values() for operand in metric.operands}
    leaves = [metric.id for metric in forest.metrics.values() if metric.kind == "leaf" and metric.level > 1]
    return {id_ for id_ in leaves if id_ not in needed and random.random() < PLANNED}


def _leaf(metric: Metric, random: Random) -> Series:
    """A level that grows or shrinks by at most a fifth a year, with a season and noise."""
    counted, per = metric.quantity
    if not counted:
        low, high = 0.02 if per else 0.4, 0.08 if per else 0.95
        level, growth, season = random.uniform(low, high), random.uniform(-0.01, 0.01), 0.0
    else:
        low, high = (3.3, 5.2) if per == "month" else (0.5, 1.5) if counted == "USD" else (-0.5, 0.5)
        level = 10 ** random.uniform(low, high)
        growth, season = random.uniform(-0.1, 0.2), random.uniform(0, 0.08)
    turn = random.uniform(0, 2 * pi)
    shape = (
        level
        * (1 + growth) ** (month / 12)
        * (1 + season * cos(month * pi / 6 + turn))
        * (1 + random.uniform(-0.02, 0.02))
        for month in range(len(MONTHS))
    )
    return [_rounded(metric, Decimal(repr(value))) for value in shape]


def _computed(metric: Metric, values: dict[str, Series]) -> Series:
    operands = [values[operand] for operand in metric.operands]
    if metric.kind == "stock":
        return _stock(metric, *operands)
    if metric.kind == "return":
        operands[0] = [None, *operands[0][:-1]]
    return [
        None if None in row else _result(metric, [value for value in row if value is not None])
        for row in zip(*operands, strict=True)
    ]


def _result(metric: Metric, operands: Sequence[Decimal]) -> Decimal:
    first, *others = operands
    for operand in others:
        if metric.kind == "sum":
            first = _ARITHMETIC.add(first, operand)
        elif metric.kind == "quotient":
            first = _ARITHMETIC.divide(first, operand)
        else:
            first = _ARITHMETIC.multiply(first, operand)
    return first


def _stock(metric: Metric, new: Series, lost: Series) -> Series:
    """From an opening that no month brings below nothing, each month from what was written for the one before."""
    flows = [(came or Decimal(), went or Decimal()) for came, went in zip(new, lost, strict=True)]
    level = _rounded(metric, OPENING * flows[0][0] + sum((went for _, went in flows), Decimal()))
    found: Series = [level]
    for came, went in flows[1:]:
        level = _rounded(metric, level + came - went)
        found.append(level)
    return found


def _written(metric: Metric, found: Series, random: Random) -> Series:
    """What somebody reports: rounded, and now and then a month that is off."""
    written: Series = [None if value is None else _rounded(metric, value) for value in found]
    if metric.kind not in {"leaf", "stock"} and random.random() < OFF:
        month = random.randrange(1, len(MONTHS))
        wrong = written[month]
        written[month] = None if wrong is None else _rounded(metric, wrong * Decimal("1.04"))
    return written


def _rounded(metric: Metric, value: Decimal) -> Decimal:
    """With the digits that people report: money to the cent, anything else with four digits or as a whole number."""
    cents = metric.quantity == ("USD", "month")
    places = 2 if cents else max(3 - value.adjusted(), 0)
    return _ARITHMETIC.quantize(value, Decimal(1).scaleb(-places))
