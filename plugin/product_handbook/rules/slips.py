"""The rule about numbers that are an order of magnitude away from their series, and what was probably meant."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.values.out_of_line import OutOfLine, is_share
from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.model.strategy import Subject
from product_handbook.rules.likely_numbers import by_a_power, in_words, is_near, percent_left_out, plain, times
from product_handbook.rules.plans_out_of_line import bounds_out_of_line, forecasts_out_of_line
from product_handbook.rules.rule import finding

ACCEPT: Final = "or accept the finding with what happened"

_WITH_POINT = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
_REST = re.compile(r"(?:,[0-9]{3}(?![0-9.]))+")


def value_out_of_line(analysis: Analysis, _: date) -> Iterator[Diagnostic]:
    """A number is an order of magnitude away from all others of its series.

    `41` after `41%`, `1.234` where 1234 was meant, dollars among thousands: such slips pass every other check, and the
    chart, the changes and the targets are wrong from then on. A value is found where it is about ten times the values
    before and after it, or a tenth of them, and the series does not jump like that by itself; one that grows steadily,
    begins small or was never steady is left alone, and nothing is compared across a break. Targets, bounds, baselines
    and forecasts are held against the values of their metric in the same way: a guardrail of 300% on a share of 2% can
    never be broken.

    To fix it, correct the number, or accept the finding and say what happened.
    """
    for id, found in analysis.out_of_line.items():
        for period, each in found.items():
            metric = analysis.strategy.metrics[id]
            message = f"{metric.title} is {in_words(metric, each.reported.value)} in {for_readers(period)}, "
            message += f"about {times(each.reported.value, each.usual, metric)} around it"
            subject = Subject("metric", id, metric)
            yield finding(subject, each.reported.location, message, f"{_meant(metric, each)}; {ACCEPT}")
    yield from bounds_out_of_line(analysis)
    yield from forecasts_out_of_line(analysis)


def _meant(metric: Metric, found: OutOfLine) -> str:
    """What to write in a cell: the likeliest of what may have been meant."""
    text, value, usual = found.reported.written.strip('" '), found.reported.value, found.usual
    if is_share(metric) and "%" not in text and is_near(value / 100, usual):
        return percent_left_out(value)
    if "%" in text and is_near(value * 100, usual):
        return f"write {plain(value.scaleb(4))}% if it was divided by a hundred twice"
    if _WITH_POINT.fullmatch(text) and is_near(value.scaleb(3), usual):
        return f"write {plain(value.scaleb(3))} if the point is to part thousands: here it begins the decimals"
    whole = _across_cells(text, found)
    if whole is not None:
        return f"write {whole} if `{text},{whole[len(text) :]}` is one number: a comma begins the next cell"
    return by_a_power(metric, value, usual)


def _across_cells(text: str, found: OutOfLine) -> str | None:
    """The number that goes on in the next cells, or in the note, after a comma that was to part its thousands."""
    rest = _REST.match(found.reported.next_to_it)
    if rest is None or not re.fullmatch(r"-?[0-9]{1,3}", text):
        return None
    groups = rest.group().split(",")[1:]
    wholes = (text + "".join(groups[:count]) for count in range(1, len(groups) + 1))
    return next((whole for whole in wholes if is_near(Decimal(whole), found.usual)), None)


def slip_behind(analysis: Analysis, metric: str, period: Period) -> str:
    """What to do about the value that is out of line: its own or an operand's; empty for none."""
    ahead, seen = [(metric, period)], set[tuple[str, Period]]()
    while ahead:
        each, at = ahead.pop()
        if slip := analysis.out_of_line.get(each, {}).get(at):
            title, place = analysis.strategy.metrics[each].title, slip.reported.location
            what = f"{title} is out of line with its series in {for_readers(at)}"
            return f"correct {place.path}, line {place.line}, first: {what}"
        seen.add((each, at))
        # A reported number is what the formula is computed with, whatever it is made of itself.
        if each == metric or not analysis.numbers.is_reported(each, at):
            below = [(use.metric, at.shifted(-use.lag)) for use in analysis.numbers.uses.get(each, ())]
            ahead += [pair for pair in reversed(below) if pair not in seen]
    return ""
