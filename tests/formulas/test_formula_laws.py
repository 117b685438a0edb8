"""The laws of the formula language: what is printed is read back, and no text brings it down."""

from decimal import Decimal
from fractions import Fraction
from string import ascii_lowercase

from hypothesis import example, given, reject
from hypothesis import strategies as st

from product_handbook.diagnostics.diagnostic import Diagnostic, Span, nowhere
from product_handbook.formulas.expression import (
    Call,
    Expression,
    Negation,
    Number,
    Operation,
    Power,
    Reference,
    to_text,
    tokens,
    walk,
)
from product_handbook.formulas.formula import MOST_ERRORS, parse, read_formula
from product_handbook.formulas.notation import NotationError
from product_handbook.formulas.units import Unit

FRAGMENTS = (
    *("a", "users", "x[-1]", "[-2]", "min(", "max", "mean(", "index", "Mau", "_", "é", "½", "²", "٣", "\u200b", "\0"),
    *("1", "0.5", "20%", "1,000", "1e6", "[month]", "[user/month]", "[", "]", "[t-1]", "[]", "$", "'", '"', "."),
    *("==", "^2", "^(1/12)", "^-1", *"+-*/^(),%×÷−–=< \n"),
)

ids = (
    st.text(ascii_lowercase + "_0123456789", max_size=6)
    .map(lambda rest: f"m{rest}")
    .filter(lambda word: word not in {"min", "max", "mean"})
)
exponents = st.fractions(-1000, 1000, max_denominator=1000)
units = st.lists(
    st.tuples(
        st.sampled_from(["user", "USD", "Größe", "m_2"]),
        st.sampled_from([Fraction(-2), Fraction(-1), Fraction(1), Fraction(1, 2)]),
    )
)
digits = st.from_regex(r"[0-9]{1,30}(\.[0-9]{1,30})?", fullmatch=True)
any_unit = st.none() | units.map(tuple).map(Unit)
numbers = st.builds(
    lambda text, percent, unit: Number(Decimal(f"{text}e-2" if percent else text), unit, percent),
    digits,
    st.booleans(),
    any_unit,
)
roll_ups = st.builds(Reference, ids, roll=st.sampled_from(["total", "average", "latest"]))
leaves = st.builds(Reference, ids, st.integers(0, 1000)) | roll_ups | numbers


