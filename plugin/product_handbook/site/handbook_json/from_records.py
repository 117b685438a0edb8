"""A part of `handbook.json` made from the record that a strategy file is read into.

A field of the record is in the part by its declaration alone: under its name, with its description, as its kind is
written (`KINDS`). Only what the file says in another way than the record is declared once more, in `objects.py`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator, Field, GetPydanticSchema, WithJsonSchema, create_model

from product_handbook.model.records.fields import Record, attributes
from product_handbook.model.records.orientation import LEVELS
from product_handbook.model.records.quantities import HIGHEST_SCORE, LOWEST_SCORE
from product_handbook.site.handbook_json.fields import (
    Day,
    Decimals,
    DueText,
    From,
    Gather,
    Id,
    Markdown,
    Part,
    PeriodText,
    Placed,
    Plain,
    Subject,
    TargetText,
)

KINDS: Mapping[str, Any] = {
    "text": str,
    "text or number": str,
    "prose": Markdown,
    "id": Id,
    "number": Decimals,
    "share": Decimals,
    "target": TargetText,
    "unit": Plain,
    "lag": Plain,
    "date": Day,
    "period": PeriodText,
    "period or always": DueText,
    "change": Annotated[Decimals, BeforeValidator(attrgetter("value"))],
    "score": Annotated[int, Field(ge=LOWEST_SCORE, le=HIGHEST_SCORE)],
    "level": Annotated[int, Field(ge=1, le=LEVELS)],
    "month": Annotated[int, Field(ge=1, le=12)],
    "kind and id": Annotated[Subject, BeforeValidator(lambda mention, info: info.context.mentioned(mention))],
}
"""How each kind of field is written, by what `records.fields` calls it."""

_PARTS: dict[type[Record], type[Part]] = {}
"""By the type of the record."""


@dataclass(frozen=True)
class Own:
    """What a field of a part has of its own: each that is left out is as in the record."""

    description: str | None = None
    type: Any = None
    gather: Gather | None = None
    before: str = ""
    """Of a field that the record does not have, the one before which it stands."""

    def declared(self, like: Any = None, description: str | None = None, alias: str | None = None) -> tuple[Any, Any]:
        """The field as pydantic takes it, like the one of the record."""
        written = self.type or like
        default = None if type(None) in get_args(written) else ...
        source = Annotated[written, From(self.gather)] if self.gather else written
        return source, Field(default, description=self.description or description, alias=alias)


def part_of(
    *records: type[Record],
    base: type[Part] = Placed,
    called: str = "",
    doc: str = "",
    without: Collection[str] = (),
    **own: Own,
) -> GetPydanticSchema:
    """The part for a record, and for others whose fields are among its own; `own` by the names of fields.

    What comes out stands behind `Part` in an annotation.
    """
    record, fields = records[0], dict[str, Any]()
    for key, attribute in attributes(record).items():
        fields |= {added: given.declared() for added, given in own.items() if given.before == key}
        info = record.model_fields[attribute]
        if base.model_fields.keys().isdisjoint({attribute, key}) and key not in without:
            given = own.get(key, Own())
            like = given.type or _type_of(info.annotation, info.metadata)
            fields[attribute] = given.declared(like, info.description, info.alias)
    part = create_model(called or record.__name__, __base__=base, __doc__=doc or record.__doc__, **fields)
    _PARTS.update(dict.fromkeys(records, part))
    return GetPydanticSchema(lambda _, handler: handler.generate_schema(part))


def _type_of(annotation: Any, metadata: Sequence[object] = ()) -> Any:
    """How the values of a field are written."""
    for item in metadata:
        if isinstance(item, WithJsonSchema) and item.json_schema:
            return KINDS[item.json_schema["x-kind"]]
    if isinstance(annotation, type) and issubclass(annotation, Record):
        if annotation not in _PARTS:
            part_of(annotation)
        return _PARTS[annotation]
    origin = get_origin(annotation)
    if origin is Annotated:
        return _type_of(annotation.__origin__, annotation.__metadata__)
    if origin in {None, Literal}:
        return annotation
    inner = tuple(map(_type_of, get_args(annotation)))
    return reduce(or_, inner) if origin in {Union, UnionType} else origin[inner]
