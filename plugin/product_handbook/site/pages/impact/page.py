"""Impact: what customers achieve and what the business gains, and the loops in which one thing feeds the next."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.model.records.impact import Impact
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.impact.chains import overview_table
from product_handbook.site.pages.impact.drivers import drivers_link, drivers_page, has_drivers
from product_handbook.site.pages.impact.loops import LoopSection, loop_section
from product_handbook.site.pages.impact.outcomes import OutcomeSection, outcome_sections
from product_handbook.site.parts.objects import source_mark
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


@dataclass(frozen=True)
class ImpactContext(PageContext):
    """The page of outcomes and loops."""

    template = "pages/impact/page.md.jinja"

    star: MarkdownText
    """A link to the North Star metric."""
    business: MarkdownText
    """A link to the business metric."""
    drivers: MarkdownText
    """The address of the catalogue of drivers."""
    overview: MarkdownText
    """The mark of a table, empty without outcomes."""
    outcomes: tuple[OutcomeSection, ...]
    loops: tuple[LoopSection, ...]
    source: MarkdownText


def impact_pages(handbook: Handbook) -> Iterator[Page]:
    """The page of outcomes and loops, where there is such a file, and the catalogue of drivers where one is named."""
    impact = handbook.strategy.impact
    if impact is not None:
        draft = Draft(handbook, handbook.addresses.page("impact"))
        yield draft.page(impact_context(draft, impact), impact.location, wide=True)
    if has_drivers(handbook):
        yield drivers_page(handbook)


def impact_context(draft: Draft, impact: Impact) -> ImpactContext:
    """What the page of outcomes and loops says."""
    strategy = draft.handbook.strategy
    return ImpactContext(
        title="Impact",
        star=draft.markdown_link("metric", strategy.star.id),
        business=draft.markdown_link("metric", strategy.business.id),
        drivers=drivers_link(draft),
        overview=draft.piece(overview_table(draft)),
        outcomes=outcome_sections(draft),
        loops=tuple(loop_section(draft, loop) for loop in impact.loops.values()),
        source=source_mark(draft, impact.location),
    )
