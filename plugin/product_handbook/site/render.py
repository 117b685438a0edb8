"""All pages of a handbook, in the order in which the navigation shows them."""

from collections.abc import Iterator

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
from product_handbook.site.pages.reference.numbers import numbers_page
from product_handbook.site.pages.reference.page import reference_pages
from product_handbook.site.pages.requests.page import request_pages
from product_handbook.site.pages.stakeholders.page import group_pages, stakeholders_page
from product_handbook.site.pages.tree.page import tree_page
from product_handbook.site.pages.value_web.page import value_web_pages
from product_handbook.site.writing.page import Handbook, Page


def render_pages(handbook: Handbook) -> Iterator[Page]:
    """Every page of the handbook."""
    yield home_page(handbook)
    yield mission_page(handbook)
    yield stakeholders_page(handbook)
    yield from group_pages(handbook)
    yield north_star_page(handbook)
    yield tree_page(handbook)
    yield from metric_pages(handbook)
    yield from value_web_pages(handbook)
    yield from impact_pages(handbook)
    yield from bet_pages(handbook)
    yield from request_pages(handbook)
    yield from orientation_pages(handbook)
    yield owners_page(handbook)
    yield glossary_page(handbook)
    yield health_page(handbook)
    yield from reference_pages(handbook)
    yield numbers_page(handbook)
