"""All pages of a handbook, in the order in which the navigation shows them."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from product_handbook.model.kinds import PAGES
from product_handbook.site.pages.bets.page import bet_pages
from product_handbook.site.pages.glossary.page import glossary_page
from product_handbook.site.pages.health.page import health_page
from product_handbook.site.pages.home.page import home_page
from product_handbook.site.pages.impact.page import impact_pages
from product_handbook.site.pages.metric.page import metric_pages
from product_handbook.site.pages.mission.page import mission_page
from product_handbook.site.pages.north_star.page import north_star_page
from product_handbook.site.pages.orientation.page import orientation_pages
from product_handbook.site.pages.owners.page import owners_page
from product_handbook.site.pages.reference.page import reference_pages
from product_handbook.site.pages.requests.page import request_pages
from product_handbook.site.pages.stakeholders.group import group_pages
from product_handbook.site.pages.stakeholders.page import stakeholders_page
from product_handbook.site.pages.tree.page import tree_page
from product_handbook.site.pages.value_web.page import value_web_pages
from product_handbook.site.writing.page import Handbook, Page

RENDERED: Mapping[str, tuple[Callable[[Handbook], Page | Iterable[Page]], ...]] = {
    "home": (home_page,),
    "mission": (mission_page,),
    "stakeholders": (stakeholders_page, group_pages),
    "north_star": (north_star_page,),
    "tree": (tree_page, metric_pages),
    "value_web": (value_web_pages,),
    "impact": (impact_pages,),
    "bets": (bet_pages,),
    "requests": (request_pages,),
    "orientation": (orientation_pages,),
    "owners": (owners_page,),
    "glossary": (glossary_page,),
    "health": (health_page,),
    "reference": (reference_pages,),
}
"""By the id of a page, what makes it, and the pages below it."""


def render_pages(handbook: Handbook) -> Iterator[Page]:
    """Every page of the handbook."""
    for kind in PAGES:
        for render in RENDERED[kind.id]:
            rendered = render(handbook)
            yield from (rendered,) if isinstance(rendered, Page) else rendered
