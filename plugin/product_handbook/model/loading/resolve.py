"""Checks across the files that every id leads somewhere: in fields, in formulas, and in links within prose."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from product_handbook.diagnostics.diagnostic import Diagnostic, Span, quoted
from product_handbook.diagnostics.suggest import closest_match
from product_handbook.formulas.expression import references
from product_handbook.formulas.spelling import HYPHENATED
from product_handbook.model.kinds import FILE, OBJECT, pages_of
from product_handbook.model.loading.references_in import accepted_cases, named_ids, owners_in
from product_handbook.model.records import Metric
from product_handbook.model.records.reading import STAND_IN, Mention, Name
from product_handbook.model.strategy import PartialStrategy, find_owner
from product_handbook.prose.id_links import is_surely

FEW = 2
"""In how many places an unknown id is named that is hardly a slip of the pen, if it has a word of a known one."""


def check_references(parts: PartialStrategy) -> Iterator[Diagnostic]:
    """A problem for each id that leads nowhere, wherever it is named."""
    names = _Names(parts)
    problems = list(_problems(parts, names))
    often = Counter(names.meant.values())
    for problem in problems:
        kinds, id_, near = meant = names.meant.get(problem, ((), "", ""))
        if often[meant] >= FEW and _can_be_renamed(kinds) and {*id_.split("_")} & {*near.split("_")}:
            help = f"{problem.help} If that is its new name, write `formerly: [{id_}]` below `{near}`"
            yield replace(problem, help=help)
        else:
            yield problem


def _problems(parts: PartialStrategy, names: "_Names") -> Iterator[Diagnostic]:
    yield from _north_star(parts, names)
    for metric in parts.metrics.values():
        yield from _formula(metric, names)
    for kinds, name in named_ids(parts):
        yield from names.check(kinds, name)
    for bet in parts.bets.values():
        for mention in bet.relies_on:
            yield from _mention(mention, names)
    for mention in accepted_cases(parts):
        yield from _mention(mention, names)
    yield from _owners(parts, names)
    yield from _links(parts, names)
    yield from _former_ids(parts, names)


def _owners(parts: PartialStrategy, names: "_Names") -> Iterator[Diagnostic]:
    """A problem for each owner who is not in `owners.yml`, where there is one."""
    if parts.ids["owner"]:
        for owner in owners_in(parts):
            several = [part.strip() for part in owner.id.split(",") if part.strip()]
            if find_owner(parts.owners, owner.id):
                continue
            if len(several) > 1:
                found = f"there is no owner {quoted(owner.id)}, which looks like several"
                help = f"write a list, `[{', '.join(several)}]`; the first answers, the others help"
                yield Diagnostic("unknown_id", owner.location, found, help)
            else:
                yield from names.check(("owner",), owner)


def _links(parts: PartialStrategy, names: "_Names") -> Iterator[Diagnostic]:
    """A problem for each link by id within prose that leads nowhere."""
    for prose in parts.prose:
        for link in prose.document.links:
            if not names.knows((link.kind,), link.id) and (link.kind, link.id) not in names.former:
                yield names.problem((link.kind,), link.id, prose.written.locate(link.start, link.end))
        for link, kind in prose.document.mistyped:
            if is_surely(link.kind, kind) or names.has(kind, link.id):
                found = f"there is no kind of object called {quoted(link.kind)}"
                yield Diagnostic(
                    "unknown_kind",
                    prose.written.locate(link.start, link.end),
                    found,
                    f"did you mean `[{kind}:{link.id}]`?",
                )


def _mention(mention: Mention, names: "_Names") -> Iterator[Diagnostic]:
    """The problem of something that is named by kind and id, if there is none of it."""
    if mention.kind not in names.ids:
        near = closest_match(mention.kind, names.ids)
        found = f"there is no kind of object called {quoted(mention.kind)}"
        help = f"did you mean `{near}`?" if near else "write one such as `metric` or `page`"
        yield Diagnostic("unknown_kind", mention.location, found, help)
    elif not names.knows((mention.kind,), mention.id) and (mention.kind, mention.id) not in names.former:
        yield names.problem((mention.kind,), mention.id, mention.location)


def _north_star(parts: PartialStrategy, names: "_Names") -> Iterator[Diagnostic]:
    if parts.north_star is None:
        return
    roles = ((parts.north_star.metric, "the North Star"), (parts.north_star.business_metric, "the business metric"))
    for name, role in roles:
        yield from names.check(("metric",), name, f"{role} is {quoted(name.id)}, but there is no metric with this id")


def _formula(metric: Metric, names: "_Names") -> Iterator[Diagnostic]:
    """A problem for each unknown operand of a formula, once, or for an id with hyphens of which several are parts."""
    if metric.formula is None:
        return
    unknown = {
        reference.metric: reference.span
        for reference in reversed(tuple(references(metric.formula.expression)))
        if not names.knows(("metric",), reference.metric)
    }
    for written in HYPHENATED.finditer(metric.formula.text):
        parts, likely = written.group().split("-"), written.group().replace("-", "_")
        if unknown.keys() & set(parts) and (names.has("metric", likely) or unknown.keys() >= set(parts)):
            place = metric.formula.written.locate(*written.span())
            yield names.hyphenated(written.group(), likely, place)
            unknown = {id: span for id, span in unknown.items() if id not in parts}
    for id, span in unknown.items():
        yield names.problem(("metric",), id, metric.formula.written.locate(span.start, span.end))


def _former_ids(parts: PartialStrategy, names: "_Names") -> Iterator[Diagnostic]:
    """A problem for each former id that something else of its kind has, or had too."""
    taken: dict[tuple[str, str], str] = {}
    for subject in parts.subjects:
        for old in getattr(subject.object, "formerly", ()):
            place = subject.object.place_of("formerly")
            if old in (names.ids[subject.kind] or ()):
                found = f"`{subject.id}` says that it was formerly `{old}`, but there is a {subject.kind} `{old}`"
                yield Diagnostic("former_id_taken", place, found, "delete the former id, or rename one of the two")
            elif taken.setdefault((subject.kind, old), subject.id) != subject.id:
                found = f"both `{taken[subject.kind, old]}` and `{subject.id}` say that they were formerly `{old}`"
                yield Diagnostic("former_id_taken", place, found, "delete it from one of the two")


def _by_name(parts: PartialStrategy) -> Mapping[tuple[str, str], list[str]]:
    """The ids of the objects that have a name of their own, by their kind and that name."""
    found: dict[tuple[str, str], list[str]] = {}
    for subject in parts.subjects:
        name = getattr(subject.object, "name", "")
        if name:
            found.setdefault((subject.kind, _folded(name)), []).append(subject.id)
    return found


def _folded(name: str) -> str:
    """A name as it reads, whatever its case and spaces."""
    return " ".join(name.casefold().split())


def _can_be_renamed(kinds: tuple[str, ...]) -> bool:
    return all(kind in OBJECT and OBJECT[kind].can_be_renamed for kind in kinds)


def _home(kinds: tuple[str, ...]) -> str:
    """The file in which to define an object of the first of some kinds of which there can be others."""
    files = (FILE[OBJECT[kind].file] for kind in kinds if kind in OBJECT and not OBJECT[kind].ids)
    return next((f"{file.name}{file.ending}" for file in files), "")


class _Names:
    """The ids of every kind, now and formerly."""

    def __init__(self, parts: PartialStrategy) -> None:
        self.ids: Mapping[str, Collection[str] | None] = {
            **parts.ids,
            "page": tuple(page.id for page in pages_of(parts)),
        }
        if parts.ids["owner"] == ():
            # Without `owners.yml`, whoever is named in a field; in a file that is broken there may be others.
            is_known = None not in parts.ids.values()
            self.ids = {**self.ids, "owner": {owner.id for owner in owners_in(parts)} if is_known else None}
        self.former: dict[tuple[str, str], str] = {
            (subject.kind, old): subject.id
            for subject in parts.subjects
            for old in getattr(subject.object, "formerly", ())
        }
        self.called = _by_name(parts)
        """By kind and name, folded, the ids of what is called so."""
        self.meant: dict[Diagnostic, tuple[tuple[str, ...], str, str]] = {}
        """By the problem of an unknown id, the kinds that it may be of, the id, and the one that was probably meant."""

    def knows(self, kinds: tuple[str, ...], id_: str) -> bool:
        """Whether something of the kinds has the id, or may have it in a file that cannot be read."""
        return id_ == STAND_IN or any(ids is None or id_ in ids for ids in map(self.ids.__getitem__, kinds))

    def has(self, kind: str, id_: str) -> bool:
        """Whether something of the kind is known to have the id, or to have had it."""
        return id_ in (self.ids[kind] or ()) or (kind, id_) in self.former

    def check(self, kinds: tuple[str, ...], name: Name, found: str = "") -> Iterator[Diagnostic]:
        """The problem of a name that leads nowhere, if it does not."""
        if not self.knows(kinds, name.id):
            yield self.problem(kinds, name.id, name.location, found)

    def hyphenated(self, written: str, likely: str, place: Span) -> Diagnostic:
        """That a formula reads an id with hyphens as a difference."""
        found = f"found {quoted(written)}, which is read as a difference"
        if self.has("metric", likely):
            return self.problem(("metric",), likely, place, found)
        return Diagnostic("unknown_id", place, found, f"if it is one id, write `{likely}`, and define it in tree.yml")

    def problem(self, kinds: tuple[str, ...], id_: str, place: Span, found: str = "") -> Diagnostic:
        """That nothing has an id, with the id that was probably meant, or the file in which to define it."""
        found = found or f"there is no {' or '.join(kinds)} {quoted(id_)}"
        for kind in kinds:
            if (kind, id_) in self.former:
                return Diagnostic("unknown_id", place, found, f"write `{self.former[kind, id_]}`, as it is called now")
        if called := [id for kind in kinds for id in self.called.get((kind, _folded(id_)), ())]:
            ids = " or ".join(f"`{id}`" for id in called)
            return Diagnostic("unknown_id", place, f"{found}; that is the name of {ids}", f"write {ids}")
        known = [known for kind in kinds for known in self.ids[kind] or ()]
        if near := closest_match(id_, known):
            problem = Diagnostic("unknown_id", place, found, f"did you mean `{near}`?")
            self.meant[problem] = (kinds, id_, near)
            return problem
        home = _home(kinds)
        listed = ", ".join(f"`{known_id}`" for known_id in known)
        return Diagnostic(
            "unknown_id",
            place,
            found,
            f"define it in {home}, or correct the id" if home else f"write one of {listed}",
        )
