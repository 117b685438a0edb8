"""Wrong formulas: each says what was found, points at it, and says what to write instead."""

import pytest

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.formulas.formula import parse, read_formula
from product_handbook.formulas.notation import NotationError


def quoted_by(text: str) -> list[str]:
    """The parts of a formula that are wrong."""
    found = read_formula(text, lambda start, end: Span("f", 1, start + 1, 1, end + 1))
    return [text[error.span.column - 1 : error.span.end_column - 1] for error in found]


EMPTY = "write one, such as `users * documents_per_user`, or delete the key"
EXPONENT = "write the exponent as one number, such as `2`, `-1` or `(1/12)`"
PERCENT = "leave it out: `format: percent` says how a metric is shown"
VOCABULARY = (
    "leave it out: a formula has ids, numbers, `+ - * / ^`, parentheses, min, max, mean, total, average and latest"
)
LAG = "write `mrr[-1]` for the period before, for example"

EMPTY_OR_TOO_MUCH = [
    ("", "", "found no formula", EMPTY),
    (" \n ", " \n ", "found no formula", EMPTY),
    (
        "a+" * 1000 + "a",
        "a+" * 1000 + "a",
        "found a formula of more than 2,000 characters",
        "give parts of it a metric of their own",
    ),
    ("(" * 51 + "a", "(", "found parts nested more than 50 deep", "nest less, or give an inner part a name of its own"),
    ("m" * 65, "m" * 65, "found an id of 65 characters, expected at most 64", "shorten the id of the metric"),
]

NUMBERS = [
    ("users * 1,000", "1,000", "found `1,000`, expected a number without separators", "write `1000`"),
    ("12,345,678.9", "12,345,678.9", "expected a number without separators", "write `12345678.9`"),
    ("1.234,56", "1.234,56", "expected a number without separators", "write `1234.56`"),
    ("1.000.000", "1.000.000", "expected a number without separators", "write `1000000`"),
    ("1 000", "1 000", "expected a number without separators", "write `1000`"),
    ("1'000", "1'000", "expected a number without separators", "write `1000`"),
    ("1_000", "1_000", "expected a number without separators", "write `1000`"),
    (
        "min(1,000, users)",
        "1,000",
        "found `1,000`, expected a number without separators",
        "write `1000`, or a space after the comma between two arguments",
    ),
    ("1,5 * users", "1,5", "found `1,5`, expected a decimal point", "write `1.5`"),
    ("1.2.3", "1.2.3", "found a number with a point too many", "write one number, such as `1.5`"),
    ("5. * users", "5.", "found `5.`, expected digits after the point", "write `5`"),
    (".5 * users", ".5", "found `.5`, expected a digit before the point", "write `0.5`"),
    ("1e6", "1e6", "found `1e6`, expected a number in plain digits", "write `1000000`"),
    ("1.5E-3", "1.5E-3", "found `1.5E-3`, expected a number in plain digits", "write `0.0015`"),
    ("1e99", "1e99", "found `1e99`, expected a number in plain digits", "write the number out"),
    ("10K", "K", "found `K` right after the number `10`", "write the number out in full"),
    ("$100", "$", "found `$`", "write the currency as a unit after the number, such as `100 [USD]`"),
    ("100 €", "€", "found `€` (euro sign)", "write the currency as a unit after the number, such as `100 [EUR]`"),
    ("٣٤ * users", "٣٤", "found `٣٤`, which is not part of a formula", "write `34`"),
    ("½ * users", "½", "found `½` (vulgar fraction one half)", "write the number with the digits 0 to 9"),
]

IDS = [
    ("MAU * 2", "MAU", "found the id `MAU` with capital letters", "write `mau`"),
    ("2 * Documents_created", "Documents_created", "with capital letters", "write `documents_created`"),
    ("team.users", "team.users", "found `team.users`, but ids have no points", "write `team_users`, if that is the id"),
    (
        "café + a",
        "café",
        "found `é` (latin small letter e with acute) in `café`",
        "write the id as it stands in the tree",
    ),
    (
        "\u0430 + b",
        "\u0430",
        "found `\u0430` (cyrillic small letter a), expected",
        "write the id as it stands in the tree",
    ),
    ("_users", "_users", "found `_` in `_users`, expected small letters", "write the id as it stands in the tree"),
    ("index / 2", "index", "found `index`, which no metric is called", "write the id of a metric"),
    ('"users" * 2', '"', 'found `"`, which is not part of a formula', "write ids and numbers without quotes"),
    ("2 * ‘users’", "‘", "found `‘` (left single quotation mark)", "write ids and numbers without quotes"),
    ("users\u200b", "\u200b", "found the character zero width space", VOCABULARY),
    ("users\0", "\0", "found the character U+0000", VOCABULARY),
    ("a & b", "&", "found `&`, which is not part of a formula", VOCABULARY),
]

