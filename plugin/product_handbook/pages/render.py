"""All pages of a handbook, in the order in which the navigation shows them."""

from collections.abc import Iterator

from product_handbook.pages.bets.overview import bet_pages
from product_handbook.pages.glossary import glossary_page
from product_handbook.pages.health import health_page
from product_handbook.pages.home import home_page
from product_handbook.pages.impact import impact_pages
from product_handbook.pages.metric import metric_pages
from product_handbook.pages.mission import mission_page
from product_handbook.pages.north_star import north_star_page
from product_handbook.pages.orientation import orientation_pages
from product_handbook.pages.owners import owners_page
from product_handbook.pages.page import Handbook, Page
from product_handbook.pages.reference import reference_pages
from product_handbook.pages.requests.log import request_pages
from product_handbook.pages.rules_of_numbers import numbers_page
from product_handbook.pages.stakeholders import group_pages, stakeholders_page
from product_handbook.pages.tree import tree_page
from product_handbook.pages.value_web import value_web_pages


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
