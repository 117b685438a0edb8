"""A page while it is written: links that start at its address, prose made fit for it, and its pieces of HTML."""

import posixpath
import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import relative_uri
from product_handbook.diagnostics.problem import Location
from product_handbook.drawing.model import Diagram
from product_handbook.model.records.reading import Prose
from product_handbook.prose import prose
from product_handbook.prose.escaping import NOTHING, MarkdownText, escape_markdown
from product_handbook.prose.links import rewrite_links
from product_handbook.prose.prose import inline_html
from product_handbook.site.writing.context import PageContext
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.rendering import markdown_template

_ADDRESS = re.compile(r"""https?://[^\s<>"`\\]+|(mailto:)?[\w.+-]+@[\w-]+(\.[\w-]+)+""")


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
        return Markup('<a href="{}">{}</a>').format(self.href_of(target.uri), target.name)

    def links(self, kind: str, ids: Iterable[str]) -> Markup:
        """Links to objects of a kind, joined with commas."""
        return Markup(", ").join(self.link(kind, id) for id in ids)

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
        """Prose as Markdown for this page, its headings below the level of the one it stands under.

        Prose that is nothing but an address on the web is a link to it.
        """
        if text is None:
            return NOTHING
        return self._linked(prose.prose_to_markdown(text.text, self._folder_of(text), self.uri, level))

    def list_item(self, text: Prose) -> MarkdownText:
        """Prose as the item of a list: what goes on after its first line is indented."""
        return MarkdownText(self.paragraphs(text).replace("\n", "\n    "))

    def first_paragraph(self, text: Prose) -> MarkdownText:
        """The first paragraph of prose as Markdown for this page, on one line."""
        return self._linked(prose.prose_line(text.text, self._folder_of(text), self.uri))

    def line(self, text: Prose | None) -> Markup:
        """The first paragraph of prose, as HTML on one line."""
        return Markup() if text is None else inline_html(self.first_paragraph(text), self._url_of)

    def place(self, location: Location) -> Markup:
        """A file and line, linked to where the file can be edited, if anywhere."""
        uri = self.handbook.docs_uri(location.path)
        shown = Markup("<code>{}</code>, line {}").format(uri, location.line)
        url = self.handbook.edit_url(uri)
        return shown if url is None else Markup('<a href="{}">{}</a>').format(url, shown)

    def draw(self, diagram: Diagram) -> MarkdownText:
        """The mark in the Markdown where a drawing goes."""
        return self.piece(self.handbook.draw(diagram)) if diagram.cards else NOTHING

    def piece(self, html: str) -> MarkdownText:
        """The mark in the Markdown where a finished piece of HTML goes; nothing for an empty one."""
        if not html:
            return NOTHING
        self._pieces.append(html)
        return MarkdownText(f"<!--hb:{len(self._pieces) - 1}-->")

    def page(self, context: PageContext, location: Location | None = None, *, wide: bool = False) -> Page:
        """The page that a context describes, and the strategy file that it shows, if any."""
        edit_uri = None if location is None else self.handbook.docs_uri(location.path)
        return Page(self.uri, context.title, context.markdown(), tuple(self._pieces), edit_uri, wide)

    def finish(
        self, template: str, title: str, location: Location | None = None, *, wide: bool = False, **context: object
    ) -> Page:
        """The page, its Markdown written by a template."""
        markdown = markdown_template(f"{template}.md.jinja").render(title=title, **context)
        edit_uri = None if location is None else self.handbook.docs_uri(location.path)
        return Page(self.uri, title, markdown, tuple(self._pieces), edit_uri, wide)

    def _linked(self, markdown: str) -> MarkdownText:
        """Markdown for this page, its links by id made ordinary ones; the loader has seen that each leads somewhere."""
        # In an export, a mark that somebody has written into code would be taken for one of ours.
        markdown = markdown.replace("<!--hb:", "<!-- hb:")
        linked = rewrite_links(markdown, self.uri, 1, self.handbook.addresses.target)[0]
        return address_link(linked) or MarkdownText(linked)

    def _folder_of(self, text: Prose) -> str:
        return self.handbook.docs_uri(text.location.path).rpartition("/")[0]

    def _url_of(self, destination: str) -> str:
        """The URL for the destination of a relative link in this page's Markdown."""
        return self.href_of(posixpath.normpath(posixpath.join(posixpath.dirname(self.uri), destination)))


def address_link(text: str) -> MarkdownText:
    """A link to the web or mail address that a text is; nothing for any other text."""
    return MarkdownText(f"<{text.removeprefix('mailto:')}>") if _ADDRESS.fullmatch(text) else NOTHING
