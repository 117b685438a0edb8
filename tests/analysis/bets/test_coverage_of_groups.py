"""Whom bets serve, and when."""

from made_bets import made_bet

from product_handbook.analysis.bets.ranking import by_time, group_benefits


def test_a_group_is_served_by_what_gives_and_harmed_by_what_takes():
    found = group_benefits([made_bet("one", (1, 0, -1)), made_bet("two", (3, 0, 2))])
    assert [each.group for each in found] == ["current_customer", "future_customer", "company"]
    assert [[bet.id for bet in each.serving] for each in found] == [["one", "two"], [], ["two"]]
    assert [[bet.id for bet in each.harming] for each in found] == [[], [], ["one"]]


def test_bets_come_by_the_quarter_in_which_they_end_and_those_without_a_date_last():
    whens = ["", "2027-Q2", "2027", "2026-12", "2027-04", "2027-W13", "2026", "2026-12-31", "2027-Q4"]
    found = by_time(made_bet(f"b{place}", when=when) for place, when in enumerate(whens))
    assert [(str(slot), [bet.id for bet in bets]) for slot, bets in found.items()] == [
        ("2026-Q4", ["b3", "b7"]),
        ("2026", ["b6"]),
        ("2027-Q2", ["b1", "b4", "b5"]),
        ("2027-Q4", ["b8"]),
        ("2027", ["b2"]),
        ("None", ["b0"]),
    ]


def test_without_bets_nobody_is_served_and_there_is_no_time():
    assert [each.serving for each in group_benefits([])] == [(), (), ()]
    assert by_time([]) == {}
