"""The words of all units in a tree, and those that stand there in the singular and in the plural."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.formulas.expression import Number, walk
from product_handbook.formulas.units import Unit, plural
from product_handbook.model.dimensions.problems import spelling_problem
from product_handbook.model.records.metric import Metric

SHORTEST_SINGULAR = 2
"""In letters: `m` and `ms` are a metre and a thousandth of a second."""
NO_PLURALS = frozenset({"customs", "goods", "means", "news"})
"""Words that look like plurals of others, but mean something else."""

Place = Callable[[], Span]


def plural_words(metrics: Mapping[str, Metric]) -> Mapping[str, str]:
    """By each plural among the words of all units, its singular, which is among them too."""
    words = {word for unit, _ in _units(metrics) for word, _ in unit.powers}
    pairs = ((plural(word), word) for word in sorted(words))
    return {many: one for many, one in pairs if many != one and many in words and _is_pair(many, one)}


def _is_pair(many: str, one: str) -> bool:
    return len(one) >= SHORTEST_SINGULAR and many.rpartition("_")[2] not in NO_PLURALS


def check_unit_words(metrics: Mapping[str, Metric], plurals: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A problem for each of the words in the plural that stand in the singular elsewhere, at its first place."""
    places: dict[str, list[Place]] = {}
    for unit, place in _units(metrics) if plurals else ():
        for word, _ in unit.powers:
            places.setdefault(word, []).append(place)
    for many, one in plurals.items():
        first, *others = dict.fromkeys(place() for place in places[many])
        yield spelling_problem(first, many, one, tuple(others))


def _units(metrics: Mapping[str, Metric]) -> Iterator[tuple[Unit, Place]]:
    """Every unit that is written in the tree, with its place: of metrics, of numbers in formulas, of coefficients."""
    for metric in metrics.values():
        if metric.unit is not None:
            yield metric.unit, partial(metric.place_of, "unit")
        # Most formulas have no bracket; looking for one is quicker than a walk.
        if metric.formula is not None and "[" in metric.formula.text:
            for part in walk(metric.formula.expression):
                if isinstance(part, Number) and part.unit is not None:
                    yield part.unit, partial(metric.formula.written.locate, part.span.start, part.span.end)
        for influence in metric.influenced_by:
            if influence.coefficient is not None and influence.coefficient.unit is not None:
                yield influence.coefficient.unit, partial(influence.place_of, "coefficient")
