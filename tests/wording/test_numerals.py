import re
from decimal import Decimal
from fractions import Fraction

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.analysis.values.arithmetic import divide
from product_handbook.diagnostics.diagnostic import Span
from product_handbook.drawing.charts.scale import nice_ticks
from product_handbook.formulas.unit_notation import parse
from product_handbook.model.records.fields import Written
from product_handbook.model.records.metric import Format, Metric
from product_handbook.site.writing.components import unbroken
from product_handbook.wording.digits import cut, less, magnitude, places_of, rounded, significant, size_of, times
from product_handbook.wording.display_format import time_steps
from product_handbook.wording.locales import GAP, MINUS
from product_handbook.wording.number_format import NumberFormat, number_format

EN = number_format("en")
SOMEWHERE = Written(Span("tree.yml", 1, 1), "metric", {})
LANGUAGES = (
    "en",
    "en-IN",
    "de",
    "de-CH",
    "fr",
    "es",
    "pt-BR",
    "ja",
    "zh-Hant",
    "ar",
    "fa",
    "he",
    "hi",
    "tr",
    "pl",
    "sw",
)


def metric(unit: str = "1", shown_as: Format | None = None) -> Metric:
    return Metric.model_construct(unit=parse(unit), format=shown_as, written=SOMEWHERE)


DOCUMENTS, SHARE, COUNT = metric("document/month"), metric("1", "percent"), metric()
MONEY, FEE, TIME = metric("USD/month"), metric("USD/user/month"), metric("minute", "duration")


def spaced(text: str) -> str:
    return text.replace(GAP, " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("7", "7"),
        ("950", "950"),
        ("999.4", "999"),
        ("999.5", "1 k"),
        ("84100", "84.1 k"),
        ("84000", "84 k"),
        ("999499", "999 k"),
        ("999950", "1 M"),
        ("1423456", "1.42 M"),
        ("1425000", "1.43 M"),
        ("2300000000", "2.3 B"),
        ("999999999999999", "1 × 10¹⁵"),
        ("0.0042", "0.0042"),
        ("0.33333", "0.333"),
        ("0.00000042", "4.2 × 10⁻⁷"),
        ("-84100", "−84.1 k"),
        ("-0.5", "−0.5"),
    ],
)
def test_short_numbers(value: str, shown: str) -> None:
    assert spaced(EN.short(Decimal(value), DOCUMENTS)) == shown


@pytest.mark.parametrize(
    ("value", "of", "shown", "all_of_it"),
    [
        ("0.0412", SHARE, "4.12 %", "4.12 %"),
        ("0.00041", SHARE, "0.041 %", "0.041 %"),
        ("12.345", SHARE, "1,235 %", "1,234.5 %"),
        ("-0.5", SHARE, "−50 %", "−50 %"),
        ("1234567.8", MONEY, "$1.23 M per month", "$1,234,567.80 per month"),
        ("11.9", FEE, "$11.90 per user / month", "$11.90 per user / month"),
        ("11.944", FEE, "$11.94 per user / month", "$11.944 per user / month"),
        ("12", FEE, "$12 per user / month", "$12 per user / month"),
        ("-4.1", metric("EUR"), "−€4.10", "−€4.10"),
        ("1500", metric("CHF"), "CHF 1.5 k", "CHF 1,500"),
        ("1500.5", metric("JPY"), "¥1.5 k", "¥1,500.5"),
        ("3", metric("USD*user"), "3 USD × users", "3 USD × users"),
        ("3", metric("USD", "number"), "3 USD", "3 USD"),
        ("2.0833333", TIME, "2 min 5 s", "2 min 4.999998 s"),
        ("59.9999", TIME, "1 h", "59 min 59.994 s"),
        ("0.995", TIME, "1 min", "59.7 s"),
        ("0.12", TIME, "7.2 s", "7.2 s"),
        ("90", metric("hour", "duration"), "3 d 18 h", "3 d 18 h"),
        ("36", metric("hour", "duration"), "36 h", "36 h"),
        ("3599.04", metric("second", "duration"), "59 min 59 s", "59 min 59.04 s"),
        ("90061", metric("second", "duration"), "25 h 1 min", "25 h 1 min 1 s"),
        ("180061", metric("second", "duration"), "2 d 2 h", "2 d 2 h 1 min 1 s"),
        ("-4000", metric("second", "duration"), "−1 h 7 min", "−1 h 6 min 40 s"),
        ("0.35", metric("second/page", "duration"), "350 ms per page", "350 ms per page"),
        ("0", TIME, "0", "0"),
        ("3.5", metric("day", "duration"), "3.5 days", "3.5 days"),
        ("7.2", metric("minute"), "7.2 minutes", "7.2 minutes"),
        ("4.55", COUNT, "4.55", "4.55"),
    ],
)
def test_values_carry_the_signs_of_what_they_are(value: str, of: Metric, shown: str, all_of_it: str) -> None:
    assert spaced(EN.short_quantity(Decimal(value), of)) == shown
    assert spaced(EN.quantity(Decimal(value), of)) == all_of_it


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 3), "0.333333333333…"),
        (Fraction(-2, 3), "−0.666666666666…"),
        (Fraction(200000, 3), "66,666.6666666…"),
        (Fraction(10**15, 3), "333,333,333,333,333.3…"),
        (Fraction(1, 8), "0.125"),
        (Decimal("1234567.10"), "1,234,567.1"),
        (10**70, "≈ 1 × 10⁷⁰"),
    ],
)
def test_exact_numbers(value: Fraction | Decimal | int, shown: str) -> None:
    assert spaced(EN.exact(value, DOCUMENTS)) == shown


