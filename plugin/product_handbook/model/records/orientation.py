"""`orientation.yml`: how customer-oriented teams are, after "Customer-Orientation: Moving from Novice to Master"."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from product_handbook.model.records.fields import (
    DateField,
    Entries,
    HandbookObject,
    IdField,
    NamedObject,
    NameField,
    ProseField,
    Record,
    TextField,
)
from product_handbook.model.records.quantities import LevelField
from product_handbook.model.records.reading import no_word_but
from product_handbook.source.yaml.scalars import wrong

LEVELS = 5


def _of_five(things: str) -> BeforeValidator:
    """Refuses a list that has not one thing a level."""

    def read(value: object) -> object:
        if isinstance(value, list) and len(value) != LEVELS:
            raise wrong(
                "wrong_shape",
                f"found a list of {len(value)}, expected five {things}",
                "write one for each level, lowest first",
            )
        return value

    return BeforeValidator(read)


FiveTexts = tuple[TextField, TextField, TextField, TextField, TextField]


class Dimension(NamedObject):
    """One side of being oriented towards customers, in five levels."""

    levels: Annotated[FiveTexts, _of_five("sentences")] = Field(
        description="What one sees at each of the five levels, a sentence each, from novice to master. Write them so "
        "that people recognise themselves.",
        examples=["[I answer what is urgent., Everybody gets an answer., ...]"],
    )
    practices: Annotated[Mapping[LevelField, tuple[TextField, ...]], Entries] = Field(
        {},
        description="What helps to climb to a level, by the number of that level, from 2 to 5.",
        examples=["{2: [Ride along with sales.]}"],
    )


class Rubric(Record):
    """What customer orientation looks like, level by level."""

    dimensions: Annotated[Mapping[IdField, Dimension], Entries] = Field(
        description="The sides of it, each under an id of its own; ours has three."
    )
    level_names: Annotated[FiveTexts, _of_five("names")] = Field(
        description="What the five levels are called, from novice to master.",
        examples=["[Novice, Beginner, Practitioner, Expert, Master]"],
    )


class Assessment(Record):
    """How somebody rates a team in a dimension."""

    team: NameField = Field(description="The id of the owner, or the name of the team.", examples=["editor"])
    dimension: NameField = Field(description="The id of the dimension.", examples=["responsive"])
    level: LevelField = Field(description="The level that it has reached, from 1 to 5.", examples=["2"])
    aim: LevelField | None = Field(None, description="The level that it works towards.", examples=["3"])
    date: DateField = Field(description="The day of the rating.", examples=["2026-09-01"])
    by: TextField | None = Field(
        None,
        description="Who rated it: the team itself, or somebody beside it. Two who differ are both shown.",
        examples=["mk"],
    )
    evidence: ProseField | None = Field(
        None,
        description="What was seen that speaks for the level: a decision, a number, a visit.",
        examples=["Of 60 requests since New Year, 58 have a decision with a reason."],
    )


class Orientation(HandbookObject):
    """The rubric of customer orientation, and the assessments of teams."""

    rubric: Annotated[Rubric | None, BeforeValidator(no_word_but("default", "the keys of a rubric"))] = Field(
        description="`default` for the rubric that comes with the handbook, or one of your own.", examples=["default"]
    )
    assessments: tuple[Assessment, ...] = Field((), description="How teams were rated.")
