"""What the pages of all objects share: owner and review, fields of the site's own, and the findings about them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.fields import Acceptance, HandbookObject, TitledObject
from product_handbook.prose.document import is_address
from product_handbook.prose.escaping import NOTHING, MarkdownText
from product_handbook.prose.render import markdown_line
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, FindingItem, Heading, code, link
from product_handbook.site.writing.draft import Draft


def common_facts(draft: Draft, shown: HandbookObject) -> tuple[Fact, ...]:
    """Who answers for an object, who helps, and when it is looked at again; values may be empty."""
    strategy = draft.handbook.strategy
    owner = strategy.owner_of(shown)
    return (
        Fact("Owner", draft.link("owner", owner) if owner else Markup()),
        Fact("Helped by", draft.links("owner", strategy.helpers_of(shown))),
        Fact("Review by", escape("" if shown.review_by is None else for_readers(Period("day", shown.review_by)))),
    )


def facts_mark(draft: Draft, shown: HandbookObject) -> MarkdownText:
    """The mark of these facts; nothing without any."""
    return draft.piece(components.facts(common_facts(draft, shown)))


def source_mark(draft: Draft, location: Span, shown: TitledObject | None = None) -> MarkdownText:
    """Where what a page shows comes from, and the ids of the object that it is about."""
    ids = Markup() if shown is None else _ids(shown)
    return draft.piece(components.Source(draft.place(location), ids).html())


def ids_mark(draft: Draft, shown: TitledObject | None) -> MarkdownText:
    """The id of an object that has no page of its own, as the files name it, and those that it had before."""
    return NOTHING if shown is None else draft.piece(components.ids_line(_ids(shown)))


def _ids(shown: TitledObject) -> Markup:
    # Between spaces, so that the search takes each for a word of its own.
    former = Markup(" · ").join(code(old) for old in getattr(shown, "formerly", ()))
    return Markup("{} · formerly {}").format(code(shown.id), former) if former else code(shown.id)


def extra_table(draft: Draft, shown: HandbookObject) -> MarkdownText:
    """The fields of a site's own, as a table; nothing where there are none."""
    rows = [(escape(name), _value(value)) for name, value in shown.extra.items()]
    return draft.piece(components.table("Further fields", (Heading("Field"), Heading("Value")), rows))


def _value(written: str) -> Markup:
    return markdown_line(written) if is_address(written) else escape(written)


def object_findings(draft: Draft, kind: str, id: str) -> MarkdownText:
    """What the linter finds about an object, open first, then accepted; nothing where it finds nothing."""
    found = draft.handbook.findings
    subject = f"{kind}:{id}"
    accepted = [(finding, acceptance) for finding, acceptance in found.accepted if finding.subject == subject]
    return finding_list(draft, [*not_accepted(found.open_by_object.get(subject, ())), *accepted])


def not_accepted(found: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, Acceptance | None]]:
    """Open findings as those are held that an object accepts."""
    return ((finding, None) for finding in found)


def finding_list(draft: Draft, found: Iterable[tuple[Diagnostic, Acceptance | None]]) -> MarkdownText:
    """Findings as a list, each with its acceptance if it has one; nothing without any."""
    return draft.piece(components.findings([_item(draft, *finding) for finding in found]))


def _item(draft: Draft, finding: Diagnostic, acceptance: Acceptance | None) -> FindingItem:
    href = draft.href_of(draft.handbook.addresses.at("reference/findings.md") + f"#{finding.code}")
    return FindingItem(
        severity=finding.severity,
        message=with_code(finding.message),
        help=with_code(finding.help),
        rule=link(href, code(finding.code)),
        place=draft.place(finding.span),
        accepted=Markup() if acceptance is None else _acceptance(draft, acceptance),
    )


def finding_of_many(draft: Draft, told: Diagnostic, number: int, named: tuple[Sequence[str], int]) -> MarkdownText:
    """One finding for many objects, with links to the first of these; each has its own on its page."""
    subjects, more = named
    links = [draft.link(*subject.split(":", 1)) for subject in subjects]
    message = Markup("Found {} times: {}").format(f"{number:,}", Markup(", ").join(links))
    if more:
        message += f" and {more:,} more"
    return draft.piece(components.findings([replace(_item(draft, told, None), message=message)]))


def with_code(text: str) -> Markup:
    """Plain text in which what stands between backticks is code."""
    parts = text.split("`")
    coded = (code(part) if index % 2 else escape(part) for index, part in enumerate(parts))
    return Markup().join(coded) if len(parts) % 2 else escape(text)


def _acceptance(draft: Draft, acceptance: Acceptance) -> Markup:
    cases = [
        escape(for_readers(case)) if isinstance(case, Period) else draft.link(case.kind, case.id)
        for case in acceptance.cases
    ]
    which = Markup(" for {}").format(Markup(", ").join(cases)) if cases else ""
    percent = draft.handbook.number_format.percent
    size = "" if acceptance.up_to is None else f" up to {percent(acceptance.up_to)}"
    until = "" if acceptance.until is None else f" until {for_readers(Period('day', acceptance.until))}"
    return Markup("Accepted{}{}{}: {}").format(which, size, until, draft.line(acceptance.because))
