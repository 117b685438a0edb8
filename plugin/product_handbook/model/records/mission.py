"""`mission.yml`: what the company is for, where it goes, what it chose and what it chose against."""

from pydantic import Field

from product_handbook.model.records.fields import HandbookObject, ProseField, Record, TextField


class Choice(Record):
    """Something that the strategy chose."""

    name: TextField = Field(description="The choice in a few words.", examples=["Teams before individuals"])
    because: ProseField | None = Field(None, description="Why it was chosen.")


class Exclusion(Choice):
    """Something that the strategy chose against."""

    reopen_when: ProseField | None = Field(None, description="What would have to happen for it to be looked at again.")


class Mission(HandbookObject):
    """The mission and the strategy around it."""

    company: TextField | None = Field(None, description="The name of the company or product.", examples=["Blue"])
    mission: TextField = Field(
        description="What the company is for, in one sentence that names the value for its customers.",
        examples=["Help every team turn what it knows into documents that others can use."],
    )
    promise: TextField | None = Field(
        None,
        description="The core value, in a few words that the mission shares.",
        examples=["documents that teams create and use"],
    )
    vision: ProseField | None = Field(None, description="Where the company is going beyond today's product.")
    choices: tuple[Choice, ...] = Field((), description="The strategy: what was chosen.")
    not_doing: tuple[Exclusion, ...] = Field((), description="What was chosen against, and what would reopen it.")
