"""The levels of teams as a table, and the rubric behind them as one that prints as a sheet for a self-assessment.

Levels are drawn as steps with their words beside them; where two raters disagree, both are there. Under the rubric
stands what helps to reach the next level.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import anchor, hyphenated
from product_handbook.analysis.ratings import RatingRound, Rounds
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.orientation import Assessment, Dimension, Rubric
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading, lines, local_link
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import PieceContext, html_macros

_level, _disagree, _aim, _before, _rating, _difference = html_macros(
    "pages/orientation/levels.html.jinja", "level", "disagree", "aim", "before", "rating", "difference"
)


def levels_table(draft: Draft, rubric: Rubric, rated: Rounds) -> Markup:
    """The newest level of each team in each dimension, with its aim and the level before; nothing without ratings."""
    headings = (Heading("Team"), *(Heading(dimension.title) for dimension in rubric.dimensions.values()))
    anchors = team_anchors(rated)
    rows = [
        (
            local_link(anchors[team], team_title(draft, team)),
            *(_cell(rubric, dimensions.get(id, ())) for id in rubric.dimensions),
        )
        for team, dimensions in rated.items()
    ]
    return components.table("Where the teams stand", headings, rows)


def _cell(rubric: Rubric, found: tuple[RatingRound, ...]) -> Markup:
    return lines(_lines(rubric, found)) if found else escape("Not rated")


def _lines(rubric: Rubric, found: tuple[RatingRound, ...]) -> Iterator[Markup]:
    newest = found[0]
    yield _steps(rubric, newest.low, newest.high, newest.aim)
    if newest.low < newest.high:
        yield _disagree()
    if newest.aim is not None:
        yield _aim(_words(rubric, newest.aim), newest.aim == newest.low)
    if len(found) > 1:
        month = for_readers(Period("month", found[1].date))
        yield _before(_words(rubric, found[1].low, found[1].high), month)


def _steps(rubric: Rubric, low: int, high: int, aim: int | None) -> Markup:
    """The steps of a level, or of the range in which raters see it, and its number and name after them."""
    steps = [_step(number, low, high, aim or 0) for number in range(1, len(rubric.level_names) + 1)]
    return _level(steps, _words(rubric, low, high))


def _step(number: int, low: int, high: int, aim: int) -> str:
    """How a step is drawn: reached, as some raters say, aimed at, or not."""
    if number <= high:
        return "reached" if number <= low else "disputed"
    return "aim" if number <= aim else "empty"


def _words(rubric: Rubric, low: int, high: int | None = None) -> str:
    """`3 Practitioner`, or `2 Beginner to 3 Practitioner`."""
    lowest = f"{low} {rubric.level_names[low - 1]}"
    return lowest if high is None or low == high else f"{lowest} to {_words(rubric, high)}"


def differences(draft: Draft, rubric: Rubric, rated: Rounds) -> tuple[Markup, ...]:
    """A sentence for each team and dimension that raters see at different levels, as of their newest ratings."""
    return tuple(
        _difference(team_title(draft, team), rubric.dimensions[dimension].title, _views(rubric, found[0]))
        for team, dimensions in rated.items()
        for dimension, found in dimensions.items()
        if found[0].low < found[0].high
    )


def _views(rubric: Rubric, newest: RatingRound) -> list[tuple[str | None, str]]:
    """Each rater and the level that it gives, the highest first."""
    ratings = sorted(newest.ratings, key=lambda rating: -rating.level)
    return [(rating.by, _words(rubric, rating.level)) for rating in ratings]


def rating_paragraph(rubric: Rubric, rating: Assessment) -> Markup:
    """The level, the day, the rater and the aim of one rating."""
    level = _steps(rubric, rating.level, rating.level, rating.aim)
    aim = "" if rating.aim is None else _words(rubric, rating.aim)
    return _rating(level, for_readers(Period("day", rating.date)), rating.by, aim)


def team_title(draft: Draft, team: str) -> str:
    """What people call a team."""
    owner = draft.handbook.strategy.owners.get(team)
    return team if owner is None else owner.title


def team_anchors(rated: Rounds) -> Mapping[str, str]:
    """The place on the page of each team."""
    return {team: f"team-{_slug(team) or position}" for position, team in enumerate(rated, 1)}


def _slug(team: str) -> str:
    isolated = "".join(
        character if character.isascii() and character.isalnum() else " " for character in team.casefold()
    )
    return hyphenated("_".join(isolated.split())) if team.isascii() else ""


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
