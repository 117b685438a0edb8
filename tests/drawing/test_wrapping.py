import pytest
from diagram_samples import TORTURE_NAMES
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.drawing.text import ELLIPSIS, clusters, is_right_to_left, one_line, text_width, wrap

SIZE = 12.5
NARROWEST = 80.0
"""Px that any one character of the table fits, and the ellipsis with it."""

names = st.text(max_size=120) | st.sampled_from(TORTURE_NAMES) | st.text("ab-/ 月、Wé👍", max_size=120)
widths = st.floats(NARROWEST, 300)


def letters(text: str) -> str:
    """Without white space and without piles of marks, which are not drawn."""
    return "".join(one_line(text).split())


@given(names, widths, st.integers(1, 4))
def test_no_line_is_wider_than_allowed_and_there_are_not_too_many(name: str, width: float, max_lines: int) -> None:
    lines = wrap(name, width, max_lines, SIZE)
    assert len(lines) <= max_lines
    assert all(text_width(line, SIZE) <= width for line in lines)


@given(names.filter(lambda name: len(name) < 60), widths)
def test_nothing_is_lost_while_there_are_lines_enough(name: str, width: float) -> None:
    if all(len(cluster) <= 3 for cluster in clusters(name)):
        assert letters("".join(wrap(name, width, 1000, SIZE))) == letters(name)


@given(names, widths, st.integers(1, 3))
def test_what_is_cut_off_is_a_beginning_with_an_ellipsis(name: str, width: float, max_lines: int) -> None:
    whole, cut = wrap(name, width, 1000, SIZE), wrap(name, width, max_lines, SIZE)
    if len(whole) > max_lines:
        assert cut[-1].endswith(ELLIPSIS)
        assert letters("".join(whole)).startswith(letters("".join(cut).removesuffix(ELLIPSIS)))
    else:
        assert cut == whole


@given(names, st.integers(1, 3))
def test_wrapping_a_line_again_changes_nothing(name: str, max_lines: int) -> None:
    for line in wrap(name, 200.0, max_lines, SIZE):
        assert "".join(wrap(line, 200.0, 1, SIZE)) == one_line(line)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Active users per customer", ("Active users", "per customer")),
        ("month-over-month growth", ("month-over-", "month growth")),
        ("documents/user/month", ("documents/", "user/month")),
        ("paying_customers", ("paying_", "customers")),
        ("月間アクティブユーザー数", ("月間アクティブ", "ユーザー数")),
        ("有料顧客数文書共。有料", ("有料顧客数文書", "共。有料")),
        ("supercalifragilistic", ("supercalifragil", "istic")),
        ("A   line\n\nor two", ("A line or two",)),
        ("", ()),
    ],
)
def test_lines_break_where_a_reader_expects_it(name: str, lines: tuple[str, ...]) -> None:
    assert wrap(name, 103.0, 3, SIZE) == lines


@pytest.mark.parametrize("cluster", ["e\u0301", "👍🏽", "🇩🇪", "👨\u200d👩\u200d👧", "❤\ufe0f", "\u1112\u1161\u11ab"])
def test_what_looks_like_one_character_stays_together(cluster: str) -> None:
    assert list(clusters(f"a{cluster}b")) == ["a", cluster, "b"]
    assert list(clusters(cluster * 3)) == [cluster] * 3


def test_piles_of_marks_are_cut_to_what_languages_use() -> None:
    pile = "a" + "\u0301\u0323" * 30 + "b"
    assert wrap(pile, 100.0, 1, SIZE) == ("a" + "\u0301\u0323" * 2 + "b",)
    for word in ("Vie\u0323\u0302t", "שָּׁ", "ประชา", "བསྒྲུབས"):
        assert wrap(word, 200.0, 1, SIZE) == (word,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Revenue הכנסות", False), ("הכנסות Revenue", True), ("★ عدد", True), ("12 %", False), ("", False)],
)
def test_the_first_letter_decides_where_a_name_begins(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


def test_letters_with_marks_are_as_wide_as_without() -> None:
    assert text_width("Bédé", 10) == text_width("Bede", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)
