"""How many requests there are, and how many with each decision."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.request_themes import waiting_days
from product_handbook.site.pages.requests.words import DECISIONS, used_decisions
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Fact, local_link
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros
from product_handbook.wording.terms import count

(_waiting_longest,) = html_macros("pages/requests/request.html.jinja", "waiting_longest")


def request_counts(draft: Draft) -> Markup:
    """The numbers in a strip, linked to the requests."""
    return components.facts(tuple(_facts(draft)))


def _facts(draft: Draft) -> Iterator[Fact]:
    requests, segments = tuple(draft.handbook.strategy.requests.values()), draft.handbook.strategy.segments
    asking = {request.segment.id for request in requests if request.segment} & segments.keys()
    source = f" from {count(len(asking), 'segment')}" if asking else ""
    yield Fact("Requests", escape(f"{len(requests)}{source}"))
    longest = max((waiting_days(request, draft.handbook.today) or 0 for request in requests), default=0)
    for decision in used_decisions(requests):
        number = sum(request.decision == decision for request in requests)
        linked = local_link(anchor("decision", decision), number)
        waits = decision == "open" and longest
        yield Fact(DECISIONS[decision].text, _waiting_longest(linked, longest) if waits else linked)
