"""All pages of a handbook, in the order in which the navigation shows them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.model.kinds import PAGE, PAGES
from product_handbook.model.strategy import Strategy
from product_handbook.site.pages.bets.page import bet_pages
from product_handbook.site.pages.glossary.page import glossary_context
from product_handbook.site.pages.health.page import health_context
from product_handbook.site.pages.home.page import home_context
from product_handbook.site.pages.impact.page import impact_pages
from product_handbook.site.pages.metric.page import metric_pages
from product_handbook.site.pages.mission.page import mission_context
from product_handbook.site.pages.north_star.page import north_star_context
from product_handbook.site.pages.orientation.page import orientation_pages
from product_handbook.site.pages.owners.page import owners_context
from product_handbook.site.pages.reference.page import reference_pages
from product_handbook.site.pages.requests.page import request_pages
from product_handbook.site.pages.stakeholders.group import group_pages
from product_handbook.site.pages.stakeholders.page import stakeholders_context
from product_handbook.site.pages.tree.page import tree_context
from product_handbook.site.pages.value_web.page import value_web_pages
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext


class _Located(Protocol):
    @property
    def location(self) -> Span: ...


def _first(objects: Mapping[str, _Located]) -> _Located | None:
    return next(iter(objects.values()), None)


def _page(
    id: str, context_of: Callable[[Draft], PageContext], shown: Callable[[Strategy], _Located | None] = lambda _: None
) -> Callable[[Handbook], Page]:
    """What makes a page that every handbook has, of what its template is given, and of what it shows, to be edited."""

    def render(handbook: Handbook) -> Page:
        draft, found = Draft(handbook, handbook.addresses.page(id)), shown(handbook.strategy)
        location = None if found is None else found.location
        return draft.page(context_of(draft), location, wide=PAGE[id].section == "strategy")

    return render


RENDERED: Mapping[str, tuple[Callable[[Handbook], Page | Iterable[Page]], ...]] = {
    "home": (_page("home", home_context, lambda strategy: strategy.mission),),
    "mission": (_page("mission", mission_context, lambda strategy: strategy.mission),),
    "stakeholders": (_page("stakeholders", stakeholders_context, lambda strategy: strategy.stakeholders), group_pages),
    "north_star": (_page("north_star", north_star_context, lambda strategy: strategy.north_star),),
    "tree": (_page("tree", tree_context, lambda strategy: strategy.star), metric_pages),
    "value_web": (value_web_pages,),
    "impact": (impact_pages,),
    "bets": (bet_pages,),
    "requests": (request_pages,),
    "orientation": (orientation_pages,),
    "owners": (_page("owners", owners_context, lambda strategy: _first(strategy.owners)),),
    "glossary": (_page("glossary", glossary_context, lambda strategy: _first(strategy.glossary)),),
    "health": (_page("health", health_context),),
    "reference": (reference_pages,),
}
"""By the id of a page, what makes it, and the pages below it."""


def render_pages(handbook: Handbook) -> Iterator[Page]:
    """Every page of the handbook."""
    for kind in PAGES:
        for render in RENDERED[kind.id]:
            rendered = render(handbook)
            yield from (rendered,) if isinstance(rendered, Page) else rendered
