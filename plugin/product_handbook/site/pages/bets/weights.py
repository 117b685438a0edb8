"""Which bet comes first under which weights: the triangle of all weights, and the same as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from markupsafe import Markup, escape

from product_handbook.analysis.bets.weight_space import WeightRegion
from product_handbook.drawing.charts.weight_triangle import Triangle, TriangleRegion, weight_triangle
from product_handbook.site.pages.bets.ranking import BetRanking
from product_handbook.site.parts.bet_words import from_to, percentage, ranked, weights_in_words
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PieceContext


@dataclass(frozen=True)
class WeightMapContext(PieceContext):
    """Which bet comes first under which weights, as a picture and as a table."""

    template = "pages/bets/weights.html.jinja"

    picture: Markup
    table: Markup
    weights: str
    is_weighted: bool
    """Whether the weights were given; else all groups count alike."""
    flip: str
    """The nearest weights that put another bet first; may be empty."""


def weight_map(draft: Draft, ranking: BetRanking) -> Markup:
    """The triangle of all weights and its table; empty where one bet or none comes first throughout."""
    return weight_map_context(draft, ranking).html() if len(ranking.regions) > 1 else Markup()


def weight_map_context(draft: Draft, ranking: BetRanking) -> WeightMapContext:
    """What the picture and its caption say."""
    numerals = draft.handbook.number_format
    return WeightMapContext(
        picture=weight_triangle(_triangle(draft, ranking)),
        table=_leads_table(draft, ranking),
        weights=weights_in_words(numerals, ranking.weights),
        is_weighted=ranking.is_weighted,
        flip=weights_in_words(numerals, ranking.flip.weights) if ranking.flip and ranking.flip.moved else "",
    )


def _triangle(draft: Draft, ranking: BetRanking) -> Triangle:
    first, second, third = (group.title for group in draft.handbook.strategy.stakeholders.groups)
    leaders = set(ranking.leaders)
    fields = tuple(
        TriangleRegion(mark, region.corners, region.middle, _names(draft, region), bool(leaders & set(region.bets)))
        for mark, region in zip(_marks(ranking), ranking.regions, strict=True)
    )
    return Triangle(
        "Which bet comes first with which weights",
        "; ".join(f"{field.mark}: {field.tooltip}" for field in fields) + ". The table next to it says the same.",
        (first, second, third),
        fields,
        ranking.weights,
        ranking.flip.weights if ranking.flip and ranking.flip.moved else None,
    )


def _marks(ranking: BetRanking) -> tuple[str, ...]:
    """A letter for each region; numbers where there are more regions than letters."""
    count = len(ranking.regions)
    return tuple(ascii_uppercase[:count]) if count <= len(ascii_uppercase) else tuple(map(str, range(1, count + 1)))


def _names(draft: Draft, region: WeightRegion) -> str:
    names = " and ".join(draft.handbook.strategy.bets[id].title for id in region.bets)
    return f"{names}, {percentage(draft.handbook.number_format, region.share)} of all weights"


def _leads_table(draft: Draft, ranking: BetRanking) -> Markup:
    groups = draft.handbook.strategy.stakeholders.groups
    headings = (
        Heading("Comes first"),
        Heading("Of all weights", numeric=True),
        *(Heading(group.title, numeric=True) for group in groups),
    )
    return components.table("Which bet comes first with which weights", headings, list(_leads(draft, ranking)))


def _leads(draft: Draft, ranking: BetRanking) -> Iterator[Sequence[Markup]]:
    numerals = draft.handbook.number_format
    for mark, region in zip(_marks(ranking), ranking.regions, strict=True):
        names = ranked(mark, draft.links("bet", region.bets))
        ranges = (from_to(percentage(numerals, low), percentage(numerals, high)) for low, high in region.ranges)
        yield names, escape(percentage(numerals, region.share)), *map(escape, ranges)
