"""The rubric as a table that prints as a sheet for a self-assessment, and what helps to reach the next level."""

from dataclasses import dataclass

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.ratings import Rounds
from product_handbook.model.records.orientation import Dimension, Rubric
from product_handbook.site.pages.orientation.levels import team_title
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PieceContext

MOST_NAMED = 6
"""Teams that one cell of the rubric names, the rest being counted: forty names would hide the sentence over them."""


@dataclass(frozen=True)
class Cell:
    """A level of a dimension: what one sees there, and which teams stand there."""

    sentence: str
    teams: tuple[tuple[str, bool], ...]
    """By name, each with whether its raters disagree."""
    more: int
    """How many teams there are besides those named."""


@dataclass(frozen=True)
class Row:
    """A dimension of the rubric."""

    title: str
    href: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RubricContext(PieceContext):
    """Dimensions by levels, in each cell a sentence, and on the screen the teams that stand there."""

    template = "pages/orientation/rubric_sheet.html.jinja"

    company: str
    """May be empty."""
    names: tuple[str, ...]
    """Of the levels, the lowest first."""
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class NextStepsContext(PieceContext):
    """What helps to reach each level of a dimension."""

    template = "pages/orientation/next_steps.html.jinja"

    title: str
    """Of the dimension; shown in print alone."""
    steps: tuple[tuple[str, str, tuple[str, ...]], ...]
    """From which level to which, and the practices."""


def rubric_context(draft: Draft, rubric: Rubric, rated: Rounds) -> RubricContext:
    """The rubric with the teams in it."""
    return RubricContext(
        company=draft.handbook.strategy.mission.company or "",
        names=tuple(rubric.level_names),
        rows=tuple(_row(draft, dimension, rated) for dimension in rubric.dimensions.values()),
    )


def next_steps(rubric: Rubric, dimension: Dimension) -> NextStepsContext:
    """The practices of a dimension, from the lowest level up."""
    names = rubric.level_names
    steps = ((names[level - 2], names[level - 1], found) for level, found in sorted(dimension.practices.items()))
    return NextStepsContext(dimension.title, tuple(steps))


def _row(draft: Draft, dimension: Dimension, rated: Rounds) -> Row:
    found = {team: dimensions[dimension.id][0] for team, dimensions in rated.items() if dimension.id in dimensions}
    cells = []
    for number, sentence in enumerate(dimension.levels, 1):
        there = [
            (team_title(draft, team), newest.low < newest.high)
            for team, newest in found.items()
            if newest.low <= number <= newest.high
        ]
        cells.append(Cell(sentence, tuple(there[:MOST_NAMED]), max(0, len(there) - MOST_NAMED)))
    return Row(dimension.title, "#" + anchor("dimension", dimension.id), tuple(cells))
