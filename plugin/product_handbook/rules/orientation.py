"""Rules about how teams were rated for their orientation towards customers."""

from collections.abc import Iterator
from datetime import date

from product_handbook.analysis.ratings import RatingRound, rounds, team_of
from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.formulas.periods import Period, for_readers
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.rule import at, finding

FAR_APART = 2
"""Levels. Our choice: neighbouring levels can be told apart by a mood, these cannot."""


def assessment_out_of_date(strategy: Strategy, today: date) -> Iterator[Diagnostic]:
    """A team was last rated in a dimension more than a year ago.

    The article has product managers rate themselves and then climb with their team. A rating that nobody repeats
    cannot show a climb, and people change teams.

    To fix it, rate the team anew, with what you see today as evidence; older assessments stay where they are.
    """
    for team, dimension, newest in _newest(strategy):
        if _a_year_after(newest.date) < today:
            found = f"{team} was last rated in {dimension} on {newest.date.isoformat()}, more than a year ago"
            place, help = newest.ratings[0].place_of("date"), "rate it anew, with a `date` of today"
            yield from _finding(strategy, place, found, help, newest.date)


def assessment_of_the_future(strategy: Strategy, today: date) -> Iterator[Diagnostic]:
    """A team is said to be rated on a day that is still to come.

    Nobody can have seen then what the level says: it is a slip of the pen, mostly in the year, or a plan. As the newest
    rating it hides those that were really given. What a team wants to reach is its `aim`.

    To fix it, write under `date` the day of the rating, or take the plan out and write it as `aim`.
    """
    assessments = strategy.orientation.assessments if strategy.orientation else ()
    for rating in (rating for rating in assessments if rating.date > today):
        team, dimension = _titles(strategy, team_of(strategy, rating), rating.dimension.id)
        day = for_readers(Period("day", rating.date))
        found = f"{team} is said to be rated in {dimension} on {day}, which is still to come"
        help = "write the day on which it was rated; where the team wants to be then is its `aim`"
        yield from _finding(strategy, rating.place_of("date"), found, help, rating.date)


def aim_below_level(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A team aims at a lower level than the one that it has reached.

    An aim says where the team climbs to. One below the level is left over from an earlier assessment or is a slip.

    To fix it, set `aim` to the level itself, if that is enough, or to a higher one.
    """
    for team, dimension, newest in _newest(strategy):
        for rating in newest.ratings:
            if rating.aim is not None and rating.aim < rating.level:
                found = f"{team} is rated {rating.level} in {dimension}, and aims at {rating.aim}"
                help = f"set `aim` to {rating.level} or more, or leave it out"
                yield from _finding(strategy, rating.place_of("aim"), found, help, rating.date)


def raters_far_apart(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Two raters see the same team two levels or more apart.

    Such a difference is worth more than either rating: one of the two has seen something that the other has not.
    The latest rating of each rater counts, if it is less than a quarter older than the newest one.

    To fix it, let the two show each other their evidence, and add what they find as new assessments.
    """
    for team, dimension, newest in _newest(strategy):
        if newest.high - newest.low >= FAR_APART:
            found = f"raters see {team} between {newest.low} and {newest.high} in {dimension}"
            place = newest.ratings[0].place_of("level")
            help = "let them compare what they have seen, and rate anew"
            yield from _finding(strategy, place, found, help, newest.date)


def assessment_without_evidence(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A team's latest rating names nothing that anybody has seen.

    A level without evidence is an opinion about oneself, and novices hold the best ones. With evidence a colleague
    can agree, disagree, and see a year later what has changed. Older assessments are left in peace.

    To fix it, write under `evidence` what was seen: a decision, a number, a visit.
    """
    for team, dimension, newest in _newest(strategy):
        for rating in newest.ratings:
            if rating.evidence is None:
                found = f"{team} is rated {rating.level} in {dimension} without evidence"
                help = "add `evidence:` with what was seen"
                yield from _finding(strategy, rating.location, found, help, rating.date)


def _newest(strategy: Strategy) -> Iterator[tuple[str, str, RatingRound]]:
    """The title of each team and of each dimension in which it was rated, and the newest round of ratings."""
    for team, rated in rounds(strategy).items():
        for dimension, found in rated.items():
            yield *_titles(strategy, team, dimension), found[0]


def _titles(strategy: Strategy, team: str, dimension: str) -> tuple[str, str]:
    """What people call a team and a dimension."""
    owner, dimensions = strategy.owners.get(team), strategy.rubric.dimensions if strategy.rubric else {}
    return team if owner is None else owner.title, dimensions[dimension].title


def _a_year_after(day: date) -> date:
    """The same day of the next year; of 29 February, the day after its last of that month."""
    leap_day = (2, 29)
    return date(day.year + 1, 3, 1) if (day.month, day.day) == leap_day else day.replace(year=day.year + 1)


def _finding(strategy: Strategy, place: Span, found: str, help: str, day: date) -> Iterator[Diagnostic]:
    """What is found about the ratings of a day, by which an acceptance names them."""
    if strategy.orientation is not None:
        subject = Subject("page", "orientation", strategy.orientation)
        yield finding(subject, place, found, help, at(Period("day", day)))
