"""Owners: everyone who answers for something, with what they hold; and what nobody holds."""

from dataclasses import dataclass

from product_handbook.addresses.addresses import owners_of
from product_handbook.prose.escaping import NOTHING, MarkdownText, link_or_text
from product_handbook.site.parts.objects import extra_table, object_findings
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext

KINDS = (("page", "Strategy"), ("group", "Groups"), ("segment", "Segments"), ("metric", "Metrics"))


@dataclass(frozen=True)
class OwnerSection:
    """What one owner holds: plain anchor, title in plain text, the rest Markdown."""

    anchor: str
    title: str
    contact: MarkdownText
    holds: tuple[tuple[str, MarkdownText], ...]
    """By kind of object, links joined with commas."""
    extra: MarkdownText
    findings: MarkdownText


@dataclass(frozen=True)
class OwnersContext(PageContext):
    """The page of all owners."""

    template = "pages/owners/page.md.jinja"

    owners: tuple[OwnerSection, ...]
    unowned: tuple[tuple[str, MarkdownText], ...]
    """What nobody holds, by kind of object, links joined with commas; a segment is its group's."""


def owners_context(draft: Draft) -> OwnersContext:
    """What the page says."""
    owners = tuple(_section(draft, id, title) for id, title in owners_of(draft.handbook.strategy).items())
    unowned = tuple((title, links) for title, links in _links(draft, "") if title != "Segments")
    return OwnersContext("Owners", owners, unowned)


def _section(draft: Draft, id: str, title: str) -> OwnerSection:
    uri = draft.handbook.addresses.uri("owner", id)
    owner = draft.handbook.strategy.owners.get(id)
    return OwnerSection(
        anchor=uri.partition("#")[2],
        title=title,
        contact=NOTHING if owner is None else link_or_text(owner.contact or ""),
        holds=_links(draft, id),
        extra=NOTHING if owner is None else extra_table(draft, owner),
        findings=object_findings(draft, "owner", id),
    )


def _links(draft: Draft, owner: str) -> tuple[tuple[str, MarkdownText], ...]:
    """What an owner holds, or nobody, by kind."""
    held: dict[str, list[str]] = {}
    for subject in draft.handbook.strategy.subjects:
        if draft.handbook.strategy.owner_of(subject.object) == owner and subject.kind != "owner":
            held.setdefault(subject.kind, []).append(subject.id)
    return tuple((title, draft.markdown_links(kind, held[kind])) for kind, title in KINDS if kind in held)
