"""A page while it is written: links that start at its address, prose, and its pieces of HTML."""

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import relative_uri
from product_handbook.diagnostics.diagnostic import Span
from product_handbook.drawing.model import Diagram
from product_handbook.model.records.fields import HandbookObject
from product_handbook.model.records.reading import Prose
from product_handbook.prose.escaping import NOTHING, MarkdownText, escape_markdown
from product_handbook.prose.render import Leads, for_markdown, line_html, prose_html, words
from product_handbook.site.writing.components import line_of, link, with_note
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext

_PATH = re.compile(r"([^?#]*)(.*)", re.DOTALL)


class Draft:
    """A page that is being written."""

    def __init__(self, handbook: Handbook, uri: str) -> None:
        self.handbook = handbook
        self.uri = uri
        self._pieces: list[str] = []

    def href(self, kind: str, id: str) -> str:
        """The relative URL of an object."""
        return self.href_of(self.handbook.addresses.uri(kind, id))

    def href_of(self, uri: str) -> str:
        """The relative URL of a page of the site."""
        return self.handbook.addresses.href(uri, self.uri)

    def link(self, kind: str, id: str) -> Markup:
        """A link to an object by its name, as HTML."""
        target = self.handbook.addresses.target(kind, id)
        if target is None:
            return escape(id)
        return link(self.href_of(target.uri), target.name)

    def links(self, kind: str, ids: Iterable[str]) -> Markup:
        """Links to objects of a kind, joined with commas."""
        return Markup(", ").join(self.link(kind, id) for id in ids)

    def owners(self, shown: HandbookObject) -> Markup:
        """A link to who answers for an object, and after it to who helps; empty where nobody does."""
        strategy = self.handbook.strategy
        owner, helpers = strategy.owner_of(shown), strategy.helpers_of(shown)
        first = self.link("owner", owner) if owner else Markup()
        return with_note(first, Markup("with {}").format(self.links("owner", helpers))) if helpers else first

    def relative(self, page_id: str) -> MarkdownText:
        """The destination, in Markdown, of a link to one of the pages that every handbook has."""
        return self.relative_to(self.handbook.addresses.page(page_id))

    def relative_to(self, uri: str) -> MarkdownText:
        """The destination, in Markdown, of a link to a page of the site."""
        return MarkdownText(relative_uri(uri, self.uri))

    def markdown_link(self, kind: str, id: str) -> MarkdownText:
        """A link to an object by its name, as Markdown."""
        target = self.handbook.addresses.target(kind, id)
        if target is None:
            return escape_markdown(id)
        return MarkdownText(f"[{escape_markdown(target.name)}]({self.relative_to(target.uri)})")

    def markdown_links(self, kind: str, ids: Iterable[str]) -> MarkdownText:
        """Links to objects of a kind, as Markdown, joined with commas."""
        return MarkdownText(", ".join(self.markdown_link(kind, id) for id in ids))

    def paragraphs(self, text: Prose | None, level: int = 2) -> MarkdownText:
        """The mark of prose as blocks of HTML, its headings below the level of the one that it stands under."""
        return NOTHING if text is None else self.piece(prose_html(text.document, self._leads(text), level))

    def quotation(self, text: Prose, level: int = 2) -> MarkdownText:
        """The mark of prose as somebody's words."""
        return self.piece(prose_html(text.document, self._leads(text), level, "blockquote"))

    def list_item(self, text: Prose) -> MarkdownText:
        """The mark of prose as the item of a list, which Markdown reads as one line."""
        if text.document.is_one_paragraph:
            return self.first_paragraph(text)
        html = for_markdown(prose_html(text.document, self._leads(text), 3))
        return self.piece(html.replace("\n", Markup("&#10;")))

    def first_paragraph(self, text: Prose) -> MarkdownText:
        """The mark of the first paragraph of prose, within a line of Markdown."""
        return self.piece(for_markdown(self.line(text)))

    def line(self, text: Prose | None) -> Markup:
        """The first paragraph of prose, as HTML on one line."""
        return Markup() if text is None else line_html(text.document, self._leads(text))

    def words(self, text: Prose) -> str:
        """The first paragraph of prose as plain text, things by their names."""
        return words(text.document, self._name_of)

    def place(self, location: Span) -> Markup:
        """A file and line, linked to where the file can be edited, if anywhere."""
        uri = self.handbook.docs_uri(location.path)
        url = self.handbook.edit_url(uri)
        return line_of(uri, location.line) if url is None else link(url, line_of(uri, location.line))

    def draw(self, diagram: Diagram) -> MarkdownText:
        """The mark in the Markdown where a drawing goes."""
        return self.piece(self.handbook.draw(diagram, self.uri)) if diagram.cards else NOTHING

    def piece(self, html: str) -> MarkdownText:
        """The mark in the Markdown where a finished piece of HTML goes; nothing for an empty one."""
        if not html:
            return NOTHING
        self._pieces.append(str(html))  # as text: to replace something in markup would escape what replaces it
        return MarkdownText(f"<!--hb:{len(self._pieces) - 1}-->")

    def page(self, context: PageContext, location: Span | None = None, *, wide: bool = False) -> Page:
        """The page that a context describes, and the strategy file that it shows, if any."""
        edit_uri = None if location is None else self.handbook.docs_uri(location.path)
        return Page(self.uri, context.title, context.markdown(), tuple(self._pieces), edit_uri, wide)

    def _leads(self, text: Prose) -> Leads:
        """Where the links of a piece of prose lead on this page."""
        folder = self.handbook.docs_uri(text.location.path).rpartition("/")[0]
        name = self.uri.removeprefix(self.handbook.addresses.base).removesuffix(".md").replace("/", "-")
        prefix = f"{name}-{len(self._pieces)}-"
        return Leads(self._by_id, lambda address: self._from_folder(folder, address), prefix)

    def _by_id(self, kind: str, id: str) -> tuple[str, str] | None:
        target = self.handbook.addresses.target(kind, id)
        return None if target is None else (self.href_of(target.uri), target.name)

    def _name_of(self, kind: str, id: str) -> str:
        target = self.handbook.addresses.target(kind, id)
        return id if target is None else target.name

    def _from_folder(self, folder: str, address: str) -> str:
        """The URL on this page of an address that starts at a folder."""
        path, rest = _PATH.fullmatch(address).groups()  # type: ignore[union-attr]  # it matches any text
        url = self.href_of(posixpath.normpath(posixpath.join(folder, unquote(path))))
        return f"{url}{'/' * path.endswith('/')}{rest}"
