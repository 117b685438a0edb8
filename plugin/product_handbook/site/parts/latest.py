"""A metric where it is only mentioned: its name with its latest value and the last change."""

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup, escape

from product_handbook.drawing.words import trend_shown
from product_handbook.site.parts.cells import pointed_at, with_note
from product_handbook.site.parts.figures import figures_of
from product_handbook.site.writing.draft import Draft


def metric_with_latest(draft: Draft, id: str) -> Markup:
    """A link to a metric and, where it has one, its latest value in short with the last change."""
    value = latest_value(draft, id)
    return with_note(draft.link("metric", id), value) if value else draft.link("metric", id)


def metrics_with_latest(draft: Draft, ids: Iterable[str]) -> tuple[Markup, ...]:
    """Each of the metrics once, in the order in which they are first named."""
    return tuple(metric_with_latest(draft, id) for id in dict.fromkeys(ids))


def latest_value(draft: Draft, id: str) -> Markup:
    """The latest value in short with its unit and the last change; all digits and the period when pointed at."""
    numbers = draft.handbook.analysis.numbers
    latest, figures = numbers.latest(id), figures_of(draft)(id)
    value = None if latest is None else numbers.value(id, latest)
    if figures is None or not isinstance(value, Decimal):
        return Markup()
    shown = pointed_at(f"{figures.value} {figures.unit}".strip(), figures.exact)
    return shown + (" " + escape(trend_shown(figures).replace(" ", "\xa0")) if figures.trend else Markup())
