"""`value-web.yml`: who gives what to whom, after Katherine Kornas on who the customer is."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from product_handbook.model.records.fields import (
    Entries,
    IdField,
    NamedObject,
    NameField,
    ProseField,
    Record,
    TextField,
    Word,
)

ExchangeKind = Literal["money", "attention", "content", "access", "data", "work", "trust", "reach"]


class Party(NamedObject):
    """Somebody who gives or gets value: customers, suppliers, partners, the company."""

    group: NameField | None = Field(
        None,
        description="The group of stakeholders that it belongs to; suppliers and partners belong to none.",
        examples=["current_customer"],
    )
    who: TextField | None = Field(None, description="Who they are, in one sentence.")


class Exchange(Record):
    """A moment in which value changes hands."""

    giver: NameField = Field(alias="from", description="The id of the party that gives.", examples=["listeners"])
    receiver: NameField = Field(alias="to", description="The id of the party that gets.", examples=["pandora"])
    value: TextField = Field(description="What changes hands.", examples=["Attention"])
    kind: Annotated[ExchangeKind, Word] = Field(
        description="What sort of value it is: money, or another currency.", examples=["attention"]
    )
    because: ProseField | None = Field(None, description="Why they give it, or what they get out of giving it.")
    metric: NameField | None = Field(
        None, description="The id of the metric that shows how we know that it flows.", examples=["hours_listened"]
    )


class ValueWeb(Record):
    """The parties around the product and the exchanges between them."""

    parties: Annotated[Mapping[IdField, Party], Entries] = Field(
        description="Who takes part, each under an id of its own."
    )
    exchanges: tuple[Exchange, ...] = Field((), description="What changes hands between them.")
