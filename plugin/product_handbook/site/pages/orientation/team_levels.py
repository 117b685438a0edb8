"""Where the teams stand in the rubric: a row for each, and in words where two raters differ."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import hyphenated
from product_handbook.analysis.ratings import Round, Rounds
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.records.orientation import Rubric
from product_handbook.site.pages.orientation.level_steps import level_of, level_steps, level_words
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft


def team_levels(draft: Draft, rubric: Rubric, rated: Rounds) -> Markup:
    """The newest level of each team in each dimension, with its aim and the level before; nothing without ratings."""
    headings = (Heading("Team"), *(Heading(dimension.title) for dimension in rubric.dimensions.values()))
    anchors = team_anchors(rated)
    rows = [
        (
            Markup('<a href="#{}">{}</a>').format(anchors[team], team_title(draft, team)),
            *(_cell(rubric, dimensions.get(id, ())) for id in rubric.dimensions),
        )
        for team, dimensions in rated.items()
    ]
    return components.table("Where the teams stand", headings, rows)


def differences(draft: Draft, rubric: Rubric, rated: Rounds) -> tuple[Markup, ...]:
    """A sentence for each team and dimension that raters see at different levels, as of their newest ratings."""
    return tuple(
        Markup("{} in {}: {}.").format(
            team_title(draft, team), rubric.dimensions[dimension].title, _who(rubric, found[0])
        )
        for team, dimensions in rated.items()
        for dimension, found in dimensions.items()
        if found[0].low < found[0].high
    )


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


def _cell(rubric: Rubric, found: tuple[Round, ...]) -> Markup:
    return Markup("<br>").join(_lines(rubric, found)) if found else escape("Not rated")


def _lines(rubric: Rubric, found: tuple[Round, ...]) -> Iterator[Markup]:
    names, newest = rubric.level_names, found[0]
    yield level_steps(rubric, level_of(newest))
    if newest.low < newest.high:
        yield Markup('<span class="hb-missing">Raters differ</span>')
    if newest.aim is not None:
        reached = "aim reached" if newest.aim == newest.low else f"aims at {newest.aim} {names[newest.aim - 1]}"
        yield Markup('<span class="hb-foot">{}</span>').format(reached)
    if len(found) > 1:
        before = f"{level_words(names, found[1].low, found[1].high)} in {for_readers(Period('month', found[1].date))}"
        yield Markup('<span class="hb-foot">was {}</span>').format(before)


def _who(rubric: Rubric, newest: Round) -> str:
    """`The team says 3 Practitioner, Customer care says 2 Beginner`."""
    names = rubric.level_names
    ratings = sorted(newest.ratings, key=lambda rating: -rating.level)
    told = (f"{rating.by or 'somebody'} says {level_words(names, rating.level, rating.level)}" for rating in ratings)
    return ", ".join(told)
