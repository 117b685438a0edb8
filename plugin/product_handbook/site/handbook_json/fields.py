"""What all parts of `handbook.json` are made of: their base classes, and the kinds of value as pydantic annotations.

The JSON Schema of a kind says by its `format` what the reference page calls it.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

VERSION = "1.0"
"""Of the form of `handbook.json`. The second number grows when something is added, the first with any other change."""

_DECIMAL = "^-?[0-9]+(\\.[0-9]+)?$"
_PERIOD = "^[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?|-Q[1-4]|-W[0-9]{2})?$"


def _string(**more: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more})


Id = Annotated[str, _string(format="id", pattern="^[a-z][a-z0-9_]*$")]
Subject = Annotated[str, _string(format="kind:id", pattern="^[a-z]+:")]
Decimals = Annotated[str, _string(format="decimal", pattern=_DECIMAL)]
PeriodText = Annotated[str, _string(format="period", pattern=_PERIOD)]
LevelText = Annotated[str, _string(format="level", pattern="^[1-5]$")]
Day = Annotated[str, _string(format="date")]
Link = Annotated[str, _string(format="uri-reference")]
Markdown = Annotated[str, _string(contentMediaType="text/markdown")]
DecimalsByPeriod = Mapping[PeriodText, Decimals]


class Part(BaseModel):
    """A part of `handbook.json`; a field that is None is left out of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Placed(Part):
    """A part that stands in a strategy file."""

    file: str = Field(description="The strategy file in which it stands, from the folder of the documents.")
    line: int = Field(description="The line of that file on which it begins, from 1.")


class Acceptance(Placed):
    """Findings of one rule that an object accepts."""

    rule: str = Field(description="The code of the rule.")
    because: Markdown = Field(description="Why its findings do not matter here.")
    until: Day | None = Field(None, description="The last day on which the acceptance holds.")


class Object(Placed):
    """What everything with a place of its own in the handbook has."""

    id: str = Field(description="Its id, by which other parts of this file name it; unique in its kind.")
    name: str = Field(description="What people call it.")
    page: Link = Field(description="Where the site shows it, from the address of this file.")
    owner: str | None = Field(
        None, description="Who answers for it: an id of `owners`, or a name where that list is empty."
    )
    review_by: Day | None = Field(None, description="The day by which somebody should look at it again.")
    accept: tuple[Acceptance, ...] = Field(description="The findings that it accepts.")
    extra: Mapping[str, str] = Field(description="The fields of the site's own, by their names.")


class Renamed(Object):
    """An object that may have had other ids."""

    formerly: tuple[Id, ...] = Field(description="Ids that it had before; nothing else in this file uses them.")