OPERATORS = [
    ("2 users", "2 users", "found `users` after `2`, expected an operator", "write `2 * users` to multiply"),
    ("2users", "2users", "found `users` after `2`", "write `2 * users` to multiply, or the number in full"),
    ("2 (a + b)", "2 (", "found `(` after `2`, expected an operator", "write `2 * (` to multiply"),
    ("(a) (b)", ") (", "found `(` after `)`, expected an operator", "write `) * (` to multiply"),
    (
        "active users",
        "active users",
        "found `users` after `active`",
        "write `active * users` to multiply, or `active_users` if it is one id",
    ),
    ("mau = a * b", "=", "found `=`, but the formula stands under its metric", "leave out everything up to the `=`"),
    ("= a * b", "=", "found `=`, but the formula stands under its metric already", "leave out the `=`"),
    ("a == b", "==", "found `==`, but a formula compares nothing", "write only what the metric is computed from"),
    ("a >= 2", ">=", "found `>=`, but a formula compares nothing", "write only what the metric is computed from"),
    ("a ** 2", "**", "found `**`, expected one operator", "write `^` for a power"),
    ("a // b", "//", "found `//`, expected one operator", "write `/` once"),
    ("a * / b", "* /", "found `/` after `*`, expected a metric", "write what stands between them, or leave one out"),
    ("+a", "+", "found `+` with nothing on its left", "leave it out"),
    ("a ++ b", "+", "found `+` with nothing on its left", "leave it out"),
    ("* a", "*", "found `*` with nothing on its left", "write what comes before it, or leave it out"),
    ("a +", "+", "found nothing after `+`", "write what comes after `+`, or leave it out"),
    ("-", "-", "found nothing after `-`", "write what comes after `-`, or leave it out"),
    ("a – b", "–", "found `–` (en dash)", "write `-`"),
    ("a · b", "·", "found `·` (middle dot)", "write `*`"),
    ("a : b", ":", "found `:`", "write `/`"),
    ("churn%", "%", "found `%` after `churn`, expected it after a number only", PERCENT),
    ("a % 2", "%", "found `%` after `a`, expected it after a number only", PERCENT),
    ("% * a", "%", "found `%` without a number before it", "write a number before it"),
]

EXPONENTS = [
    ("a²", "²", "found `²` (superscript two)", "write `^2`"),
    ("a⁻¹", "⁻¹", "found `⁻¹`", "write `^-1`"),
    ("(1 + rate)^periods", "periods", "found `periods` in an exponent, expected a number or a fraction", EXPONENT),
    ("a^(n - 1)", "n", "found `n` in an exponent", EXPONENT),
    ("a^(2 + 1)", "+", "found `+` in an exponent", EXPONENT),
    ("a^", "^", "found nothing after `^`", EXPONENT),
    ("a^(1/12", "(", "found no `)` for this `(`", "add the `)`"),
    ("a^(1/0)", "(1/0)", "found a division by zero in an exponent", "divide by another number"),
    ("a^0^-1", "^0^-1", "found `^0^-1`, whose value is no exact number", "write the exponent as one number"),
    ("a^2^0.5", "^2^0.5", "found `^2^0.5`, whose value is no exact number", "write the exponent as one number"),
    (
        "a^20%",
        "%",
        "found `%` in an exponent, which is a pure number",
        "write the exponent as a number such as `2` or `(1/12)`",
    ),
    (
        "a^1001",
        "^1001",
        "found the exponent `1001`, which is too large",
        "write one from -1000 to 1000, with few decimals",
    ),
    (
        "a^9^9",
        "^9^9",
        "found the exponent `9^9`, which is too large",
        "write one from -1000 to 1000, with few decimals",
    ),
    (
        "a^0.083333333333",
        "0.083333333333",
        "found `0.083333333333` in an exponent, expected at most 11 digits",
        "round it, or write a fraction such as `(1/12)`",
    ),
]

