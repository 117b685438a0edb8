"""Ratings of teams in rounds: laws, and what a round says."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from product_handbook.analysis.ratings import ROUND, Rounds, rounds
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

BASE = Path(__file__).parents[1] / "data" / "tiny"
FIRST = date(2025, 1, 1)
RATING = st.tuples(
    st.sampled_from(["Bakers", "Millers"]),
    st.sampled_from(["responsive", "decisions"]),
    st.integers(1, 5),
    st.integers(0, 700),
    st.sampled_from(["ab", "mk", "zz"]),
)


def rated(folder: Path, *rows: str, owners: str = "") -> Rounds:
    for file in BASE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    lines = "".join(f"  - {{{row}}}\n" for row in rows)
    (folder / "orientation.yml").write_text(f"rubric: default\nassessments:\n{lines or '  []'}", "utf-8")
    if owners:
        (folder / "owners.yml").write_text(owners, "utf-8")
    strategy = load(folder, "strategy")
    assert isinstance(strategy, Strategy), [
        f"{problem.span}: {problem.message}; {problem.help}" for problem in strategy.problems
    ]
    return rounds(strategy)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(RATING, max_size=12, unique_by=lambda row: (row[0], row[1], row[3], row[4])))
def test_laws_of_rounds(tmp_path: Path, rows: list[tuple[str, str, int, int, str]]):
    texts = (
        f"team: {team}, dimension: {dimension}, level: {level}, date: {FIRST + timedelta(days)}, by: {by}"
        for team, dimension, level, days, by in rows
    )
    found = rated(tmp_path, *texts)
    assert {(team, dimension) for team, dimensions in found.items() for dimension in dimensions} == {
        row[:2] for row in rows
    }
    for dimensions in found.values():
        for ratings in dimensions.values():
            assert all(newer.date - older.date >= ROUND for newer, older in pairwise(ratings))
            for one in ratings:
                raters = [rating.by for rating in one.ratings]
                assert len(raters) == len(set(raters)), "one rating a rater"
                assert all(one.date - rating.date < ROUND for rating in one.ratings)
                assert one.low == min(rating.level for rating in one.ratings)
                assert one.high == max(rating.level for rating in one.ratings)


def test_the_newest_rating_of_each_rater_counts(tmp_path: Path):
    found = rated(
        tmp_path,
        "team: t, dimension: responsive, level: 5, date: 2026-05-01, by: mk",
        "team: t, dimension: responsive, level: 2, aim: 3, date: 2026-06-01, by: mk",
        "team: t, dimension: responsive, level: 3, aim: 4, date: 2026-05-20, by: ab",
        "team: t, dimension: responsive, level: 1, date: 2026-01-01, by: ab",
    )
    newest, before = found["t"]["responsive"]
    assert [(rating.by, rating.level) for rating in newest.ratings] == [("mk", 2), ("ab", 3)]
    assert (newest.low, newest.high, newest.aim, newest.date) == (2, 3, 4, date(2026, 6, 1))
    assert (before.low, before.high, before.aim) == (1, 1, None)


def test_a_team_is_its_owner_in_whichever_spelling(tmp_path: Path):
    rows = [f"team: {team}, dimension: responsive, level: 2, date: {day}" for team, day in SPELLINGS.items()]
    assert list(rated(tmp_path, *rows, owners="night_bakers: {name: Bakers of the night}\n")) == ["night_bakers"]


def test_without_owners_a_team_is_its_name_in_whichever_case_and_spaces(tmp_path: Path):
    spelled = {"Night  Ovens": "2026-01-01", "night ovens": "2026-06-02", "Night-Ovens": "2026-01-03"}
    found = rated(
        tmp_path, *(f"team: {team}, dimension: responsive, level: 2, date: {day}" for team, day in spelled.items())
    )
    assert {team: len(dimensions["responsive"]) for team, dimensions in found.items()} == {
        "Night Ovens": 2,
        "Night-Ovens": 1,
    }


SPELLINGS = {"night_bakers": "2026-01-01", "Night Bakers": "2026-01-02", "bakers of the night": "2026-01-03"}


def test_a_handbook_without_the_file_has_no_rounds(write_handbook: Callable):
    strategy = load(write_handbook({}), "strategy")
    assert isinstance(strategy, Strategy)
    assert rounds(strategy) == {}
