"""Prose of the strategy files: parsed once to tokens, and rendered to HTML by whoever says where links lead.

It is CommonMark with tables, strikethrough, footnotes, task lists, definition lists and admonitions. Raw HTML is text,
and so is everything that an extension of the site would act on: what is rendered here never passes through another
parser of Markdown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from product_handbook.prose.id_links import IdLink, add_id_links, id_links, mistyped_links
from product_handbook.prose.task_lists import add_task_lists

LONGEST = 50_000
"""Characters: some twenty pages, and a tenth of what a strategy file may hold."""
DEEPEST = 40
"""Levels of lists, quotes, emphasis and brackets: a list within a list is two. Nobody reads a tenth list in lists."""
MOST_NESTING = 100
"""Where the parser stops to look deeper; what is deeper would be lost, had not `excess` spoken long before."""
MOST_READING = 30_000
"""How many lines may be read in search of the ends of quotes: some 0.2 s. A paragraph of 100 lines takes 10,000."""

_MARKS = re.compile(r"[>*+_~\[]|[-:](?=\s)|\d[.)]|!!!|\?\?\?")
"""What opens levels: a mark of its own for no more than two of them."""
_QUOTE = re.compile(r"(?:[ \t]|[-+*:>]|\d+[.)]|\[\^[^\]\n]*\]:)*>")
"""What a line begins with that begins a quote, perhaps in an item of a list, a definition or a footnote."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ID_LINK_HINT = re.compile(r"\[[A-Za-z]{2,12}:")
_HARMFUL = re.compile(r"(?:javascript|vbscript|data|file):|//", re.IGNORECASE)
"""How an address begins that is no link: it would run or show what it holds itself, or lead away without saying so."""
_ADDRESS = re.compile(r"""https?://[^\s<>"`\\]+|(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+""")


@dataclass(frozen=True)
class Document:
    """A piece of prose as tokens of markdown-it."""

    text: str

    @cached_property
    def tokens(self) -> list[Token]:
        """Its tokens, never changed once they are made; a text that is nothing but an address is a link to it."""
        text = self.text.strip()
        return _parser().parse(f"<{text.removeprefix('mailto:')}>" if is_address(text) else self.text)

    @property
    def links(self) -> tuple[IdLink, ...]:
        """The links by id, in order; those in code, in images and in links to elsewhere are none."""
        return tuple(id_links(self.tokens)) if _ID_LINK_HINT.search(self.text) else ()

    @property
    def mistyped(self) -> tuple[tuple[IdLink, str], ...]:
        """What would be a link by id if its kind were one, each with the kind that it may mean."""
        return tuple(mistyped_links(self.tokens, self.text)) if _ID_LINK_HINT.search(self.text) else ()

    def addresses(self) -> Iterator[tuple[str, int]]:
        """The addresses of links and images in each block, as they stand in HTML, with where each stands first."""
        if "](" in self.text or "]:" in self.text:  # else it has none
            starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
            for token in self.tokens:
                start = starts[token.map[0]] if token.map else 0
                found = (child.attrs.get("href") or child.attrs.get("src") for child in token.children or ())
                for address in dict.fromkeys(map(str, filter(None, found))):
                    yield address, _near(self.text, address, start)

    @property
    def is_one_paragraph(self) -> bool:
        """Whether it is one paragraph and nothing else."""
        return [token.type for token in self.tokens] == ["paragraph_open", "inline", "paragraph_close"]

    @property
    def first_paragraph(self) -> list[Token]:
        """What stands in its first paragraph or item of a list; empty if it has none."""
        for before, token in zip(self.tokens, self.tokens[1:], strict=False):
            if before.type == "paragraph_open":
                return token.children or []
        return []


def is_address(text: str) -> bool:
    """Whether a text is nothing but an address on the web or of mail."""
    return _ADDRESS.fullmatch(text) is not None


def excess(text: str) -> str:
    """What is too much of a text for it to be read as Markdown, in words; empty for nearly every text."""
    if len(text) > LONGEST:
        return f"a text of {len(text):,} characters, more than the {LONGEST:,} of the longest"
    if ">" in text and _reading(text) > MOST_READING:
        return "many lines without a blank one, in which quotes begin and go on without their `>`"
    if 2 * len(_MARKS.findall(text)) < DEEPEST:
        return ""
    if _bracket_depth(text) > DEEPEST or max(map(_depth, Document(text).tokens), default=0) > DEEPEST:
        return f"lists, quotes, emphasis or brackets more than {DEEPEST} deep in one another"
    return ""


def _reading(text: str) -> int:
    """How many lines the parser reads in search of the ends of quotes.

    Those up to a blank line, for each mark of a line that the next does not repeat; and again for the next such quote.
    """
    reading = 0
    for part in _BLANK_LINE.split(text):
        lines = part.split("\n")
        begun = [match[0].count(">") if (match := _QUOTE.match(line)) else 0 for line in lines]
        reading += len(lines) * sum(marks for marks, after in pairwise(begun) if not after)
    return reading


def _bracket_depth(text: str) -> int:
    """How many brackets are open at once; without a limit, an image in the text of an image would recurse."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]]", text):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _depth(token: Token) -> int:
    return token.level + max((child.level for child in token.children or ()), default=0)


def _near(text: str, address: str, start: int) -> int:
    """Where an address stands from an offset on; the offset where it is written otherwise there."""
    found = text.find(f"({address}", start)
    return found + 1 if found >= 0 else max(text.find(address, start), start)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTING}).enable(["table", "strikethrough"])
    footnote_plugin(parser, inline=False)
    add_task_lists(parser)
    deflist_plugin(parser)
    admon_plugin(parser)
    add_id_links(parser)
    parser.validateLink = lambda url: not _HARMFUL.match(url.strip())  # type: ignore[method-assign]
    return parser
