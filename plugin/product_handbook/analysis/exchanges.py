"""The value web as a whole: who stands in the middle, and who gives what to whom."""

from collections import Counter
from collections.abc import Mapping

from product_handbook.model.records.value_web import Exchange, Party, ValueWeb

COMPANY = "company"


def company_in(web: ValueWeb) -> Party | None:
    """The party in the middle: the first in the group of the company, or else the busiest; None without parties."""
    ours = (party for party in web.parties.values() if party.group is not None and party.group.id == COMPANY)
    busy = Counter(id for exchange in web.exchanges for id in (exchange.giver.id, exchange.receiver.id))
    return next(ours, None) or max(web.parties.values(), key=lambda party: busy[party.id], default=None)


def given(web: ValueWeb) -> Mapping[str, tuple[Exchange, ...]]:
    """By every party, what it gives, in the order of the file."""
    return {id: tuple(found for found in web.exchanges if found.giver.id == id) for id in web.parties}


def received(web: ValueWeb) -> Mapping[str, tuple[Exchange, ...]]:
    """By every party, what it gets, in the order of the file."""
    return {id: tuple(found for found in web.exchanges if found.receiver.id == id) for id in web.parties}