PARENTHESES_AND_FUNCTIONS = [
    ("(a + b", "(", "found no `)` for this `(`", "add the `)`"),
    ("a * (b + (c - 1)", "(", "found no `)` for this `(`", "add the `)`"),
    ("a + b)", ")", "found `)` without a `(` before it", "leave it out, or add the `(`"),
    ("a + ()", "()", "found nothing between `(` and `)`", "write something, or leave them out"),
    ("(a + )", "+ )", "found `)` after `+`", "add what is missing, or leave out what is too much"),
    ("{a + b}", "{", "found `{`", "write `(`"),
    (
        "sum(a, b)",
        "sum",
        "found `sum` before a parenthesis, expected min, max, mean",
        "add with `+`, as in `a + b`; the sum of finer periods is `total(a)`",
    ),
    (
        "avg(a, b)",
        "avg",
        "found `avg` before a parenthesis",
        "write `mean` for the average of several metrics, `average` for that of the finer periods of one",
    ),
    (
        "AVERAGE(a)",
        "AVERAGE",
        "found `AVERAGE` before a parenthesis",
        "write `average`",
    ),
    (
        "last(a)",
        "last",
        "found `last` before a parenthesis",
        "write `latest`",
    ),
    (
        "total(a, b)",
        "total(a, b)",
        "found several arguments of `total`",
        "join several metrics of one cadence with `+`, or with `mean(a, b)`",
    ),
    (
        "average(a / b)",
        "average(a / b)",
        "found a formula in `average( )`",
        "give what is in the parentheses a metric of its own, and write `average(id)`",
    ),
    (
        "latest(total(a))",
        "latest(total(a))",
        "found a formula in `latest( )`",
        "give what is in the parentheses a metric of its own, and write `latest(id)`",
    ),
    (
        "total(a[-1])",
        "total(a[-1])",
        "found an earlier period in `total( )`",
        "give `total(a)` a metric of its own, and write the id of that with `[-1]`",
    ),
    (
        "total(2)",
        "total(2)",
        "found a number in `total( )`",
        "leave the function out: a number is the same in every period",
    ),
    (
        "total()",
        "total()",
        "found `total()` of nothing, expected the id of one metric",
        "write what it is taken of, as in `total(a)`",
    ),
    ("Min(a, b)", "Min", "found `Min` before a parenthesis", "write `min`"),
    ("sqrt(a)", "sqrt", "found `sqrt` before a parenthesis", "write a power, as in `x^(1/2)`"),
    ("median(a, b)", "median", "found `median`", "use one of these functions, or write `median * (` to multiply"),
    ("max", "max", "found the function `max` without parentheses", "write what it is taken of, as in `max(a, b)`"),
    ("min a, b", "min", "found the function `min` without parentheses", "write what it is taken of, as in `min(a, b)`"),
    (
        "min()",
        "min()",
        "found `min()` of nothing, expected two arguments or more",
        "write what it is taken of, as in `min(a, b)`",
    ),
    (
        "min(a)",
        "min(a)",
        "found one argument of `min`, expected two or more",
        "add another after a comma, or leave `min` out",
    ),
    ("min(a,)", ",)", "found `)` after `,`", "add what is missing, or leave out what is too much"),
    ("min(, a)", "(,", "found `,` after `(`", "add what is missing, or leave out what is too much"),
    ("min(a; b)", ";", "found `;`", "write `,`"),
    (
        "a, b",
        ",",
        "found a comma outside a list of arguments",
        "write it only between the arguments of min, max and mean",
    ),
]

