"""What `handbook.json` says of the optional files: value web, impact, bets, requests, orientation."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from handbook_documents import STRATEGIES, Json, handbook, read

OPTIONAL = ("parties", "exchanges", "outcomes", "loops", "bets", "requests", "dimensions", "assessments")


def test_four_files_give_empty_lists():
    document = read(handbook(STRATEGIES["minimal"]))
    assert {key: document[key] for key in OPTIONAL} == {key: [] for key in OPTIONAL}
    assert "orientation" not in document


@pytest.fixture(scope="module")
def bakery() -> Json:
    return read(handbook(STRATEGIES["bakery"]))


def without_place(part: Mapping) -> Json:
    return {key: value for key, value in part.items() if key not in {"file", "line"}}


def test_a_bet_says_what_it_should_move_and_what_it_did(bakery: Json):
    bet, other = bakery["bets"]
    assert [without_place(move) for move in bet["moves"]] == [
        {
            "metric": "orders",
            "scale": "relative",
            "low": "-0.02",
            "high": "0.065",
            "by": "2027-06",
            "baseline": "120",
        },
        {"metric": "late_share", "scale": "points", "low": "-0.02", "high": "0.01"},
        {"metric": "price_per_loaf", "scale": "unit", "low": "-0.10", "high": "0"},
    ]
    assert [without_place(result) for result in bet["results"]] == [
        {"metric": "orders", "scale": "relative", "change": "0.031", "learned": "Offices order on Mondays."},
        {"metric": "late_share", "scale": "points", "change": "-0.005"},
        {"metric": "revenue", "scale": "unit", "change": "120"},
    ]
    assert {group: score["score"] for group, score in bet["serves"].items()} == {
        "current_customer": -1,
        "future_customer": 3,
        "company": 2,
    }
    assert bet["serves"]["company"]["because"] == "Half the ovens are idle at eight."
    assert (bet["effort"], bet["when"], bet["page"]) == ("6.5", "2026-Q4", "bets/second-round/")
    assert other["moves"] == other["results"] == other["requests"] == other["relies_on"] == []


def test_what_a_bet_relies_on_is_called_as_it_is_now(bakery: Json):
    bet = bakery["bets"][0]
    assert bet["relies_on"] == ["page:mission", "metric:loaves_per_order", "group:company", "term:round"]
    assert bet["argued_on"] == {"page:mission": "x3f9c21", "metric:basket": "xa81b07"}


def test_segments_and_groups_are_told_apart(bakery: Json):
    assert [outcome["customer"] for outcome in bakery["outcomes"]] == ["segment:families", "group:future_customer"]
    assert [request["segment"] for request in bakery["requests"]] == ["segment:families", "group:future_customer"]


def test_a_team_is_the_id_of_its_owner(bakery: Json):
    assert [rating["team"] for rating in bakery["assessments"]] == ["rounds", "rounds"]


def test_practices_are_in_the_order_of_the_levels(bakery: Json):
    assert bakery["orientation"]["rubric"] == "own"
    assert list(bakery["dimensions"][0]["practices"]) == ["2", "3"]


def test_the_default_rubric_stands_where_it_is_named(tmp_path: Path):
    texts = {path.name: path.read_text("utf-8") for path in STRATEGIES["minimal"].iterdir()}
    for name, text in (texts | {"orientation.yml": "\nowner: shop\nrubric: default\n"}).items():
        (tmp_path / name).write_text(text, "utf-8")
    document = read(handbook(tmp_path))
    assert document["orientation"]["rubric"] == "default"
    places = {(dimension["file"], dimension["line"]) for dimension in document["dimensions"]}
    assert places == {("strategy/orientation.yml", 3)}
    assert [dimension["page"].partition("#")[0] for dimension in document["dimensions"]] == ["orientation/"] * 3
    assert document["assessments"] == []
