"""A level drawn as five steps, with its words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from product_handbook.analysis.ratings import Round
from product_handbook.model.records.orientation import Assessment, Rubric
from product_handbook.site.writing.rendering import html_template


@dataclass(frozen=True)
class Level:
    """Where a team stands in a dimension: a level, or the range in which raters see it."""

    low: int
    high: int
    aim: int | None

    def step(self, number: int) -> str:
        """How the step of a level is drawn: reached, disputed, aimed at or still empty."""
        if number <= self.low:
            return "reached"
        if number <= self.high:
            return "disputed"
        return "aim" if self.aim is not None and number <= self.aim else "empty"


def level_of(found: Round | Assessment) -> Level:
    """What a round says, or a single rating."""
    if isinstance(found, Round):
        return Level(found.low, found.high, found.aim)
    return Level(found.level, found.level, found.aim)


def level_steps(rubric: Rubric, level: Level) -> Markup:
    """The steps, and the level's number and name after them."""
    steps = tuple(level.step(number + 1) for number in range(len(rubric.level_names)))
    # The template escapes all that it is given.
    return Markup(  # noqa: S704
        html_template("pages/orientation/level_steps.html.jinja")
        .render(steps=steps, words=level_words(rubric.level_names, level.low, level.high))
        .strip()
    )


def level_words(names: Sequence[str], low: int, high: int) -> str:
    """`3 Practitioner`, or `2 Beginner to 3 Practitioner`."""
    lowest = f"{low} {names[low - 1]}"
    return lowest if low == high else f"{lowest} to {high} {names[high - 1]}"
