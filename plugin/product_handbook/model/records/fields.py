"""What every record is made of: its base classes, and the kinds of field as pydantic annotations.

Those of numbers stand beside what reads them, in `quantities`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    PrivateAttr,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema

from product_handbook.diagnostics.diagnostic import Span, quoted
from product_handbook.formulas.periods import Period
from product_handbook.model.records import reading
from product_handbook.model.records.reading import Mention, Name, Prose, kind_schema
from product_handbook.source.yaml.nodes import Located, Scalar
from product_handbook.source.yaml.scalars import wrong

WRITTEN = "\0written"
"""The key under which a record is handed its place; no YAML file can hold it."""


TextField = Annotated[str, PlainValidator(reading.plain), kind_schema("text", "string")]
ProseField = Annotated[Prose, PlainValidator(reading.prose), kind_schema("prose", "string")]
IdField = Annotated[str, PlainValidator(reading.defined_id), kind_schema("id", "string")]
NameField = Annotated[Name, PlainValidator(reading.name), kind_schema("id", "string")]
NamesField = Annotated[
    tuple[NameField, ...],
    BeforeValidator(reading.one_or_several),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}, "x-kind": "id or list of ids"}),
]
"""One id, or a list of them."""
ExtentField = Annotated[Decimal, PlainValidator(reading.extent), kind_schema("share", "number", "string")]
DateField = Annotated[date, PlainValidator(reading.day), kind_schema("date", "string")]
PeriodField = Annotated[Period, PlainValidator(reading.period), kind_schema("period", "string")]
CaseField = Annotated[Period | Mention, PlainValidator(reading.case), kind_schema("period, or kind and id", "string")]
OneOrSeveral = BeforeValidator(reading.several_cases)
"""Goes before a tuple: takes one item without brackets too."""
MentionField = Annotated[Mention, PlainValidator(reading.mention), kind_schema("kind and id", "string")]
FreeField = Annotated[
    str, PlainValidator(reading.free_text), kind_schema("text or number", "string", "number", "boolean", "array")
]
Word = BeforeValidator(reading.word)
"""Goes before a `Literal`: reads the word that is compared with its choices."""


Entries = BeforeValidator(reading.entries)
"""Goes before a `Mapping`: refuses a key with nothing after it."""


@dataclass(frozen=True)
class Written:
    """Where a record stands in its file, under which id, and how each of its fields was written."""

    location: Span
    id: str
    keys: Mapping[str, Scalar]
    """By field, the key that it was written with; of a field whose value is wrong too."""
    is_stand_in: bool = False
    """Whether the record takes the place of one that is missing or wrong, and is a problem already."""


class Record(BaseModel):
    """Something read from a strategy file: frozen, and knowing where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    written: SkipJsonSchema[Written] = Field(alias=WRITTEN, repr=False)

    @property
    def location(self) -> Span:
        """Where the record starts."""
        return self.written.location

    def place_of(self, field: str) -> Span:
        """Where a field of it starts, or the record itself where the field is left out."""
        key = self.written.keys.get(field)
        return self.location if key is None else key.location

    def leaves_out(self, field: str) -> bool:
        """Whether nobody wrote the field; one whose value is wrong is written all the same."""
        return field not in self.written.keys

    @model_validator(mode="before")
    @classmethod
    def _take_place(cls, value: object) -> Mapping[str, object]:
        names, required = field_names(cls), _required_names(cls)
        if isinstance(value, Scalar) and value.kind == "stand_in":
            stand_in = Written(value.location, "", {}, is_stand_in=True)
            return {WRITTEN: stand_in, **dict.fromkeys(required, value)}
        if not isinstance(value, Located) or (value.blank and required):
            raise _no_keys(value, required or (("name",) if "name" in names else names))
        value.fields = names
        keys = {str(key): key.written for key in value} | value.cut
        taken: dict[str, object] = {}
        taken.update(value.items())
        return taken | {WRITTEN: Written(value.location, value.id, keys)}


@cache
def attributes(model: type[Record]) -> Mapping[str, str]:
    """The fields of a record as its file names them, each with the attribute that holds it."""
    return {field.alias or name: name for name, field in model.model_fields.items() if name != "written"}


@cache
def field_names(model: type[Record]) -> tuple[str, ...]:
    """The fields of a record as its file names them."""
    return tuple(attributes(model))


