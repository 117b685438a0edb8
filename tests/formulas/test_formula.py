"""The formula language: its grammar, its printed form, and its limits."""

from decimal import Decimal
from fractions import Fraction

import pytest

from product_handbook.formulas.expression import (
    Call,
    Expression,
    Negation,
    Number,
    Operation,
    Power,
    Reference,
    references,
    to_text,
    tokens,
    walk,
)
from product_handbook.formulas.formula import parse
from product_handbook.formulas.notation import NotationError
from product_handbook.formulas.unit_notation import parse as parse_unit
from product_handbook.formulas.units import PURE, Unit

A, B, C, X = (Reference(metric) for metric in "abcx")
MONTH = Unit((("month", Fraction(1)),))


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("a", A),
        ("  a\n", A),
        ("((a))", A),
        ("a[-1]", Reference("a", 1)),
        ("a [ − 12 ]", Reference("a", 12)),
        ("a[-1000]", Reference("a", 1000)),
        ("12", Number(Decimal(12))),
        ("0.50", Number(Decimal("0.5"))),
        ("20%", Number(Decimal("0.2"), percent=True)),
        ("20 %", Number(Decimal("0.2"), percent=True)),
        ("1 [month]", Number(Decimal(1), MONTH)),
        ("1[month]", Number(Decimal(1), MONTH)),
        ("1 [1]", Number(Decimal(1), PURE)),
        ("2% [1/month]", Number(Decimal("0.02"), parse_unit("1/month"), percent=True)),
        ("12 [ month ÷ year ]", Number(Decimal(12), parse_unit("month/year"))),
        ("a - b - c", Operation("-", Operation("-", A, B), C)),
        ("a - (b - c)", Operation("-", A, Operation("-", B, C))),
        ("a / b * c", Operation("*", Operation("/", A, B), C)),
        ("a + b * c", Operation("+", A, Operation("*", B, C))),
        ("(a + b) * c", Operation("*", Operation("+", A, B), C)),
        ("a × b ÷ c − x", Operation("-", Operation("/", Operation("*", A, B), C), X)),
        ("-a", Negation(A)),
        ("--a", Negation(Negation(A))),
        ("-a * b", Operation("*", Negation(A), B)),
        ("a * -b", Operation("*", A, Negation(B))),
        ("a - -b", Operation("-", A, Negation(B))),
        ("-x^2", Negation(Power(X, Fraction(2)))),
        ("(-x)^2", Power(Negation(X), Fraction(2))),
        ("2^-1", Power(Number(Decimal(2)), Fraction(-1))),
        ("x^−1", Power(X, Fraction(-1))),
        ("x^(-1)", Power(X, Fraction(-1))),
        ("x^(1/12)", Power(X, Fraction(1, 12))),
        ("x^(-1/12)", Power(X, Fraction(-1, 12))),
        ("x^0.5", Power(X, Fraction(1, 2))),
        ("x^1/2", Operation("/", Power(X, Fraction(1)), Number(Decimal(2)))),
        ("x^2^3", Power(X, Fraction(8))),
        ("x^-2^2", Power(X, Fraction(-4))),
        ("x^2^-1", Power(X, Fraction(1, 2))),
        ("(x^2)^3", Power(Power(X, Fraction(2)), Fraction(3))),
        ("min(a, b)", Call("min", (A, B))),
        ("max(a, b + c, min(a, 2))", Call("max", (A, Operation("+", B, C), Call("min", (A, Number(Decimal(2))))))),
        ("mean (a,b)", Call("mean", (A, B))),
    ],
)
def test_a_formula_is_read_as_its_grammar_says(text: str, expression: Expression) -> None:
    assert parse(text) == expression


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("monthly_active_users*documents_per_user", "monthly_active_users * documents_per_user"),
        ("mrr [-1]+(new_mrr)−churned_mrr", "mrr[-1] + new_mrr - churned_mrr"),
        ("(a + b) + (c + x)", "a + b + (c + x)"),
        ("(a * b) / (c)", "a * b / c"),
        ("a / (b / c)", "a / (b / c)"),
        ("-(a)", "-a"),
        ("-(a * b)", "-(a * b)"),
        ("(-a) * b", "-a * b"),
        ("(-(a))^(2)", "(-a)^2"),
        ("((a ^ 2)) ^ 3", "(a^2)^3"),
        ("a^0.5", "a^(1/2)"),
        ("a^(-6/12)", "a^(-1/2)"),
        ("mrr×12[month / year]", "mrr * 12 [month/year]"),
        ("12.50 % * a", "12.50% * a"),
        ("max( (a) ,(b-c) )", "max(a, b - c)"),
    ],
)
def test_a_formula_prints_with_the_fewest_parentheses(text: str, printed: str) -> None:
    assert to_text(parse(text)) == printed
    assert str(parse(text)) == printed


