"""What is said of units that do not fit, and the fix that is proposed for each case."""

from fractions import Fraction

from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.formulas.dimensions import (
    LENGTHS,
    PERIODS,
    SUMS,
    UnitMismatch,
    flow_period,
    is_bare,
    terms_of,
)
from product_handbook.formulas.expression import Expression, Number, Operation, Reference, walk
from product_handbook.formulas.periods import unit_word
from product_handbook.formulas.units import PURE, Unit
from product_handbook.model.records.metric import Influence, Metric
from product_handbook.model.records.quantities import Formula

LONGEST_QUOTE = 80
"""How much of a formula or a unit a message repeats."""
MOST_PLACES = 3
"""How many further places of a word a message names."""

_JOINED = {"+": "added", "-": "subtracted", "min": "compared", "max": "compared", "mean": "averaged"}


def place(formula: Formula, part: Expression) -> Span:
    """Where a part of a formula stands."""
    return formula.written.locate(part.span.start, part.span.end)


def mismatch_problem(metric: Metric, formula: Formula, mismatch: UnitMismatch) -> Diagnostic:
    """That unlike things are added, subtracted, compared or averaged; at the one that is odd."""
    sides = sorted(
        ((mismatch.kept, mismatch.kept_unit), (mismatch.odd, mismatch.odd_unit)), key=lambda side: side[0].span.start
    )
    first, second = (f"`{_text(part, formula)}` is {_stated(unit)}" for part, unit in sides)
    joint = mismatch.joint.operator if isinstance(mismatch.joint, Operation) else mismatch.joint.function
    found = f"{first} and {second}, but only like things can be {_JOINED[joint]}"
    return Diagnostic("unit_mismatch", place(formula, mismatch.odd), found, _help(metric, formula, mismatch))


def _help(metric: Metric, formula: Formula, mismatch: UnitMismatch) -> str:
    odd, factor = mismatch.odd, mismatch.kept_unit / mismatch.odd_unit
    if is_bare(odd):
        return _give_unit(formula, mismatch)
    if period := flow_period(mismatch.odd_unit, mismatch.kept_unit):
        return _let_flow_in(metric, formula, mismatch, period)
    if conversion := _conversion(factor):
        alike = _alike(f"`{_text(odd, formula)}`", mismatch.kept_unit, factor)
        return f"{alike}, or {_write(odd, formula, conversion)}"
    if _folded(mismatch.odd_unit) == _folded(mismatch.kept_unit):
        return f"write `{_short(mismatch.kept_unit)}` in both places"
    worth = _write(odd, formula, f"* 1 [{_short(factor)}]")
    return f"say what the one is worth in the other: {worth} with the right number"


def _give_unit(formula: Formula, mismatch: UnitMismatch) -> str:
    """The help of a bare number beside something with a unit."""
    if isinstance(mismatch.odd, Number) and mismatch.odd.percent and isinstance(mismatch.joint, Operation):
        sign, part = mismatch.joint.operator, _text(mismatch.odd, formula)
        return f"for a part of the other side, {_write(mismatch.kept, formula, f'* (1 {sign} {part})')}"
    return f"write `{_text(mismatch.odd, formula)} [{_short(mismatch.kept_unit)}]`"


def _let_flow_in(metric: Metric, formula: Formula, mismatch: UnitMismatch, period: str) -> str:
    """The help of a flow beside a stock, or of a stock that is said to be a flow."""
    level = _short(mismatch.kept_unit)
    if isinstance(mismatch.odd, Reference) and mismatch.odd.metric == metric.id:
        help = f"write `unit: {level}` for `{metric.id}`, since what is added up is no longer per {period}"
        return f"{help}, or {_leave_out(time)}" if (time := _time_in(mismatch.kept, formula, period)) else help
    amount = LENGTHS[unit_word(metric.cadence)] / LENGTHS[period] if metric.cadence else Fraction(1)
    help = _write(mismatch.odd, formula, f"* {_number(amount)} [{period}]")
    return f"{help}, and `unit: {level}` for `{metric.id}`" if metric.unit == mismatch.odd_unit else help


def result_problem(metric: Metric, formula: Formula, found_unit: Unit, unit: Unit) -> Diagnostic:
    """That a formula has another unit than its metric."""
    span = place(formula, formula.expression)
    found = f"the formula of `{metric.id}` is {_stated(found_unit)}, but its `unit` is `{_short(unit)}`"
    return Diagnostic("unit_mismatch", span, found, _result_help(metric, formula, found_unit, unit))


def _result_help(metric: Metric, formula: Formula, found_unit: Unit, unit: Unit) -> str:
    whole, factor = formula.expression, unit / found_unit
    if is_bare(whole):
        return f"write `{_text(whole, formula)} [{_short(unit)}]`"
    rename = f"write `unit: {_short(found_unit)}`"
    for period, change in ((flow_period(found_unit, unit), "*"), (flow_period(unit, found_unit), "/")):
        if period and not terms_of(whole) and (time := _time_in(whole, formula, period)):
            return f"{rename}, or {_leave_out(time)}"
        if period:
            return f"{rename}, or {_write(whole, formula, f'{change} 1 [{period}]')}"
    if conversion := _conversion(factor):
        return f"{rename}, or {_write(whole, formula, conversion)}"
    if unit == PURE and metric.format == "percent":
        rename += ", which `format: percent` may show all the same"
    return f"{rename}, or correct the formula"


