"""`mission.yml`: what the company is for, where it goes, what it chose and what it chose against."""

from typing import Annotated, Literal

from pydantic import Field

from product_handbook.formulas.periods import FiscalYear
from product_handbook.model.records.fields import HandbookObject, ProseField, Record, TextField, Word
from product_handbook.model.records.quantities import MonthField


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
    fiscal_year_starts: MonthField | None = Field(
        None,
        description="The month in which the company's year begins; with it, `FY27`, `FY27-H1` and `FY27-Q1` are "
        "periods.",
        examples=["2"],
    )
    fiscal_year_named_by: Annotated[Literal["start", "end"], Word] | None = Field(
        None,
        description="Whether `FY27` is the fiscal year that begins in 2027 or the one that ends in it; left out, "
        "it is the end.",
        examples=["start"],
    )
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

    @property
    def fiscal_year(self) -> FiscalYear | None:
        """The company's own year, where it has one."""
        if self.fiscal_year_starts is None:
            return None
        return FiscalYear(self.fiscal_year_starts, self.fiscal_year_named_by or "end")
