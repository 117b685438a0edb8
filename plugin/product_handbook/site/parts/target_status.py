"""Where a metric stands: its latest value, its change, its status with the reason, its targets and what they ask."""

from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.analysis.targets.feasibility import Feasibility, PlannedInput
from product_handbook.analysis.targets.targets import TargetStatus, reaches
from product_handbook.formulas.periods import Period, for_readers, period_around
from product_handbook.model.records.metric import Metric
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.wording import terms as words
from product_handbook.wording.html import unbroken

_GROUNDS = {
    "target": "its target",
    "targets_below": "from targets below it",
    "now": "as it is now",
    "constant": "always",
}

_MARK = Markup('<span class="hb-standing hb-{}"><span aria-hidden="true">{}</span> {}</span>')


def number_facts(draft: Draft, metric: Metric) -> tuple[Fact, ...]:
    """The latest value, its change since the period before, and the status; values may be empty."""
    numbers, numerals = draft.handbook.analysis.numbers, draft.handbook.number_format
    latest = numbers.latest(metric.id)
    value = None if latest is None else numbers.value(metric.id, latest)
    if latest is None or not isinstance(value, Decimal):
        return ()
    before = numbers.value(metric.id, latest.shifted(-1))
    changed = Markup()
    if isinstance(before, Decimal):
        changed = numerals.html_change(before, value, metric) + f" on {for_readers(latest.shifted(-1))}"
    origin = "" if numbers.is_reported(metric.id, latest) else ", computed"
    text = numerals.short(value, metric)
    shown = Markup("{} {}").format(numerals.html(value, metric), numerals.unit(metric, text))
    return (
        Fact(f"{for_readers(latest)}{origin}", shown),
        Fact("Change", changed),
        Fact("Target", status_mark(draft, metric)),
    )


def status_mark(draft: Draft, metric: Metric) -> Markup:
    """The status with its shape; nothing where there is no target."""
    standing = draft.handbook.standing(metric.id)
    word = words.STATUSES[standing.status]
    if not word.mark:
        return Markup()
    return _MARK.format(standing.status.replace("_", "-"), word.mark, word.text)


def status_reason(draft: Draft, metric: Metric) -> Markup:
    """Why a metric has its status, with the numbers that the rule looks at; nothing where there is no target."""
    found = draft.handbook.standing(metric.id)
    if found.status == "no_target":
        return Markup()
    rule = Markup(' <a href="{}">The rule</a>').format(
        draft.href_of(draft.handbook.addresses.at("reference/numbers.md")) + "#status"
    )
    return (
        status_mark(draft, metric)
        + escape(" · " if words.STATUSES[found.status].mark else "")
        + unbroken(status_in_words(draft, metric))
        + rule
    )


def status_in_words(draft: Draft, metric: Metric) -> str:
    """Why a metric has its status, in a sentence or two."""
    found = draft.handbook.standing(metric.id)
    numerals = draft.handbook.number_format
    if found.value is None or found.latest is None or found.status == "not_measured":
        return _not_measured(draft, metric, found)
    pace = ""
    if found.pace is not None:
        pace = f" It moved by {numerals.difference(found.pace, metric)} a {found.latest.cadence} of late."
    beside = found.bounds or (() if found.target is None else (found.target,))
    others = numerals.apart((found.value, *beside), metric)[1:]
    at = f"{numerals.short_quantity(found.value, metric, beside)} in {for_readers(found.latest)}"
    if found.bounds is not None:
        low, high = others
        return f"{at}; it should stay between {low} and {high}.{pace}"
    if found.target is None or found.due is None or found.distance is None:
        return f"{at}."
    goal = f"{others[0]} by {for_readers(found.due)}"
    if found.status == "met":
        return f"{at}; the target was {goal}."
    if found.needed_pace is None:
        return f"{at}; the target of {goal} was missed by {_size(draft, found.distance, metric)}."
    left = words.count(found.periods_left, found.latest.cadence)
    needed = f"{numerals.difference(found.needed_pace, metric)} a {found.latest.cadence}"
    side = "short of" if found.distance > 0 else "above"
    return f"{at}, {_size(draft, found.distance, metric)} {side} {goal}. That needs {needed} for {left}.{pace}"


def _not_measured(draft: Draft, metric: Metric, found: TargetStatus) -> str:
    if found.latest is None or found.due is None or found.target is None:
        return "It has a target, and no value yet."
    goal = f"{draft.handbook.number_format.short_quantity(found.target, metric)} was due for {for_readers(found.due)}"
    return f"{goal}, but nobody has reported that period. The latest value is that of {for_readers(found.latest)}."


def _size(draft: Draft, distance: Decimal, metric: Metric) -> str:
    return draft.handbook.number_format.difference(abs(distance), metric).removeprefix("+")


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
    numerals = draft.handbook.number_format
    gap = numerals.html_exact_change(found.target, found.implied, metric) if found.gap else escape("none")
    return numerals.html_exact(found.implied, metric), gap


def feasibility_notes(draft: Draft, metric: Metric) -> tuple[Markup, ...]:
    """For each target that the inputs' targets bear on, what was put into the formula."""
    return tuple(_note(draft, found) for found in draft.handbook.analysis.feasibilities.get(metric.id, ()))


def _note(draft: Draft, found: Feasibility) -> Markup:
    inputs = Markup(", ").join(_planned(draft, planned) for planned in found.inputs)
    return Markup("For {}: {}.").format(for_readers(found.due), inputs)


def _planned(draft: Draft, planned: PlannedInput) -> Markup:
    metric = draft.handbook.strategy.metrics[planned.metric]
    value = draft.handbook.number_format.html(planned.value, metric)
    return Markup("{} {} ({})").format(draft.link("metric", metric.id), value, _GROUNDS[planned.ground])
