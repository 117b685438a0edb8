"""Owners: everyone who answers for something, with what they hold; and what nobody holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from product_handbook.addresses.addresses import owners_of
from product_handbook.model.kinds import OBJECTS
from product_handbook.model.strategy import Subject
from product_handbook.prose.escaping import NOTHING, MarkdownText, link_or_text
from product_handbook.site.parts.objects import extra_table, ids_mark, object_findings
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext

KINDS = {"page": "Strategy"} | {kind.id: kind.key.capitalize() for kind in OBJECTS if kind.id != "owner"}
"""What an owner can hold, and what it is called above the links."""
EXPECTED = ("page", "group", "metric")
"""What somebody should hold: nobody asks for an owner of the others, and a segment is its group's."""


@dataclass(frozen=True)
class OwnerSection:
    """What one owner holds: plain anchor, title in plain text, the rest Markdown."""

    anchor: str
    title: str
    contact: MarkdownText
    holds: tuple[tuple[str, MarkdownText], ...]
    """What it answers for, by kind of object, links joined with commas."""
    helps: tuple[tuple[str, MarkdownText], ...]
    """What it helps with, likewise."""
    ids: MarkdownText
    """Its id and former ids."""
    extra: MarkdownText
    findings: MarkdownText


@dataclass(frozen=True)
class OwnersContext(PageContext):
    """The page of all owners."""

    template = "pages/owners/page.md.jinja"

    owners: tuple[OwnerSection, ...]
    unowned: tuple[tuple[str, MarkdownText], ...]
    """What nobody holds and somebody should, by kind of object, links joined with commas."""


def owners_context(draft: Draft) -> OwnersContext:
    """What the page says."""
    owners = tuple(_section(draft, id, title) for id, title in owners_of(draft.handbook.strategy).items())
    return OwnersContext("Owners", owners, unowned=_held(draft, "", EXPECTED))


def _section(draft: Draft, id: str, title: str) -> OwnerSection:
    uri = draft.handbook.addresses.uri("owner", id)
    owner = draft.handbook.strategy.owners.get(id)
    return OwnerSection(
        anchor=uri.partition("#")[2],
        title=title,
        contact=NOTHING if owner is None else link_or_text(owner.contact or ""),
        holds=_held(draft, id, KINDS),
        helps=_helped(draft, id),
        ids=ids_mark(draft, owner),
        extra=NOTHING if owner is None else extra_table(draft, owner),
        findings=object_findings(draft, "owner", id),
    )


def _held(draft: Draft, owner: str, kinds: Iterable[str]) -> tuple[tuple[str, MarkdownText], ...]:
    """What an owner answers for, or nobody, of some kinds."""
    strategy = draft.handbook.strategy
    return _links(draft, (each for each in strategy.subjects if strategy.owner_of(each.object) == owner), kinds)


def _helped(draft: Draft, owner: str) -> tuple[tuple[str, MarkdownText], ...]:
    """What an owner helps with."""
    strategy = draft.handbook.strategy
    return _links(draft, (each for each in strategy.subjects if owner in strategy.helpers_of(each.object)), KINDS)


def _links(draft: Draft, subjects: Iterable[Subject], kinds: Iterable[str]) -> tuple[tuple[str, MarkdownText], ...]:
    found: dict[str, list[str]] = {}
    for subject in subjects:
        found.setdefault(subject.kind, []).append(subject.id)
    return tuple((KINDS[kind], draft.markdown_links(kind, found[kind])) for kind in kinds if kind in found)
