"""Glossary: every term that the handbook defines, A to Z."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from product_handbook.addresses.addresses import hyphenated
from product_handbook.prose.escaping import NOTHING, MarkdownText, escape_markdown
from product_handbook.site.writing.components import code, ids_line
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class Entry:
    """A term and what it means, in Markdown."""

    title: str
    """Plain text, by which it is sorted."""
    anchor: str
    """Empty for what has a page of its own."""
    heading: MarkdownText
    definition: MarkdownText
    ids: MarkdownText = NOTHING
    """The id of what has no page of its own."""


@dataclass(frozen=True)
class GlossaryContext(PageContext):
    """The page of all terms."""

    template = "pages/glossary/page.md.jinja"

    letters: tuple[tuple[str, tuple[Entry, ...]], ...]
    """The entries by the letter that they begin with, `#` for any other sign."""


def glossary_context(draft: Draft) -> GlossaryContext:
    """The terms of `glossary.yml`, and the metrics, groups and segments by their definitions."""
    entries = sorted(_entries(draft), key=lambda entry: (_sorted_as(entry.title), entry.title))
    letters = tuple(
        (letter, tuple(found)) for letter, found in groupby(entries, key=lambda entry: _letter(entry.title))
    )
    return GlossaryContext("Glossary", letters)


def _entries(draft: Draft) -> Iterable[Entry]:
    strategy = draft.handbook.strategy
    for term in strategy.glossary.values():
        ids = draft.piece(ids_line(code(term.id)))
        definition = draft.paragraphs(term.definition, 3)
        yield Entry(term.title, hyphenated(term.id), escape_markdown(term.title), definition, ids)
    for metric in strategy.metrics.values():
        if metric.definition is not None:
            link = draft.markdown_link("metric", metric.id)
            yield Entry(metric.title, "", link, draft.first_paragraph(metric.definition))
    for group in strategy.stakeholders.groups:
        yield Entry(group.title, "", draft.markdown_link("group", group.id), escape_markdown(group.who))
        for segment in group.segments.values():
            if segment.who:
                yield Entry(segment.title, "", draft.markdown_link("segment", segment.id), escape_markdown(segment.who))


def _sorted_as(title: str) -> str:
    """A title as it is sorted: without accents and case, whatever the locale."""
    decomposed = unicodedata.normalize("NFKD", title)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def _letter(title: str) -> str:
    first = _sorted_as(title)[:1].upper()
    return first if first.isalpha() else "#"
