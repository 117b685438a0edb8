"""`handbook.json` as a whole: its version, and what it holds beside the objects."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from product_handbook.diagnostics.diagnostic import Severity
from product_handbook.site.handbook_json.fields import (
    Acceptance,
    Case,
    Day,
    From,
    Id,
    Link,
    Markdown,
    Part,
    Placed,
    Subject,
    at,
)
from product_handbook.site.handbook_json.metrics import Edge, Metric
from product_handbook.site.handbook_json.numbers import Change, Feasibility, Reconciliation, Sensitivity, Values
from product_handbook.site.handbook_json.objects import (
    Assessment,
    Bet,
    Dimension,
    Exchange,
    Group,
    Loop,
    Mission,
    NorthStar,
    Orientation,
    Outcome,
    Owner,
    Party,
    Request,
    Segment,
    Term,
)


class Finding(Placed):
    """Something that the linter finds."""

    rule: Annotated[str, at("code")] = Field(description="The code of the rule.")
    severity: Severity = Field(description="How grave it is.")
    subject: Subject = Field(description="The object that it is about, by kind and id: `metric:revenue`.")
    column: Annotated[int, at("span.column")] = Field(description="The column of the line, from 1.")
    cases: Annotated[tuple[Case, ...], From(lambda _, found: tuple(case.name for case in found.cases))] = Field(
        description="Which of the things that its rule can find on an object it is about, as `for` names them; empty "
        "where the rule finds one thing on an object."
    )
    message: str = Field(description="What was found.")
    mend: Annotated[str, at("help")] = Field(description="What to do about it.")
    page: Annotated[Link, From(lambda places, found: places.page(*found.subject.split(":", 1)))] = Field(
        description="The page of the object, from the address of this file."
    )
    accepted: Annotated[Acceptance | None, From(lambda places, found: places.acceptances.get(found))] = Field(
        None, description="The acceptance that holds for it; left out, it is open."
    )


class HandbookJson(Part):
    """A product handbook, resolved: every object, the edges of the metric tree, values and findings.

    Numbers are strings of decimal digits, such as "0.410": they are exact, and the floating-point numbers that most
    programs make of JSON numbers are not. Convert them to a decimal type where exactness matters, else to a float.

    A field about which the handbook says nothing is left out; lists and mappings are always there, if empty. Text whose
    content type is Markdown is given as it was written: `[metric:revenue]` in it is a link to the metric `revenue`.

    `version` is 2.x. A field or a choice of words that is added makes x grow; whoever reads this file passes over what
    is new. What is removed, renamed or changed in its meaning makes it 3.0.
    """

    schema_: Link = Field(alias="$schema", description="The JSON Schema of this file, from its own address.")
    version: str = Field(
        description="The version of the form of this file, not of what it says.", pattern=r"^2\.[0-9]+$"
    )
    generated_for: Day = Field(description="The day for which findings were looked for.")
    notice: Markdown | None = Field(
        None, description="What readers of the site are told first, such as that its numbers are made up."
    )
    mission: Mission = Field(description="What the company is for, and what was chosen.")
    groups: tuple[Group, ...] = Field(
        description="The three groups of stakeholders: `current_customer`, `future_customer` and `company`."
    )
    segments: tuple[Segment, ...] = Field(description="The segments of all groups.")
    north_star: NorthStar = Field(description="Which metric stands for the value that customers get, and why.")
    metrics: tuple[Metric, ...] = Field(description="All metrics, in the order of the files.")
    edges: tuple[Edge, ...] = Field(description="What each metric is computed from, or believed to be moved by.")
    values: Mapping[Id, Values] = Field(
        description="By the id of the metric, its values; a metric without any is not there, nor is a constant."
    )
    reconciliation: Mapping[Id, Reconciliation] = Field(
        description="By the id of the metric, how reported values agree with the formula, where it has both."
    )
    changes: tuple[Change, ...] = Field(description="What the latest changes of metrics with a formula come from.")
    sensitivities: tuple[Sensitivity, ...] = Field(
        description="What one percent more of each input does to the North Star and to the business metric."
    )
    feasibility: tuple[Feasibility, ...] = Field(
        description="Targets of metrics beside what the targets of their inputs would give."
    )
    parties: tuple[Party, ...] = Field(description="Who takes part in the value web.")
    exchanges: tuple[Exchange, ...] = Field(description="What changes hands between the parties.")
    outcomes: tuple[Outcome, ...] = Field(description="What customers achieve, and what the business gains from it.")
    loops: tuple[Loop, ...] = Field(description="What feeds what, back to the start.")
    bets: tuple[Bet, ...] = Field(description="What the company bets on, what each bet should move, and for whom.")
    requests: tuple[Request, ...] = Field(description="What customers ask for, each with a decision.")
    orientation: Orientation | None = Field(
        None, description="The rubric of customer orientation; left out where the handbook has none."
    )
    dimensions: tuple[Dimension, ...] = Field(description="The sides of customer orientation, level by level.")
    assessments: tuple[Assessment, ...] = Field(description="How customer-oriented teams were rated.")
    findings: tuple[Finding, ...] = Field(
        description="What the linter finds: what is open, then what has been accepted."
    )
    owners: tuple[Owner, ...] = Field(description="Who answers for what; empty where owners are plain names.")
    glossary: tuple[Term, ...] = Field(description="What words mean here.")
