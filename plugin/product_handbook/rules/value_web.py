"""Rules about the value web: who gives, who gets, and how we know."""

from collections.abc import Iterator
from datetime import date

from product_handbook.analysis.exchanges import company_in, given, received
from product_handbook.diagnostics.diagnostic import Case, Diagnostic, Span
from product_handbook.model.records.value_web import Party
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.rule import finding


def _finding(party: Party, place: Span, message: str, help: str, case: Case | None = None) -> Diagnostic:
    return finding(Subject("party", party.id, party), place, message, help, case)


def party_that_gets_nothing_back(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A party gives and gets nothing back.

    Nobody gives for ever without getting something: attention, reach, trust or money. A party that only gives will
    stop, or is getting something that the web does not show yet. Suppliers and partners are meant as much as
    customers.

    To fix it, ask what the party has from taking part, and add that exchange; if it truly has nothing, that is the
    finding.
    """
    web = strategy.value_web
    if web is None:
        return
    gives, gets = given(web), received(web)
    for party in web.parties.values():
        if gives[party.id] and not gets[party.id]:
            values = _listed([exchange.value for exchange in gives[party.id]])
            found = f"nothing comes back to {party.title} for {values}"
            yield _finding(party, party.location, found, f"add the exchange in which `{party.id}` gets something")


def party_that_gives_nothing(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A party gets and gives nothing.

    Whoever gets something from the product gives something for it, even if it is only attention or data; and if a
    party does get value for nothing, somebody else pays for it. Either way the product team should know.

    To fix it, ask what the party gives in return, and add that exchange, or accept the finding with the reason why
    it need not give anything.
    """
    web = strategy.value_web
    if web is None:
        return
    gives, gets = given(web), received(web)
    for party in web.parties.values():
        if gets[party.id] and not gives[party.id]:
            values = _listed([exchange.value for exchange in gets[party.id]])
            found = f"nothing comes back from {party.title} for {values}"
            yield _finding(party, party.location, found, f"add the exchange in which `{party.id}` gives something")


def party_that_nothing_connects(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A party neither gives nor gets anything.

    Who has no exchange has no part in the web. Most often the exchange was forgotten, or names another party.

    To fix it, add an exchange with the party's id under `from` or `to`, or delete the party.
    """
    web = strategy.value_web
    if web is None:
        return
    busy = {name.id for exchange in web.exchanges for name in (exchange.giver, exchange.receiver)}
    for party in web.parties.values():
        if party.id not in busy:
            help = f"add an exchange with `from: {party.id}` or `to: {party.id}`, or delete the party"
            yield _finding(party, party.location, f"no exchange goes to or from {party.title}", help)


def web_of_money_only(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Nothing but money changes hands in the value web.

    A purchase is only the narrowest kind of exchange. What people pay for, and what those who never pay give
    instead, such as attention, content, work or trust, is where a product is made; a web that shows the money alone
    leads to good checkouts and empty shelves. The finding stands at the company, or at the busiest party.

    To fix it, add what is given for the money, and what the others give who do not pay.
    """
    web = strategy.value_web
    company = None if web is None else company_in(web)
    if web is None or company is None or not web.exchanges:
        return
    if all(exchange.kind == "money" for exchange in web.exchanges):
        help = "add what the money is given for, with the `kind` of value that it is"
        yield _finding(company, web.exchanges[0].location, "nothing but money changes hands in the value web", help)


def web_in_which_nobody_pays(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Value changes hands, and nobody pays.

    A product may give to most of those around it without asking for money, as long as somebody pays. A web without
    any payment is unfinished, or it is a plan without a business. The finding stands at the company, or at the
    busiest party.

    To fix it, add the exchange with `kind: money`, or accept the finding until there is one.
    """
    web = strategy.value_web
    company = None if web is None else company_in(web)
    if web is None or company is None or not web.exchanges:
        return
    if all(exchange.kind != "money" for exchange in web.exchanges):
        help = "add an exchange with `kind: money` from whoever pays"
        yield _finding(company, company.location, "value changes hands in the web, and nobody pays", help)


def exchange_that_no_metric_watches(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Nothing tells whether an exchange takes place.

    An exchange that nobody measures can dry up without being noticed, most easily where no money is involved. The
    finding stands at the party that gives; an acceptance is for the one that gets, such as `for: party:teams`.

    To fix it, add `metric` with the metric that rises when more of it flows. A metric with `status: planned` is a
    good start.
    """
    web = strategy.value_web
    for exchange in web.exchanges if web is not None else ():
        if web is not None and exchange.metric is None:
            giver, receiver = web.parties[exchange.giver.id], web.parties[exchange.receiver.id]
            found = f"no metric watches what goes from {giver.title} to {receiver.title}: {exchange.value}"
            help = "add `metric:` with the metric that shows that it flows"
            yield _finding(giver, exchange.location, found, help, Case(f"party:{receiver.id}"))


def _listed(values: list[str]) -> str:
    """A few things by their names: `Attention`, `Attention and Data`, `Attention, Data and 2 more`."""
    if len(values) > 3:  # noqa: PLR2004
        values = [*values[:2], f"{len(values) - 2} more"]
    return " and ".join(filter(None, (", ".join(values[:-1]), values[-1])))
