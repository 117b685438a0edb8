"""Units: their grammar, their arithmetic, and how readers see them."""

from fractions import Fraction
from string import ascii_lowercase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from product_handbook.formulas.notation import NotationError
from product_handbook.formulas.unit_notation import parse
from product_handbook.formulas.units import PURE, Unit, for_readers, is_money, plural

FRAGMENTS = (
    *("user", "month", "USD", "Größe", "नाम", "per", "_", "x2", "1", "2", "1.5", "²", "$", "€", "½", "\u200b", "\0"),
    *("[a]", "^2", "^(1/2)", "^-1", "^1000", *"*/^×÷−-+()[],.% "),
)

words = st.sampled_from(["user", "document", "month", "USD", "Größe", "नाम", "用户", "story_point", "m2"])
exponents = st.fractions(-1000, 1000, max_denominator=1000)
units = st.dictionaries(words, exponents, max_size=5).map(lambda powers: Unit(tuple(powers.items())))
any_text = st.text(st.characters(exclude_categories=())) | st.lists(st.sampled_from(FRAGMENTS)).map("".join)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("document/user/month", "document/user/month"),
        (" document / user / month\n", "document/user/month"),
        ("document÷user÷month", "document/user/month"),
        ("document/(user*month)", "document/user/month"),
        ("document*user^-1×month^(-1)", "document/user/month"),
        ("user * document/user/month", "document/month"),
        ("1", "1"),
        ("user/user", "1"),
        ("user^0", "1"),
        ("1/month", "1/month"),
        ("1*user", "user"),
        ("USD^2", "USD^2"),
        ("USD*USD", "USD^2"),
        ("user^0.5", "user^(1/2)"),
        ("user^(2/4)/month^(1/12)", "user^(1/2)/month^(1/12)"),
        ("(user/month)^2", "user^2/month^2"),
        ("Größe/नाम*用户_2", "Größe*用户_2/नाम"),
    ],
)
def test_a_unit_is_a_product_of_words(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical
    assert parse(canonical) == parse(text)


def test_words_are_units_of_their_own_exactly_as_written() -> None:
    assert parse("user") != parse("users")
    assert parse("new") != parse("news")
    assert parse("usd") != parse("USD")
    assert parse("document/week") != parse("document/month")


def test_the_same_word_is_the_same_however_its_accents_are_encoded() -> None:
    assert parse("Gro\u0308\u00dfe") == parse("Gr\u00f6\u00dfe")


@pytest.mark.parametrize(
    ("text", "where", "message", "help"),
    [
        ("", "", "found no unit", "write one, such as `user` or `document/month`, or `1` for a pure number"),
        ("%", "%", "which is not part of a unit", "write `1`, and `format: percent` for how it is shown"),
        ("user * %", "%", "which is not part of a unit", "write `1`, and `format: percent` for how it is shown"),
        ("$/month", "$", "found `$`, which is not part", "write `USD`"),
        ("€", "€", "found `€` (euro sign)", "write `EUR`"),
        ("£/user", "£", "found `£` (pound sign)", "write `GBP`"),
        ("100", "100", "expected a word of a unit", "leave it out: `1` is the only number in a unit"),
        ("user*2", "2", "expected a word of a unit", "leave it out: `1` is the only number in a unit"),
        ("user 2", "2", "found `2` after `user`", "leave it out"),
        ("users per month", "per", "found `per` after `users`", "write `/` for per, such as `document/user`"),
        ("active users", "users", "found `users` after `active`", "join the words with `*`, `/` or `_`"),
        ("story-point", "story-point", "found `-` after `story`", "write `story_point` for one word"),
        ("team.user", "team.user", "found `.` after `team`", "write `team_user` for one word"),
        ("a - b", "a - b", "found `-` after `a`", "write `a_b` for one word"),
        ("like+share", "+", "found `+`", "write one unit: only like things are added, and in a formula"),
        ("/month", "/", "found `/` with nothing before it", "write `1/` and the word, such as `1/month`"),
        ("user/", "/", "found nothing after `/`", "write a word after `/`, or leave it out"),
        ("user//month", "//", "found `/`", "write `/` once"),
        ("user**2", "**", "found `*`", "write `^` for a power"),
        ("m²", "²", "found `²` (superscript two)", "write `^2`"),
        ("m⁻¹²", "⁻¹²", "found `⁻¹²`", "write `^-12`"),
        ("[user]", "[user]", "found `[user]`", "write the unit without brackets"),
        ("user)", ")", "found `)` without a `(` before it", "leave it out, or add the `(`"),
        ("(user", "(", "found no `)` for this `(`", "add the `)`"),
        ("user^n", "n", "found `n` in an exponent", "write the exponent as one number, such as `2`, `-1` or `(1/12)`"),
        ("user^2%", "%", "found `%` in an exponent", "write the exponent as a number such as `2` or `(1/12)`"),
        ("user^(1/0)", "(1/0)", "found a division by zero", "divide by another number"),
        ("user^2000", "^2000", "too large or too fine", "write one from -1000 to 1000, with few decimals"),
        ("u^999*u^999", "u^999*u^999", "found exponents too large", "write smaller exponents"),
        (
            "_user",
            "_user",
            "expected a word of a unit",
            "write a word, such as `user` or `document/month`, or `1` for a ",
        ),
        ("user\u200b", "\u200b", "found the character zero width space after `user`", "leave it out"),
    ],
)
def test_a_wrong_unit_says_where_and_what_to_write(text: str, where: str, message: str, help: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert message in caught.value.message
    assert caught.value.help.startswith(help) if help.endswith(" ") else caught.value.help == help
    assert caught.value.span.of(text) == where


@pytest.mark.parametrize(
    "text", ["x" * 201, "(" * 100_000, "a*" * 100_000, f"({'*'.join(ascii_lowercase)})^(9/999983)"]
)
def test_a_long_unit_is_refused(text: str) -> None:
    with pytest.raises(NotationError, match="found a unit of more than 200 characters"):
        parse(text)


def test_a_unit_nested_too_deep_is_refused() -> None:
    assert parse("(" * 50 + "user" + ")" * 50) == parse("user")
    with pytest.raises(NotationError, match="nested more than 50 deep"):
        parse("(" * 51 + "user" + ")" * 51)


@given(units)
def test_a_unit_prints_and_parses_back_to_itself(unit: Unit) -> None:
    assert parse(str(unit)) == unit
    assert str(parse(str(unit))) == str(unit)


@given(any_text)
@example("a^1000*a")
@example("(a/b/c)^(1/999983)")
@example("((((a^1000)^1000)^1000)^1000)^0.5")
@example("a\ud800")
def test_any_text_is_a_unit_or_a_clear_error(text: str) -> None:
    found = read(text)
    if isinstance(found, Unit):
        assert parse(str(found)) == found
        return
    assert 0 <= found.span.start <= found.span.end <= len(text)
    assert found.span.of(text) or not text
    assert found.message.startswith("found ")
    assert found.help[0] in ascii_lowercase
    for sentence in (found.message, found.help):
        assert sentence.isprintable()
        assert not sentence.endswith(".")


def read(text: str) -> Unit | NotationError:
    try:
        return parse(text)
    except NotationError as error:
        return error


@given(units, units, units)
def test_units_multiply_as_fractions_do(first: Unit, second: Unit, third: Unit) -> None:
    assert first * second == second * first
    assert hash(first * second) == hash(second * first)
    assert (first * second) * third == first * (second * third)
    assert first * PURE == first
    assert first / first == PURE
    assert first / second * second == first


@given(units, exponents, exponents)
def test_powers_of_units_follow_the_laws_of_exponents(unit: Unit, first: Fraction, second: Fraction) -> None:
    assert unit**1 == unit
    assert unit**0 == PURE
    assert unit**first * unit**second == unit ** (first + second)
    assert (unit**first) ** second == unit ** (first * second)


@given(units, units)
def test_units_are_equal_when_they_divide_to_the_pure_number(first: Unit, second: Unit) -> None:
    assert (first == second) == (first / second == PURE)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("document/user/month", "documents / user / month"),
        ("document", "documents"),
        ("1/month", "per month"),
        ("1/user/month", "per user / month"),
        ("1", ""),
        ("USD/month", "USD / month"),
        ("USD^2", "USD^2"),
        ("person*hour/week", "person × hours / week"),
        ("story_point/sprint", "story points / sprint"),
        ("user/story_point^2", "users / story point^2"),
        ("metre^2", "metre^2"),
        ("Größe/Tag", "Größe / Tag"),
        ("kWh", "kWh"),
    ],
)
def test_readers_see_a_unit_in_words(unit: str, expected: str) -> None:
    assert for_readers(parse(unit)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("user", "users"),
        ("day", "days"),
        ("reply", "replies"),
        ("business", "businesses"),
        ("box", "boxes"),
        ("branch", "branches"),
        ("status", "statuses"),
        ("minute", "minutes"),
        ("person", "people"),
        ("field_person", "field people"),
        ("users", "users"),
        ("news", "news"),
        ("EUR", "EUR"),
        ("MAU", "MAU"),
        ("café", "café"),
        ("m2", "m2"),
    ],
)
def test_only_ordinary_english_words_have_a_plural(word: str, expected: str) -> None:
    assert plural(word).replace("_", " ") == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("USD", True),
        ("EUR/month", True),
        ("JPY/user/month", True),
        ("user*GBP", True),
        ("user/USD", False),
        ("document/month", False),
        ("usd", False),
        ("XYZ", False),
        ("1", False),
    ],
)
def test_money_is_a_currency_above_the_line(unit: str, expected: bool) -> None:
    assert is_money(parse(unit)) is expected
