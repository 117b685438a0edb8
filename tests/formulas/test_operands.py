"""How each metric enters a formula, and what the formula is as a whole."""

import pytest

from product_handbook.formulas.formula import parse
from product_handbook.formulas.operands import main_operator, operands


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("a", "a:="),
        ("-a", "a:−"),
        ("--a", "a:="),
        ("12", ""),
        ("a + b - c", "a:+ b:+ c:−"),
        ("a - (b - c)", "a:+ b:− c:+"),
        ("-(a - b)", "a:− b:+"),
        ("-a + b", "a:− b:+"),
        ("a - -b", "a:+ b:+"),
        ("a * b / c", "a:× b:× c:÷"),
        ("a / (b * c)", "a:× b:÷ c:÷"),
        ("a / (b / c)", "a:× b:÷ c:×"),
        ("a / (b + c - d)", "a:× b:÷ c:÷ d:÷"),
        ("a * (b - c)", "a:× b:+ c:−"),
        ("a * -(b - c)", "a:× b:− c:+"),
        ("a * -b", "a:× b:×"),
        ("a - b * c", "a:+ b:× c:×"),
        ("-(a * b)", "a:× b:×"),
        ("a^2 - b^(1/12)", "a:^ b:^"),
        ("(a + b)^2", "a:+ b:+"),
        ("min(a, b, c) + mean(d, e - f)", "a:min b:min c:min d:mean e:+ f:−"),
        ("max(-a, b)", "a:max b:max"),
        ("a * (a + b) - a * b", "a:×,+ b:+,×"),
        ("total(a)", "a:total"),
        ("total(a) - average(b) * c", "a:total b:average c:×"),
        ("latest(a) / total(a)", "a:latest,total"),
    ],
)
def test_each_operand_has_the_sign_of_the_nearest_operator(text: str, signs: str) -> None:
    assert " ".join(f"{operand.metric}:{','.join(operand.operators)}" for operand in operands(parse(text))) == signs


def test_an_operand_is_lagged_where_every_use_of_it_is() -> None:
    found = operands(parse("a[-1] + b[-1] - b + c * a[-2]"))
    assert [(operand.metric, operand.lagged) for operand in found] == [("a", True), ("b", False), ("c", False)]


def test_an_operand_stands_where_it_appears_first() -> None:
    text = "a + users[-1] * (b - users)"
    assert [operand.span.of(text) for operand in operands(parse(text))] == ["a", "users[-1]", "b"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a", ""),
        ("a[-1]", ""),
        ("12 [month]", ""),
        ("a + b", "+"),
        ("a - b", "−"),
        ("a - b - c", "−"),
        ("mrr[-1] + new_mrr - churned_mrr", "+"),
        ("a - (b + c)", "−"),
        ("a * b", "×"),
        ("a / b", "÷"),
        ("a / b * c", "×"),
        ("(a + b) / c", "÷"),
        ("a^2", "^"),
        ("-a", "−"),
        ("-a^2", "−"),
        ("mean(a, b)", "mean"),
        ("total(a)", "total"),
        ("total(a) / b", "÷"),
    ],
)
def test_the_main_operator_is_the_outermost(text: str, sign: str) -> None:
    assert main_operator(parse(text)) == sign


def test_a_chain_of_a_thousand_operands_is_followed() -> None:
    chain = parse("-".join("abcdefghij"[index % 10] for index in range(1000)))
    assert [operand.operators for operand in operands(chain)][:2] == [("+", "−"), ("−",)]
    assert main_operator(chain) == "−"
