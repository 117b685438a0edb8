"""`handbook.json` as a whole: its version, and what it holds beside the objects."""

from collections.abc import Mapping

from pydantic import Field

from product_handbook.analysis.attribution.attribution import Method
from product_handbook.analysis.attribution.explained import Depth
from product_handbook.analysis.values.reconciliation import Agreement
from product_handbook.analysis.values.unavailable import Cause
from product_handbook.diagnostics.diagnostic import Severity
from product_handbook.model.records.metric import Cadence
from product_handbook.site.handbook_json.fields import (
    Acceptance,
    Day,
    Decimals,
    DecimalsByPeriod,
    Id,
    Link,
    Markdown,
    Part,
    PeriodText,
    Placed,
    Subject,
)
from product_handbook.site.handbook_json.metrics import Edge, Metric
from product_handbook.site.handbook_json.objects import Group, Mission, NorthStar, Owner, Segment, Term
from product_handbook.site.handbook_json.optional_objects import (
    Assessment,
    Bet,
    Dimension,
    Exchange,
    Loop,
    Orientation,
    Outcome,
    Party,
    Request,
)


class Values(Part):
    """The values of one metric by period, the oldest first; a period without a value is not there.

    Where a period is both in `reported` and in `computed`, the reported value is the one that counts.
    """

    cadence: Cadence = Field(description="Of what length the periods are.")
    reported: DecimalsByPeriod = Field(
        description="What was measured, with all the digits that were written down; a share of 41% is 0.41."
    )
    computed: DecimalsByPeriod = Field(
        description="What the formula gives, to at most 30 significant digits; also where a value was reported."
    )
    notes: Mapping[PeriodText, str] = Field(description="What was written beside a reported value.")
    restated: Mapping[PeriodText, tuple[Decimals, ...]] = Field(
        description="By period, the values that were reported before the one in `reported`, the oldest first."
    )
    files: tuple[str, ...] = Field(description="The files that the reported values stand in.")


class Gap(Part):
    """What prevents a number, where it begins."""

    cause: Cause = Field(description="What is missing or impossible.")
    metric: Id = Field(description="The metric without a reported value, or whose formula cannot be computed.")
    period: PeriodText | None = Field(None, description="The period; left out for what holds in every period.")
    part: str | None = Field(None, description="The part of the formula that cannot be computed.")


class Reconciliation(Part):
    """How the reported values of one metric agree with its formula, by period."""

    tolerance: Decimals = Field(description="How far they may be apart, as a share of the reported value.")
    agreement: Mapping[PeriodText, Agreement] = Field(
        description="By period. `exact`: equal after rounding to the digits that were reported. `rounded`: no further "
        "apart than the rounding of the operands explains. `within_tolerance`: no further apart than the tolerance. "
        "`off`: further. `not_computable`: the formula gives no value."
    )
    difference: DecimalsByPeriod = Field(
        description="The reported value less the computed one, where the two are not exactly the same number."
    )
    gaps: Mapping[PeriodText, tuple[Gap, ...]] = Field(
        description="Why the formula gives no value, for each period that is `not_computable`."
    )


class Contribution(Part):
    """What one input contributes to a change."""

    metric: Id = Field(description="The id of the input.")
    amount: Decimals = Field(description="What it contributes, in the unit of the metric that changed.")
    before: Decimals | None = Field(
        None, description="Its value in the earlier period, at the latest of its lags; left out where it is not known."
    )
    after: Decimals | None = Field(None, description="Its value in the later period, likewise.")
    is_flow: bool = Field(
        description="Whether it flows into a stock, by itself or as a rate, so that every period in between counts."
    )
    total: Decimals | None = Field(
        None, description="For a flow by itself, what it came to in all periods since the earlier one."
    )
    lags: tuple[int, ...] = Field(
        description="How many periods ago it enters as it is, the latest first; empty where it only flows."
    )


class Change(Part):
    """The latest change of a metric with a formula, divided by Shapley values.

    The contributions and the residual add up to `after` less `before`.
    """

    metric: Id = Field(description="The id of the metric that changed.")
    earlier: PeriodText = Field(
        description="The period that it is compared with: the one before, or a year before; for a top metric also the "
        "one before its largest move."
    )
    later: PeriodText = Field(description="That of the latest value, or of the largest move.")
    before: Decimals | None = Field(None, description="The value in the earlier period; left out where there is none.")
    after: Decimals | None = Field(None, description="The value in the later period, likewise.")
    divided_among: Depth = Field(
        description="`operands` of its formula, or the `inputs` at the very bottom, for the two top metrics."
    )
    method: Method | None = Field(
        None, description="`whole` as one game; `by_level` where a product has more than twelve inputs that moved."
    )
    contributions: tuple[Contribution, ...] = Field(description="What each input contributes, the largest first.")
    residual: Decimals | None = Field(
        None, description="What no input explains, since reported numbers differ from what the formulas give."
    )
    gaps: tuple[Gap, ...] = Field(description="Why the change cannot be divided, where it cannot.")


class Sensitivity(Part):
    """What one percent more of an input does now."""

    metric: Id = Field(description="The id of the input.")
    effects: Mapping[Id, Decimals] = Field(description="By the id of a top metric, its change, in its own unit.")


class Feasibility(Part):
    """A target beside what the formula gives once the inputs reach theirs."""

    metric: Id = Field(description="The id of the metric.")
    due: PeriodText = Field(description="The period for which the targets are.")
    target: Decimals = Field(description="The target of the metric.")
    implied: Decimals = Field(description="What its formula gives from the targets of its inputs.")


class Finding(Placed):
    """Something that the linter finds."""

    rule: str = Field(description="The code of the rule.")
    severity: Severity = Field(description="How grave it is.")
    subject: Subject = Field(description="The object that it is about, by kind and id: `metric:revenue`.")
    column: int = Field(description="The column of the line, from 1.")
    message: str = Field(description="What was found.")
    mend: str = Field(description="What to do about it.")
    page: Link = Field(description="The page of the object, from the address of this file.")
    accepted: Acceptance | None = Field(None, description="The acceptance that holds for it; left out, it is open.")


class HandbookJson(Part):
    """A product handbook, resolved: every object, the edges of the metric tree, values and findings.

    Numbers are strings of decimal digits, such as "0.410": they are exact, and the floating-point numbers that most
    programs make of JSON numbers are not. Convert them to a decimal type where exactness matters, else to a float.

    A field about which the handbook says nothing is left out; lists and mappings are always there, if empty. Text whose
    content type is Markdown is given as it was written: `[metric:revenue]` in it is a link to the metric `revenue`.

    `version` is 1.x. A field or a choice of words that is added makes x grow; whoever reads this file passes over what
    is new. What is removed, renamed or changed in its meaning makes it 2.0.
    """

    schema_: Link = Field(alias="$schema", description="The JSON Schema of this file, from its own address.")
    version: str = Field(
        description="The version of the form of this file, not of what it says.", pattern=r"^1\.[0-9]+$"
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
