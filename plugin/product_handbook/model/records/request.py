"""`requests.yml`: what customers ask for, each with a decision and a reason."""

from typing import Annotated, Literal

from pydantic import Field

from product_handbook.model.records.fields import DateField, NamedObject, NameField, ProseField, TextField, Word

Decision = Literal["open", "planned", "declined", "done"]


class Request(NamedObject):
    """Something that somebody asked for; evaluating every request is not doing every request."""

    asked: DateField | None = Field(None, description="The day on which it was asked.", examples=["2026-09-14"])
    segment: NameField | None = Field(
        None, description="The id of the segment or the group that asked.", examples=["paying_teams"]
    )
    asked_by: TextField | None = Field(
        None, description="Where it came from, without personal data.", examples=["Support ticket 4812"]
    )
    request: ProseField = Field(
        description="What was asked, in the words of those who asked.", examples=["I lose my work in tunnels."]
    )
    theme: TextField | None = Field(
        None,
        description="The pattern that it belongs to: the same word for requests of one kind. Capitals do not matter.",
        examples=["offline"],
    )
    decision: Annotated[Decision, Word] = Field(
        "open",
        description="What was decided: `planned` and `declined` owe a reason, `open` owes a decision.",
        examples=["planned"],
    )
    because: ProseField | None = Field(
        None, description="Why it was decided so, in words that one could say to the one who asked."
    )
    reopen_when: ProseField | None = Field(
        None, description="What would let us look at it again, best something that can be counted."
    )
