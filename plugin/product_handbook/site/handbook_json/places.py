"""What every part of `handbook.json` is given in the same way: its place, its page, its owner, its acceptances."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypedDict

from product_handbook.analysis.analysis import Analysis
from product_handbook.diagnostics.diagnostic import Span
from product_handbook.formulas.periods import Period
from product_handbook.model.records import fields
from product_handbook.model.records.reading import Mention, Prose
from product_handbook.model.strategy import Strategy
from product_handbook.site.handbook_json.fields import Acceptance
from product_handbook.site.writing.page import Handbook


class Place(TypedDict):
    """Where a part stands."""

    file: str
    line: int


class Common(Place):
    """What all objects have."""

    id: str
    name: str
    page: str
    owner: str | None
    review_by: str | None
    accept: tuple[Acceptance, ...]
    extra: Mapping[str, str]


class Named(Common):
    """What all objects under an id of their own have."""

    formerly: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """The places and pages of one handbook, as the file at an address of the site names them."""

    handbook: Handbook
    uri: str

    @property
    def analysis(self) -> Analysis:
        """The same with all that is computed from it."""
        return self.handbook.analysis

    @property
    def strategy(self) -> Strategy:
        """The strategy that the file is about."""
        return self.handbook.strategy

    def place(self, location: Span) -> Place:
        """Where something stands, from the folder of the documents, so that it is the same on every machine."""
        return {"file": self.handbook.docs_uri(location.path), "line": location.line}

    def page(self, kind: str, id: str) -> str:
        """The URL of an object, from the file's own address."""
        addresses = self.handbook.addresses
        return addresses.href(addresses.uri(kind, id), self.uri)

    def common(self, kind: str, id: str, name: str, record: fields.HandbookObject) -> Common:
        """What all objects have."""
        return {
            **self.place(record.location),
            "id": id,
            "name": name,
            "page": self.page(kind, id),
            "owner": self.strategy.owner_of(record) or None,
            "review_by": day(record.review_by),
            "accept": tuple(self.acceptance(accepted) for accepted in record.accept),
            "extra": record.extra,
        }

    def named(self, kind: str, record: fields.NamedObject) -> Named:
        """What all objects under an id of their own have."""
        return {**self.common(kind, record.id, record.title, record), "formerly": record.formerly}

    def customer(self, id: str) -> str:
        """A segment or a group, by kind and id."""
        return f"{'segment' if id in self.strategy.segments else 'group'}:{id}"

    def group_of(self, segment: str) -> str:
        """The id of the group of a segment."""
        return self.strategy.segments[segment][0].id

    def mentioned(self, mention: Mention) -> str:
        """Something that a file names by kind and id, as it is called now."""
        return self._renamed.get(str(mention), str(mention))

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        return {
            f"{subject.kind}:{old}": f"{subject.kind}:{subject.id}"
            for subject in self.strategy.subjects
            for old in getattr(subject.object, "formerly", ())
        }

    def acceptance(self, accepted: fields.Acceptance) -> Acceptance:
        """Findings that an object accepts."""
        return Acceptance(
            **self.place(accepted.location),
            rule=accepted.rule,
            because=accepted.because.text,
            until=day(accepted.until),
        )


def markdown(prose: Prose | None) -> str | None:
    """Prose as it was written."""
    return None if prose is None else prose.text


def day(found: date | None) -> str | None:
    """A calendar date in ISO form."""
    return None if found is None else found.isoformat()


def period(found: Period | None) -> str | None:
    """A period in ISO form."""
    return None if found is None else str(found)
