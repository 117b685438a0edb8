"""Markdown rendered by Python-Markdown where there is no page: a line as HTML for a card, or the words alone."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import markdown  # type: ignore[import-untyped]
from markdown.util import AMP_SUBSTITUTE  # type: ignore[import-untyped]
from markupsafe import Markup

from product_handbook.prose.id_links import find_id_links
from product_handbook.prose.prose_inline import is_harmful

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[#/?]|$")
_MARKUP = re.compile(r"[\\`*_\[<&|]|~~~|^    |^ *(?:[#>+:=-]|\d+\.)", re.MULTILINE)
_INLINE_TAGS = frozenset({"a", "code", "em", "strong"})


def inline_html(line: str, href: Callable[[str], str]) -> Markup:
    """One line of inline Markdown as HTML, raw HTML in it shown as text.

    `href` gets the address of a relative link or image as written, as in `../tree/revenue.md#history`, and gives the
    URL that is to stand there. A link with a script in it becomes plain text.
    """
    renderer = _renderer()
    renderer.reset()
    root = ElementTree.Element("div")
    ElementTree.SubElement(root, "p").text = _clean(line)
    for processor in renderer.treeprocessors:
        processor.run(root)
    for element in root.iter():
        name = {"a": "href", "img": "src"}.get(element.tag, "")
        if name and AMP_SUBSTITUTE not in (address := element.get(name, "")):
            _lead(element, name, unescape(address), href)
    html = renderer.serializer(root)
    for processor in renderer.postprocessors:
        html = processor.run(html)
    return Markup(html.strip().removeprefix("<div>").removesuffix("</div>").strip()[len("<p>") : -len("</p>")])  # noqa: S704


def _lead(element: ElementTree.Element, name: str, address: str, href: Callable[[str], str]) -> None:
    """Let a link or an image lead where it leads on the site."""
    if is_harmful(address):
        element.tag, element.text = "span", element.get("alt", element.text)
        element.attrib.clear()
        return
    url = address if _ELSEWHERE.match(address) else href(address)
    element.set(name, url.replace("&", "&amp;"))


def plain_text(text: str) -> str:
    """The words of a piece of Markdown on one line, without any markup: of links the texts, of images what they show.

    A link by id that has no text of its own, and was not made an ordinary one, is its id in words.
    """
    text = _clean(text)
    if not _MARKUP.search(text):
        return " ".join(text.split())
    for link in reversed(find_id_links(text)):
        text = text[: link.start] + (link.text or link.id.replace("_", " ")) + text[link.end :]
    renderer = _renderer()
    renderer.reset()
    return " ".join(_Words(renderer.convert(text)).text.split())


def _clean(text: str) -> str:
    """A text without the characters that Python-Markdown marks its own places with."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


@cache
def _renderer() -> markdown.Markdown:
    """Python-Markdown, which is slow to set up, without raw HTML."""
    renderer = markdown.Markdown(extensions=["fenced_code", "tables"])
    renderer.preprocessors.deregister("html_block")
    renderer.inlinePatterns.deregister("html")
    return renderer


class _Words(HTMLParser):
    """Collects the text of HTML; blocks are apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE_TAGS:
            self.text += " "
        self.text += dict(attrs).get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE_TAGS:
            self.text += " "

    def handle_data(self, data: str) -> None:
        self.text += data