@pytest.mark.parametrize(
    ("earlier", "later", "of", "shown"),
    [
        ("1340000", "1423456", DOCUMENTS, "+83.5 k (+6.2 %)"),
        ("100", "90", DOCUMENTS, "−10 (−10 %)"),
        ("0", "5", DOCUMENTS, "+5"),
        ("-5", "5", DOCUMENTS, "+10"),
        ("-200", "-600", MONEY, "−$400"),
        ("5", "-5", DOCUMENTS, "−10 (−200 %)"),
        ("5", "5", DOCUMENTS, "0"),
        ("0.41", "0.422", SHARE, "+1.2 points"),
        ("0.41", "0.40", SHARE, "−1 point"),
        ("0.41", "0.41", SHARE, "0"),
        ("100", "95.5", MONEY, "−$4.50 (−4.5 %)"),
        ("7", "5.5", TIME, "−1 min 30 s (−21 %)"),
    ],
)
def test_changes(earlier: str, later: str, of: Metric, shown: str) -> None:
    assert spaced(EN.change(Decimal(earlier), Decimal(later), of)) == shown


@pytest.mark.parametrize(
    ("language", "number", "money", "share"),
    [
        ("de", "1,42 Mio.", "1,42 Mio. $", "41,5 %"),
        ("de-CH", "1.42 Mio.", "$ 1.42 Mio.", "41.5 %"),
        ("fr", "1,42 M", "1,42 M $US", "41,5 %"),
        ("en-IN", "14.2 L", "$14.2 L", "41.5 %"),
        ("ja", "142万", "$142万", "41.5 %"),
        ("tr", "1,42 Mn", "$1,42 Mn", "%41,5"),
        ("pt-BR", "1,42 mi", "US$ 1,42 mi", "41,5 %"),
        ("pt_BR", "1,42 mi", "US$ 1,42 mi", "41,5 %"),
    ],
)
def test_the_language_of_the_site(language: str, number: str, money: str, share: str) -> None:
    shown = number_format(language)
    value = Decimal(1423456)
    assert spaced(shown.short(value, DOCUMENTS)) == number
    assert spaced(shown.short(value, MONEY)) == money
    assert spaced(shown.short(Decimal("0.415"), SHARE)) == share


@pytest.mark.parametrize("language", ["", "xx", "custom", "../etc/passwd", "en-XX", "x" * 300])
def test_an_unknown_language_is_written_as_a_known_one(language: str) -> None:
    assert number_format(language).short(1423456, DOCUMENTS) == f"1.42{GAP}M"


def test_the_machine_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_NUMERIC", "LANG", "LANGUAGE"):
        monkeypatch.setenv(name, "de_DE.UTF-8")
    number_format.cache_clear()
    assert number_format("en").plain(Decimal("1234.5")) == "1,234.5"


