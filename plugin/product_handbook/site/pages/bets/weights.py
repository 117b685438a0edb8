"""Which bet leads under which weights: the triangle of all weights, and the same as a table."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from markupsafe import Markup, escape

from product_handbook.analysis.bets.weight_space import Region
from product_handbook.drawing.charts.weight_triangle import Field, Triangle, weight_triangle
from product_handbook.site.pages.bets.ranking import Board
from product_handbook.site.parts.bet_words import MARKED, from_to, percentage, weights_in_words
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.rendering import html_template


def weight_map(draft: Draft, board: Board) -> str:
    """The triangle of all weights and its table; empty where one bet or none leads throughout."""
    if len(board.regions) <= 1:
        return ""
    return (
        html_template("pages/bets/weights.html.jinja")
        .render(
            picture=weight_triangle(_triangle(draft, board)),
            table=_leads_table(draft, board),
            given=weights_in_words(draft.handbook.numerals, board.weights),
            is_weighted=board.is_weighted,
            flip=weights_in_words(draft.handbook.numerals, board.flip.weights)
            if board.flip and board.flip.moved
            else "",
        )
        .strip()
    )


def _triangle(draft: Draft, board: Board) -> Triangle:
    first, second, third = (group.title for group in draft.handbook.strategy.stakeholders.groups)
    leaders = set(board.leaders)
    fields = tuple(
        Field(mark, region.corners, region.middle, _names(draft, region), bool(leaders & set(region.bets)))
        for mark, region in zip(_marks(board), board.regions, strict=True)
    )
    return Triangle(
        "Which bet leads under which weights",
        "; ".join(f"{field.mark}: {field.tooltip}" for field in fields) + ". The table beside it says the same.",
        (first, second, third),
        fields,
        board.weights,
        board.flip.weights if board.flip and board.flip.moved else None,
    )


def _marks(board: Board) -> tuple[str, ...]:
    """A letter for each region; numbers where there are more regions than letters."""
    count = len(board.regions)
    return tuple(ascii_uppercase[:count]) if count <= len(ascii_uppercase) else tuple(map(str, range(1, count + 1)))


def _names(draft: Draft, region: Region) -> str:
    names = " and ".join(draft.handbook.strategy.bets[id].title for id in region.bets)
    return f"{names}, {percentage(draft.handbook.numerals, region.share)} of all weights"


def _leads_table(draft: Draft, board: Board) -> Markup:
    groups = draft.handbook.strategy.stakeholders.groups
    headings = (
        Heading("Leads"),
        Heading("Of all weights", numeric=True),
        *(Heading(group.title, numeric=True) for group in groups),
    )
    return components.table("Which bet leads under which weights", headings, list(_leads(draft, board)))


def _leads(draft: Draft, board: Board) -> Iterator[Sequence[Markup]]:
    numerals = draft.handbook.numerals
    for mark, region in zip(_marks(board), board.regions, strict=True):
        names = MARKED.format(mark, draft.links("bet", region.bets), "")
        ranges = (from_to(percentage(numerals, low), percentage(numerals, high)) for low, high in region.ranges)
        yield names, escape(percentage(numerals, region.share)), *map(escape, ranges)
