"""Built sites read back as a browser reads them: links, anchors, headings, text."""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
ADDRESSES = ("href", "xlink:href", "src")


class Built(Protocol):
    """What the fixture `build_site` gives."""

    site: Path
    log: tuple[str, ...]
    failure: str


BuildSite = Callable[..., Built]
"""The fixture `build_site`, and `build_once`, which takes the same."""

WriteSite = Callable[..., Path]
"""The fixture `write_site`."""


@dataclass(slots=True)
class Element:
    """An element with its attributes and the text inside it."""

    tag: str
    attributes: Mapping[str, str]
    in_content: bool
    """Whether it stands in the page's own content, not in the theme around it."""
    in_drawing: bool
    outer: "Element | None"
    words: list[str] = field(repr=False)
    """All text of its page, of which it has that from `start` to `end`."""
    start: int
    end: int | None = None

    def stands_in(self, other: "Element") -> bool:
        """Whether it is inside another element, however deep."""
        return self.outer is not None and (self.outer is other or self.outer.stands_in(other))

    @property
    def text(self) -> str:
        return " ".join("".join(self.words[self.start : self.end]).split())

    @property
    def addresses(self) -> list[str]:
        return [self.attributes[name] for name in ADDRESSES if name in self.attributes]


class BuiltPage(HTMLParser):
    """One page of a built site."""

    def __init__(self, path: str, html: str) -> None:
        super().__init__()
        self.path = path
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self._words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        outer = self._open[-1] if self._open else None
        element = Element(
            tag,
            attributes,
            in_content=tag == "article" or attributes.get("role") == "main" or bool(outer and outer.in_content),
            in_drawing=tag == "svg" or bool(outer and outer.in_drawing),
            outer=outer,
            words=self._words,
            start=len(self._words),
        )
        self.elements.append(element)
        if tag in VOID:
            element.end = element.start
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if tag in {element.tag for element in self._open}:
            while self._close().tag != tag:
                pass

    def _close(self) -> Element:
        element = self._open.pop()
        element.end = len(self._words)
        return element

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def all(self, *tags: str, in_content: bool = True) -> list[Element]:
        """The elements with one of the tags, in order."""
        return [e for e in self.elements if e.tag in tags and (e.in_content or not in_content)]

    @cached_property
    def ids(self) -> set[str]:
        named = {element.attributes["name"] for element in self.elements if "name" in element.attributes}
        return named | {element.attributes["id"] for element in self.elements if "id" in element.attributes}

    @property
    def title(self) -> str:
        return next(element.text for element in self.elements if element.tag == "title" and not element.in_drawing)

    @property
    def headings(self) -> list[str]:
        return [element.text.removesuffix("¶").strip() for element in self.all("h1", "h2", "h3", "h4", "h5", "h6")]

    @property
    def text(self) -> str:
        """The text of the content, drawings and all."""
        return next((e.text for e in self.elements if e.tag == "article" or e.attributes.get("role") == "main"), "")

    def links(self, *, in_content: bool = True) -> dict[str, str]:
        """The text of each link by the path, from the site's root, that it leads to."""
        found = {}
        for element in self.all("a", in_content=in_content):
            for address in element.addresses:
                found.setdefault(resolved(self.path, address), element.text)
        return found


def resolved(page: str, address: str) -> str:
    """The path in the site, with its fragment, to which a relative address on a page leads; others stay as they are."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return address
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if parts.path.endswith(("/", ".")):
        path = posixpath.normpath(f"{path}/index.html")
    return f"{path}#{unquote(parts.fragment)}" if parts.fragment else path


@cache
def read_site(site: Path) -> dict[str, BuiltPage]:
    """Every page of a finished site by its path in it, but for 404.html, whose links start at the root of the host."""
    paths = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return {path: BuiltPage(path, (site / path).read_text("utf-8")) for path in paths if path != "404.html"}


def doubled_ids(site: Path) -> Iterator[str]:
    """Each id or name of an anchor that stands more than once on a page."""
    for page in read_site(site).values():
        names = [e.attributes.get("id") or (e.tag == "a" and e.attributes.get("name")) for e in page.elements]
        yield from (f"{page.path}: {name}" for name, number in Counter(filter(None, names)).items() if number > 1)


def dead_links(site: Path) -> Iterator[str]:
    """Each relative address on a page that leads to no file, or to no anchor on it."""
    pages = read_site(site)
    for page in pages.values():
        for address in sorted({address for element in page.elements for address in element.addresses}):
            path, _, fragment = resolved(page.path, address).partition("#")
            is_elsewhere = bool(urlsplit(address).scheme or urlsplit(address).netloc)
            has_anchor = not fragment or (path in pages and fragment in pages[path].ids)
            if not is_elsewhere and not ((site / path).is_file() and has_anchor):
                yield f"{page.path}: {address}"


def foreign_addresses(page: BuiltPage) -> set[str]:
    """The addresses of other hosts on a page, and those without a host that a browser would run."""
    found = {address for element in page.elements for address in element.addresses if element.tag != "link"}
    return {address for address in found if urlsplit(address).scheme}


def fetched_elsewhere(page: BuiltPage) -> set[str]:
    """What a browser would fetch from another host to show the page."""
    fetching = [e for e in page.elements if "src" in e.attributes or e.attributes.get("rel") == "stylesheet"]
    return {address for element in fetching for address in element.addresses if urlsplit(address).netloc}
