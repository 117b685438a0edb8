"""Assessments of teams in rounds: what several raters say at about the same time belongs together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from product_handbook.model.records.orientation import Assessment
from product_handbook.model.strategy import Strategy, find_owner

ROUND = timedelta(days=92)
"""Ratings less than a quarter before the newest one are of its round: teams rate themselves once or twice a year."""


@dataclass(frozen=True)
class RatingRound:
    """What raters say of a team in a dimension at about the same time."""

    ratings: tuple[Assessment, ...]
    """The newest rating of each rater, newest first; at least one."""

    @property
    def date(self) -> date:
        """The day of the newest rating."""
        return self.ratings[0].date

    @property
    def low(self) -> int:
        """The lowest level that a rater gives."""
        return min(rating.level for rating in self.ratings)

    @property
    def high(self) -> int:
        """The highest level that a rater gives."""
        return max(rating.level for rating in self.ratings)

    @property
    def aim(self) -> int | None:
        """The highest level that the team works towards, as a rater says."""
        return max((rating.aim for rating in self.ratings if rating.aim is not None), default=None)


Rounds = Mapping[str, Mapping[str, tuple[RatingRound, ...]]]
"""By team and then by dimension, the rounds, newest first."""


def rounds(strategy: Strategy) -> Rounds:
    """The rounds of every team in every dimension that it was rated in, teams in the order of the file.

    A team is the id of its owner, in whichever spelling the file has it, else its name as the file first has it.
    """
    assessments = strategy.orientation.assessments if strategy.orientation else ()
    found: dict[str, dict[str, list[Assessment]]] = {}
    for assessment in assessments:
        dimensions = found.setdefault(team_of(strategy, assessment), {})
        dimensions.setdefault(assessment.dimension.id, []).append(assessment)
    return {
        team: {dimension: _rounds(ratings) for dimension, ratings in dimensions.items()}
        for team, dimensions in found.items()
    }


def team_of(strategy: Strategy, assessment: Assessment) -> str:
    """The id of the owner that was assessed, or the name of the team; names that differ in case and spaces are one."""
    written = assessment.team.id
    owner = find_owner(strategy.owners, written)
    if owner is not None:
        return owner.id
    assessments = strategy.orientation.assessments if strategy.orientation else ()
    return next((other.team.id for other in assessments if _normalized(other.team.id) == _normalized(written)), written)


def _normalized(name: str) -> str:
    return " ".join(name.casefold().split())


def _rounds(assessments: Sequence[Assessment]) -> tuple[RatingRound, ...]:
    """Assessments of one team in one dimension as rounds, newest first."""
    left = sorted(assessments, key=lambda assessment: assessment.date, reverse=True)
    found: list[RatingRound] = []
    while left:
        newest = left[0].date
        together = [rating for rating in left if newest - rating.date < ROUND]
        found.append(RatingRound(tuple(rating for rating in together if not _is_superseded(rating, together))))
        # They are sorted by day, so those of the round stand first.
        left = left[len(together) :]
    return tuple(found)


def _is_superseded(rating: Assessment, others: Sequence[Assessment]) -> bool:
    """Whether the same rater has rated again later."""
    return any(other.by == rating.by and other.date > rating.date for other in others)
