"""A part of `handbook.json` made from the record that a strategy file is read into.

A field of the record is in the part by its declaration alone: under its name, with its description, as its kind is
written (`KINDS`). Only what the file says in another way than the record is declared once more, in `objects.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import GenericAlias, NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import Field, GetCoreSchemaHandler, WithJsonSchema, create_model
from pydantic_core import CoreSchema

from product_handbook.model.records.fields import Record
from product_handbook.model.records.orientation import LEVELS
from product_handbook.model.records.quantities import HIGHEST_SCORE, LOWEST_SCORE
from product_handbook.site.handbook_json.fields import (
    Day,
    Decimals,
    Id,
    Markdown,
    Object,
    Part,
    PeriodText,
    Placed,
    Renamed,
    Subject,
)
from product_handbook.site.handbook_json.numerals import digits
from product_handbook.site.handbook_json.places import Places

Write = Callable[[Places, Any], Any]


@dataclass(frozen=True)
class Form:
    """How a value is written: its type in the schema, and how it is made."""

    type: Any
    write: Write


def _as_it_is(_: Places, value: object) -> object:
    return value


_TEXT = Form(str, _as_it_is)
_NUMBER = Form(Decimals, lambda _, number: digits(number))

KINDS: Mapping[str, Form] = {
    "text": _TEXT,
    "text or number": _TEXT,
    "prose": Form(Markdown, lambda _, prose: prose.text),
    "id": Form(Id, lambda _, name: str(name)),
    "number": _NUMBER,
    "share": _NUMBER,
    "unit": Form(str, lambda _, unit: str(unit)),
    "date": Form(Day, lambda _, day: day.isoformat()),
    "period": Form(PeriodText, lambda _, period: str(period)),
    "change": Form(Decimals, lambda _, shift: digits(shift.value)),
    "score": Form(Annotated[int, Field(ge=LOWEST_SCORE, le=HIGHEST_SCORE)], _as_it_is),
    "level": Form(Annotated[int, Field(ge=1, le=LEVELS)], _as_it_is),
    "kind and id": Form(Subject, lambda places, mention: places.mentioned(mention)),
}
"""How each kind of field is written, by what `records.fields` calls it."""


@dataclass(frozen=True)
class Computed:
    """A field that the record does not have, or that the file says in another way."""

    name: str
    type: Any
    write: Write
    """From the places and the whole record."""
    description: str = ""
    """Empty for that of the record's field."""


@dataclass(frozen=True)
class Head:
    """What a part has in common with others, and what gives it."""

    base: type[Part]
    write: Write


PLACED = Head(Placed, lambda places, record: places.place(record.location))
NO_HEAD = Head(Part, lambda *_: {})


def named(kind: str) -> Head:
    """What objects under ids of their own have in common."""
    return Head(Renamed, lambda places, record: places.named(kind, record))


def on_page(id: str, title: str) -> Head:
    """What an object that is a page as a whole has in common with others."""
    return Head(Object, lambda places, record: places.common("page", id, title, record))


@dataclass(frozen=True, eq=False)
class RecordPart:
    """A part of the file made from a record; in an annotation it stands behind `Part`."""

    model: type[Part]
    head: Write
    writers: Mapping[str, Write]

    def __get_pydantic_core_schema__(self, _: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema of the part."""
        return handler.generate_schema(self.model)


_PARTS: dict[type[Record], RecordPart] = {}
"""By the type of the record."""


def part_of(
    *records: type[Record],
    head: Head = PLACED,
    name: str = "",
    doc: str = "",
    instead: Mapping[str, Sequence[Computed | str]] | None = None,
    said: Mapping[str, str] | None = None,
) -> RecordPart:
    """The part for a record, and for others whose fields are among its own.

    `instead` says what there is in the place of a field of the record: nothing, computed fields, and by its name the
    field itself; `said` describes a field that is written otherwise than in its file.
    """
    record = records[0]
    fields, writers = dict[str, Any](), dict[str, Write]()
    for attribute, info in record.model_fields.items():
        key = info.alias or attribute
        description = (said or {}).get(key) or info.description
        inherited = attribute in head.base.model_fields or attribute == "written"
        for own in () if inherited else (instead or {}).get(key, (key,)):
            if isinstance(own, Computed):
                fields[own.name] = (own.type, _declared(own.type, own.description or description))
                writers[own.name] = own.write
            else:
                form = _form_of(info.annotation, info.metadata)
                fields[attribute] = (form.type, _declared(form.type, description, info.alias))
                writers[key] = _of_attribute(attribute, form.write)
    called, explained = name or record.__name__, doc or record.__doc__
    part = RecordPart(create_model(called, __base__=head.base, __doc__=explained, **fields), head.write, writers)
    _PARTS.update(dict.fromkeys(records, part))
    return part


def to_json(places: Places, record: Record) -> dict[str, Any]:
    """A record as the file has it."""
    part = _PARTS[type(record)]
    return {**part.head(places, record), **{name: write(places, record) for name, write in part.writers.items()}}


def _declared(type_: object, description: str | None, alias: str | None = None) -> Any:
    if type(None) in get_args(type_):
        return Field(None, description=description, alias=alias)
    return Field(description=description, alias=alias)


def _of_attribute(attribute: str, write: Write) -> Write:
    return lambda places, record: write(places, getattr(record, attribute, None))


def _form_of(annotation: Any, metadata: Sequence[object] = ()) -> Form:
    """How the values of a field are written."""
    schemas = (part.json_schema for part in metadata if isinstance(part, WithJsonSchema))
    if kinds := [schema["x-kind"] for schema in schemas if schema]:
        return KINDS[kinds[0]]
    if isinstance(annotation, type) and issubclass(annotation, Record):
        part = _PARTS.get(annotation) or part_of(annotation)
        return Form(Annotated[Part, part], to_json)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _form_of(annotation.__origin__, annotation.__metadata__)
    if origin is Literal or annotation in {str, NoneType}:
        return Form(annotation, _as_it_is)
    return _of_several(origin, [argument if argument is ... else _form_of(argument) for argument in arguments])


def _of_several(origin: object, inner: Sequence[Any]) -> Form:
    """How nothing or something, several values, or values by key are written."""
    first = inner[0]
    types = [form if form is ... else form.type for form in inner]
    if origin is tuple:
        several = GenericAlias(tuple, tuple(types))
        return Form(several, lambda places, values: tuple(first.write(places, value) for value in values))
    if origin is Mapping:
        return Form(GenericAlias(Mapping, tuple(types)), partial(_write_mapping, *inner))
    if type(None) in types:
        return Form(first.type | None, lambda places, value: None if value is None else first.write(places, value))
    raise TypeError(f"no form for {origin}")


def _write_mapping(key: Form, item: Form, places: Places, values: Mapping[object, object]) -> dict[Any, Any]:
    return {key.write(places, name): item.write(places, value) for name, value in values.items()}