LAGS_AND_UNITS = [
    ("mrr[0]", "[0]", "found a lag of 0, which is this period", "write `mrr`"),
    ("mrr[-0]", "[-0]", "found a lag of 0, which is this period", "write `mrr`"),
    ("mrr[2]", "[2]", "found the lag `[2]`, which is a later period", "write `mrr[-2]` for an earlier one"),
    ("mrr[+1]", "[+1]", "found the lag `[+1]`, which is a later period", "write `mrr[-1]` for an earlier one"),
    ("mrr[-1.5]", "[-1.5]", "found the lag `[-1.5]`, expected a whole number of periods", LAG),
    ("mrr[t-1]", "[t-1]", "found the lag `[t-1]`, expected a minus sign and a number", LAG),
    ("mrr[]", "[]", "found the lag `[]`, expected a minus sign and a number", LAG),
    ("mrr[-1001]", "[-1001]", "found a lag of more than 1,000 periods", "write a smaller one, such as `[-12]`"),
    (
        "mrr[-1][-1]",
        "[-1]",
        "found `[-1]` after `[-1]`, expected it once",
        "write one lag right after the id, such as `x[-1]`",
    ),
    (
        "12 [-1]",
        "[-1]",
        "found the lag `[-1]` after the number `12`",
        "leave it out: a number is the same in every period",
    ),
    (
        "mrr [month]",
        "[month]",
        "found the unit `[month]` after the metric `mrr`, expected one after a number only",
        "give `mrr` its `unit` in the tree, or multiply by a number: `* 1 [month]`",
    ),
    ("(a - b) [month]", "[month]", "found `[month]` after `)`", "multiply by a number with the unit: `* 1 [month]`"),
    ("a * [month]", "[month]", "found `[month]` without a number", "write a number before a unit, such as `1 [month]`"),
    ("mrr[-1", "[", "found `[` without a `]`", "add the `]`, or leave it out"),
    ("mrr]", "]", "found `]` without a `[`", "add the `[`, or leave it out"),
    ("a * 12 []", "[]", "found no unit", "write one, such as `user` or `document/month`, or `1` for a pure number"),
    ("a * 12 [month per year]", "per", "found `per` after `month`", "write `/` for per, such as `document/user`"),
    (
        "a * 12 [%]",
        "%",
        "found `%`, which is not part of a unit",
        "write `1`, and `format: percent` for how it is shown",
    ),
    ("a * 12 [$/user]", "$", "found `$`, which is not part of a unit", "write `USD`"),
    ("a * 12 [user/]", "/", "found nothing after `/`", "write a word after `/`, or leave it out"),
]


@pytest.mark.parametrize(
    ("text", "where", "message", "help"),
    EMPTY_OR_TOO_MUCH + NUMBERS + IDS + OPERATORS + EXPONENTS + PARENTHESES_AND_FUNCTIONS + LAGS_AND_UNITS,
)
def test_a_wrong_formula_says_where_and_what_to_write(text: str, where: str, message: str, help: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert message in caught.value.message
    assert caught.value.help == help
    assert caught.value.span.of(text) == where


@pytest.mark.parametrize(
    ("text", "start"),
    [("a * (b + (c - 1)", 4), ("mrr[-1] + mrr[-1][-1]", 17), ("12 [user] * 12 [user*user²]", 25), ("a + b + + c", 8)],
)
def test_an_error_points_at_the_wrong_one_of_several_like_parts(text: str, start: int) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert caught.value.span.start == start


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("sum(a) + avg(b) · c * (d", ["sum", "avg", "·", "("]),
        ("MAU + DAU * [x", ["MAU", "DAU", "["]),
        ("a b * (c", ["a b", "("]),
        ("a ** b + sum(c)", ["sum", "**"]),
        ("(a + b)) * (c", [")", "("]),
        ("min(a, (b", ["(", "("]),
        ("x[0] + y[+1] * 3 [users/]", ["[0]", "[+1]", "/"]),
        ("min(a) + 2 [-1] * mean(b)", ["min(a)", "[-1]", "mean(b)"]),
        ("$100 + €5", ["$", "€"]),
        ("1,000 + 2,000 * 1e3", ["1,000", "2,000", "1e3"]),
        ("Monthly-Active-Users + Docs", ["Monthly-Active-Users", "Docs"]),
    ],
)
def test_every_mistake_with_a_reason_of_its_own_is_found(text: str, where: list[str]) -> None:
    assert quoted_by(text) == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('"a" * “b”', '"'),
        ("Documents Created = a * 2", "="),
        ("a [x[1]]", "["),
        ("3 [user/[month]]", "["),
        ("team.sub.users", "team.sub"),
        ("MAU + MAU", "MAU"),
        ("sum() + a", "sum"),
        ("a * (", "("),
        ("{a + b * 2", "{"),
        ("1.2.3.4", "1.2.3.4"),
        ("10K", "K"),
        ("a+" * 1000 + "a", "a+" * 1000 + "a"),
    ],
)
def test_a_mistake_is_found_once_without_what_follows_from_it(text: str, where: str) -> None:
    assert quoted_by(text) == [where]


def test_an_error_reads_as_one_sentence() -> None:
    with pytest.raises(NotationError) as caught:
        parse("a ** 2")
    assert str(caught.value) == "found `**`, expected one operator; write `^` for a power"


@pytest.mark.parametrize(
    "text", ["min(1000,200)", "min(x, 5, 100)", "max(1, 000)", "1.000", "0001", "x2y * 3", "a - b - c"]
)
def test_what_only_looks_wrong_is_read(text: str) -> None:
    parse(text)
