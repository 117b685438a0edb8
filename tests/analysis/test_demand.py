"""Themes of requests, what answers them, and how long the open ones wait."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from product_handbook.analysis.request_themes import PATTERN, answers_of, independent, themes, waiting_days
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

SCORE = "{score: 1, because: b}"
SERVES = f"{{current_customer: {SCORE}, future_customer: {SCORE}, company: {SCORE}}}"
BETS = f"""\
mend: {{serves: {SERVES}, requests: [c, a, c]}}
dropped: {{status: dropped, serves: {SERVES}, requests: [b]}}
"""
IMPACT = "outcomes: {whole: {customer: company, outcome: o, requests: [b, a]}}\n"
REQUESTS = """\
a: {request: r, theme: Late vans, asked: 2026-09-01, asked_by: Mail}
b: {request: r, theme: late  VANS, asked_by: mail}
c: {request: r, theme: bread}
d: {request: r, asked: 2026-09-01, decision: done}
e: {request: r, theme: apples}
"""
BASE = Path(__file__).parents[1] / "data" / "tiny"
SPELLINGS = st.sampled_from(["offline", "Offline", " OFFLINE", "off line", "Off  Line"])

Read = Callable[[dict[str, str]], Strategy]


@pytest.fixture
def read(write_handbook: Callable) -> Read:
    def read_files(files: dict[str, str]) -> Strategy:
        strategy = load(write_handbook(files), "strategy")
        assert isinstance(strategy, Strategy), [
            f"{problem.span}: {problem.message}; {problem.help}" for problem in strategy.problems
        ]
        return strategy

    return read_files


def test_themes_stand_in_the_order_of_how_many_share_them(read: Read):
    found = themes(read({"requests.yml": REQUESTS}))
    assert [(theme.name, [request.id for request in theme.requests]) for theme in found] == [
        ("Late vans", ["a", "b"]),
        ("apples", ["e"]),
        ("bread", ["c"]),
    ]


def test_bets_come_before_outcomes_and_dropped_ones_not_at_all(read: Read):
    strategy = read({"requests.yml": REQUESTS, "bets.yml": BETS, "impact.yml": IMPACT})
    answers = {id: [answer.id for answer in found] for id, found in answers_of(strategy).items()}
    assert answers == {"a": ["mend", "whole"], "b": ["whole"], "c": ["mend"], "d": [], "e": []}
    assert [[answer.id for answer in theme.answers] for theme in themes(strategy)] == [["mend", "whole"], [], ["mend"]]


def test_a_bet_and_an_outcome_of_one_id_are_two_answers(read: Read):
    files = {"requests.yml": REQUESTS, "bets.yml": BETS, "impact.yml": IMPACT.replace("whole", "mend")}
    assert len(themes(read(files))[0].answers) == 2


def test_only_open_requests_wait_and_none_before_it_was_asked(read: Read):
    requests = read({"requests.yml": REQUESTS}).requests
    assert waiting_days(requests["a"], date(2026, 9, 1)) == 0
    assert waiting_days(requests["a"], date(2026, 10, 1)) == 30
    assert waiting_days(requests["a"], date(2026, 8, 31)) is None, "a day of the future"
    assert waiting_days(requests["b"], date(2026, 10, 1)) is None, "nobody says since when"
    assert waiting_days(requests["d"], date(2026, 10, 1)) is None, "decided"


ROWS = st.lists(
    st.tuples(SPELLINGS, st.sampled_from(["", "Mail", "mail ", "Call"]), st.sampled_from(["open", "declined", "done"])),
    min_size=1,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(ROWS)
def test_themes_share_out_the_requests(tmp_path: Path, rows: list[tuple[str, str, str]]):
    for file in BASE.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    lines = (
        f'r{position}: {{request: r, theme: "{theme}", decision: {decision}, asked_by: "{source or position}"}}\n'
        for position, (theme, source, decision) in enumerate(rows)
    )
    (tmp_path / "requests.yml").write_text("".join(lines), "utf-8")
    strategy = load(tmp_path, "strategy")
    assert isinstance(strategy, Strategy)
    found = themes(strategy)
    ids = [request.id for theme in found for request in theme.requests]
    assert sorted(ids) == sorted(strategy.requests), "each in one, none lost"
    assert len(found) == len({" ".join(theme.lower().split()) for theme, _, _ in rows})
    sizes = [len(theme.requests) for theme in found]
    assert sizes == sorted(sizes, reverse=True)
    for theme in found:
        assert 1 <= independent(theme.requests) <= len(theme.requests)
        assert theme.unanswered == theme.undone, "no bet and no outcome names any"
        assert theme.is_unanswered_pattern == (independent(theme.undone) >= PATTERN)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.integers(1, 9).flatmap(lambda total: st.tuples(st.just(total), st.sets(st.integers(0, total - 1)))))
def test_what_is_named_and_what_is_left_are_the_whole_theme(tmp_path: Path, drawn: tuple[int, set[int]]):
    total, named = drawn
    for file in BASE.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "requests.yml").write_text("".join(f"r{n}: {{request: r, theme: t}}\n" for n in range(total)), "utf-8")
    names = ", ".join(f"r{n}" for n in sorted(named))
    (tmp_path / "bets.yml").write_text(f"mend: {{serves: {SERVES}, requests: [{names}]}}\n", "utf-8")
    strategy = load(tmp_path, "strategy")
    assert isinstance(strategy, Strategy)
    (theme,) = themes(strategy)
    assert theme.named_by(strategy.bets["mend"]) == len(named)
    assert [request.id for request in theme.unanswered] == [f"r{n}" for n in range(total) if n not in named]
    left = total - len(named)
    assert theme.is_unanswered_pattern == (left >= PATTERN and left > len(named))
