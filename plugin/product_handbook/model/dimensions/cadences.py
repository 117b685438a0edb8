"""How often metrics have values, and whether the operands of each formula have them as often as its metric."""

from collections.abc import Iterator, Mapping

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.expression import Reference, references
from product_handbook.formulas.periods import Cadence, cadence_name, lies_inside
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.quantities import Formula
from product_handbook.model.reported import Series


def told_cadences(metrics: Mapping[str, Metric], reported: Mapping[str, Series]) -> dict[str, Cadence]:
    """By metric, how often it has a value as its record says, else as it was reported."""
    found: dict[str, Cadence] = {}
    for id, metric in metrics.items():
        if not metric.is_constant and (cadence := metric.cadence or _reported_by(reported.get(id, {}))):
            found[id] = cadence
    return found


def known_cadences(metrics: Mapping[str, Metric], told: Mapping[str, Cadence]) -> dict[str, Cadence]:
    """The same, and that of each other metric as its operands have one; a constant, which has none, is not in it."""
    found, waiting = dict(told), list(told)
    users: dict[str, list[str]] = {}
    for id, metric in metrics.items():
        for use in _references(metric):
            if not use.roll:
                users.setdefault(use.metric, []).append(id)
    while waiting:
        operand = waiting.pop()
        for id in users.get(operand, ()):
            if id not in found and not metrics[id].is_constant:
                found[id] = found[operand]
                waiting.append(id)
    return found


def _references(metric: Metric) -> tuple[Reference, ...]:
    return () if metric.formula is None else references(metric.formula.expression)


def _reported_by(series: Series) -> Cadence | None:
    """The cadence of reported values; None where they have several, which is a problem of its own."""
    cadences = {period.cadence for period in series}
    return cadences.pop() if len(cadences) == 1 else None


def check_cadences(
    metrics: Mapping[str, Metric], told: Mapping[str, Cadence], known: Mapping[str, Cadence]
) -> Iterator[Diagnostic]:
    """A problem for each operand of another cadence than its metric, or one where all of several operands have it.

    A constant fits any cadence, and so does a metric of which nothing tells one. What is rolled up is shorter.
    """
    for metric in metrics.values():
        if metric.formula is not None and not metric.is_constant:
            check = _Cadences(metric, metric.formula, told, known)
            yield from check.problems()
            yield from check.problems_of_roll_ups(metrics)


class _Cadences:
    """The cadences of a formula's operands beside that of its metric."""

    def __init__(
        self, metric: Metric, formula: Formula, told: Mapping[str, Cadence], known: Mapping[str, Cadence]
    ) -> None:
        self.metric = metric
        self.formula = formula
        self.told = told
        self.known = known
        first: dict[str, Reference] = {}
        for reference in references(formula.expression):
            first.setdefault(reference.quantity, reference)
        self.rolled = [use for use in first.values() if use.roll]
        """The first use of each roll-up."""
        self.uses = [(use, known[id]) for id, use in first.items() if id in known and id != metric.id]
        """The first use of each other metric that has a cadence and is not rolled up, from left to right."""

    def problems(self) -> Iterator[Diagnostic]:
        """A problem for each operand that does not fit, or one for all."""
        cadences = {cadence for _, cadence in self.uses}
        if not self.uses:
            return
        expected = self.told.get(self.metric.id, self.uses[0][1])
        if len(self.uses) > 1 and len(cadences) == 1 and cadences != {expected}:
            yield self._of_all(self.uses[0][1], expected)
            return
        for use, cadence in self.uses:
            if cadence != expected:
                yield self._of_one(use, cadence, expected)

    def problems_of_roll_ups(self, metrics: Mapping[str, Metric]) -> Iterator[Diagnostic]:
        """A problem for each roll-up whose metric does not lie inside the periods of the formula."""
        own = self.known.get(self.metric.id)
        for use in self.rolled:
            finer = self.known.get(use.metric)
            if use.metric in metrics and metrics[use.metric].is_constant:
                found = f"`{use.metric}` has a fixed `value`, and none of shorter periods to take the {use.roll} of"
                yield self._problem(use, found, f"write `{use.metric}`")
            elif own is None:
                found = f"nothing says for which periods `{use.quantity}` is to be taken"
                yield self._problem(use, found, f"add `cadence:` to `{self.metric.id}`, such as `cadence: quarter`")
            elif finer is not None and not lies_inside(finer, own):
                yield self._not_inside(use, finer, own)

    def _not_inside(self, use: Reference, finer: Cadence, own: Cadence) -> Diagnostic:
        if finer == own:
            found = f"`{use.metric}` is reported for each {cadence_name(finer)}, as `{self.metric.id}` is"
            return self._problem(use, found, f"write `{use.metric}`")
        found = f"`{use.metric}` is {self._made(use)} for each {cadence_name(finer)}"
        why = "which does not lie whole inside" if own != "day" and finer != "year" else "which is not shorter than"
        help = f"take the {use.roll} of a metric by day or month, or change one of the two cadences"
        if finer == "week":
            help = "weeks lie whole in nothing longer: take a metric by day, or change one of the two cadences"
        return self._problem(use, f"{found}, {why} the {cadence_name(own)} of `{self.metric.id}`", help)

    def _made(self, use: Reference) -> str:
        return "reported" if use.metric in self.told else "computed"

    def _of_all(self, cadence: Cadence, expected: Cadence) -> Diagnostic:
        found = (
            f"all operands of `{self.metric.id}` are reported for each {cadence_name(cadence)}, "
            f"but `{self.metric.id}` for each {cadence_name(expected)}"
        )
        way = f"write `cadence: {cadence}` for `{self.metric.id}`"
        if self.metric.cadence is None:
            way = f"report `{self.metric.id}` for each {cadence_name(cadence)}"
        first = self.uses[0][0]
        other = f"use metrics with `cadence: {expected}`"
        if lies_inside(cadence, expected):
            other = f"roll each of them up, as in `total({first.metric})` or `average({first.metric})`"
        return self._problem(first, found, f"{way}, or {other}")

    def _of_one(self, use: Reference, cadence: Cadence, expected: Cadence) -> Diagnostic:
        is_told = self.metric.id in self.told
        other = f"the formula of `{self.metric.id}`" if is_told else f"`{self.uses[0][0].metric}` in the same formula"
        found = f"`{use.metric}` is {self._made(use)} for each {cadence_name(cadence)}"
        help = f"use a metric with `cadence: {expected}`, or change one of the two cadences"
        if not use.lag and lies_inside(cadence, expected):
            help = f"write `total({use.metric})` or `average({use.metric})`, or change one of the two cadences"
        return self._problem(use, f"{found}, but {other} is for each {cadence_name(expected)}", help)

    def _problem(self, use: Reference, found: str, help: str) -> Diagnostic:
        span = self.formula.written.locate(use.span.start, use.span.end)
        return Diagnostic("cadence_mismatch", span, found, help)
