"""Rules about what customers ask for and what becomes of it."""

from collections.abc import Iterator
from datetime import date

from product_handbook.analysis.request_themes import independent, themes, waiting_days
from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.request import Request
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.rule import finding

LONGEST_WAIT = 30
"""Days after which an open request is overdue. Our choice: a decision once a month."""


def theme_without_answer(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Several independent requests share a theme, and no bet and no outcome names them.

    The article tells of a team that settled complaints about one part of the product one by one for months, until
    somebody saw the pattern and proposed to rework the whole. Three requests of one theme, from different sources
    (`asked_by`), count as a pattern here. Those with `decision: done` are answered and do not count; those that
    were declined do, since a pattern may deserve another answer than each request alone. A bet that names one request
    out of many does not answer the others: the finding goes away once half of those not done are named, or fewer than
    three sources are left without an answer.

    To fix it, name the requests in the `requests` of a bet or an outcome. If nothing shall be done about the
    pattern, accept the finding on the first of those that nothing names, with the reason.
    """
    for theme in themes(strategy):
        if theme.is_unanswered_pattern:
            left, first = theme.unanswered, theme.unanswered[0]
            found = (
                f"{independent(left)} independent requests share the theme `{theme.name}`, and no bet or outcome names "
                f"them{_besides(len(theme.undone) - len(left))}"
            )
            help = f"name them in the `requests` of a bet or an outcome, such as `requests: [{first.id}]`"
            yield _finding(first, "theme", found, help)


def _besides(named: int) -> str:
    """What is to be said of the undone requests of a theme that are named."""
    return f"; {named} {'other is' if named == 1 else 'others are'} named" if named else ""


def decision_without_reason(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A request was decided on, and nothing says why.

    To be responsive is to weigh every request, says the article, not to do every request. Without the reason nobody
    can tell the one who asked, and nobody can tell later whether the reason still holds.

    To fix it, write the reason under `because`, in words that one could say to the one who asked.
    """
    for request in strategy.requests.values():
        if request.decision != "open" and request.because is None:
            found = f"{request.title} is {request.decision}, and nothing says why"
            yield _finding(request, "decision", found, "add `because:` with the reason")


def request_open_for_long(strategy: Strategy, today: date) -> Iterator[Diagnostic]:
    """A request has waited for a decision for more than 30 days.

    An answer within a day is the least that customers can expect, says the article, and no more than a beginning:
    what counts is that somebody weighs the request. A "no" with a reason is an answer; silence is not.

    To fix it, decide, and write `decision` and `because`. If more has to be known first, write under `because` what
    that is, and accept the finding until the day on which you will know it.
    """
    for request in strategy.requests.values():
        days = waiting_days(request, today)
        if days is not None and days > LONGEST_WAIT:
            found = f"{request.title} has waited for a decision for {days} days"
            help = "decide, and write `decision: planned` or `decision: declined` with the reason"
            yield _finding(request, "asked", found, help)


def request_of_the_future(strategy: Strategy, today: date) -> Iterator[Diagnostic]:
    """A request is said to be asked on a day that is still to come.

    Nobody can have asked then: it is a slip of the pen, mostly in the year. Until it is fixed, nobody knows how long
    the request has waited, and it is missing among those that wait too long.

    To fix it, write under `asked` the day on which it was asked.
    """
    for request in strategy.requests.values():
        if request.asked is not None and request.asked > today:
            day = for_readers(Period("day", request.asked))
            found = f"{request.title} is said to be asked on {day}, which is still to come"
            yield _finding(request, "asked", found, "write the day on which it was asked")


def planned_request_without_bet(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A request is planned, and no bet names it.

    "Planned" is a promise. A bet says what the work is expected to move and when; without one, the promise stands in
    no plan. A dropped bet does not count. Handbooks without `bets.yml` are not asked for any.

    To fix it, add the request to the `requests` of the bet that answers it, or decide anew.
    """
    promised = {name.id for bet in strategy.bets.values() if bet.status != "dropped" for name in bet.requests}
    for request in strategy.requests.values() if strategy.bets else ():
        if request.decision == "planned" and request.id not in promised:
            found = f"{request.title} is planned, and no bet names it"
            help = f"add `{request.id}` to the `requests` of the bet that answers it, or change the decision"
            yield _finding(request, "decision", found, help)


def segment_without_request(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A segment has asked for nothing, while others have.

    Customers who care most about a product are the ones who speak, says the article. Those who say nothing are
    seldom content; more often nobody asks them. A log that knows one segment leads the product its way.

    To fix it, visit somebody of the segment, and write down what they ask for with `segment` set to it.
    """
    heard = {request.segment.id for request in strategy.requests.values() if request.segment is not None}
    if heard.isdisjoint(strategy.segments):
        return
    for segment in (segment for _, segment in strategy.segments.values()):
        if segment.id not in heard:
            found = f"no request comes from {segment.title}, while other segments have some"
            help = f"ask somebody there, and log what they want with `segment: {segment.id}`"
            yield finding(Subject("segment", segment.id, segment), segment.location, found, help)


def _finding(request: Request, field: str, found: str, help: str) -> Diagnostic:
    return finding(Subject("request", request.id, request), request.place_of(field), found, help)
