"""Checks of targets: whether each can be read in one way only, and whether they agree with each other."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.expression import references
from product_handbook.formulas.periods import Cadence, Period, period_around
from product_handbook.formulas.units import Unit
from product_handbook.model.records import Metric, Move
from product_handbook.model.records.quantities import UNREAD
from product_handbook.model.records.target import Target
from product_handbook.model.reported import Series
from product_handbook.model.strategy import PartialStrategy

TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
"""The words of a unit that make a flow of it where they stand below the line."""


def check_targets(parts: PartialStrategy) -> Iterator[Diagnostic]:
    """A problem for each target, and each change of a bet, that could be misread, and for those that disagree."""
    cadences = told_cadences(parts.metrics, parts.reported)
    for metric in parts.metrics.values():
        yield from _beside(metric)
        yield from _standing(metric)
        if cadence := cadences.get(metric.id):
            for period, target in metric.dated_targets.items():
                yield from _meaning(metric, cadence, period, target)
            yield from _conflicts(metric, cadence)
    for bet in parts.bets.values():
        for move in bet.moves:
            if (id := move.metric.id) in cadences:
                yield from _move(move, parts.metrics[id], cadences[id])


def told_cadences(metrics: Mapping[str, Metric], reported: Mapping[str, Series]) -> Mapping[str, Cadence]:
    """How often each metric has a value: as it says, else as its values are, else as what it is computed from."""
    found = {
        id: cadence
        for id, metric in metrics.items()
        if (cadence := metric.cadence or next((period.cadence for period in reported.get(id, ())), None))
    }
    above: dict[str, list[str]] = {}
    for id, metric in metrics.items():
        for use in references(metric.formula.expression) if metric.formula is not None else ():
            above.setdefault(use.metric, []).append(id)
    queue = list(found)
    for id in queue:
        fresh = [each for each in above.get(id, ()) if each not in found]
        found.update(dict.fromkeys(fresh, found[id]))
        queue.extend(dict.fromkeys(fresh))
    return found


def _beside(metric: Metric) -> Iterator[Diagnostic]:
    if metric.targets and metric.no_target is not None:
        found = f"`{metric.id}` says why it has no target, and has targets"
        yield Diagnostic("contradiction", metric.place_of("no_target"), found, "delete one of the two")


def _standing(metric: Metric) -> Iterator[Diagnostic]:
    """A standing goal that is no level, and dated targets that ask for less than it."""
    standing = metric.standing_target
    if standing is None:
        return
    if standing.meaning not in {"level", "between"}:
        found = f"a standing goal is held against each period, and has no {standing.meaning}"
        help = "write `always:` with a number or {between: [...]}, or put a period in its place"
        yield Diagnostic("target_meaning", standing.written.location, found, help)
        return
    for period, target in metric.dated_targets.items():
        if target.is_level and _asks_less(metric, target.low, standing):
            found = (
                f"the target of `{metric.id}` for {period} asks for {_text(target)}, less than the standing one of "
                f"{_text(standing)}"
            )
            help = "let the one for the period ask for more, or `always` for less"
            yield Diagnostic("conflicting_targets", target.written.location, found, help)


def _asks_less(metric: Metric, number: Decimal, standing: Target) -> bool:
    if standing.meaning == "between":
        return not standing.low <= number <= standing.high
    return {"increase": number < standing.low, "decrease": number > standing.low}.get(metric.aim or "", False)


def _meaning(metric: Metric, cadence: Cadence, period: Period, target: Target) -> Iterator[Diagnostic]:
    """A number for a longer period that may be a level or a total, and a total or an average that there is not."""
    first, last = period_around(period.first_day, cadence), period_around(period.last_day, cadence)
    if target.meaning == "level" and first != last and (metric.unit is None or _is_flow(metric.unit)):
        found = (
            f"{_text(target)} stands for all of {period}, but `{metric.id}` is reported for each {cadence}, so it "
            "could be a level or a sum"
        )
        yield Diagnostic("ambiguous_target", target.written.location, found, _meanings(metric, cadence, period, target))
    if target.meaning == "total" and (why := _no_total(metric, cadence)):
        help = f"write {{latest: {_text(target)}}} for the level at the end, or {{average: ...}}"
        yield Diagnostic("target_meaning", target.written.location, f"{why}, so it has no total", help)
    if target.meaning in {"total", "average"} and (first.first_day, last.last_day) != (
        period.first_day,
        period.last_day,
    ):
        found = f"{period} does not consist of whole {cadence}s, so `{metric.id}` has no {target.meaning} of it"
        help = f"write a period that does, or {{latest: ...}} for the level in the {cadence} in which it ends"
        yield Diagnostic("target_meaning", target.written.location, found, help)


def _meanings(metric: Metric, cadence: Cadence, period: Period, target: Target) -> str:
    number, last = _text(target), period_around(period.last_day, cadence)
    average = f"`{period}: {{average: {number}}}` for the mean of its {cadence}s"
    if _no_total(metric, cadence):
        more = "; for a total, give it a unit first, such as `unit: order/month`" if metric.unit is None else ""
        return f"write `{last}: {number}` for the level at the end, or {average}{more}"
    total = f"`{period}: {{total: {number}}}` for the sum of its {cadence}s"
    return f"write `{last}: {number}` for the level at the end, {total}, or {average}"


def _no_total(metric: Metric, cadence: Cadence) -> str:
    """Why the values of a metric are not added up over time; empty where they are."""
    if metric.formula is not None and any(use.metric == metric.id for use in references(metric.formula.expression)):
        return f"`{metric.id}` is a stock, whose formula holds its own earlier value"
    if metric.unit is None:
        return f"`{metric.id}` has no unit that says it is counted by {cadence}"
    if dict(metric.unit.powers).get(cadence) != -1:
        return f"`{metric.id}` is counted in {metric.unit}, not by {cadence}"
    return ""


def _is_flow(unit: Unit) -> bool:
    return any(exponent < 0 and word in TIMES for word, exponent in unit.powers)


def _conflicts(metric: Metric, cadence: Cadence) -> Iterator[Diagnostic]:
    """Targets that say different things of the same period."""
    seen: dict[tuple[str, object], tuple[Period, Target]] = {}
    for period, target in metric.dated_targets.items():
        key = _about(period, target, cadence)
        before = seen.setdefault(key, (period, target))
        if (before[1].low, before[1].high) != (target.low, target.high):
            when = f"fall on the same {cadence} of" if key[0] == "level" else f"name the same {target.meaning} of"
            found = f"`{before[0]}` and `{period}` {when} `{metric.id}`, with {_text(before[1])} and {_text(target)}"
            yield Diagnostic("conflicting_targets", target.written.location, found, "keep the one that is meant")


def _about(period: Period, target: Target, cadence: Cadence) -> tuple[str, object]:
    """What a target is about: the level of one period, or the total or average of some."""
    if target.meaning in {"total", "average"}:
        return target.meaning, (period.first_day, period.last_day)
    return "level", period_around(period.last_day, cadence)


def _move(move: Move, metric: Metric, cadence: Cadence) -> Iterator[Diagnostic]:
    """A change in the unit of a flow by the end of a longer period, which may be meant for all of that."""
    if move.by is None or move.low is UNREAD or move.low.scale != "unit":
        return
    last = period_around(move.by.last_day, cadence)
    is_longer = period_around(move.by.first_day, cadence) != last
    if is_longer and (metric.unit is None or _is_flow(metric.unit)):
        found = (
            f"`{metric.id}` is reported for each {cadence}, so its change by {move.by} could be that of one {cadence} "
            "or of all of them"
        )
        help = f"write `by: {last}`, the {cadence} in which it is to be seen, and the change of one {cadence}"
        yield Diagnostic("ambiguous_target", move.place_of("by"), found, help)


def _text(target: Target) -> str:
    if target.meaning == "between":
        return f"{target.low:f} to {target.high:f}"
    return target.written.text if target.meaning == "level" else f"{target.low:f}"
