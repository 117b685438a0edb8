"""What units the parts of a formula have, and which ones they should have; parts are told apart by their identity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from product_handbook.formulas.expression import (
    Call,
    Expression,
    Negation,
    Number,
    Operation,
    Operator,
    Power,
    Reference,
    parts_of,
    walk,
)
from product_handbook.formulas.periods import Cadence, unit_word
from product_handbook.formulas.units import PURE, Unit

SUMS = ("+", "-")
LENGTHS = {
    "second": Fraction(1, 86_400),
    "minute": Fraction(1, 1_440),
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction(365, 12),
    "quarter": Fraction(365, 4),
    "year": Fraction(365),
}
"""The words for periods, with their average length in days: for what a fix proposes, never to convert in silence."""
PERIODS = {Unit(((word, Fraction(1)),)): word for word in LENGTHS}
"""The same words by the unit that each is."""

PartUnits = dict[int, Unit | None]
"""The unit of each part by its `id()`; None where it cannot be told."""


@dataclass(frozen=True)
class KnownUnits:
    """The units that formulas are made of."""

    metrics: dict[str, Unit]
    """By the id of a metric, its unit; without those that have none."""
    singular: Mapping[str, str] = field(default_factory=dict)
    """The words that are taken for others, so that a plural is one problem of its own and not one more in each use."""
    cadences: Mapping[str, Cadence] = field(default_factory=dict)
    """By the id of a metric, how often it has a value, as far as that is known."""
    own: Cadence | None = None
    """That of the metric whose formula is looked at."""

    def within(self, metric: str) -> "KnownUnits":
        """The same for the formula of a metric, to whose periods others are rolled up."""
        return replace(self, own=self.cadences.get(metric))

    def read(self, unit: Unit) -> Unit:
        """A unit as written, with its words in the singular."""
        if not self.singular or not any(word in self.singular for word, _ in unit.powers):
            return unit
        return Unit(tuple((self.singular.get(word, word), exponent) for word, exponent in unit.powers))

    def of_reference(self, reference: Reference) -> Unit | None:
        """The unit of a metric in a formula; the total of what is counted by month is counted by the longer period."""
        unit = self.metrics.get(reference.metric)
        shorter, longer = self._times(reference)
        return unit if unit is None else _counted_by(unit, shorter, longer)

    def before_rolling(self, reference: Reference, unit: Unit) -> Unit:
        """The unit that a metric should have for its roll-up to have a certain one."""
        shorter, longer = self._times(reference)
        return _counted_by(unit, longer, shorter)

    def _times(self, reference: Reference) -> tuple[str, str]:
        """The words for the period of a metric and for the one to which it is added up; empty where it is not."""
        finer = self.cadences.get(reference.metric)
        if reference.roll != "total" or finer is None or self.own is None:
            return "", ""
        return unit_word(finer), unit_word(self.own)

    def of_number(self, number: Number) -> Unit:
        """The unit of a number in a formula; a bare one is pure."""
        return PURE if number.unit is None else self.read(number.unit)


def _counted_by(unit: Unit, before: str, after: str) -> Unit:
    """A unit with another time below its line, if it has the one before there."""
    if not before or not any(word == before and exponent < 0 for word, exponent in unit.powers):
        return unit
    return unit * Unit(((before, Fraction(1)),)) / Unit(((after, Fraction(1)),))


@dataclass(frozen=True)
class Inferred:
    """What the operands' units say of a formula."""

    units: PartUnits
    """None also for a sum of unlike things."""
    whole: Unit | None
    fits: bool
    """Whether no sum and no function joins unlike things."""


@dataclass(frozen=True)
class UnitMismatch:
    """An operand of a sum or a function that is unlike another one."""

    joint: Operation | Call
    kept: Expression
    kept_unit: Unit
    """The unit with which the formula is read on."""
    odd: Expression
    odd_unit: Unit
    was_wanted: bool
    """Whether the odd one has the unit that the formula should have there."""


def infer(expression: Expression, known: KnownUnits) -> Inferred:
    """The unit of each part from those of its operands; one without a unit is taken to be like its neighbours."""
    units: PartUnits = {}
    fits = True
    for part in reversed(list(walk(expression))):
        terms = terms_of(part)
        if terms:
            found = _distinct(units[id(term)] for term in terms)
            units[id(part)] = found[0] if len(found) == 1 else None
            fits = fits and len(found) <= 1
        else:
            units[id(part)] = _combined(part, units, known)
    return Inferred(units, units[id(expression)], fits)


