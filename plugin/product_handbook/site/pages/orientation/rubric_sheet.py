"""The rubric as a table that prints as a sheet for a self-assessment, and what helps to climb it."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.addresses.addresses import anchor
from product_handbook.analysis.ratings import Rounds
from product_handbook.model.records.orientation import Dimension, Rubric
from product_handbook.site.pages.orientation.team_levels import team_title
from product_handbook.site.parts.words import count
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.rendering import html_template

MOST_NAMED = 6
"""Teams that one cell of the rubric names; it counts the rest."""


@dataclass(frozen=True)
class Cell:
    """A level of a dimension: what one sees there, and which teams stand there."""

    sentence: str
    teams: tuple[str, ...]
    more: str = ""
    """How many teams there are besides those named; may be empty."""


@dataclass(frozen=True)
class Row:
    """A dimension of the rubric."""

    title: str
    href: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Climb:
    """The step up to a level, and what helps to take it."""

    title: str
    practices: tuple[str, ...]


def sheet(draft: Draft, rubric: Rubric, rated: Rounds) -> Markup:
    """Dimensions by levels, in each cell a sentence, and on the screen the teams that stand there."""
    rows = tuple(_row(draft, dimension, rated) for dimension in rubric.dimensions.values())
    return _render(
        "rubric_sheet", names=rubric.level_names, rows=rows, company=draft.handbook.strategy.mission.company or ""
    )


def climb(rubric: Rubric, dimension: Dimension) -> Markup:
    """What helps to climb in a dimension, step by step; nothing without practices."""
    steps = tuple(_climbs(rubric, dimension))
    return _render("next_steps", title=dimension.title, steps=steps) if steps else Markup()


def _climbs(rubric: Rubric, dimension: Dimension) -> Iterator[Climb]:
    names = rubric.level_names
    for level in sorted(dimension.practices):
        yield Climb(f"From {names[level - 2]} to {names[level - 1]}", dimension.practices[level])


def _row(draft: Draft, dimension: Dimension, rated: Rounds) -> Row:
    found = {team: dimensions[dimension.id][0] for team, dimensions in rated.items() if dimension.id in dimensions}
    cells = []
    for number, sentence in enumerate(dimension.levels, 1):
        there = [
            team_title(draft, team) + (" (raters differ)" if newest.low < newest.high else "")
            for team, newest in found.items()
            if newest.low <= number <= newest.high
        ]
        left = len(there) - MOST_NAMED
        cells.append(Cell(sentence, tuple(there[:MOST_NAMED]), count(left, "more team") if left > 0 else ""))
    return Row(dimension.title, "#" + anchor("dimension", dimension.id), tuple(cells))


def _render(name: str, **context: object) -> Markup:
    # The templates escape all that they are given.
    return Markup(html_template(f"pages/orientation/{name}.html.jinja").render(context).strip())  # noqa: S704
