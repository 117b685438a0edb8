"""Checks across the files that every id leads somewhere: in fields, in formulas, and in links within prose."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from product_handbook.strategy.formula import references
from product_handbook.strategy.id_links import find_id_links
from product_handbook.strategy.parts import ObjectKind, Parts
from product_handbook.strategy.problems import Location, Problem
from product_handbook.strategy.records.metric import Metric
from product_handbook.strategy.records.reading import STAND_IN, Name
from product_handbook.strategy.records.stakeholders import GROUPS
from product_handbook.strategy.strategy import find_owner

PAGES = ("home", "mission", "stakeholders", "north_star", "tree", "owners", "glossary", "health", "reference")
"""The ids of the pages that every handbook has, for links such as `[page:mission]`."""

HOMES = {
    "metric": "tree.yml",
    "segment": "stakeholders.yml",
    "owner": "owners.yml",
    "term": "glossary.yml",
    "party": "value-web.yml",
    "outcome": "impact.yml",
    "loop": "impact.yml",
    "bet": "bets.yml",
    "request": "requests.yml",
    "dimension": "orientation.yml",
}
"""The file in which an object of each kind is defined."""


def check_references(parts: Parts) -> Iterator[Problem]:
    """A problem for each id that leads nowhere, wherever it is named."""
    names = _Names(parts)
    for name in _metric_names(parts):
        yield from names.check(("metric",), name.id, name.location)
    for metric in parts.metrics.values():
        yield from _formula(metric, names)
        for name in metric.serves:
            yield from names.check(("segment", "group"), name.id, name.location)
    for subject in parts.subjects:
        if (owner := subject.object.owner) is not None and not find_owner(parts.owners, owner.id):
            yield from names.check(("owner",), owner.id, owner.location)
    for prose in parts.prose:
        for link in find_id_links(prose.written.text):
            if (link.kind, link.id) not in names.former:
                yield from names.check((link.kind,), link.id, prose.written.locate(link.start))
    yield from _former_ids(parts, names)


def _metric_names(parts: Parts) -> Iterator[Name]:
    """Every field that names a metric."""
    if (north_star := parts.north_star) is not None:
        yield north_star.metric
        yield north_star.business_metric
        yield from (guardrail.metric for guardrail in north_star.guardrails)
    for metric in parts.metrics.values():
        yield from (influence.metric for influence in metric.influenced_by)


def _formula(metric: Metric, names: "_Names") -> Iterator[Problem]:
    """A problem for each unknown operand of a formula, once."""
    if metric.formula is None:
        return
    first = {reference.metric: reference for reference in reversed(references(metric.formula.expression))}
    for id, reference in reversed(first.items()):  # noqa: A001
        yield from names.check(("metric",), id, metric.formula.written.locate(reference.span.start))


def _former_ids(parts: Parts, names: "_Names") -> Iterator[Problem]:
    """A problem for each former id that something else of its kind has, or had too."""
    taken: dict[tuple[str, str], str] = {}
    for subject in parts.subjects:
        for old in getattr(subject.object, "formerly", ()):
            place = subject.object.place_of("formerly")
            if old in (names.ids[subject.kind] or ()):
                found = f"`{subject.id}` says that it was formerly `{old}`, but there is a {subject.kind} `{old}`"
                yield Problem(place, found, "delete the former id, or rename one of the two")
            elif (subject.kind, old) in taken:
                found = f"both `{taken[subject.kind, old]}` and `{subject.id}` say that they were formerly `{old}`"
                yield Problem(place, found, "delete it from one of the two")
            taken.setdefault((subject.kind, old), subject.id)


class _Names:
    """The ids of every kind, now and formerly."""

    def __init__(self, parts: Parts) -> None:
        self.ids: dict[str, Collection[str] | None] = {kind: parts.ids.get(kind) for kind in HOMES}
        self.ids |= {"group": GROUPS, "page": PAGES}
        self.former = {
            (subject.kind, old): subject.id
            for subject in parts.subjects
            for old in getattr(subject.object, "formerly", ())
        }

    def check(self, kinds: tuple[ObjectKind | str, ...], id: str, place: Location) -> Iterator[Problem]:  # noqa: A002
        """A problem where no object of the kinds has the id, unless the file that would tell cannot be read."""
        known: list[str] = []
        for kind in kinds:
            if (ids := self.ids[kind]) is None:
                return
            known.extend(ids)
        if id not in known and id != STAND_IN:
            yield Problem(place, f"there is no {' or '.join(kinds)} `{id}`", self._mend(kinds, id, known))

    def _mend(self, kinds: tuple[str, ...], id: str, known: list[str]) -> str:  # noqa: A002
        """The new id of something renamed, else the closest id, else where to define it."""
        for kind in kinds:
            if (kind, id) in self.former:
                return f"write `{self.former[kind, id]}`, as it is called now"
        if near := get_close_matches(id.lower().replace(" ", "_").replace("-", "_"), known, n=1):
            return f"did you mean `{near[0]}`?"
        file = HOMES.get(kinds[0])
        return f"define it in {file}, or correct the id" if file else f"write one of {', '.join(known)}"