def larger(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Every kind of expression that is made of others."""
    return st.one_of(
        st.builds(Operation, st.sampled_from(["+", "-", "*", "/"]), parts, parts),
        st.builds(Negation, parts),
        st.builds(Power, parts, exponents),
        st.builds(Call, st.sampled_from(["min", "max", "mean"]), st.lists(parts, min_size=2, max_size=4).map(tuple)),
    )


expressions = st.recursive(leaves, larger, max_leaves=20)
any_text = st.text(st.characters(exclude_categories=())) | st.lists(st.sampled_from(FRAGMENTS)).map("".join)


def read(text: str) -> Expression | NotationError:
    try:
        return parse(text)
    except NotationError as error:
        return error


@given(expressions)
def test_a_formula_prints_and_parses_back_to_itself(expression: Expression) -> None:
    assert parse(to_text(expression)) == expression
    assert hash(parse(to_text(expression))) == hash(expression)
    assert parse("".join(map(str, tokens(expression)))) == expression
    assert to_text(parse(to_text(expression))) == to_text(expression)


@given(expressions)
def test_no_pair_of_printed_parentheses_can_go(expression: Expression) -> None:
    text = to_text(expression)
    for start, end in pairs_of_parentheses(text):
        shorter = f"{text[:start]} {text[start + 1 : end]} {text[end + 1 :]}"
        assert read(shorter) != expression


def pairs_of_parentheses(text: str) -> list[tuple[int, int]]:
    opened, pairs = [], []
    for index, character in enumerate(text):
        if character == "(":
            opened.append(index)
        if character == ")":
            pairs.append((opened.pop(), index))
    return pairs


arithmetic = st.recursive(
    st.sampled_from([Reference("a"), Reference("b"), Reference("c")]),
    lambda parts: st.one_of(
        st.builds(Operation, st.sampled_from(["+", "-", "*", "/"]), parts, parts),
        st.builds(Negation, parts),
        st.builds(Power, parts, st.integers(-3, 3).map(Fraction)),
    ),
    max_leaves=8,
)


@given(arithmetic)
def test_operators_bind_as_they_do_in_python(expression: Expression) -> None:
    values = {"a": Fraction(7), "b": Fraction(2, 3), "c": Fraction(-5)}
    try:
        expected = eval(to_text(expression).replace("^", "**"), {}, values)
    except ZeroDivisionError:
        reject()
    assert evaluate(parse(to_text(expression)), values) == expected


def evaluate(expression: Expression, values: dict[str, Fraction]) -> Fraction:
    """The value of plain arithmetic, on a stack: `walk` read backwards has each part after what it is made of."""
    stack: list[Fraction] = []
    for part in reversed(tuple(walk(expression))):
        match part:
            case Reference(metric):
                stack.append(values[metric])
            case Negation():
                stack.append(-stack.pop())
            case Power(exponent=exponent):
                stack.append(stack.pop() ** int(exponent))
            case Operation(operator):
                left, right = stack.pop(), stack.pop()
                results = {"+": left + right, "-": left - right, "*": left * right, "/": right and left / right}
                stack.append(results[operator])
    return stack.pop()


def check_any_text(text: str) -> None:
    """What holds for every text: it is a formula that prints back, or its errors point into it and say what to do."""
    found = read(text)
    if not isinstance(found, NotationError):
        assert read_formula(text, nowhere) == found
        assert parse(to_text(found)) == found
        assert parse("".join(map(str, tokens(found)))) == found
        return
    every = read_formula(text, in_f)
    assert (found.message, found.help) == (every[0].message, every[0].help)
    assert len({mistake.span for mistake in every}) == len(every) <= MOST_ERRORS
    for mistake in every:
        check_mistake(text, mistake)


def in_f(start: int, end: int) -> Span:
    return Span("f", 1, start + 1, 1, end + 1)


def check_mistake(text: str, found: Diagnostic) -> None:
    """What holds for every error of a formula."""
    start, end = found.span.column - 1, found.span.end_column - 1
    assert 0 <= start <= end <= len(text)
    assert start < end or not text
    assert found.message.startswith("found ")
    assert found.help[0] in ascii_lowercase
    for sentence in (found.message, found.help):
        assert sentence.isprintable()
        assert not sentence.endswith(".")
        assert len(sentence) < 250


@given(any_text)
@example("a\ud800")
@example("a^(9^9)")
@example("2^9^9^9^9^9")
@example("1e999999999")
@example("a[-" + "9" * 1900 + "]")
@example("x^" + "9" * 1900)
@example("M" * 1900)
@example("2" * 1900 + "K")
@example("9" * 1900 + ".")
@example("." + "9" * 1900)
@example("1" + ",000" * 450)
@example("9" * 1900 + "e9")
@example("x" + "²" * 1900)
@example("٣" * 1900)
@example("9" * 900 + "," + "9" * 900)
@example("a" * 900 + "." + "a" * 900)
@example("a" * 60 + " " + "b" * 60)
@example("x[month\u200b]")
@example("x[" + "month" * 300 + "]")
@example("(x)[\u200bmonth" + "month" * 300 + "]")
@example("[" + "month" * 300 + "]")
@example("x[" + "9" * 1900 + "]")
@example("1 [" + "²" * 190 + "]")
@example("9" * 2000)
@example("0." + "9" * 1990 + "%")
@example("+".join(["12[(a*b*c)^2]"] * 153))
def test_any_text_is_a_formula_or_a_clear_error(text: str) -> None:
    check_any_text(text)


@given(expressions, st.data())
def test_a_mistyped_formula_is_a_formula_or_a_clear_error(expression: Expression, data: st.DataObject) -> None:
    text = to_text(expression)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 3, len(text))))
    check_any_text(text[:start] + data.draw(st.sampled_from(("", *FRAGMENTS))) + text[end:])
