"""The reference: its overview, and a page for each strategy file."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.model.kinds import FILES_AS_READ, OBJECTS, PAGES, FileKind, ObjectKind, PageKind, object_by_key
from product_handbook.model.records.fields import Record
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.reference.codes import code_pages
from product_handbook.site.pages.reference.data import data_page
from product_handbook.site.pages.reference.numbers import numbers_page
from product_handbook.site.pages.reference.schema_tables import RecordSection, record_sections
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class ReferenceContext(PageContext):
    """The overview; what is Markdown is a link."""

    template = "pages/reference/page.md.jinja"

    folder: str
    """Of the strategy files."""
    files: tuple[tuple[FileKind, MarkdownText], ...]
    """Each with its page."""
    kinds: tuple[ObjectKind, ...]
    """Those that links by id name, without metrics, which the example names."""
    pages: tuple[PageKind, ...]
    tree: MarkdownText
    problems: MarkdownText
    findings: MarkdownText
    numbers: MarkdownText
    data: MarkdownText


@dataclass(frozen=True)
class FileContext(PageContext):
    """The page of a strategy file."""

    template = "pages/reference/file.md.jinja"

    file: FileKind
    by_id: bool
    """Whether each of its keys is the id of an object."""
    records: tuple[RecordSection, ...]
    """The file's own first; empty for a table and for the glossary."""


def reference_pages(handbook: Handbook) -> Iterator[Page]:
    """The overview, a page for each file, and those of problems, rules, data and numbers."""
    draft = Draft(handbook, handbook.addresses.page("reference"))
    yield draft.page(reference_context(draft))
    for file in FILES_AS_READ:
        draft = Draft(handbook, handbook.addresses.at(f"reference/{file.name}.md"))
        record = record_in(file)
        records = () if record is None else record_sections(draft, record)
        yield draft.page(FileContext(f"{file.name}{file.ending}", file, object_by_key(file) is not None, records))
    yield from code_pages(handbook)
    yield data_page(handbook)
    yield numbers_page(handbook)


def reference_context(draft: Draft) -> ReferenceContext:
    """What the overview says."""
    handbook = draft.handbook

    def page(name: str) -> MarkdownText:
        return draft.relative_to(handbook.addresses.at(f"reference/{name}.md"))

    return ReferenceContext(
        title="Reference",
        folder=handbook.docs_uri(handbook.strategy.folder),
        files=tuple((file, page(file.name)) for file in FILES_AS_READ),
        kinds=tuple(kind for kind in OBJECTS if kind.id != "metric"),
        pages=PAGES,
        tree=page("tree"),
        problems=page("problems"),
        findings=page("findings"),
        numbers=page("numbers"),
        data=page("data"),
    )


def record_in(file: FileKind) -> type[Record] | None:
    """The record that a file holds, or that each of its ids holds; none for a table, and for the ids of prose."""
    kind = object_by_key(file)
    found = file.record if kind is None else kind.record
    return found if found is not None and issubclass(found, Record) else None