def test_a_page_gets_a_formula_as_text_and_operands_in_turn() -> None:
    a, b, x = Reference("a", 1), Reference("b"), Reference("x")
    assert tokens(parse("a[-1] * 12 [month/year] - (-b / 2)^(1/12) * min(x, 20%)")) == (
        a,
        " × 12 [month/year] − (−",
        b,
        " ÷ 2)^(1/12) × min(",
        x,
        ", 20%)",
    )
    assert tokens(parse("a")) == (Reference("a"),)
    assert tokens(parse("2^-1")) == ("2^−1",)


def test_parts_know_where_they_stand() -> None:
    text = " users[-1] * (free + 12 [month]) - min(paid, -x^2)"
    stretches = [part.span.of(text) for part in walk(parse(text))]
    assert stretches == [
        text.strip(),
        "users[-1] * (free + 12 [month])",
        "users[-1]",
        "(free + 12 [month])",
        "free",
        "12 [month]",
        "min(paid, -x^2)",
        "paid",
        "-x^2",
        "x^2",
        "x",
    ]


def test_references_come_in_order_and_repeated() -> None:
    assert references(parse("a[-1] + b * min(a, 2, c) - b")) == (Reference("a", 1), B, A, C, B)


def test_places_do_not_count_when_formulas_are_compared() -> None:
    assert parse("a+b") == parse(" ( a + b ) ")
    assert hash(parse("a+b")) == hash(parse(" ( a + b ) "))
    assert parse("a - b") != parse("b - a")
    assert parse("(a - b) - c") != parse("a - (b - c)")
    assert parse("min(a, min(b, c))") != parse("min(min(a, b), c)")
    assert parse("20%") != parse("0.2")
    assert parse("a") != "a"


@pytest.mark.parametrize("operator", ["+", "-", "*", "/"])
def test_a_long_chain_is_handled_without_recursion(operator: str) -> None:
    text = operator.join("abcdefghij"[index % 10] for index in range(1000))
    expression = parse(text)
    assert len(to_text(expression)) > 2000
    assert parse(to_text(expression)) == expression
    assert hash(parse(text)) == hash(expression)
    assert text.replace(operator, "") in repr(expression).replace(f" {operator} ", "")
    assert len(references(expression)) == 1000
    assert len(tokens(expression)) == 1999


@pytest.mark.parametrize(
    "text",
    [
        "(",
        "-",
        "^",
        "x^",
        "x^2^",
        "[",
        "]",
        "x ",
        "x.",
        "1,",
        "min(",
        "+",
        "=",
        "é",
        "9",
        "_",
        "\u0301",
        "1.000+",
        "²",
        "٣",
    ],
)
def test_a_huge_text_is_refused_at_once(text: str) -> None:
    with pytest.raises(NotationError, match="more than 2,000 characters; give parts of it a metric of their own"):
        parse(text * 100_000)


def test_white_space_does_not_count_towards_the_length() -> None:
    assert parse(" " * 100_000 + "a" + "\n" * 100_000) == A


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("-", ""), ("min(1,", ")"), ("-(", ")"), ("mean(", ",b)"), ("2*(", ")")]
)
def test_nesting_ends_at_fifty(opening: str, closing: str) -> None:
    levels = 50 // sum(sign in "-(" for sign in opening)
    deepest = opening * levels + "a" + closing * levels
    assert parse(to_text(parse(deepest))) == parse(deepest)
    with pytest.raises(NotationError, match="found parts nested more than 50 deep") as caught:
        parse(opening + deepest + closing)
    assert caught.value.span.of(opening + deepest + closing) in {"-", "("}


def test_a_tower_of_exponents_ends_at_fifty() -> None:
    assert parse("x" + "^1" * 51) == Power(X, Fraction(1))
    with pytest.raises(NotationError, match="found parts nested more than 50 deep"):
        parse("x" + "^1" * 52)


def test_the_name_of_a_roll_up_is_one_only_before_a_parenthesis() -> None:
    expression = parse("total(total) / latest + average (average)")
    assert [(use.metric, use.roll) for use in references(expression)] == [
        ("total", "total"),
        ("latest", None),
        ("average", "average"),
    ]
    assert to_text(expression) == "total(total) / latest + average(average)"
