"""The rule about names: two things that people call the same."""

from collections.abc import Iterator
from datetime import date

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.records.fields import TitledObject, folded
from product_handbook.model.strategy import Strategy, Subject, same_names
from product_handbook.rules.rule import finding

_APART = "give one of the two a name that tells them apart"


def two_of_one_name(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Two things of a kind have the same name, or one is called what is, or was, the id of another.

    Ids are unique; names are what people read. Where two metrics are both called Orders, a formula says Orders plus
    Orders, and in a meeting nobody knows which of them is meant. Case, spaces and `_` make no difference. Pages put
    the id behind a name that is not unique. Where there is no `owners.yml`, two owners that differ in case or spaces
    alone are two owners, each with half of what is theirs.

    To fix it, give one of the two a name of its own; write an owner in one way only.
    """
    for same in same_names(strategy.subjects).values():
        for subject in same[1:]:
            found = f"`{subject.id}` is called {_called(subject)}, as `{same[0].id}` is"
            yield finding(subject, subject.object.place_of("name"), found, _APART)
    yield from _names_that_are_ids(strategy)
    if not strategy.owners:
        yield from _spellings_of_owners(strategy)


def _names_that_are_ids(strategy: Strategy) -> Iterator[Diagnostic]:
    """Names that are the id of something else of the kind, or were; but for what has the same name anyway."""
    ids = {(subject.kind, folded(subject.id)): subject for subject in strategy.subjects}
    former = {
        (subject.kind, folded(old)): subject
        for subject in strategy.subjects
        for old in getattr(subject.object, "formerly", ())
    }
    for (kind, name), same in same_names(strategy.subjects).items():
        for what, other in (("is", ids.get((kind, name))), ("was", former.get((kind, name)))):
            for subject in same if other is not None and other not in same else ():
                found = f"`{subject.id}` is called {_called(subject)}, which {what} the id of `{other and other.id}`"
                yield finding(subject, subject.object.place_of("name"), found, _APART)


def _spellings_of_owners(strategy: Strategy) -> Iterator[Diagnostic]:
    """The first time that an owner is written in another way than before."""
    spellings: dict[str, list[str]] = {}
    for subject in strategy.subjects:
        for name in subject.object.owners:
            known = spellings.setdefault(folded(name.id).replace(" ", ""), [])
            if name.id in known:
                continue
            if known:
                found = f"the owner `{name.id}` is written `{known[0]}` elsewhere, so it looks like two"
                yield finding(subject, name.location, found, f"write `{known[0]}` everywhere, or start an owners.yml")
            known.append(name.id)


def _called(subject: Subject) -> str:
    return subject.object.called if isinstance(subject.object, TitledObject) else subject.id