def test_the_exact_number_stands_behind_the_short_one() -> None:
    assert EN.html(Decimal("1423456.5"), DOCUMENTS) == (
        '<data value="1423456.5" title="1,423,456.5 documents / month">1.42\u00a0M</data>'
    )
    assert 'value="0.33333333333333333"' in EN.html(Fraction(1, 3), COUNT)


def test_what_says_nothing_new_is_left_out() -> None:
    assert EN.html(Decimal(342), DOCUMENTS) == '<data value="342" title="342 documents / month">342</data>'
    assert EN.html(Decimal(342), COUNT) == '<data value="342">342</data>'
    assert EN.html_exact(Decimal("342.5"), DOCUMENTS) == "342.5"
    assert EN.html_exact(Decimal(1342), DOCUMENTS) == '<data value="1342">1,342</data>'


def test_a_quotient_is_not_written_with_all_that_arithmetic_gives() -> None:
    third = divide(Decimal(1), Decimal(3))
    assert third is not None
    assert EN.exact(third, COUNT) == "0.333333333333…"
    assert 'value="0.33333333333333333"' in EN.html(third, COUNT)


decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=30)


@given(decimals, decimals)
def test_decimals_are_reckoned_with_as_exactly_as_fractions(one: Decimal, other: Decimal) -> None:
    assert Fraction(less(one, other)) == Fraction(one) - Fraction(other)
    assert Fraction(times(one, 100)) == Fraction(one) * 100
    assert Fraction(size_of(one)) == abs(Fraction(one))


@given(decimals, st.integers(-35, 35))
def test_decimals_are_rounded_as_fractions_are(value: Decimal, places: int) -> None:
    assert rounded(value, places) == rounded(Fraction(value), places)
    assert magnitude(value) == magnitude(Fraction(value))
    assert places_of(value) == places_of(Fraction(value))


@pytest.mark.parametrize(
    ("values", "of", "labels"),
    [
        (("0", "500000", "1000000"), DOCUMENTS, ("0", "0.5 M", "1.0 M")),
        (("1416000", "1418000", "1420000"), MONEY, ("$1.416 M", "$1.418 M", "$1.420 M")),
        (("0.4", "0.405"), SHARE, ("40.0 %", "40.5 %")),
        (("-20000", "0"), DOCUMENTS, ("−20 k", "0")),
        (("0", "7.5"), TIME, ("0", "7 min 30 s")),
        ((), COUNT, ()),
    ],
)
def test_ticks_of_an_axis_are_counted_alike(values: tuple[str, ...], of: Metric, labels: tuple[str, ...]) -> None:
    assert tuple(map(spaced, EN.ticks([Fraction(value) for value in values], of))) == labels


@pytest.mark.parametrize(
    ("low", "high", "unit", "ticks"),
    [
        (3599, 4000, "second", ["58 min", "1 h", "1 h 2 min", "1 h 4 min", "1 h 6 min", "1 h 8 min"]),
        (0, 90, "minute", ["0", "30 min", "1 h", "1 h 30 min"]),
        (0, 5, "hour", ["0", "1 h", "2 h", "3 h", "4 h", "5 h"]),
        (0, 100, "hour", ["0", "24 h", "2 d", "3 d", "4 d", "5 d"]),
        (0, 400, "millisecond", ["0", "100 ms", "200 ms", "300 ms", "400 ms"]),
        (0, 0, "minute", ["0", "1 s"]),
    ],
)
def test_ticks_of_times(low: int, high: int, unit: str, ticks: list[str]) -> None:
    of = metric(unit, "duration")
    found = nice_ticks(Fraction(low), Fraction(high), steps=time_steps(of))
    assert list(map(spaced, EN.ticks(found, of))) == ticks


numbers = st.fractions(max_denominator=10**6) | st.decimals(-(10**30), 10**30, places=12).map(Fraction)
metrics = st.sampled_from([DOCUMENTS, SHARE, MONEY, FEE, TIME, COUNT])
languages = st.sampled_from([number_format(tag) for tag in LANGUAGES])


def digits_in(text: str) -> int:
    mantissa = text.split("×", maxsplit=1)[0]
    return len(re.sub(r"\D", "", mantissa).strip("0"))


