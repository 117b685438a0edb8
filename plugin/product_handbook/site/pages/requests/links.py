"""Links around the log of requests: to a theme in it, and to what answers requests."""

from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup

from product_handbook.analysis.request_themes import Answer
from product_handbook.model.records.bet import Bet
from product_handbook.site.writing.draft import Draft


def theme_href(key: str) -> str:
    """The address of the log that shows a theme only; without scripts it leads to the whole log."""
    return f"?theme={quote(key, safe='')}#log"


def answer_links(draft: Draft, answers: Iterable[Answer]) -> list[Markup]:
    """Bets with their status, and outcomes, as links that say which they are."""
    return [
        Markup("Bet: {} ({})").format(draft.link("bet", answer.id), answer.status)
        if isinstance(answer, Bet)
        else Markup("Outcome: {}").format(draft.link("outcome", answer.id))
        for answer in answers
    ]
