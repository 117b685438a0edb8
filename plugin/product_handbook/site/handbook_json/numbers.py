"""The numbers of `handbook.json`: values by period, how they agree with the formulas, and what changes come from."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import attrgetter
from typing import Annotated

from pydantic import Field

from product_handbook.analysis.attribution.attribution import Method
from product_handbook.analysis.attribution.explained import Depth
from product_handbook.analysis.values.reconciliation import Agreement
from product_handbook.analysis.values.reconciliation import Reconciliation as Compared
from product_handbook.analysis.values.unavailable import Cause, MetricValue, Unavailable
from product_handbook.formulas.expression import RollUp
from product_handbook.formulas.periods import Period
from product_handbook.model.records.metric import Cadence
from product_handbook.model.reported import Reported
from product_handbook.site.handbook_json.fields import Decimals, From, Id, IfKnown, Part, PeriodText, Rounded, at
from product_handbook.site.handbook_json.places import Places


def _by_period(take: Callable[[Reported], object]) -> From:
    """Something of each reported value of a metric that has such a thing."""

    def gather(places: Places, metric: str) -> Mapping[Period, object]:
        series = places.analysis.numbers.reported.get(metric, {})
        return {period: found for period, reported in series.items() if (found := take(reported)) is not None}

    return From(gather)


def _computed(places: Places, metric: str) -> Mapping[Period, Decimal]:
    numbers = places.analysis.numbers
    values = {period: numbers.computed(metric, period) for period in numbers.known_periods(metric)}
    return {period: value for period, value in values.items() if isinstance(value, Decimal)}


def _breaks(places: Places, metric: str) -> Mapping[Period, str]:
    return {found.period: found.metric for found in places.analysis.numbers.breaks(metric)}


def _files(places: Places, metric: str) -> tuple[str, ...]:
    series = places.analysis.numbers.reported.get(metric, {})
    return tuple(dict.fromkeys(places.file(found.source.path) for found in series.values()))


def _gaps(_: Places, found: tuple[Compared, ...]) -> Mapping[Period, object]:
    return {each.period: each.computed.reasons for each in found if isinstance(each.computed, Unavailable)}


class Gap(Part):
    """What prevents a number, where it begins."""

    cause: Cause = Field(description="What is missing or impossible.")
    metric: Id = Field(description="The metric without a reported value, or whose formula cannot be computed.")
    period: PeriodText | None = Field(None, description="The period; left out for what holds in every period.")
    part: Annotated[str | None, From(lambda _, gap: gap.part or None)] = Field(
        None, description="The part of the formula that cannot be computed."
    )


def _known(effects: Mapping[str, MetricValue]) -> Mapping[str, Decimal]:
    return {root: by for root, by in effects.items() if isinstance(by, Decimal)}


class Values(Part):
    """The values of one metric by period, the oldest first; a period without a value is not there.

    Where a period is both in `reported` and in `computed`, the reported value is the one that counts.
    """

    cadence: Annotated[Cadence, From(lambda places, metric: places.analysis.numbers.cadences[metric])] = Field(
        description="Of what length the periods are."
    )
    reported: Annotated[Mapping[PeriodText, Decimals], _by_period(attrgetter("value"))] = Field(
        description="What was measured, with all the digits that were written down; a share of 41% is 0.41."
    )
    computed: Annotated[Mapping[PeriodText, Rounded], From(_computed)] = Field(
        description="What the formula gives, to at most 30 significant digits; also where a value was reported."
    )
    so_far: Annotated[PeriodText | None, From(lambda places, metric: places.analysis.numbers.running(metric))] = Field(
        None, description="The period that has begun and not ended, where something is known of it: no result yet."
    )
    breaks: Annotated[Mapping[PeriodText, Id], From(_breaks)] = Field(
        description="The periods from which the values are counted differently, and cannot be compared with those "
        "before; each with the metric that says so: this one, or one that it is computed from."
    )
    notes: Annotated[Mapping[PeriodText, str], _by_period(lambda found: found.note or None)] = Field(
        description="What was written beside a reported value."
    )
    restated: Annotated[
        Mapping[PeriodText, tuple[Decimals, ...]],
        _by_period(lambda found: [earlier.value for earlier in found.before] or None),
    ] = Field(description="By period, the values that were reported before the one in `reported`, the oldest first.")
    gaps: Annotated[
        Mapping[PeriodText, tuple[Gap, ...]],
        From(lambda places, metric: {at: gap.reasons for at, gap in places.analysis.numbers.uncomputable(metric)}),
    ] = Field(
        description="Why the formula gives no value, for each period in which all operands have one: a division by "
        "zero, for instance."
    )
    files: Annotated[tuple[str, ...], From(_files)] = Field(description="The files that the reported values stand in.")


class Reconciliation(Part):
    """How the reported values of one metric agree with its formula, by period."""

    tolerance: Annotated[Decimals, From(lambda _, found: found[0].tolerance)] = Field(
        description="How far they may be apart, as a share of the reported value."
    )
    agreement: Annotated[
        Mapping[PeriodText, Agreement], From(lambda _, found: {each.period: each.agreement for each in found})
    ] = Field(
        description="By period. `exact`: equal after rounding to the digits that were reported. `rounded`: no further "
        "apart than the rounding of the operands explains, nor than a tolerance that somebody wrote. "
        "`within_tolerance`: no further apart than the tolerance. `off`: further. `not_computable`: the formula gives "
        "no value."
    )
    difference: Annotated[
        Mapping[PeriodText, Rounded],
        From(lambda _, found: {each.period: each.difference for each in found if each.difference}),
    ] = Field(description="The reported value less the computed one, where the two are not exactly the same number.")
    possible: Annotated[
        Mapping[PeriodText, tuple[Rounded, Rounded]],
        From(lambda _, found: {each.period: tuple(each.possible) for each in found if each.possible}),
    ] = Field(
        description="For each period that is `rounded`, the lowest and the highest value that the formula gives from "
        "operands that round to the reported ones."
    )
    gaps: Annotated[Mapping[PeriodText, tuple[Gap, ...]], From(_gaps)] = Field(
        description="Why the formula gives no value, for each period that is `not_computable`."
    )


class Contribution(Part):
    """What one input contributes to a change."""

    metric: Id = Field(description="The id of the input.")
    amount: Rounded = Field(description="What it contributes, in the unit of the metric that changed.")
    before: Annotated[Rounded | None, IfKnown] = Field(
        None, description="Its value in the earlier period, at the latest of its lags; left out where it is not known."
    )
    after: Annotated[Rounded | None, IfKnown] = Field(None, description="Its value in the later period, likewise.")
    is_flow: bool = Field(
        description="Whether it flows into a stock, by itself or as a rate, so that every period in between counts."
    )
    total: Rounded | None = Field(
        None, description="For a flow by itself, what it came to in all periods since the earlier one."
    )
    lags: tuple[int, ...] = Field(
        description="How many periods ago it enters as it is, the latest first; empty where it only flows."
    )
    level: Rounded | None = Field(
        None,
        description="For one that flows, what it would contribute had each period since been like the earlier "
        "one; left out where its value then is not known.",
    )
    changed: Rounded = Field(description="What it contributes by having changed: `amount` less `level`.")
    roll_up: RollUp | None = Field(
        None, description="How its values of shorter periods enter as one, where they do; before and after are so too."
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
    before: Annotated[Rounded | None, IfKnown] = Field(
        None, description="The value in the earlier period; left out where there is none."
    )
    after: Annotated[Rounded | None, IfKnown] = Field(None, description="The value in the later period, likewise.")
    divided_among: Annotated[Depth, at("depth")] = Field(
        description="`operands` of its formula, or the `inputs` at the very bottom, for the two top metrics."
    )
    method: Annotated[Method | None, at("explanation.method")] = Field(
        None,
        description="`whole` as one game; `by_level` where a product has more than twelve inputs that moved, or "
        "a part of a formula has no value while some inputs have moved and others have not.",
    )
    contributions: Annotated[tuple[Contribution, ...], at("explanation.contributions", ())] = Field(
        description="What each input contributes, the largest first."
    )
    residual: Annotated[Rounded | None, at("explanation.residual")] = Field(
        None, description="What no input explains, since reported numbers differ from what the formulas give."
    )
    gaps: Annotated[tuple[Gap, ...], at("explanation.reasons", ())] = Field(
        description="Why the change cannot be divided, where it cannot."
    )


class Sensitivity(Part):
    """What one percent more of an input does, as all else stays as it is now."""

    metric: Id = Field(description="The id of the input.")
    effects: Annotated[Mapping[Id, Rounded], From(lambda _, found: _known(found.effects))] = Field(
        description="By the id of a top metric, its change in this period, in its own unit."
    )
    kept: Annotated[Mapping[Id, Rounded], From(lambda _, found: _known(found.kept))] = Field(
        description="By the id of a top metric, its change in the twelfth period, when the input is kept one percent "
        "higher for 12 periods, this one included; compared with what it would come to by then."
    )


class Feasibility(Part):
    """A target beside what the formula gives once the inputs reach theirs."""

    metric: Id = Field(description="The id of the metric.")
    due: PeriodText = Field(description="The period for which the targets are.")
    target: Rounded = Field(description="The target of the metric.")
    implied: Rounded = Field(description="What its formula gives from the targets of its inputs.")