def no_unit_problem(metric: Metric, because: str, unit: Unit | None) -> Diagnostic:
    """That a metric has no unit, why it needs one, and which, if that can be told."""
    help = "say what it is counted in, such as `unit: user`" if unit is None else f"add `unit: {_usual(unit)}`"
    return Diagnostic("missing_unit", metric.location, f"`{metric.id}` has no unit, but {because}", help)


def formula_is(unit: Unit) -> str:
    """Why a metric needs a unit whose own formula has one."""
    return f"its formula is {_stated(unit)}"


def coefficient_problem(
    influence: Influence, metric: Metric, driver: Unit, moved: Unit, own: Unit | None
) -> Diagnostic:
    """That a coefficient, in its own unit or without one, does not turn the unit of its driver into its metric's."""
    needed = moved / driver
    found = "the coefficient has no unit" if own is None else f"the coefficient is {_stated(own)}"
    turns = f"turn `{influence.metric.id}`, {_stated(driver)}, into `{metric.id}`, {_stated(moved)}"
    help = "leave its unit out" if needed == PURE else f"write `[{_short(needed)}]` after its number"
    return Diagnostic("unit_mismatch", influence.place_of("coefficient"), f"{found}, but it must {turns}", help)


def spelling_problem(place: Span, word: str, singular: str, others: tuple[Span, ...]) -> Diagnostic:
    """That a word of a unit stands in the singular in one place and in the plural in others."""
    found = f"found the unit word `{word}`, and elsewhere `{singular}`, which would be two things"
    named, unnamed = ", ".join(map(str, others[:MOST_PLACES])), len(others) - MOST_PLACES
    named += f" and {unnamed} more" if unnamed > 0 else ""
    return Diagnostic("unit_spelling", place, found, f"write `{singular}`" + (f" here and at {named}" if named else ""))


def _stated(unit: Unit) -> str:
    return "a pure number" if unit == PURE else f"in `{_short(unit)}`"


def _short(unit: Unit) -> str:
    text = str(unit)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _usual(unit: Unit) -> str:
    """The unit in the order in which people write one: what it is per period comes last."""
    return _short(Unit(tuple(sorted(unit.powers, key=lambda power: power[1] < 0 and power[0] in LENGTHS))))


def _text(part: Expression, formula: Formula) -> str:
    """A part of a formula as it was written, on one line, its end left out where it is very long."""
    text = " ".join(part.span.of(formula.text).split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _write(part: Expression, formula: Formula, change: str) -> str:
    """How to multiply or divide a part: written out, unless it is too long for that."""
    text = _text(part, formula)
    if text.endswith("…"):
        return f"{'multiply' if change[0] == '*' else 'divide'} it by `{change[2:]}`"
    is_open = isinstance(part, Operation) and part.operator in SUMS and part.span.start == part.left.span.start
    return f"write `({text}) {change}`" if is_open else f"write `{text} {change}`"


def _leave_out(time: str) -> str:
    return f"leave `{time}` out of the formula"


def _time_in(part: Expression, formula: Formula, period: str) -> str:
    """A number in the part that is an amount of the period, such as `1 [month]`, as written; empty if there is none."""
    numbers = (inner for inner in walk(part) if isinstance(inner, Number) and inner.unit is not None)
    return next((_text(number, formula) for number in numbers if PERIODS.get(number.unit or PURE) == period), "")


def _conversion(factor: Unit) -> str:
    """The change that a factor such as `week/month` stands for: `* 4.345 [week/month]`; empty for any other factor."""
    powers = {exponent: word for word, exponent in factor.powers}
    words = (powers.get(Fraction(1)), powers.get(Fraction(-1)))
    if len(factor.powers) != len(words) or words[0] not in LENGTHS or words[1] not in LENGTHS:
        return ""
    above, below = str(words[0]), str(words[1])
    amount = LENGTHS[below] / LENGTHS[above]
    if amount < 1:
        return f"/ {_number(1 / amount)} [{below}/{above}]"
    return f"* {_number(amount)} [{above}/{below}]"


def _alike(odd: str, kept: Unit, factor: Unit) -> str:
    """How to report what is odd so that no conversion is needed; the factor is as in `_conversion`."""
    above, below = sorted(factor.powers, key=lambda power: -power[1])
    is_flow = any(word == below[0] and exponent < 0 for word, exponent in kept.powers)
    return f"report {odd} for each {below[0]}" if is_flow else f"give {odd} in `{above[0]}`"


def _number(amount: Fraction) -> str:
    return str(amount) if amount.denominator == 1 else f"{float(amount):.4g}"


def _folded(unit: Unit) -> Unit:
    return Unit(tuple((word.casefold(), exponent) for word, exponent in unit.powers))
