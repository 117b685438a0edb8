"""A finished page, and the handbook that it is a page of."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from markupsafe import escape

from product_handbook.addresses.addresses import Addresses
from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.targets.targets import TargetStatus
from product_handbook.drawing.model import Diagram, Figures
from product_handbook.model.strategy import Strategy
from product_handbook.rules.findings import Findings
from product_handbook.wording.number_format import NumberFormat, number_format

_NOT_IN_YAML = re.compile(r"[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that JSON leaves as they are and YAML does not take, or takes for the end of a line."""

_UNSEARCHED = re.compile(r"<[a-z]+[^<>]* data-search-exclude>")
"""The beginning of a piece that a search passes over as a whole."""

PLACEHOLDER = re.compile(r"<!--hb:(\d+)-->")


@dataclass(frozen=True)
class Page:
    """A page in Markdown, in which comments of the form `<!--hb:0-->` stand for finished pieces of HTML.

    The pieces go in after Markdown has been rendered, since a drawing takes it a thousand times longer than replacing
    a comment; in an export they go into the Markdown itself.
    """

    uri: str
    """Its address, as the `src_uri` of a Markdown file."""
    title: str
    """Plain text."""
    markdown: str
    pieces: tuple[str, ...] = ()
    edit_uri: str | None = None
    """The strategy file that the page shows, within the folder of the documents; none for a reference page."""

    wide: bool = False
    """Whether it takes the whole width, without the columns that themes put beside a page."""

    @property
    def html_title(self) -> str:
        """The title as MkDocs and Material take it: they put it into HTML as it is, and mkdocs-macros looks into it."""
        return str(escape(self.title)).replace("{", "&#123;")

    @property
    def front_matter(self) -> str:
        """The YAML block at the top of the file: the title, and what Material leaves out beside a wide page."""
        hide = "hide: [navigation, toc]\n" if self.wide else ""
        title = json.dumps(self.html_title, ensure_ascii=False)
        title = _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", title)
        return f"---\ntitle: {title}\n{hide}---\n\n"

    @property
    def complete(self) -> str:
        """The page as Markdown with its pieces in place, nothing in them that a template language would look at."""
        return self._inserted(self.markdown, tuple(piece.replace("{", "&#123;") for piece in self.pieces))

    def insert_pieces(self, text: str) -> str:
        """Text made from the page's Markdown with every piece in the place of its comment."""
        return self._inserted(text, self.pieces)

    @staticmethod
    def _inserted(text: str, pieces: tuple[str, ...]) -> str:
        return PLACEHOLDER.sub(lambda match: pieces[int(match.group(1))], text)

    def leave_out_pictures(self, text: str) -> str:
        """Text with a comment in the place of each piece that searches are not to look at, as it was before."""
        for place, piece in enumerate(self.pieces):
            if _UNSEARCHED.match(piece):
                text = text.replace(piece, f"<!--hb:{place}-->")
        return text


@dataclass(frozen=True)
class Handbook:
    """All that the pages are made of."""

    analysis: Analysis
    findings: Findings
    addresses: Addresses
    draw: Callable[[Diagram, str], str]
    """The HTML of a diagram for the page with an address."""
    docs_uri: Callable[[str], str]
    """The path of a strategy file within the folder of the documents, from its path in locations."""
    language: str = "en"
    """The tag of the language whose way of writing numbers the pages follow."""
    notice: str = ""
    """Markdown that Home begins with, such as that the numbers are made up."""
    edit_url: Callable[[str], str | None] = field(default=lambda _: None)
    """Where a file within the folder of the documents can be edited, if anywhere."""
    data_schema: str = ""
    """The text of the JSON Schema of `handbook.json`, which a page of the reference puts into words."""
    figures: dict[str, Figures | None] = field(default_factory=dict, repr=False, compare=False)
    """What the cards of metrics show, as far as it was asked for: a metric stands in the pictures of many pages."""

    @property
    def strategy(self) -> Strategy:
        """The strategy that it shows."""
        return self.analysis.strategy

    @property
    def today(self) -> date:
        """The day that it is as of, from which ages are counted."""
        return self.analysis.today

    @cached_property
    def number_format(self) -> NumberFormat:
        """How numbers are written."""
        return number_format(self.language)

    def target_status(self, metric: str) -> TargetStatus:
        """Where a metric stands today on the way to its target."""
        return self.analysis.target_statuses[metric]
