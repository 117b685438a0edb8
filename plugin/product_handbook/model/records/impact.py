"""`impact.yml`: from what customers achieve to what the business gains, after Marc Abraham, "Making an impact"."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from product_handbook.model.records.fields import (
    Entries,
    IdField,
    NamedObject,
    NameField,
    ProseField,
    Record,
    TextField,
)


class BusinessImpact(Record):
    """What the business gains from an outcome."""

    metric: NameField = Field(description="The id of the metric that shows it.", examples=["payback_months"])
    because: ProseField | None = Field(None, description="Why the outcome moves it.")


class Outcome(NamedObject):
    """Something that customers achieve: what success looks like for them."""

    customer: NameField = Field(
        description="The id of the segment or the group that achieves it.", examples=["students"]
    )
    outcome: TextField = Field(
        description="What they achieve, in one sentence.",
        examples=["Lands a new job with a skill learned in a course."],
    )
    value_metric: NameField | None = Field(
        None,
        description="The id of the metric that counts the value as the customer meets it.",
        examples=["courses_completed"],
    )
    business_impact: tuple[BusinessImpact, ...] = Field((), description="What the business gains from it.")
    requests: tuple[NameField, ...] = Field(
        (), description="The ids of the requests that ask for it.", examples=["[certificates_on_profile]"]
    )


class Step(Record):
    """A step of a loop: an outcome or a metric."""

    outcome: NameField | None = Field(None, description="The id of the outcome that it is.", examples=["new_job"])
    metric: NameField | None = Field(None, description="The id of the metric that it is.", examples=["referrals"])
    because: ProseField | None = Field(
        None, description="Why it follows from the step before; at the first step, why the last one leads back to it."
    )


class Loop(NamedObject):
    """A flywheel: what feeds what, back to the start."""

    steps: tuple[Step, ...] = Field(description="Two or more, in the order in which each feeds the next.")


class Impact(Record):
    """The outcomes of customers and the loops between them."""

    outcomes: Annotated[Mapping[IdField, Outcome], Entries] = Field(
        {}, description="What customers achieve, each under an id of its own."
    )
    loops: Annotated[Mapping[IdField, Loop], Entries] = Field(
        {}, description="What feeds what, each loop under an id of its own."
    )