def terms_of(part: Expression) -> tuple[Expression, ...]:
    """The operands that must be alike: of a sum, a difference and a function; nothing for any other part."""
    match part:
        case Operation(operator, left, right) if operator in SUMS:
            return (left, right)
        case Call(_, arguments):
            return arguments
    return ()


def _distinct(units: Iterable[Unit | None]) -> list[Unit]:
    """The units without those that cannot be told, each once; only the first two matter."""
    found: list[Unit] = []
    for unit in units:
        if unit is not None and (not found or unit != found[0]):
            found.append(unit)
    return found


def _combined(part: Expression, units: PartUnits, known: KnownUnits) -> Unit | None:
    """The unit of a part that may be made of unlike things."""
    match part:
        case Number():
            return known.of_number(part)
        case Reference():
            return known.of_reference(part)
        case Power(base, exponent):
            unit = units[id(base)] if exponent else PURE
            return None if unit is None else unit**exponent
        case Operation(operator, left, right):
            return _joined(units[id(left)], operator, units[id(right)])
        case Negation(inner):
            return units[id(inner)]
        case Call():
            raise AssertionError("a function joins like things only")


def _joined(left: Unit | None, operator: Operator, right: Unit | None) -> Unit | None:
    """The unit of a product or a quotient."""
    if left is None or right is None:
        return None
    return left * right if operator == "*" else left / right


def wanted_units(expression: Expression, inferred: Inferred, whole: Unit | None) -> PartUnits:
    """The unit that each part should have so that the formula has a certain one, as far as the others tell."""
    wanted: PartUnits = {}
    waiting: list[tuple[Expression, Unit | None]] = [(expression, whole)]
    while waiting:
        part, unit = waiting.pop()
        unit = inferred.units[id(part)] if unit is None else unit
        wanted[id(part)] = unit
        if unit is not None:
            waiting.extend((inner, _share(part, inner, unit, inferred.units)) for inner in parts_of(part))
        else:
            waiting.extend((inner, None) for inner in parts_of(part))
    return wanted


def _share(part: Expression, inner: Expression, unit: Unit, units: PartUnits) -> Unit | None:
    """The unit that an inner part should have for the outer one to have a certain unit."""
    match part:
        case Power(_, exponent):
            return unit ** (1 / Fraction(exponent)) if exponent else None
        case Operation(operator, left, right) if operator not in SUMS:
            if inner is left:
                return _joined(unit, "/" if operator == "*" else "*", units[id(right)])
            return _joined(unit, "/", units[id(left)]) if operator == "*" else _joined(units[id(left)], "/", unit)
    return unit


def find_mismatches(
    expression: Expression, wanted: PartUnits, known: KnownUnits
) -> tuple[list[UnitMismatch], Unit | None]:
    """Every operand that is unlike another one of its sum or function, from left to right; and the formula's unit.

    Where a stock meets a flow, the flow is the odd one; elsewhere the one whose unit is not wanted, or the later one.
    """
    units: PartUnits = {}
    mismatches: list[UnitMismatch] = []
    for part in reversed(list(walk(expression))):
        told = [(term, unit) for term in terms_of(part) if (unit := units[id(term)]) is not None]
        if not told or not isinstance(part, Operation | Call):
            units[id(part)] = None if terms_of(part) else _combined(part, units, known)
            continue
        kept, kept_unit = _kept(told, wanted[id(part)])
        units[id(part)] = kept_unit
        mismatches += [
            UnitMismatch(part, kept, kept_unit, odd, odd_unit, odd_unit == wanted[id(part)])
            for odd, odd_unit in told
            if odd_unit != kept_unit
        ]
    return sorted(mismatches, key=lambda misfit: misfit.odd.span), units[id(expression)]


def _kept(told: list[tuple[Expression, Unit]], wanted: Unit | None) -> tuple[Expression, Unit]:
    """The operand, with its unit, to which the others should be alike; a bare number only where it is wanted."""
    named = [operand for operand in told if not is_bare(operand[0])] or told
    kept = next((operand for operand in told if operand[1] == wanted), named[0])
    unlike = (operand for operand in named if operand[1] != kept[1])
    return next((level for level in unlike if flow_period(kept[1], level[1])), kept)


def flow_period(flow: Unit, level: Unit) -> str:
    """The word for the period that makes a unit the flow of another: `month` for `user/month` and `user`, or empty."""
    period = PERIODS.get(level / flow, "")
    return period if any(word == period and exponent < 0 for word, exponent in flow.powers) else ""


def is_bare(part: Expression) -> bool:
    """Whether a part is a number without a unit."""
    return isinstance(part, Number) and part.unit is None