@cache
def _required_names(model: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, held in attributes(model).items() if model.model_fields[held].is_required())


def _no_keys(value: object, names: Sequence[str]) -> Exception:
    help = "write them below it, indented, such as " + ", ".join(f"`{name}:`" for name in names)
    if isinstance(value, list):
        return wrong("wrong_shape", "found a list, expected keys and values", help)
    if not isinstance(value, Scalar) or not value.text.strip():
        return wrong("missing_value", "found nothing, expected keys and values", help)
    if squeezed := re.match(r"([a-z_]+)(?::(?=\S)|\N{FULLWIDTH COLON})", value.text):
        help = f"put a space after the colon of `{squeezed.group(1)}:`"
        if squeezed.group().endswith("\N{FULLWIDTH COLON}"):
            help = f"write an ordinary colon and a space after `{squeezed.group(1)}`"
    elif names[0] == "metric" and reading.ID.fullmatch(value.text):
        others = " and ".join(f"`{name}:`" for name in names[1:])
        help = f"write `- metric: {value.text}`, on a line of its own" + (f", and below it {others}" if others else "")
    return wrong("wrong_shape", f"found {quoted(value.text)}, expected keys and values", help)


class Acceptance(Record):
    """A finding that an object accepts, so that it is no longer shown as one."""

    rule: TextField = Field(
        description="The code of the rule whose finding is accepted, as the Health page shows it.",
        examples=["leaf_that_only_lags"],
    )
    because: ProseField = Field(description="Why the finding does not matter here.")
    cases: Annotated[tuple[CaseField, ...], OneOrSeveral] = Field(
        (),
        alias="for",
        description="Which of the things that the rule finds on the object are accepted: a period with all those "
        "inside it, something by kind and id, or a list of them. A rule that can find several asks for it.",
        examples=["2025-12", "[2025-Q4, 2026-03]", "metric:revenue"],
    )
    up_to: ExtentField | None = Field(
        None,
        description="How large a thing may become that is accepted, as a share of what it should be; beyond, it is "
        "found again.",
        examples=["5%"],
    )
    until: DateField | None = Field(
        None,
        description="The last day on which the acceptance holds; after it the finding comes back.",
        examples=["2027-06-30"],
    )


class HandbookObject(Record):
    """What a mission, a group, a segment, a metric and an owner have in common."""

    owners: NamesField = Field(
        (),
        alias="owner",
        description="Who answers for it: an id from `owners.yml`, or a name where there is no such file. Of several in "
        "a list, the first answers and the others help.",
        examples=["growth", "[growth, data]"],
    )
    review_by: DateField | None = Field(
        None,
        description="The day by which somebody should look at it again; past it, the linter advises so.",
        examples=["2027-03-31"],
    )
    accept: tuple[Acceptance, ...] = Field((), description="Findings of the linter that are accepted, with the reason.")
    extra: Annotated[Mapping[str, FreeField], Entries] = Field(
        {}, description="Fields of your own, shown as a table on its page.", examples=["{budget: 2026-B}"]
    )


class TitledObject(HandbookObject):
    """An object that people call by a name."""

    name: TextField = Field("", description="What people call it; left out, it is the id in words.")
    _shares_name: bool = PrivateAttr(default=False)

    @property
    def id(self) -> str:
        """Its id: the key that it stands under."""
        return self.written.id

    @property
    def called(self) -> str:
        """What people call it: its name, or its id in words."""
        return self.name or in_words(self.id)

    @property
    def title(self) -> str:
        """What it is called, with the id behind it where something else of its kind is called so too."""
        return f"{self.called} ({self.id})" if self._shares_name else self.called

    def share_name(self) -> None:
        """Notes that something else of its kind has its name, once all files are read."""
        self._shares_name = True


class NamedObject(TitledObject):
    """An object under an id of its own choice."""

    formerly: tuple[IdField, ...] = Field(
        (), description="Ids that it had before, so that old links and addresses still work.", examples=["[mau]"]
    )


def in_words(id: str) -> str:
    """An id as words: `monthly_active_users` is "Monthly active users"."""
    words = " ".join(id.split("_")).strip()
    return words[:1].upper() + words[1:]


def folded(name: str) -> str:
    """A name or an id as people tell it apart from others: case, spaces and `_` make no difference."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("_", " ").split())
