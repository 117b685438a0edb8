"""`stakeholders.yml`: the three groups that a product is made for, always all three."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from product_handbook.model.records.fields import (
    Entries,
    IdField,
    NamedObject,
    ProseField,
    Record,
    TextField,
    TitledObject,
    Word,
)
from product_handbook.model.records.quantities import ShareField

GROUPS = ("current_customer", "future_customer", "company")

FutureKind = Literal["not_yet_won", "outgrowing_us", "industry_shift", "new_market"]


class Segment(NamedObject):
    """A part of a group whose needs are alike."""

    who: TextField | None = Field(None, description="Who they are, in one sentence.")
    kind: Annotated[FutureKind, Word] | None = Field(
        None,
        description="In `future_customer` only, what makes them a customer of tomorrow: they are not yet won, their "
        "needs outgrow the product, their industry is shifting, or they are a new market.",
        examples=["new_market"],
    )
    jobs: tuple[TextField, ...] = Field(
        (), description="What they want to get done, each in their words.", examples=["[Write a proposal by Friday]"]
    )


class Group(TitledObject):
    """One of the three groups of stakeholders."""

    who: TextField = Field(description="Who they are, in one sentence.")
    needs: ProseField | None = Field(None, description="What they need from the product.")
    weight: ShareField | None = Field(
        None,
        description="How much the group counts when bets are weighed: in all three groups or in none, together 1.",
        examples=["0.4"],
    )
    segments: Annotated[Mapping[IdField, Segment], Entries] = Field(
        {}, description="The parts of the group, each under an id of its own."
    )


class Stakeholders(Record):
    """The three groups to consider explicitly, after "Is Product Management really all about the customer?"."""

    current_customer: Group = Field(description="Those who use and pay for the product today.")
    future_customer: Group = Field(
        description="Those to be won: in the market but not yet customers, customers with needs beyond, the industry's "
        "future, a new industry."
    )
    company: Group = Field(description="The company's vision and strategy, which go beyond today's product.")

    @property
    def groups(self) -> tuple[Group, Group, Group]:
        """The three groups, in the order in which they are always shown."""
        return self.current_customer, self.future_customer, self.company
