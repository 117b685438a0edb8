"""A page while it is written: links that start at its address, prose made fit for it, and its pieces of HTML."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from product_handbook.diagrams.model import Diagram
from product_handbook.pages import prose
from product_handbook.pages.addresses import relative_uri
from product_handbook.pages.escaping import markdown_escape
from product_handbook.pages.links import rewrite_links
from product_handbook.pages.page import Handbook, Page
from product_handbook.pages.prose import inline_html
from product_handbook.pages.templates import markdown_template
from product_handbook.strategy.problems import Location
from product_handbook.strategy.records.reading import Prose


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

    def relative(self, page_id: str) -> str:
        """The Markdown link to one of the pages that every handbook has."""
        return relative_uri(self.handbook.addresses.page(page_id), self.uri)

    def markdown_link(self, kind: str, id: str) -> str:
        """A link to an object by its name, as Markdown."""
        target = self.handbook.addresses.target(kind, id)
        if target is None:
            return markdown_escape(id)
        return f"[{markdown_escape(target.name)}]({relative_uri(target.uri, self.uri)})"

    def paragraphs(self, text: Prose | None, level: int = 2) -> str:
        """Prose as Markdown for this page, its headings below the level of the one it stands under."""
        if text is None:
            return ""
        folder = self._folder_of(text)
        linked, _ = rewrite_links(text.text, folder_page(folder), 1, self.handbook.addresses.target)
        return prose.prose_to_markdown(linked, folder, self.uri, level)

    def first_paragraph(self, text: Prose) -> str:
        """The first paragraph of prose as Markdown for this page, on one line."""
        linked, _ = rewrite_links(prose.first_paragraph(text.text), self.uri, 1, self.handbook.addresses.target)
        return linked

    def line(self, text: Prose | None) -> Markup:
        """The first paragraph of prose, as HTML on one line."""
        return Markup() if text is None else Markup(inline_html(self.first_paragraph(text), self.href_of))

    def place(self, location: Location) -> Markup:
        """A file and line, linked to where the file can be edited, if anywhere."""
        uri = self.handbook.docs_uri(location.path)
        shown = Markup("<code>{}</code>, line {}").format(uri, location.line)
        url = self.handbook.edit_url(uri)
        return shown if url is None else Markup('<a href="{}">{}</a>').format(url, shown)

    def draw(self, diagram: Diagram) -> str:
        """The mark in the Markdown where a drawing goes."""
        return self.piece(self.handbook.draw(diagram)) if diagram.cards else ""

    def piece(self, html: str) -> str:
        """The mark in the Markdown where a finished piece of HTML goes; nothing for an empty one."""
        if not html:
            return ""
        self._pieces.append(html)
        return f"<!--hb:{len(self._pieces) - 1}-->"

    def finish(
        self, template: str, title: str, location: Location | None = None, *, wide: bool = False, **context: object
    ) -> Page:
        """The page, its Markdown written by a template."""
        markdown = markdown_template(f"{template}.md.jinja").render(title=title, **context)
        edit_uri = None if location is None else self.handbook.docs_uri(location.path)
        return Page(self.uri, title, markdown, tuple(self._pieces), edit_uri, wide)

    def _folder_of(self, text: Prose) -> str:
        return self.handbook.docs_uri(text.location.path).rpartition("/")[0]


def folder_page(folder: str) -> str:
    """A page in a folder, for links that start there."""
    return f"{folder}/index.md" if folder else "index.md"
