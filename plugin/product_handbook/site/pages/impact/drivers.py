"""The five drivers of impact with their usual metrics, and which of them the handbook's metrics name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.model.records.metric import Metric
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.impact.driver_catalogue import DRIVERS, Driver, driver_anchor, drivers_address
from product_handbook.site.parts.metric_table import metric_table, metrics_with_latest
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, local_link, missing
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext
from product_handbook.wording.terms import IMPACT_DRIVERS, count


@dataclass(frozen=True)
class DriverSection:
    """A driver as the catalogue shows it: what it is about, its usual metrics, and those of the handbook."""

    anchor: str
    title: str
    about: str
    usual: MarkdownText
    ours: MarkdownText


@dataclass(frozen=True)
class DriversContext(PageContext):
    """The catalogue of drivers."""

    template = "pages/impact/drivers.md.jinja"

    covered: int
    """How many drivers our metrics name."""
    coverage: MarkdownText
    drivers: tuple[DriverSection, ...]


def has_drivers(handbook: Handbook) -> bool:
    """Whether the handbook has the catalogue: with an `impact.yml`, or where a metric names a driver."""
    strategy = handbook.strategy
    return strategy.impact is not None or any(metric.impact_driver for metric in strategy.metrics.values())


def drivers_link(draft: Draft) -> MarkdownText:
    """The destination, in Markdown, of a link to the catalogue."""
    return draft.relative_to(drivers_address(draft.handbook))


def drivers_page(handbook: Handbook) -> Page:
    """The catalogue: which drivers our tree covers, then each of them with its usual metrics and ours."""
    draft = Draft(handbook, drivers_address(handbook))
    return draft.page(drivers_context(draft), wide=True)


def drivers_context(draft: Draft) -> DriversContext:
    """What the catalogue says."""
    found = {driver.id: _naming(draft, driver.id) for driver in DRIVERS}
    return DriversContext(
        title="Impact drivers",
        covered=sum(map(bool, found.values())),
        coverage=draft.piece(drivers_table(draft, found)),
        drivers=tuple(_section(draft, driver, found[driver.id]) for driver in DRIVERS),
    )


def _naming(draft: Draft, driver: str) -> tuple[Metric, ...]:
    """The metrics that name a driver, in the order of the files; retired ones cover nothing."""
    metrics = draft.handbook.strategy.metrics.values()
    return tuple(metric for metric in metrics if metric.impact_driver == driver and not metric.is_retired)


def _section(draft: Draft, driver: Driver, metrics: Sequence[Metric]) -> DriverSection:
    return DriverSection(
        anchor=driver_anchor(driver.id),
        title=IMPACT_DRIVERS[driver.id],
        about=driver.about,
        usual=draft.piece(usual_table(driver)),
        ours=draft.piece(metric_table(draft, metrics, f"Our metrics of {IMPACT_DRIVERS[driver.id].lower()}")),
    )


def drivers_table(draft: Draft, covering: Mapping[str, Sequence[Metric]]) -> Markup:
    """Each driver with the metrics that name it."""
    rows = [
        (
            local_link(driver_anchor(id), IMPACT_DRIVERS[id]),
            escape(f"✓ {count(len(metrics), 'metric')}") if metrics else missing("✕ not covered"),
            Markup(", ").join(metrics_with_latest(draft, (metric.id for metric in metrics))),
        )
        for id, metrics in covering.items()
    ]
    return components.table("Coverage", (Heading("Driver"), Heading("In our tree"), Heading("By")), rows)


def usual_table(driver: Driver) -> Markup:
    """The metrics that teams usually watch for a driver."""
    rows = [(escape(metric.name), escape(metric.short), escape(metric.meaning)) for metric in driver.usual]
    label = f"Usual metrics of {IMPACT_DRIVERS[driver.id].lower()}"
    return components.table(label, (Heading("Usual metric"), Heading("Short"), Heading("What it says")), rows)
