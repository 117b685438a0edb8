"""Checks that the units of the tree fit: in each formula, between it and its metric, and in each coefficient."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.dimensions import KnownUnits, find_mismatches, infer, wanted_units
from product_handbook.formulas.units import PURE
from product_handbook.model.dimensions.cadences import check_cadences, known_cadences, told_cadences
from product_handbook.model.dimensions.missing_units import UnitNeeds, derive_units
from product_handbook.model.dimensions.problems import coefficient_problem, mismatch_problem, result_problem
from product_handbook.model.dimensions.unit_words import check_unit_words, plural_words
from product_handbook.model.records.metric import Influence, Metric
from product_handbook.model.records.quantities import Formula
from product_handbook.model.strategy import PartialStrategy


def check_dimensions(parts: PartialStrategy) -> Iterator[Diagnostic]:
    """A problem for each place where units or cadences do not fit, and for each metric whose unit is needed there."""
    metrics = parts.metrics
    plurals = plural_words(metrics)
    yield from check_unit_words(metrics, plurals)
    told = told_cadences(metrics, parts.reported)
    cadences = known_cadences(metrics, told)
    yield from check_cadences(metrics, told, cadences)
    declared = KnownUnits({}, plurals, cadences)
    declared.metrics.update(
        (metric.id, declared.read(metric.unit)) for metric in metrics.values() if metric.unit is not None
    )
    lacking = frozenset(metric.id for metric in metrics.values() if metric.leaves_out("unit"))
    derived = derive_units(metrics, lacking, declared)
    known = replace(declared, metrics={**declared.metrics, **derived})
    check = _Check(known, UnitNeeds(metrics, lacking, derived))
    for metric in metrics.values():
        if metric.formula is not None:
            yield from check.formula(metric, metric.formula)
    for metric in metrics.values():
        for influence in metric.influenced_by:
            yield from check.coefficient(influence, metric)
    yield from check.missing.problems()


@dataclass(frozen=True)
class _Check:
    """What formulas and coefficients are checked against."""

    known: KnownUnits
    """The units of the files, and those that the formulas of metrics without one tell."""
    missing: UnitNeeds

    def formula(self, metric: Metric, formula: Formula) -> Iterator[Diagnostic]:
        """A problem for each operand that is unlike its neighbours, or one for a formula that is unlike its metric."""
        expression, known = formula.expression, self.known.within(metric.id)
        own = known.metrics.get(metric.id)
        inferred = infer(expression, known)
        self.missing.note_formula(metric, expression, inferred, known)
        if inferred.fits and (own is None or inferred.whole is None or own == inferred.whole):
            return
        mismatches, whole = find_mismatches(expression, wanted_units(expression, inferred, own), known)
        yield from (mismatch_problem(metric, formula, mismatch) for mismatch in mismatches)
        is_explained = any(mismatch.was_wanted for mismatch in mismatches)
        if own is not None and whole is not None and own != whole and not is_explained:
            yield result_problem(metric, formula, whole, own)

    def coefficient(self, influence: Influence, metric: Metric) -> Iterator[Diagnostic]:
        """The problem of a coefficient that does not turn its driver's unit into its metric's."""
        if influence.coefficient is None:
            return
        own = None if influence.coefficient.unit is None else self.known.read(influence.coefficient.unit)
        driver, moved = (self.known.metrics.get(id) for id in (influence.metric.id, metric.id))
        if own is not None:
            self.missing.note_coefficient(influence, metric, own, self.known)
        if driver is not None and moved is not None and driver * (own or PURE) != moved:
            yield coefficient_problem(influence, metric, driver, moved, own)
