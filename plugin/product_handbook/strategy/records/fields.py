"""What every record is made of: its base classes, and the kinds of field as pydantic annotations.

The JSON Schema of a kind says what the reference pages call it (`x-kind`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic.json_schema import SkipJsonSchema

from product_handbook.strategy.nodes import Scalar
from product_handbook.strategy.periods import Period
from product_handbook.strategy.problems import Location
from product_handbook.strategy.records import reading
from product_handbook.strategy.records.reading import Amount, Formula, Located, Name, Prose
from product_handbook.strategy.units import Unit

WRITTEN = "\0written"
"""The key under which a record is handed its place; no YAML file can hold it."""


def _schema(kind: str, *types: str) -> WithJsonSchema:
    return WithJsonSchema({"type": types[0] if len(types) == 1 else list(types), "x-kind": kind})


TextField = Annotated[str, PlainValidator(reading.plain), _schema("text", "string")]
ProseField = Annotated[Prose, PlainValidator(reading.prose), _schema("prose", "string")]
IdField = Annotated[str, PlainValidator(reading.defined_id), _schema("id", "string")]
NameField = Annotated[Name, PlainValidator(reading.name), _schema("id", "string")]
NumberField = Annotated[Decimal, PlainValidator(reading.number), _schema("number", "number", "string")]
ShareField = Annotated[Decimal, PlainValidator(reading.share), _schema("share", "number", "string")]
AmountField = Annotated[Amount, PlainValidator(reading.amount), _schema("number with unit", "number", "string")]
UnitField = Annotated[Unit, PlainValidator(reading.unit), _schema("unit", "string", "number")]
FormulaField = Annotated[Formula, PlainValidator(reading.formula), _schema("formula", "string", "number")]
DateField = Annotated[date, PlainValidator(reading.day), _schema("date", "string")]
PeriodField = Annotated[Period, PlainValidator(reading.period), _schema("period", "string")]
FreeField = Annotated[
    str, PlainValidator(reading.free_text), _schema("text or number", "string", "number", "boolean", "array")
]
Word = BeforeValidator(reading.word)
"""Goes before a `Literal`: reads the word that is compared with its choices."""


@dataclass(frozen=True)
class Written:
    """Where a record stands in its file, under which id, and where each of its fields starts."""

    location: Location
    id: str
    fields: Mapping[str, Location]


class Record(BaseModel):
    """Something read from a strategy file: frozen, and knowing where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    written: SkipJsonSchema[Written] = Field(alias=WRITTEN, repr=False)

    @property
    def location(self) -> Location:
        """Where the record starts."""
        return self.written.location

    def place_of(self, field: str) -> Location:
        """Where a field of it starts, or the record itself where the field is left out."""
        return self.written.fields.get(field, self.location)

    @model_validator(mode="before")
    @classmethod
    def _take_place(cls, value: Any) -> Mapping[str, object]:  # noqa: ANN401
        names = [name for name in cls.model_fields if name != "written"]
        required = [name for name in names if cls.model_fields[name].is_required()]
        if not isinstance(value, Located) or (value.blank and required):
            raise _not_a_mapping(value, required or names[:3])
        value.fields = tuple(names)
        places = {str(key): key.written.location for key in value}
        return {WRITTEN: Written(value.location, value.id, places), **value}


def _not_a_mapping(value: object, names: list[str]) -> Exception:
    mend = "write the keys below it, indented: " + ", ".join(f"`{name}:`" for name in names)
    if isinstance(value, list):
        return reading.wrong("found a list, expected keys and values", mend)
    found = f"`{value.text.strip()[:40]}`" if isinstance(value, Scalar) and value.text.strip() else "nothing"
    return reading.wrong(f"found {found}, expected keys and values", mend)


class Acceptance(Record):
    """A finding that an object accepts, so that it is no longer shown as one."""

    rule: TextField = Field(
        description="The code of the rule whose finding is accepted, as the Health page shows it.",
        examples=["leaf_that_only_lags"],
    )
    because: ProseField = Field(description="Why the finding does not matter here.")
    until: DateField | None = Field(
        None,
        description="The last day on which the acceptance holds; after it the finding comes back.",
        examples=["2027-06-30"],
    )


class HandbookObject(Record):
    """What a mission, a group, a segment, a metric and an owner have in common."""

    owner: NameField | None = Field(
        None,
        description="Who answers for it: an id from `owners.yml`, or a name where there is no such file.",
        examples=["growth"],
    )
    review_by: DateField | None = Field(
        None,
        description="The day by which somebody should look at it again; past it, the linter advises so.",
        examples=["2027-03-31"],
    )
    accept: tuple[Acceptance, ...] = Field((), description="Findings of the linter that are accepted, with the reason.")
    extra: Mapping[str, FreeField] = Field(
        {}, description="Fields of your own, shown as a table on its page.", examples=["{budget: 2026-B}"]
    )


class NamedObject(HandbookObject):
    """An object under an id of its own."""

    name: TextField = Field("", description="What people call it; left out, it is the id in words.")
    formerly: tuple[IdField, ...] = Field(
        (), description="Ids that it had before, so that old links and addresses still work.", examples=["[mau]"]
    )

    @property
    def id(self) -> str:
        """Its id: the key that it stands under."""
        return self.written.id

    @property
    def title(self) -> str:
        """What people call it: its name, or its id in words."""
        return self.name or in_words(self.id)


def in_words(id: str) -> str:  # noqa: A002
    """An id as words: `monthly_active_users` is "Monthly active users"."""
    words = " ".join(id.split("_")).strip()
    return words[:1].upper() + words[1:]
