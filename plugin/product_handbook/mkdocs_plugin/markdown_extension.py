"""What the plugin adds to the site's Markdown: links by id in hand-written pages, no id twice in generated ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown  # type: ignore[import-untyped]
from markdown.inlinepatterns import LinkInlineProcessor  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from markdown.util import AtomicString  # type: ignore[import-untyped]

from product_handbook.addresses.addresses import Addresses
from product_handbook.diagnostics.diagnostic import Diagnostic, Source, Span
from product_handbook.prose.hand_written import links_in_page
from product_handbook.prose.id_links import EMPTY, LINK, MISTYPED, id_of, is_surely, likely_kind
from product_handbook.site.hand_written import address, mistyped_link, unknown_link

_PRIORITY = 175
"""After code and escapes (190, 180), before the references of Python-Markdown (170), which look alike."""
_BEFORE_TOC = 6
"""The extension `toc` (5) gives each heading an id that no element has yet; inline markup (20) is read before."""
_ANCHOR = re.compile(r'<a name="([^"]+)">')
_STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
"""Raw HTML, as Python-Markdown keeps it."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ESCAPED = re.compile("\x02(\\d+)\x03")
"""A character that stood behind a backslash, as Python-Markdown keeps it."""


@dataclass
class Page:
    """The page that is being rendered, and the links by id on it that lead nowhere."""

    uri: str
    addresses: Addresses
    warnings: dict[str, Diagnostic] = field(default_factory=dict)
    """What to say, by the link as it is written."""

    def placed_warnings(self, text: str) -> Iterator[Diagnostic]:
        """What to say, at the place of the link in the text of the page's file; at its start, if it is not there."""
        source = Source(self.uri, text)
        links = [(link, text[link.start : link.end]) for link in (links_in_page(text) if self.warnings else ())]
        for written, told in self.warnings.items():
            found = (link.start + shown.index(written) for link, shown in links if written in shown)
            at = next(found, text.find(written))  # the same in code comes second
            yield replace(told, span=Span(self.uri) if at < 0 else source.span(at, at + len(written)))


class HandbookMarkdown(Extension):  # type: ignore[misc]
    """Makes links by id ordinary relative links, which MkDocs then resolves and checks like any other."""

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None
        """The hand-written page that is rendered next; None for a generated one, whose links are made already."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Adds both."""
        md.inlinePatterns.register(_IdLinks(self, md), "product-handbook-id-links", _PRIORITY)
        md.treeprocessors.register(_Anchors(self, md), "product-handbook-anchors", _BEFORE_TOC)


class _IdLinks(LinkInlineProcessor):  # type: ignore[misc]
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, extension: HandbookMarkdown, md: Markdown) -> None:
        super().__init__(r"\[", md)
        self.extension = extension

    def handleMatch(  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The link that begins here, if one does."""
        page, start = self.extension.page, m.start(0)
        if page is None or data[:start].endswith("!") or data.startswith("[^", start):
            return None, None, None
        if match := LINK.match(data, start):
            return self._alone(page, data, match)
        if mistyped := MISTYPED.match(data, start):
            _note_mistyped(page, mistyped)
            return None, None, None
        text, end, is_closed = self.getText(data, m.end(0))
        match = LINK.match(data, end) if is_closed else None
        return self._link(page, match, text, start, match.end()) if match else (None, None, None)

    def _alone(self, page: Page, data: str, match: re.Match[str]) -> tuple[Element | None, int | None, int | None]:
        """A link by id without a text of its own, unless an address follows or is defined for it."""
        empty = EMPTY.match(data, match.end())
        is_ordinary = data[match.end() : match.end() + 1] in {"(", "["} and not empty
        if is_ordinary or match[0][1:-1].lower() in self.md.references:
            return None, None, None
        return self._link(page, match, None, match.start(), empty.end() if empty else match.end())

    def _link(
        self, page: Page, match: re.Match[str], text: str | None, start: int, end: int
    ) -> tuple[Element | None, int | None, int | None]:
        id = id_of(_ESCAPED.sub(lambda sign: chr(int(sign[1])), match[2]))
        target = page.addresses.target(match[1], id)
        if target is None:
            page.warnings[match[0]] = unknown_link(match[1], id, page.addresses)
            return None, None, None
        link = Element("a", {"href": address(target.uri, page.uri)})
        link.text = AtomicString(target.name) if text is None else text
        return link, start, end


def _note_mistyped(page: Page, match: re.Match[str]) -> None:
    kind = likely_kind(match[1])
    if kind and (is_surely(match[1], kind) or page.addresses.target(kind, match[2])):
        page.warnings[match[0]] = mistyped_link(match[1], match[2], kind)


class _Anchors(Treeprocessor):  # type: ignore[misc]
    """Takes the anchors of a generated page into account, so that no heading gets the name of one as its id too."""

    def __init__(self, extension: HandbookMarkdown, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        if self.extension.page is not None:
            return
        for above, heading in list(pairwise(root)):
            if heading.tag in _HEADINGS and (name := self._anchor(above)):
                if self._slug(heading) == name:
                    heading.set("id", name)
                    root.remove(above)
                else:
                    above.text = ""
                    SubElement(above, "span", {"id": name})  # MkDocs bears no `a` without an address

    def _slug(self, heading: Element) -> str:
        """The id that the heading would get by itself, if the site has the extension `toc`, as MkDocs sites do."""
        if "toc" not in self.md.treeprocessors:
            return ""
        toc = self.md.treeprocessors["toc"]
        return str(toc.slugify("".join(heading.itertext()), toc.sep))

    def _anchor(self, element: Element) -> str:
        """The name that a paragraph holds nothing but the anchor of; empty for any other element."""
        stashed = _STASHED.findall(element.text or "") if element.tag == "p" and not len(element) else []
        html = "".join(str(self.md.htmlStash.rawHtmlBlocks[int(number)]) for number in stashed)
        match = _ANCHOR.match(html)
        return match[1] if match and html == f"{match[0]}</a>" else ""
