"""`north-star.yml`: the metric for value delivered, the metric for value captured, and what guards them."""

from pydantic import Field

from product_handbook.model.records.fields import HandbookObject, NameField, ProseField, Record, TextField
from product_handbook.model.records.quantities import NumberField


class Criteria(Record):
    """How the North Star meets the three criteria of Marc Abraham, "Making an impact"."""

    measurable: ProseField | None = Field(None, description="How it is measured.")
    customer_success: ProseField | None = Field(None, description="Why it stands for the success of customers.")
    actionable: ProseField | None = Field(None, description="What the company can do to move it.")


class Guardrail(Record):
    """A number that must not get worse while the North Star grows."""

    metric: NameField = Field(description="The id of the metric.", examples=["support_requests_per_user"])
    at_most: NumberField | None = Field(
        None, description="The highest value that is still all right.", examples=["0.05"]
    )
    at_least: NumberField | None = Field(
        None, description="The lowest value that is still all right.", examples=["99%"]
    )
    because: ProseField | None = Field(None, description="What would go wrong beyond it.")


class Considered(Record):
    """A metric that could have been the North Star."""

    name: TextField = Field(description="The metric that was considered.", examples=["Daily active users"])
    because: ProseField | None = Field(None, description="Why it was not chosen.")


class NorthStar(HandbookObject):
    """The North Star metric, after Itamar Gilad, "The Most Important Thing", and the business metric beside it."""

    metric: NameField = Field(
        description="The id of the North Star metric, which must be in the tree.", examples=["documents_created"]
    )
    because: ProseField = Field(description="Why this number stands for the value that customers get.")
    criteria: Criteria | None = Field(None, description="How it meets each of the three criteria.")
    business_metric: NameField = Field(
        description="The id of the top business metric: the value that the company captures.", examples=["revenue"]
    )
    business_because: ProseField | None = Field(None, description="Why this number stands for the value captured.")
    guardrails: tuple[Guardrail, ...] = Field(
        (), description="Numbers that must not get worse while the North Star grows."
    )
    considered: tuple[Considered, ...] = Field(
        (), description="What the North Star could have been, and why it is not."
    )
