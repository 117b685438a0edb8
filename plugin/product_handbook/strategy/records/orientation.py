"""`orientation.yml`: how customer-oriented teams are, after "Customer-Orientation: Moving from Novice to Master"."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from product_handbook.strategy.records.fields import (
    DateField,
    Entries,
    HandbookObject,
    IdField,
    LevelField,
    NamedObject,
    NameField,
    ProseField,
    Record,
    TextField,
)
from product_handbook.strategy.records.reading import no_word_but


class Dimension(NamedObject):
    """One side of being oriented towards customers, in five levels."""

    levels: tuple[TextField, TextField, TextField, TextField, TextField] = Field(
        description="What one sees at each of the five levels, a sentence each, from novice to master."
    )
    practices: Annotated[Mapping[LevelField, tuple[TextField, ...]], Entries] = Field(
        {}, description="What helps to climb to a level, by the number of that level.", examples=["{2: [Ride along.]}"]
    )


class Rubric(Record):
    """What customer orientation looks like, level by level."""

    dimensions: Annotated[Mapping[IdField, Dimension], Entries] = Field(
        description="The sides of it, each under an id of its own."
    )
    level_names: tuple[TextField, TextField, TextField, TextField, TextField] = Field(
        description="What the five levels are called, from novice to master."
    )


class Assessment(Record):
    """How somebody rates a team in a dimension."""

    team: NameField = Field(description="The id of the owner, or the name of the team.", examples=["editor"])
    dimension: NameField = Field(description="The id of the dimension.", examples=["responsive"])
    level: LevelField = Field(description="The level that it has reached, from 1 to 5.", examples=["2"])
    aim: LevelField | None = Field(None, description="The level that it works towards.", examples=["3"])
    date: DateField = Field(description="The day of the rating.", examples=["2026-09-01"])
    by: TextField | None = Field(None, description="Who rated it.", examples=["mk"])
    evidence: ProseField | None = Field(None, description="What was seen.")


class Orientation(HandbookObject):
    """The rubric of customer orientation, and the assessments of teams."""

    rubric: Annotated[Rubric | None, BeforeValidator(no_word_but("default", "the keys of a rubric"))] = Field(
        description="`default` for the rubric that comes with the handbook, or one of your own.", examples=["default"]
    )
    assessments: tuple[Assessment, ...] = Field((), description="How teams were rated.")
