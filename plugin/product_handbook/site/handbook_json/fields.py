"""What all parts of `handbook.json` are made of: their base classes, and the kinds of value as pydantic annotations.

A part is made by validating what it tells of, with `Places` as the context: each field takes the attribute of its own
name, or what its `From` says, and its kind writes that. The JSON Schema of a kind says by its `format` what the
reference page calls it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema, model_validator
from pydantic.fields import FieldInfo

from product_handbook.site.handbook_json.numerals import digits, rounded
from product_handbook.site.handbook_json.places import Places

VERSION = "2.0"
"""Of the form of `handbook.json`. The second number grows when something is added, the first with any other change."""

_DECIMAL = "^-?[0-9]+(\\.[0-9]+)?$"
_PERIOD = (
    "^[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?|-Q[1-4]|-W[0-9]{2})?$|^[0-9]{4}-H[12]$|^FY([0-9]{2}|[0-9]{4})(-[QH][1-4])?$"
)

Gather = Callable[[Any, Any], object]
"""What a field tells, from the `Places` and from what its part tells of."""


@dataclass(frozen=True)
class From:
    """Stands in the annotation of a field that is not the attribute of its name."""

    gather: Gather


def at(path: str, default: object = None) -> From:
    """From the attribute at the end of a path; the default where the path breaks off."""
    names = path.split(".")

    def gather(_: Places, found: object) -> object:
        for name in names:
            found = getattr(found, name, None)
        return default if found is None else found

    return From(gather)


def if_known(value: object) -> Decimal | None:
    """A number that may be unavailable."""
    return value if isinstance(value, Decimal) else None


def _meant(target: Any) -> Mapping[str, object]:
    is_band = target.meaning == "between"
    return {target.meaning: (digits(target.low), digits(target.high)) if is_band else digits(target.low)}


def _string(**more: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more})


Plain = Annotated[str, BeforeValidator(str)]
Id = Annotated[Plain, _string(format="id", pattern="^[a-z][a-z0-9_]*$")]
Subject = Annotated[str, _string(format="kind:id", pattern="^[a-z]+:")]
Customer = Annotated[Subject, BeforeValidator(lambda name, info: info.context.customer(name.id))]
Decimals = Annotated[str, BeforeValidator(digits), _string(format="decimal", pattern=_DECIMAL)]
Rounded = Annotated[str, BeforeValidator(rounded), _string(format="decimal", pattern=_DECIMAL)]
_MEANT = {"type": "string", "pattern": _DECIMAL}
TargetText = Annotated[
    str | Mapping[str, str | tuple[str, str]],
    BeforeValidator(lambda target: digits(target.low) if target.meaning == "level" else _meant(target)),
    WithJsonSchema(
        {
            "type": ["string", "object"],
            "format": "target",
            "pattern": _DECIMAL,
            "properties": {
                **dict.fromkeys(("latest", "total", "average"), _MEANT),
                "between": {"type": "array", "items": _MEANT, "minItems": 2, "maxItems": 2},
            },
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }
    ),
]
"""A number, or one of several meanings with its number; `pattern` is about the first, `properties` about the second."""
IfKnown = BeforeValidator(if_known)
"""Goes before a number that may be unavailable."""
PeriodText = Annotated[
    str,
    # Tens of thousands of values share a few dozen periods.
    BeforeValidator(lru_cache(maxsize=4096)(str)),
    _string(format="period", pattern=_PERIOD),
]
Case = Annotated[Plain, _string(format="period or kind:id")]
DueText = Annotated[Plain, _string(format="period or always", pattern=f"{_PERIOD}|^always$")]
LevelText = Annotated[Plain, _string(format="level", pattern="^[1-5]$")]
Day = Annotated[Plain, _string(format="date")]
Link = Annotated[str, _string(format="uri-reference")]
Markdown = Annotated[
    str, BeforeValidator(lambda prose: getattr(prose, "text", prose)), _string(contentMediaType="text/markdown")
]


class Part(BaseModel):
    """A part of `handbook.json`; a field that is None is left out of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, source: object, info: ValidationInfo) -> object:
        if isinstance(source, Mapping | Part):
            return source
        return {name: gather(info.context, source) for name, gather in _sources(cls).items()}


@cache
def _sources(part: type[Part]) -> Mapping[str, Gather]:
    """By field, where it is from."""
    return {name: _source(name, info).gather for name, info in part.model_fields.items()}


def _source(name: str, info: FieldInfo) -> From:
    attribute = From(lambda _, source: getattr(source, name)) if info.is_required() else at(name)
    return next((item for item in info.metadata if isinstance(item, From)), attribute)


class Placed(Part):
    """A part that stands in a strategy file."""

    file: Annotated[str, From(lambda places, source: places.file(places.span(source).path))] = Field(
        description="The strategy file in which it stands, from the folder of the documents."
    )
    line: Annotated[int, From(lambda places, source: places.span(source).line)] = Field(
        description="The line of that file on which it begins, from 1."
    )


class Acceptance(Placed):
    """Findings of one rule that an object accepts."""

    rule: str = Field(description="The code of the rule.")
    because: Markdown = Field(description="Why its findings do not matter here.")
    until: Day | None = Field(None, description="The last day on which the acceptance holds.")
    cases: Annotated[
        tuple[Case, ...], From(lambda places, source: tuple(places.mentioned(case) for case in source.cases))
    ] = Field(
        alias="for",
        description="Which of the things that the rule finds are accepted, by period or by kind and id; empty where "
        "the rule finds one thing on an object.",
    )
    up_to: Decimals | None = Field(None, description="How large these may become, as a share: 0.05 is 5%.")


class Named(Placed):
    """What everything with a page or a place on one has."""

    id: Annotated[str, From(lambda places, source: places.name_of(source)[1])] = Field(
        description="Its id, by which other parts of this file name it; unique in its kind."
    )
    name: Annotated[str, From(lambda places, source: places.name_of(source)[2])] = Field(
        description="What people call it."
    )
    page: Annotated[Link, From(lambda places, source: places.page(*places.name_of(source)[:2]))] = Field(
        description="Where the site shows it, from the address of this file."
    )


class Object(Named):
    """What everything with a place of its own in the handbook has."""

    owner: Annotated[str | None, From(lambda places, source: places.strategy.owner_of(source) or None)] = Field(
        None, description="Who answers for it: an id of `owners`, or a name where that list is empty."
    )
    helpers: Annotated[tuple[str, ...], From(lambda places, source: places.strategy.helpers_of(source))] = Field(
        description="Who helps with it, likewise."
    )
    review_by: Day | None = Field(None, description="The day by which somebody should look at it again.")
    accept: tuple[Acceptance, ...] = Field(description="The findings that it accepts.")
    extra: Mapping[str, str] = Field(description="The fields of the site's own, by their names.")


class Renamed(Object):
    """An object that may have had other ids."""

    formerly: tuple[Id, ...] = Field(description="Ids that it had before; nothing else in this file uses them.")
