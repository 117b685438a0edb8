"""What is known of a handbook beside the thing that a part of `handbook.json` tells: its place, its page, its names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from product_handbook.addresses.addresses import Addresses
from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.ratings import team_of
from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.model.kinds import FILES, OBJECTS, PAGE
from product_handbook.model.records import Dimension, Term
from product_handbook.model.records.fields import Acceptance
from product_handbook.model.records.orientation import Assessment
from product_handbook.model.strategy import Strategy

_KINDS = {kind.record: kind.id for kind in OBJECTS}
_PAGES = {file.record: PAGE[file.page] for file in FILES if file.record}


@dataclass(frozen=True)
class Places:
    """The places and pages of one handbook, as the file at an address of the site names them."""

    analysis: Analysis
    acceptances: Mapping[Diagnostic, Acceptance]
    """By finding that its object accepts, the acceptance."""
    addresses: Addresses
    uri: str
    file: Callable[[str], str]
    """A strategy file from the folder of the documents, so that it is the same on every machine."""

    @property
    def strategy(self) -> Strategy:
        """The strategy that the file is about."""
        return self.analysis.strategy

    def span(self, source: Any) -> Span:
        """Where something stands; a dimension of the default rubric stands where the strategy file names that."""
        orientation = self.strategy.orientation
        if isinstance(source, Dimension) and orientation and orientation.rubric is None:
            return orientation.place_of("rubric")
        found: Span = source.span if isinstance(source, Diagnostic) else source.location
        return found

    def name_of(self, source: Any) -> tuple[str, str, str]:
        """The kind, the id and the name of an object; one that is a page as a whole is called as that."""
        if page := _PAGES.get(type(source)):
            return "page", page.id, page.title
        return _KINDS[type(source)], source.id, source.title if isinstance(source, Term) else source.called

    def page(self, kind: str, id: str) -> str:
        """The URL of an object, from the file's own address."""
        return self.addresses.href(self.addresses.uri(kind, id), self.uri)

    def customer(self, id: str) -> str:
        """A segment or a group, by kind and id."""
        return f"{'segment' if id in self.strategy.segments else 'group'}:{id}"

    def team(self, assessment: Assessment) -> str:
        """The team that somebody rated: an id or a name."""
        return team_of(self.strategy, assessment)

    def mentioned(self, mention: object) -> str:
        """Something that a file names by kind and id, as it is called now."""
        return self.strategy.renamed.get(str(mention), str(mention))
