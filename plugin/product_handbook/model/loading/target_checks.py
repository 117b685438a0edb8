"""Checks of targets: whether each can be read in one way only, and whether they agree with each other."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.expression import references
from product_handbook.formulas.periods import FiscalYear, Period, period_around, unit_word
from product_handbook.formulas.units import Unit
from product_handbook.model.dimensions.cadences import known_cadences, told_cadences
from product_handbook.model.records import Metric, Move
from product_handbook.model.records.quantities import UNREAD
from product_handbook.model.records.target import Target
from product_handbook.model.strategy import PartialStrategy

SOME_DAY = date(2000, 1, 1)
"""In a period as long as those of a metric, which finds all others."""
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
"""The words of a unit that make a flow of it where they stand below the line."""


def check_targets(parts: PartialStrategy) -> Iterator[Diagnostic]:
    """A problem for each target, and each change of a bet, that could be misread, and for those that disagree."""
    known = known_cadences(parts.metrics, told_cadences(parts.metrics, parts.reported))
    fiscal = parts.fiscal_year or FiscalYear()
    likes = {id: period_around(SOME_DAY, cadence, fiscal) for id, cadence in known.items()}
    for metric in parts.metrics.values():
        yield from _beside(metric)
        yield from _standing(metric)
        if like := likes.get(metric.id):
            for period, target in metric.dated_targets.items():
                yield from _meaning(metric, like, period, target)
            yield from _conflicts(metric, like)
    for bet in parts.bets.values():
        for move in bet.moves:
            if (id := move.metric.id) in likes:
                yield from _move(move, parts.metrics[id], likes[id])


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


def _meaning(metric: Metric, like: Period, period: Period, target: Target) -> Iterator[Diagnostic]:
    """A number for a longer period that may be a level or a total, and a total or an average that there is not."""
    first, last = like.around(period.first_day), like.around(period.last_day)
    if target.meaning == "level" and first != last and (metric.unit is None or _is_flow(metric.unit)):
        found = (
            f"{_text(target)} stands for all of {period}, but `{metric.id}` is reported for each {like.length}, so it "
            "could be a level or a sum"
        )
        yield Diagnostic("ambiguous_target", target.written.location, found, _meanings(metric, like, period, target))
    if target.meaning == "total" and (why := _no_total(metric, like)):
        help = f"write {{latest: {_text(target)}}} for the level at the end, or {{average: ...}}"
        yield Diagnostic("target_meaning", target.written.location, f"{why}, so it has no total", help)
    if target.meaning in {"total", "average"} and (first.first_day, last.last_day) != (
        period.first_day,
        period.last_day,
    ):
        found = f"{period} does not consist of whole {like.length}s, so `{metric.id}` has no {target.meaning} of it"
        help = f"write a period that does, or {{latest: ...}} for the level in the {like.length} in which it ends"
        yield Diagnostic("target_meaning", target.written.location, found, help)


def _meanings(metric: Metric, like: Period, period: Period, target: Target) -> str:
    number, last = _text(target), like.around(period.last_day)
    average = f"`{period}: {{average: {number}}}` for the mean of its {like.length}s"
    if _no_total(metric, like):
        more = "; for a total, give it a unit first, such as `unit: order/month`" if metric.unit is None else ""
        return f"write `{last}: {number}` for the level at the end, or {average}{more}"
    total = f"`{period}: {{total: {number}}}` for the sum of its {like.length}s"
    return f"write `{last}: {number}` for the level at the end, {total}, or {average}"


def _no_total(metric: Metric, like: Period) -> str:
    """Why the values of a metric are not added up over time; empty where they are."""
    if metric.formula is not None and any(use.metric == metric.id for use in references(metric.formula.expression)):
        return f"`{metric.id}` is a stock, whose formula holds its own earlier value"
    if metric.unit is None:
        return f"`{metric.id}` has no unit that says it is counted by {like.length}"
    if dict(metric.unit.powers).get(unit_word(like.cadence)) != -1:
        return f"`{metric.id}` is counted in {metric.unit}, not by {like.length}"
    return ""


def _is_flow(unit: Unit) -> bool:
    return any(exponent < 0 and word in TIMES for word, exponent in unit.powers)


def _conflicts(metric: Metric, like: Period) -> Iterator[Diagnostic]:
    """Targets that say different things of the same period."""
    seen: dict[tuple[str, object], tuple[Period, Target]] = {}
    for period, target in metric.dated_targets.items():
        key = _about(period, target, like)
        before = seen.setdefault(key, (period, target))
        if (before[1].low, before[1].high) != (target.low, target.high):
            when = f"fall on the same {like.length} of" if key[0] == "level" else f"name the same {target.meaning} of"
            found = f"`{before[0]}` and `{period}` {when} `{metric.id}`, with {_text(before[1])} and {_text(target)}"
            yield Diagnostic("conflicting_targets", target.written.location, found, "keep the one that is meant")


def _about(period: Period, target: Target, like: Period) -> tuple[str, object]:
    """What a target is about: the level of one period, or the total or average of some."""
    if target.meaning in {"total", "average"}:
        return target.meaning, (period.first_day, period.last_day)
    return "level", like.around(period.last_day)


def _move(move: Move, metric: Metric, like: Period) -> Iterator[Diagnostic]:
    """A change in the unit of a flow by the end of a longer period, which may be meant for all of that."""
    if move.by is None or move.low is UNREAD or move.low.scale != "unit":
        return
    last = like.around(move.by.last_day)
    is_longer = like.around(move.by.first_day) != last
    if is_longer and (metric.unit is None or _is_flow(metric.unit)):
        found = (
            f"`{metric.id}` is reported for each {like.length}, so its change by {move.by} could be that of one "
            f"{like.length} or of all of them"
        )
        help = f"write `by: {last}`, the {like.length} in which it is to be seen, and the change of one {like.length}"
        yield Diagnostic("ambiguous_target", move.place_of("by"), found, help)


def _text(target: Target) -> str:
    if target.meaning == "between":
        return f"{target.low:f} to {target.high:f}"
    return target.written.text if target.meaning == "level" else f"{target.low:f}"
