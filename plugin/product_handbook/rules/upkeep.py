"""Rules about what becomes stale or strays: reviews, owners, files and acceptances."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.records.fields import TitledObject
from product_handbook.model.records.north_star import NorthStar
from product_handbook.model.records.orientation import Orientation
from product_handbook.model.records.reading import Name
from product_handbook.model.strategy import Strategy, Subject, find_owner
from product_handbook.rules.acceptances import AcceptanceUse, as_list
from product_handbook.rules.rule import BOUNDLESS, finding, percent


def review_overdue(strategy: Strategy, today: date) -> Iterator[Diagnostic]:
    """An object is past the day by which somebody wanted to look at it again.

    Strategy ages in silence. `review_by` is the day on which its author no longer trusted the text to be true
    unread; the day itself is still in time.

    To fix it, read the object, correct what has changed, and set a new `review_by`.
    """
    for subject in strategy.subjects:
        due = subject.object.review_by
        if due is not None and today > due:
            found = f"{_title(subject)} was to be reviewed by {due.isoformat()}"
            place = subject.object.place_of("review_by")
            yield finding(subject, place, found, "read it again, correct what has changed, and set a new `review_by`")


def owner_spelled_otherwise(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """An owner is not written as its id in `owners.yml`.

    The handbook understands `Growth Team` where `owners.yml` has `growth_team`, or an owner of that name. A search
    through the files and a change by hand do not.

    To fix it, write the id.
    """
    written = [(subject, name) for subject in strategy.subjects for name in subject.object.owners]
    meant = {spelling: find_owner(strategy.owners, spelling) for spelling in {name.id for _, name in written}}
    for subject, name in written:
        owner = meant[name.id]
        if owner is not None and owner.id != name.id:
            key = "" if subject.object.owners[1:] else "owner: "
            found = f"the owner of {_title(subject)} is written `{name.id}`, and its id is `{owner.id}`"
            yield finding(subject, name.location, found, f"write `{key}{owner.id}`")


def owner_with_a_comma(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """The name of an owner has a comma in it, so that two owners look like one.

    Where there is no `owners.yml`, whatever stands after `owner` is a name. One such as `rounds, bakehouse` becomes a
    third owner beside the two, who holds what both of them should find under their own names.

    To fix it, write a list: the first owner answers, the others help. If it is one name, accept the finding.
    """
    for subject in strategy.subjects if not strategy.owners else ():
        for name in subject.object.owners:
            parts = [part.strip() for part in name.id.split(",") if part.strip()]
            if "," in name.id and parts:
                found = f"the owner of {_title(subject)} is `{name.id}`, which looks like several"
                yield finding(subject, name.location, found, f"write {_listed(subject, name, parts)}")


def _listed(subject: Subject, name: Name, parts: list[str]) -> str:
    """The whole list of owners, in which one of them is several."""
    each = [part for other in subject.object.owners for part in (parts if other is name else [other.id])]
    return f"`owner: [{', '.join(each)}]`"


def acceptance_run_out(use: AcceptanceUse, today: date) -> Iterator[Diagnostic]:
    """An acceptance has run out, or what it accepted has grown, and the finding is back.

    `until` is the last day on which an acceptance hides its finding, and `up_to` is how large that may become. This
    advice comes beside the finding, so that nobody wonders why what was settled is open again. It cannot be accepted.

    To fix it, fix the finding and delete the acceptance; or set a later `until`, or a higher `up_to`, with a reason
    that is still true.
    """
    rule, is_for_all = use.acceptance.rule, not use.acceptance.cases
    about = [found for found in use.found if is_for_all or use.is_about(found)]
    if about and use.has_run_out(today):
        found = f"{_title(use.subject)} accepted `{rule}` until {use.acceptance.until}"
        help = "fix that finding and delete the acceptance, or set a later `until` with a reason that still holds"
        yield finding(use.subject, use.acceptance.place_of("until"), found, help)
    elif use.has_sizes and use.acceptance.up_to is not None:
        grown = [case for found in about if use.is_outgrown_by(found) for case in found.cases]
        if grown:
            most = max(case.size or BOUNDLESS for case in grown)
            size = "without bound" if most == BOUNDLESS else percent(most)
            which = ", ".join(dict.fromkeys(case.name for case in grown))
            found = (
                f"{_title(use.subject)} accepted `{rule}` up to {percent(use.acceptance.up_to)}, and {which} is {size}"
            )
            help = "fix that finding and delete the acceptance, or set a higher `up_to` with a reason that still holds"
            yield finding(use.subject, use.acceptance.place_of("up_to"), found, help)


def acceptance_that_matches_nothing(use: AcceptanceUse, _: date) -> Iterator[Diagnostic]:
    """An acceptance is about a finding that its object does not have, or about a rule that does not exist.

    Left in place, it would hide the same defect when it comes back, and give a reason from another time. An
    acceptance matches the findings of its rule on the object that it is written under, and of these what its `for`
    names; what is found about a guardrail or a criterion belongs to the North Star's page. A finding about an
    acceptance cannot be accepted, this one included.

    To fix it, delete the acceptance, or correct the code or the `for`.
    """
    acceptance, title = use.acceptance, _title(use.subject)
    code, place = acceptance.rule, acceptance.place_of("rule")
    if code not in use.codes:
        near = get_close_matches(code.lower().replace("-", "_").replace(" ", "_"), use.codes, n=1)
        help = f"did you mean `{near[0]}`?" if near else "copy the code from the Health page"
        yield finding(use.subject, place, f"there is no rule `{code}` whose findings can be accepted", help)
    elif not use.found:
        yield finding(use.subject, place, f"{title} accepts `{code}`, but has no such finding", "delete the acceptance")
    elif acceptance.cases and not use.asks_for:
        found = f"`{code}` finds one thing on an object, so that nothing is to be told apart"
        yield finding(use.subject, acceptance.place_of("for"), found, "delete `for` here")
    elif acceptance.up_to is not None and not use.has_sizes:
        found = f"what `{code}` finds has no size, so that `up_to` accepts nothing"
        yield finding(use.subject, acceptance.place_of("up_to"), found, "delete `up_to` here")
    else:
        yield from _unmatched(use)


def _unmatched(use: AcceptanceUse) -> Iterator[Diagnostic]:
    """What `for` names and the rule does not find."""
    matched = {held for found in use.found for case in found.cases for held in use.naming(case)}
    idle = [str(held) for held in use.acceptance.cases if str(held) not in matched]
    if idle:
        found = (
            f"{_title(use.subject)} accepts `{use.acceptance.rule}` for {' and '.join(idle)}, but has no such finding"
        )
        help = f"take {' and '.join(f'`{each}`' for each in idle)} out of `for`"
        if not matched:
            help = f"delete the acceptance; what is found now is {as_list(use.cases)}"
        yield finding(use.subject, use.acceptance.place_of("for"), found, help)


def acceptance_without_case(use: AcceptanceUse, today: date) -> Iterator[Diagnostic]:
    """An acceptance of a rule that can find several things on one object does not say which it is for.

    It accepts nothing. A month that somebody looked at and accepted would otherwise hide every later month in which
    the same goes wrong for another reason. `for` says which: a period with all those inside it, `metric:id`, or a
    list. What comes later is found again. The section of each rule says whether it asks for one.

    To fix it, add the `for` that the message writes out, as far as the reason is true for what it names.
    """
    acceptance = use.acceptance
    if use.found and use.asks_for and not acceptance.cases and not use.has_run_out(today):
        found = (
            f"{_title(use.subject)} accepts `{acceptance.rule}` and does not say for what, so that it accepts nothing"
        )
        help = f"write `for: {as_list(use.cases)}` beside `rule: {acceptance.rule}`, which is all that is found now"
        yield finding(use.subject, acceptance.place_of("rule"), found, help)


def _title(subject: Subject) -> str:
    """What a sentence calls an object."""
    match subject.object:
        case TitledObject() as titled:
            return titled.title
        case NorthStar():
            return "the North Star"
        case Orientation():
            return "the orientation"
    return "the mission"
