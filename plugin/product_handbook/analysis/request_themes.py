"""What requests have in common and what answers them: themes, and the bets and outcomes that name a request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from product_handbook.model.records.bet import Bet
from product_handbook.model.records.impact import Outcome
from product_handbook.model.records.request import Request
from product_handbook.model.strategy import Strategy

Answer = Bet | Outcome
"""What can name the requests that it answers."""

PATTERN = 3
"""How many independent requests make a pattern. Our choice: two may be a coincidence."""


@dataclass(frozen=True)
class RequestTheme:
    """A pattern behind requests."""

    name: str
    """As the first request of it is written."""
    requests: tuple[Request, ...]
    """In the order of the files; at least one."""
    answers: tuple[Answer, ...]
    """The bets and outcomes that name one of them, each once: bets first."""

    @property
    def undone(self) -> tuple[Request, ...]:
        """The requests that are not done; a declined one is among them, since the pattern may deserve more."""
        return tuple(request for request in self.requests if request.decision != "done")

    @property
    def unanswered(self) -> tuple[Request, ...]:
        """The undone requests that no bet and no outcome names."""
        named = {name.id for answer in self.answers for name in answer.requests}
        return tuple(request for request in self.undone if request.id not in named)

    @property
    def is_unanswered_pattern(self) -> bool:
        """Whether enough independent requests make a pattern by themselves, and nothing names most of those undone."""
        left = self.unanswered
        return independent(left) >= PATTERN and 2 * len(left) > len(self.undone)

    def named_by(self, answer: Answer) -> int:
        """How many of its requests a bet or an outcome names."""
        named = {name.id for name in answer.requests}
        return sum(request.id in named for request in self.requests)


def answers_of(strategy: Strategy) -> Mapping[str, tuple[Answer, ...]]:
    """By request, the bets and outcomes that name it, bets first; a dropped bet answers nothing."""
    outcomes = strategy.impact.outcomes.values() if strategy.impact else ()
    found: dict[str, list[Answer]] = {id: [] for id in strategy.requests}
    for answer in (*(bet for bet in strategy.bets.values() if bet.status != "dropped"), *outcomes):
        for id in dict.fromkeys(name.id for name in answer.requests):
            found[id].append(answer)
    return {id: tuple(answers) for id, answers in found.items()}


def themes(strategy: Strategy) -> tuple[RequestTheme, ...]:
    """Every theme, the one with the most requests first; themes that differ in case and spaces only are one."""
    answers = answers_of(strategy)
    groups: dict[str, list[Request]] = {}
    for request in strategy.requests.values():
        if theme_key(request):
            groups.setdefault(theme_key(request), []).append(request)
    found = [RequestTheme(shared[0].theme or "", tuple(shared), _joined(answers, shared)) for shared in groups.values()]
    return tuple(sorted(found, key=lambda theme: (-len(theme.requests), theme.name.casefold())))


def theme_key(request: Request) -> str:
    """What the themes of requests of one kind have in common; empty without a theme."""
    return " ".join((request.theme or "").casefold().split())


def independent(requests: Iterable[Request]) -> int:
    """How many sources requests come from; one without a source is a source of its own."""
    sources = [" ".join((request.asked_by or "").casefold().split()) for request in requests]
    # Two requests without a source may come from two people, so each counts.
    return len(set(filter(None, sources))) + sources.count("")


def waiting_days(request: Request, today: date) -> int | None:
    """For how many days an open request has waited; None for any other, and where nobody says since which day.

    Who will have asked on a day that is still to come has not begun to wait.
    """
    if request.decision != "open" or request.asked is None or request.asked > today:
        return None
    return (today - request.asked).days


def _joined(answers: Mapping[str, Sequence[Answer]], requests: Iterable[Request]) -> tuple[Answer, ...]:
    """The answers to several requests, each once: bets first, then in the order of the requests."""
    found = {(type(answer), answer.id): answer for request in requests for answer in answers[request.id]}
    return tuple(sorted(found.values(), key=lambda answer: isinstance(answer, Outcome)))
