"""The targets of a metric: its status with the reason, what was reached, and what the targets of its inputs give."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.analysis.targets.feasibility import Feasibility, PlannedInput
from product_handbook.analysis.targets.targets import TargetStatus, comparable_values, reaches
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.parts.figures import status_in_words, status_mark
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, paragraph, unbroken
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.terms import STATUSES, count

(_status_reason,) = html_macros("parts/metrics.html.jinja", "status_reason")
_between, _meant, _so_far = html_macros("pages/metric/targets.html.jinja", "between", "meant", "so_far")

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
    why_none: MarkdownText
    """Why it has no target, where somebody has said so."""


def targets_section(draft: Draft, metric: Metric) -> TargetsSection:
    """What the page of a metric says of its targets."""
    feasibilities = draft.handbook.analysis.feasibilities.get(metric.id, ())
    return TargetsSection(
        status=draft.piece(paragraph(status_reason(draft, metric))),
        table=draft.piece(target_table(draft, metric)),
        feasibility=tuple(draft.piece(paragraph(_note(draft, found))) for found in feasibilities),
        why_none=draft.paragraphs(metric.no_target),
    )


def status_reason(draft: Draft, metric: Metric) -> Markup:
    """Why a metric has its status, with the numbers that the rule looks at; nothing where there is no target."""
    if draft.handbook.target_status(metric.id).status == "no_target":
        return Markup()
    rule = draft.href_of(draft.handbook.addresses.at("reference/numbers.md")) + "#status"
    return _status_reason(status_mark(draft.handbook, metric), unbroken(status_in_words(draft.handbook, metric)), rule)


def target_table(draft: Draft, metric: Metric) -> Markup:
    """Each target of a metric, what was reached, and where its inputs have targets too, what those would give."""
    implied = {found.due: found for found in draft.handbook.analysis.feasibilities.get(metric.id, ())}
    statuses = draft.handbook.analysis.statuses_of(metric.id)
    reached = [_reached(draft, metric, found) for found in statuses]
    headings = [Heading("By"), Heading("Target", numeric=True)]
    headings += [Heading("Reached", numeric=True)] if any(reached) else []
    has_status = any(found.status != "not_measured" for found in statuses)
    headings += [Heading("Status")] if has_status else []
    if implied:
        headings += [Heading("Its inputs' targets give", numeric=True), Heading("Gap", numeric=True)]
    rows = [
        (
            escape("Always" if found.period is None else for_readers(found.period)),
            _wanted(draft, metric, found),
            *((so_far,) if any(reached) else ()),
            *((escape(_status(draft, found)),) if has_status else ()),
            *(_implied(draft, metric, _feasibility(found, implied)) if implied else ()),
        )
        for found, so_far in zip(statuses, reached, strict=True)
    ]
    return components.table(f"Targets of {metric.title}", headings, rows)


def _feasibility(found: TargetStatus, implied: Mapping[Period, Feasibility]) -> Feasibility | None:
    return implied.get(found.due) if found.due and found.meaning in {"level", "latest"} else None


def _wanted(draft: Draft, metric: Metric, found: TargetStatus) -> Markup:
    """The target with all its digits, and how it is meant."""
    number_format = draft.handbook.number_format
    if found.target is None:
        low, high = found.bounds or (Decimal(0), Decimal(0))
        return _between(number_format.html_exact(low, metric), number_format.html_exact(high, metric))
    return _meant(number_format.html_exact(found.target, metric), found.meaning)


def _reached(draft: Draft, metric: Metric, found: TargetStatus) -> Markup:
    """The value in the period of a target that is past, what has come together of a total, how often a goal was met."""
    number_format, total = draft.handbook.number_format, found.total
    if total is not None:
        projected = total.projected(found.meaning) if total.left and found.status != "too_early" else None
        heading_for = Markup() if projected is None else number_format.html(projected, metric)
        so_far = number_format.html_exact(total.so_far(found.meaning), metric)
        return _so_far(so_far, heading_for, is_over=not total.left)
    if found.period is None:
        return escape(_times_met(draft, metric, found))
    if found.value is None or found.latest != found.due or found.status == "not_measured":
        return Markup()
    return number_format.html_exact(found.value, metric)


def _times_met(draft: Draft, metric: Metric, found: TargetStatus) -> str:
    """In how many of the periods that can be compared with the latest one a standing goal or bounds were met."""
    standing = metric.standing_target
    if found.latest is None:
        return ""
    values = comparable_values(draft.handbook.analysis.numbers, metric.id, found.latest).values()
    low, high = found.bounds or (Decimal(0), Decimal(0))
    met = sum(low <= value <= high if standing is None else bool(reaches(metric, standing, value)) for value in values)
    return f"in {met} of {count(len(values), found.latest.length)}"


def _status(draft: Draft, found: TargetStatus) -> str:
    """The status as a word; a target that is past was met or missed."""
    is_past = found.due is not None and found.due.has_ended(draft.handbook.today)
    if found.status == "off_track" and (is_past or found.latest == found.due):
        return "Missed"
    return STATUSES[found.status].text


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
