"""Ranking of bets, who beats whom, which leads where, the smallest change: against brute force over all weights."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_bets import made_bet

from product_handbook.analysis.bets.leader_change import smallest_leader_change
from product_handbook.analysis.bets.ranking import (
    THIRDS,
    Scores,
    Weights,
    beats,
    open_bets,
    ordered_bets,
    scores_of,
    weighted,
)
from product_handbook.analysis.bets.weight_space import CORNERS, WeightRegion, regions

STEPS = 10
GRID: tuple[Weights, ...] = tuple(
    (Fraction(one, STEPS), Fraction(two, STEPS), Fraction(STEPS - one - two, STEPS))
    for one in range(STEPS + 1)
    for two in range(STEPS + 1 - one)
)
SCORES = st.tuples(*[st.integers(-2, 3)] * 3)
SEVERAL = st.lists(SCORES, min_size=1, max_size=7)
WEIGHTS = (
    st.tuples(*[st.integers(0, 60)] * 3).filter(any).map(lambda parts: tuple(Fraction(x, sum(parts)) for x in parts))
)


def made(several):
    return [made_bet(f"bet_{place}", scores) for place, scores in enumerate(several)]


def leaders(bets, weights):
    best = max(weighted(scores_of(bet), weights) for bet in bets)
    return {bet.id for bet in bets if weighted(scores_of(bet), weights) == best}


def distance(one: Weights, other: Weights) -> Fraction:
    return sum((abs(a - b) for a, b in zip(one, other, strict=True)), Fraction()) / 2


def is_inside(region: WeightRegion, weights: Weights) -> bool:
    """Whether a point lies in a convex polygon or on its edge, by the side of each edge on which it is."""
    turns = set()
    corners = region.corners
    for (a, b, c), (d, e, f) in zip(corners, (*corners[1:], corners[0]), strict=True):
        g, h, i = weights
        turn = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
        turns.add((turn > 0) - (turn < 0))
    return not {1, -1} <= turns


@given(SEVERAL, WEIGHTS)
def test_the_order_falls_from_place_to_place_and_ties_share_a_rank(several, weights):
    places = ordered_bets(made(several), weights)
    totals = [
        sum(score * weight for score, weight in zip(scores_of(place.bet), weights, strict=True)) for place in places
    ]
    assert totals == sorted(totals, reverse=True) == [place.score for place in places]
    assert [place.rank for place in places] == [1 + sum(other > total for other in totals) for total in totals]


def test_bets_of_the_same_score_stay_in_the_order_of_the_files():
    bets = made([(1, 1, 1), (3, 3, 3), (1, 1, 1), (0, 1, 2)])
    assert [(place.bet.id, place.rank) for place in ordered_bets(bets, THIRDS)] == [
        ("bet_1", 1),
        ("bet_0", 2),
        ("bet_2", 2),
        ("bet_3", 2),
    ]


@given(SCORES, SCORES)
def test_a_bet_beats_another_where_no_weights_favour_that_one_and_some_favour_it(one, other):
    never_behind = all(weighted(one, weights) >= weighted(other, weights) for weights in GRID)
    assert beats(one, other) == (never_behind and one != other)


@given(SEVERAL)
def test_whoever_is_beaten_is_named_with_all_that_beat_it(several):
    bets = made(several)
    for place in ordered_bets(bets, THIRDS):
        expected = tuple(bet.id for bet in bets if beats(scores_of(bet), scores_of(place.bet)))
        assert place.beaten_by == expected
        assert place.bet.id not in expected


@given(SEVERAL)
@example([(3, 0, 0), (0, 3, 0), (0, 0, 3)])
@example([(1, 1, 1), (3, 0, 0), (0, 3, 0), (0, 0, 3)])
def test_a_region_holds_just_the_weights_under_which_its_bets_lead(several):
    bets = made(several)
    for region, weights in product(regions(bets), GRID):
        assert is_inside(region, weights) == (set(region.bets) <= leaders(bets, weights))


@given(SEVERAL)
def test_the_regions_make_up_the_whole_triangle_the_largest_first(several):
    bets = made(several)
    found = regions(bets)
    assert sum(region.share for region in found) == 1
    assert [region.share for region in found] == sorted((region.share for region in found), reverse=True)
    for region in found:
        assert all(sum(corner) == 1 and min(corner) >= 0 for corner in region.corners)
        assert sum(region.middle) == 1
        assert leaders(bets, region.middle) == set(region.bets)
        for (low, high), weight in zip(region.ranges, region.middle, strict=True):
            assert low < weight < high


def test_three_bets_for_one_group_each_share_the_triangle_alike():
    found = regions(made([(3, 0, 0), (0, 3, 0), (0, 0, 3)]))
    assert [region.share for region in found] == [Fraction(1, 3)] * 3
    assert all(THIRDS in region.corners for region in found)


def test_a_bet_that_only_draws_level_in_one_point_has_no_region():
    found = regions(made([(3, 0, 0), (0, 3, 0), (0, 0, 3), (1, 1, 1)]))
    assert [region.bets for region in found] == [("bet_0",), ("bet_1",), ("bet_2",)]


def test_bets_of_the_same_scores_share_a_region():
    (region,) = regions(made([(1, 2, 3), (0, 0, 0), (1, 2, 3)]))
    assert region.bets == ("bet_0", "bet_2")
    assert set(region.corners) == set(CORNERS)


@given(SEVERAL, WEIGHTS)
@example([(1, 3, 2), (2, 1, 3)], (Fraction(2, 5), Fraction(7, 20), Fraction(1, 4)))
def test_no_smaller_change_of_the_weights_puts_another_bet_ahead(several, weights):
    bets = made(several)
    first = next(place.bet for place in ordered_bets(bets, weights))
    change = smallest_leader_change(bets, weights)
    for other in (*GRID, *CORNERS):
        if any(weighted(scores_of(bet), other) > weighted(scores_of(first), other) for bet in bets):
            assert change is not None
            assert distance(weights, other) >= change.moved


@given(SEVERAL, WEIGHTS)
def test_after_the_change_others_are_level_with_the_leader_and_nobody_is_ahead(several, weights):
    bets = made(several)
    change = smallest_leader_change(bets, weights)
    first = next(place.bet for place in ordered_bets(bets, weights))
    by_id: dict[str, Scores] = {bet.id: scores_of(bet) for bet in bets}
    if change is None:
        assert all(min(a - b for a, b in zip(scores_of(first), scores, strict=True)) >= 0 for scores in by_id.values())
        return
    assert sum(change.weights) == 1
    assert min(change.weights) >= 0
    assert distance(weights, change.weights) == change.moved
    assert {first.id, *change.bets} <= leaders(bets, change.weights)
    assert not change.moved or all(by_id[id] != scores_of(first) for id in change.bets)
    assert bool(change.moved) == (len({by_id[id] for id in leaders(bets, weights)}) == 1)


@given(SEVERAL, WEIGHTS, st.integers(2, 9))
def test_a_little_more_of_the_change_puts_the_others_ahead(several, weights, part):
    bets = made(several)
    change = smallest_leader_change(bets, weights)
    if change is None or not change.moved:
        return
    corner = CORNERS[("current_customer", "future_customer", "company").index(change.gives_to)]
    beyond = tuple(here + (there - here) / part for here, there in zip(change.weights, corner, strict=True))
    first = next(place.bet for place in ordered_bets(bets, weights))
    by_id = {bet.id: scores_of(bet) for bet in bets}
    assert change.weights != corner
    assert all(weighted(by_id[id], beyond) > weighted(scores_of(first), beyond) for id in change.bets)


def test_the_change_says_from_whom_to_whom():
    weights = (Fraction(2, 5), Fraction(7, 20), Fraction(1, 4))
    change = smallest_leader_change(made([(1, 3, 2), (2, 1, 3), (0, 3, 3)]), weights)
    assert change is not None
    assert (change.bets, change.takes, change.gives_to) == (
        ("bet_1",),
        {"future_customer": Fraction(1, 60)},
        "current_customer",
    )
    assert change.weights == (Fraction(5, 12), Fraction(1, 3), Fraction(1, 4))


def test_a_change_takes_from_a_second_group_when_the_first_has_nothing_left():
    weights = (Fraction(1, 10), Fraction(4, 5), Fraction(1, 10))
    change = smallest_leader_change(made([(3, 2, 0), (0, 0, 3)]), weights)
    assert change is not None
    assert list(change.takes) == ["current_customer", "future_customer"]
    assert change.takes["current_customer"] == Fraction(1, 10)
    assert change.gives_to == "company"


def test_where_bets_share_the_first_place_nothing_has_to_be_moved():
    change = smallest_leader_change(made([(3, 0, 0), (0, 3, 0)]), THIRDS)
    assert change is not None
    assert change.moved == 0
    assert change.bets == ("bet_1",)


@pytest.mark.parametrize("several", [[(1, 1, 1), (1, 1, 0)], [(1, 1, 0), (1, 1, 1)]])
def test_bets_that_only_a_group_without_weight_tells_apart_share_the_first_place(several):
    change = smallest_leader_change(made(several), (Fraction(1, 2), Fraction(1, 2), Fraction()))
    assert change is not None
    assert change.moved == 0


@pytest.mark.parametrize("several", [[], [(1, 2, 3)], [(1, 2, 3), (1, 2, 3)], [(3, 2, 1), (3, 1, 1), (0, 0, 0)]])
def test_without_a_rival_there_is_no_change(several):
    assert smallest_leader_change(made(several), THIRDS) is None


def test_only_what_is_proposed_or_committed_is_open():
    bets = [made_bet(status, status=status) for status in ("proposed", "committed", "shipped", "learned", "dropped")]
    assert [bet.id for bet in open_bets(bets)] == ["proposed", "committed"]