@given(numbers, languages)
def test_short_numbers_say_three_digits_and_never_a_thousand_thousands(value: Fraction, shown: NumberFormat) -> None:
    text = shown.short(value, DOCUMENTS)
    assert text.startswith(MINUS) == (value < 0)
    assert (text == "0") == (value == 0)
    if shown is EN:
        assert digits_in(text) <= 3
        assert "," not in text


@given(numbers)
def test_short_numbers_are_within_half_of_their_last_digit(value: Fraction) -> None:
    text = spaced(EN.short(value, COUNT)).replace(MINUS, "-").replace("×", "")
    mantissa, *word = text.split()
    power = {"k": 3, "M": 6, "B": 9, "T": 12}
    if word and word[0].startswith("10"):
        factor = Fraction(10) ** int(word[0][2:].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
    else:
        factor = Fraction(10) ** power[word[0]] if word else Fraction(1)
    assert abs(Fraction(mantissa) * factor - value) <= abs(value) / 200


@given(numbers, metrics, languages)
def test_every_number_can_be_written_in_every_language(value: Fraction, of: Metric, shown: NumberFormat) -> None:
    for text in (shown.short_quantity(value, of), shown.quantity(value, of), shown.difference(value, of)):
        assert "-" not in text
        assert text.strip() == text
        assert text.count(MINUS) == (value < 0)


@given(st.decimals(-(10**20), 10**20, places=6), st.sampled_from(LANGUAGES))
def test_all_digits_are_those_that_babel_writes(value: Decimal, language: str) -> None:
    locale = Locale.parse(language.replace("-", "_"))
    expected = format_decimal(abs(value), locale=locale, decimal_quantization=False)
    assert number_format(language).plain(value).lstrip(MINUS) == expected


@given(numbers, numbers, metrics)
def test_changes_back_and_forth_differ_in_sign_only(one: Fraction, other: Fraction, of: Metric) -> None:
    there, back = EN.difference(other - one, of), EN.difference(one - other, of)
    assert there.lstrip("+" + MINUS) == back.lstrip("+" + MINUS)
    assert one == other or there[0] != back[0]


@given(numbers, st.integers(-5, 20))
def test_rounding_is_to_the_nearest(value: Fraction, places: int) -> None:
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2) / Fraction(10) ** places
    assert 0 <= abs(value) - abs(Fraction(cut(value, places))) < 1 / Fraction(10) ** places


@given(numbers.filter(bool))
def test_magnitude_is_the_power_of_the_first_digit(value: Fraction) -> None:
    assert Fraction(10) ** magnitude(value) <= abs(value) < Fraction(10) ** (magnitude(value) + 1)
    assert abs(Fraction(significant(value, 3)) - value) <= abs(value) / 200


@given(st.decimals(allow_nan=False, allow_infinity=False, places=15))
def test_places_are_counted(value: Decimal) -> None:
    places = places_of(value)
    assert places is not None
    assert Fraction(rounded(value, places)) == Fraction(value)
    assert places == 0 or Fraction(rounded(value, places - 1)) != Fraction(value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1", "100 %"),
        ("0.99", "99 %"),
        ("0.9896", "99 %"),
        ("0.99895", "99.895 %"),
        ("0.99964", "99.964 %"),
        ("0.999999", "99.9999 %"),
        ("-0.99964", "−99.964 %"),
        ("1.000004", "100.0004 %"),
        ("1.004", "100.4 %"),
        ("0.9999999999999", "99.99999999… %"),
        ("0.625", "62.5 %"),
    ],
)
def test_next_to_all_of_it_what_is_missing_is_told(value: str, shown: str) -> None:
    assert spaced(EN.short(Decimal(value), SHARE)) == shown


@given(st.fractions(Fraction(9, 10), Fraction(11, 10)) | st.decimals("0.9999", "1.0001", places=12).map(Fraction))
def test_only_all_of_it_is_a_hundred_percent(value: Fraction) -> None:
    assert (spaced(EN.short(value, SHARE)) == "100 %") == (value == 1)
    assert (spaced(EN.relative(1, 1 - value)) == "−100 %") == (value == 1)


