"""The targets of a metric: its status with the reason, what was reached, and what the targets of its inputs give."""

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.analysis.targets.feasibility import Feasibility, PlannedInput
from product_handbook.analysis.targets.targets import reaches
from product_handbook.formulas.periods import Period, for_readers, period_around
from product_handbook.model.records.metric import Metric
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.figures import status_in_words, status_mark
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, paragraph
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.html import unbroken

(_status_reason,) = html_macros("parts/metrics.html.jinja", "status_reason")

_GROUNDS = {
    "target": "its target",
    "targets_below": "from the targets of its inputs",
    "now": "as it is now",
    "constant": "constant",
}


@dataclass(frozen=True)
class TargetsSection:
    """The marks of the pieces, empty for a metric without a target."""

    status: MarkdownText
    table: MarkdownText
    feasibility: tuple[MarkdownText, ...]
    """What was put into the formula for each target that the inputs' targets bear on."""


def targets_section(draft: Draft, metric: Metric) -> TargetsSection:
    """What the page of a metric says of its targets."""
    feasibilities = draft.handbook.analysis.feasibilities.get(metric.id, ())
    return TargetsSection(
        status=draft.piece(paragraph(status_reason(draft, metric))),
        table=draft.piece(target_table(draft, metric)),
        feasibility=tuple(draft.piece(paragraph(_note(draft, found))) for found in feasibilities),
    )


def status_reason(draft: Draft, metric: Metric) -> Markup:
    """Why a metric has its status, with the numbers that the rule looks at; nothing where there is no target."""
    if draft.handbook.target_status(metric.id).status == "no_target":
        return Markup()
    rule = draft.href_of(draft.handbook.addresses.at("reference/numbers.md")) + "#status"
    return _status_reason(status_mark(draft.handbook, metric), unbroken(status_in_words(draft.handbook, metric)), rule)


def target_table(draft: Draft, metric: Metric) -> Markup:
    """The targets of a metric, what was reached, and where its inputs have targets too, what those would give."""
    implied = {found.due: found for found in draft.handbook.analysis.feasibilities.get(metric.id, ())}
    due = {period: _due(draft, metric, period) for period in sorted(metric.targets, key=lambda period: period.last_day)}
    is_past = any(_reached(draft, metric, at) for at in due.values())
    headings = [Heading("By"), Heading("Target", numeric=True)]
    headings += [Heading("Reached", numeric=True), Heading("")] if is_past else []
    if implied:
        headings += [Heading("The targets of its inputs give", numeric=True), Heading("Gap", numeric=True)]
    rows = [
        (
            escape(for_readers(period)),
            draft.handbook.number_format.html_exact(metric.targets[period], metric),
            *(_outcome(draft, metric, period, at) if is_past else ()),
            *(_implied(draft, metric, implied.get(at)) if implied else ()),
        )
        for period, at in due.items()
    ]
    return components.table(f"Targets of {metric.title}", headings, rows)


def _due(draft: Draft, metric: Metric, period: Period) -> Period:
    """The period of the metric's cadence in which a target is due."""
    cadence = draft.handbook.analysis.numbers.cadences[metric.id]
    return period_around(period.last_day, cadence or period.cadence)


def _reached(draft: Draft, metric: Metric, due: Period) -> Decimal | None:
    value = draft.handbook.analysis.numbers.value(metric.id, due)
    return value if isinstance(value, Decimal) else None


def _outcome(draft: Draft, metric: Metric, period: Period, due: Period) -> tuple[Markup, Markup]:
    """The value in the period of a target, and whether that met it; nothing for a target to come."""
    value = _reached(draft, metric, due)
    if value is None:
        return Markup(), Markup()
    is_met = reaches(draft.handbook.analysis.numbers, metric, value, metric.targets[period])
    return draft.handbook.number_format.html_exact(value, metric), escape("Met" if is_met else "Missed")


def _implied(draft: Draft, metric: Metric, found: Feasibility | None) -> tuple[Markup, Markup]:
    if found is None:
        return Markup(), Markup()
    number_format = draft.handbook.number_format
    gap = number_format.html_exact_change(found.target, found.implied, metric) if found.gap else escape("none")
    return number_format.html_exact(found.implied, metric), gap


def _note(draft: Draft, found: Feasibility) -> Markup:
    inputs = Markup(", ").join(_planned(draft, planned) for planned in found.inputs)
    return Markup("Worked out for {} from {}.").format(for_readers(found.due), inputs)


def _planned(draft: Draft, planned: PlannedInput) -> Markup:
    metric = draft.handbook.strategy.metrics[planned.metric]
    value = draft.handbook.number_format.html(planned.value, metric)
    return Markup("{} {} ({})").format(draft.link("metric", metric.id), value, _GROUNDS[planned.ground])
