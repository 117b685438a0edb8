"""Metrics without a unit where one is needed, and what their formulas say that it should be."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.dimensions import Inferred, KnownUnits, infer, wanted_units
from product_handbook.formulas.expression import Expression, Reference, references, walk
from product_handbook.formulas.units import PURE, Unit
from product_handbook.model.dimensions.problems import formula_is, no_unit_problem
from product_handbook.model.records.metric import Influence, Metric


def derive_units(metrics: Mapping[str, Metric], lacking: Collection[str], known: KnownUnits) -> Mapping[str, Unit]:
    """By id, the units of the metrics that lack one and whose formulas tell it, from the leaves upwards."""
    formulas = {
        metric.id: metric.formula.expression
        for metric in metrics.values()
        if metric.formula is not None and metric.id in lacking
    }
    if not known.metrics or not formulas:
        return {}
    together = replace(known, metrics=dict(known.metrics))
    derived = {}
    for id in _upwards(formulas):
        inferred = infer(formulas[id], together.within(id))
        if inferred.whole is not None and inferred.fits:
            together.metrics[id] = derived[id] = inferred.whole
    return derived


def _upwards(formulas: Mapping[str, Expression]) -> Iterator[str]:
    """The ids of all formulas, each after those that it is computed from, as far as they go round in no circle."""
    order = TopologicalSorter(
        {
            id: {reference.metric for reference in references(expression)} & formulas.keys() - {id}
            for id, expression in formulas.items()
        }
    )
    # What no circle feeds comes all the same.
    with suppress(CycleError):
        order.prepare()
    seen: set[str] = set()
    while ready := order.get_ready():
        yield from ready
        seen.update(ready)
        order.done(*ready)
    yield from (id for id in formulas if id not in seen)


@dataclass
class UnitNeeds:
    """The metrics without a unit for which something else in the tree needs one, each once."""

    metrics: Mapping[str, Metric]
    lacking: Collection[str]
    """The ids of those for which nobody wrote a unit; one that is wrong is a problem already."""
    derived: Mapping[str, Unit]
    needs: dict[str, tuple[str, Unit | None]] = field(default_factory=dict)
    """By id, why a unit is needed, and which, if that can be told."""

    def problems(self) -> Iterator[Diagnostic]:
        """A problem at each of the metrics."""
        for id, (because, unit) in self.needs.items():
            yield no_unit_problem(self.metrics[id], because, unit)

    def note_formula(self, metric: Metric, expression: Expression, inferred: Inferred, known: KnownUnits) -> None:
        """Notes the metric and the operands that lack a unit; nothing where nobody uses units yet."""
        if not self.lacking:
            return
        uses = [part for part in walk(expression) if isinstance(part, Reference)]
        ids = {metric.id, *(reference.metric for reference in uses)}
        if ids.isdisjoint(self.lacking) or self._nobody_uses_units(ids):
            return
        if metric.id in self.derived and _any_named(known.metrics.get(id) for id in ids - {metric.id}):
            self._note(metric.id, formula_is(self.derived[metric.id]), self.derived[metric.id])
        wanted = wanted_units(expression, inferred, known.metrics.get(metric.id))
        for reference in uses:
            if reference.metric != metric.id:
                unit = wanted[id(reference)]
                needed = None if unit is None else known.before_rolling(reference, unit)
                self._note(reference.metric, f"the formula of `{metric.id}` needs it", needed)

    def _nobody_uses_units(self, ids: Iterable[str]) -> bool:
        return not any(id in self.metrics and self.metrics[id].unit is not None for id in ids)

    def note_coefficient(self, influence: Influence, metric: Metric, own: Unit, known: KnownUnits) -> None:
        """Notes the two ends of an influence whose coefficient has a unit, if they have none."""
        driver, moved = (known.metrics.get(id) for id in (influence.metric.id, metric.id))
        because = f"the coefficient of `{influence.metric.id}` in `{metric.id}` has one"
        self._note(influence.metric.id, because, None if moved is None else moved / own)
        self._note(metric.id, because, None if driver is None else driver * own)

    def _note(self, id: str, because: str, unit: Unit | None) -> None:
        """Notes a metric that has no unit; the first reason stays, unless only a later one tells the unit."""
        unit = self.derived.get(id, unit)
        is_new = id not in self.needs or (self.needs[id][1] is None and unit is not None)
        if is_new and id in self.lacking:
            self.needs[id] = (because, unit)


def _any_named(units: Iterable[Unit | None]) -> bool:
    """Whether any of the units is known and not that of a pure number."""
    return any(unit is not None and unit != PURE for unit in units)
