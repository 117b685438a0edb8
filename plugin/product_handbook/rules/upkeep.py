"""Rules about what becomes stale or strays: reviews, owners, files and acceptances."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.records.fields import NamedObject
from product_handbook.model.records.north_star import NorthStar
from product_handbook.model.records.orientation import Orientation
from product_handbook.model.records.stakeholders import Group
from product_handbook.model.strategy import Strategy, Subject, find_owner
from product_handbook.rules.rule import AcceptanceUse, finding


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
    written = [(subject, subject.object.owner) for subject in strategy.subjects if subject.object.owner is not None]
    meant = {spelling: find_owner(strategy.owners, spelling) for spelling in {name.id for _, name in written}}
    for subject, name in written:
        owner = meant[name.id]
        if owner is not None and owner.id != name.id:
            found = f"the owner of {_title(subject)} is written `{name.id}`, and its id is `{owner.id}`"
            yield finding(subject, name.location, found, f"write `owner: {owner.id}`")


def acceptance_run_out(use: AcceptanceUse, today: date) -> Iterator[Diagnostic]:
    """An acceptance has run out, and the finding that it accepted is back.

    `until` is the last day on which an acceptance hides its finding. This advice comes beside the finding, so that
    nobody wonders why what was settled is open again. It cannot be accepted.

    To fix it, fix the finding and delete the acceptance; or set a later `until`, with a reason that is still
    true.
    """
    if use.has_findings and use.has_run_out(today):
        found = f"{_title(use.subject)} accepted `{use.acceptance.rule}` until {use.acceptance.until}"
        help = "fix that finding and delete the acceptance, or set a later `until` with a reason that still holds"
        yield finding(use.subject, use.acceptance.place_of("until"), found, help)


def acceptance_that_matches_nothing(use: AcceptanceUse, _: date) -> Iterator[Diagnostic]:
    """An acceptance is about a finding that its object does not have, or about a rule that does not exist.

    Left in place, it would hide the same defect when it comes back, and give a reason from another time. An
    acceptance matches the findings of its rule on the object that it is written under; what is found about a
    guardrail or a criterion belongs to the North Star's page. A finding about an acceptance cannot be accepted,
    this one included.

    To fix it, delete the acceptance, or correct the code.
    """
    code = use.acceptance.rule
    place = use.acceptance.place_of("rule")
    if code not in use.codes:
        near = get_close_matches(code.lower().replace("-", "_").replace(" ", "_"), use.codes, n=1)
        help = f"did you mean `{near[0]}`?" if near else "copy the code from the Health page"
        yield finding(use.subject, place, f"there is no rule `{code}` whose findings can be accepted", help)
    elif not use.has_findings:
        found = f"{_title(use.subject)} accepts `{code}`, but has no such finding"
        yield finding(use.subject, place, found, "delete the acceptance")


def _title(subject: Subject) -> str:
    """What a sentence calls an object."""
    match subject.object:
        case NamedObject() | Group() as titled:
            return titled.title
        case NorthStar():
            return "the North Star"
        case Orientation():
            return "the orientation"
    return "the mission"
