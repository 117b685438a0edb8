"""The five drivers of impact with their usual metrics, and which of them the handbook's metrics name."""

from collections.abc import Sequence
from dataclasses import dataclass

from product_handbook.model.records.metric import Metric
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.impact.driver_catalogue import DRIVERS, Driver
from product_handbook.site.pages.impact.driver_tables import driver_anchor, drivers_table, usual_table
from product_handbook.site.parts.metric_table import metric_table
from product_handbook.site.writing.context import PageContext
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.wording.terms import IMPACT_DRIVERS


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


def drivers_address(handbook: Handbook) -> str:
    """The address of the catalogue."""
    return handbook.addresses.at("reference/impact-drivers.md")


def driver_href(draft: Draft, driver: str) -> str:
    """The relative URL of a driver in the catalogue."""
    return f"{draft.href_of(drivers_address(draft.handbook))}#{driver_anchor(driver)}"


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
    return tuple(metric for metric in metrics if metric.impact_driver == driver and metric.status != "retired")


def _section(draft: Draft, driver: Driver, metrics: Sequence[Metric]) -> DriverSection:
    return DriverSection(
        anchor=driver_anchor(driver.id),
        title=IMPACT_DRIVERS[driver.id],
        about=driver.about,
        usual=draft.piece(usual_table(driver)),
        ours=draft.piece(metric_table(draft, metrics, f"Our metrics of {IMPACT_DRIVERS[driver.id].lower()}")),
    )