@pytest.mark.parametrize(
    ("values", "of", "shown"),
    [
        (("1423456", "1424000"), DOCUMENTS, ("1.423 M", "1.424 M")),
        (("1423456", "1600000"), DOCUMENTS, ("1.42 M", "1.6 M")),
        (("5", "5.0"), COUNT, ("5", "5")),
        (("0.90001", "0.9"), SHARE, ("90.001 %", "90 %")),
        (("125.0001", "125"), TIME, ("2 h 5 min 0.006 s", "2 h 5 min")),
        (("1234567890123.4", "1234567890123"), MONEY, ("$1,234,567,890,123.40", "$1,234,567,890,123")),
        ((), COUNT, ()),
    ],
)
def test_numbers_that_stand_together_are_told_apart(
    values: tuple[str, ...], of: Metric, shown: tuple[str, ...]
) -> None:
    assert tuple(map(spaced, EN.apart([Decimal(value) for value in values], of))) == shown


@given(st.lists(st.decimals(-(10**12), 10**12, places=6), max_size=4), metrics, languages)
def test_two_different_numbers_never_look_alike(values: list[Decimal], of: Metric, shown: NumberFormat) -> None:
    texts = shown.apart(values, of)
    for one, text in zip(values, texts, strict=True):
        for other, beside in zip(values, texts, strict=True):
            assert (one == other) == (text == beside)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("1", "user", "1 user"),
        ("-1", "pilot/month", "−1 pilot / month"),
        ("1", "loaf/month", "1 loaf / month"),
        ("1", "design_partner*person", "1 design partner × person"),
        ("1", "users", "1 users"),
        ("1.0", "1/month", "1 per month"),
        ("10", "user", "10 users"),
        ("0.1", "user", "0.1 users"),
        ("1", "user^2", "1 user^2"),
        ("1", "EUR", "€1"),
    ],
)
def test_one_is_singular(value: str, unit: str, shown: str) -> None:
    assert spaced(EN.quantity(Decimal(value), metric(unit))) == shown
    assert spaced(EN.short_quantity(Decimal(value), metric(unit))) == shown


def test_a_thousand_is_not_one() -> None:
    assert spaced(EN.short_quantity(1000, metric("user"))) == "1 k users"
    assert spaced(EN.quantity(1, metric("minute", "duration"))) == "1 min"


def test_a_difference_of_one_is_singular_where_it_stands_alone() -> None:
    assert EN.exact_difference(-1, metric("pilot/month"), alone=True) == "−1 pilot / month"
    assert EN.exact_difference(1, metric("pilot/month")) == "+1 pilots / month"
    assert 'title="+1 pilot / month"' in EN.html_difference(1, metric("pilot/month"))


def test_a_difference_in_a_table_has_all_digits_for_people_and_programs() -> None:
    shown = EN.html_exact_change(Decimal(1340000), Decimal("1423456.5"), DOCUMENTS)
    assert spaced(shown) == '<data value="83456.5">+83,456.5</data> (+6.2 %)'
    assert spaced(EN.html_exact_change(Decimal("0.62512"), Decimal("0.55"), SHARE)) == (
        '<data value="-0.07512">−7.512 points</data>'
    )
    assert spaced(EN.html_change(Decimal(1340000), Decimal("1423456.5"), DOCUMENTS)) == (
        '<data value="83456.5" title="+83,456.5 documents / month">+83.5 k</data> (+6.2 %)'
    )


@pytest.mark.parametrize(
    ("earlier", "later", "of", "shown"),
    [
        ("100", "112", COUNT, "+12 %"),
        ("0.556", "0.625", SHARE, "+6.9 points"),
        ("0", "84000", COUNT, "+84 k"),
        ("5", "5", SHARE, ""),
    ],
)
def test_a_movement_is_one_number(earlier: str, later: str, of: Metric, shown: str) -> None:
    assert spaced(EN.movement(Decimal(earlier), Decimal(later), of)) == shown


def test_a_sign_stays_with_the_currency_after_it() -> None:
    assert unbroken("Moved −$4.50 <a month> lately, and +6 %.") == (
        'Moved <span class="hb-number">−$4.50</span> &lt;a month&gt; lately, and +6 %.'
    )
