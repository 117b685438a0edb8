"""The reference of `handbook.json`, part by part, for scripts and other programs."""

import json
from dataclasses import dataclass

from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.handbook_json.fields import VERSION
from product_handbook.site.pages.reference.schema_tables import RecordSection, data_sections
from product_handbook.site.writing.assets import JSON, SCHEMA
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class DataContext(PageContext):
    """What the file holds."""

    template = "pages/reference/data.md.jinja"

    json: MarkdownText
    """The link to the file."""
    schema: MarkdownText
    """The link to its schema."""
    version: str
    notes: tuple[MarkdownText, ...]
    records: tuple[RecordSection, ...]
    """The whole file first."""


def data_page(handbook: Handbook) -> Page:
    """What `handbook.json` holds, part by part."""
    draft = Draft(handbook, handbook.addresses.at("reference/data.md"))
    context = DataContext(
        title="Data",
        json=draft.relative_to(handbook.addresses.base + JSON),
        schema=draft.relative_to(handbook.addresses.base + SCHEMA),
        version=VERSION,
        notes=tuple(MarkdownText(note) for note in json.loads(handbook.data_schema)["description"].split("\n\n")[1:]),
        records=data_sections(draft),
    )
    return draft.page(context)
