"""How diagnostics are printed: one grammar, the source line with what is meant underlined, a few of each kind."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.diagnostics.collector import FEW, summarize
from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.diagnostics.reporters import REPORTERS, WIDEST, line_report, text_report

COLOR = re.compile(r"\033\[\d+m")


def unknown(line: int, name: str = "loavs", path: str = "tree.yml", column: int = 3) -> Diagnostic:
    span = Span(path, line, column, line, column + len(name))
    return Diagnostic("unknown_id", span, f"there is no metric `{name}`", "did you mean `loaves`?")


def sources(text: str):
    return lambda path: text.split("\n") if path == "tree.yml" else ()


def test_a_line_says_place_severity_message_help_and_code():
    said = line_report([unknown(2)], sources(""), color=False)
    assert said == "tree.yml:2:3: error: there is no metric `loavs`; did you mean `loaves`? [unknown_id]\n"


def test_the_source_line_is_shown_and_the_span_underlined():
    said = text_report([unknown(12, column=10)], sources("\n" * 11 + "formula: loavs * 2"), color=False)
    assert said.splitlines()[1:] == ["   |", "12 | formula: loavs * 2", "   |          ^^^^^"]


@pytest.mark.parametrize(
    ("line", "column", "end", "mark"),
    [
        ("a: 収益 + x", 4, 6, "      ^^^^"),
        ("\ta: x", 5, 6, "       ^"),
        ("a: e\u0301x", 6, 7, "       ^"),
        ("a: x", 4, 4, "      ^"),
    ],
)
def test_the_mark_stands_below_what_is_meant(line, column, end, mark):
    found = Diagnostic("x", Span("tree.yml", 1, column, 1, end), "m", "h")
    assert text_report([found], sources(line), color=False).splitlines()[3].removeprefix("  |")[1:] == mark[3:]


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first():
    found = Diagnostic("x", Span("tree.yml", 1, 4, 3, 2), "m", "h")
    assert text_report([found], sources("a: bcd\ne\nf"), color=False).splitlines()[3] == "  |    ^^^"


def test_without_the_file_the_line_alone_is_shown():
    assert text_report([unknown(1, path="gone.yml")], sources("x"), color=False).count("\n") == 1


@given(st.text(max_size=400), st.integers(1, 500), st.integers(0, 500))
def test_any_line_is_shown_harmlessly_and_in_a_few_columns(line, column, length):
    span = Span("tree.yml", 1, column, 1, column + length)
    said = text_report([Diagnostic("x", span, "m", "h")], sources(line.replace("\n", "")), color=False)
    assert all(shown.isprintable() for shown in said.removesuffix("\n").split("\n"))
    assert all(len(shown) <= WIDEST + 10 for shown in said.split("\n"))


@pytest.mark.parametrize("form", REPORTERS)
def test_colour_changes_nothing_but_the_colour(form):
    found = [unknown(1), unknown(2, path="other.yml")]
    plain, colored = (REPORTERS[form](found, sources("a loavs"), color=color) for color in (False, True))
    assert COLOR.sub("", colored) == plain != colored


@pytest.mark.parametrize("form", REPORTERS)
def test_nothing_is_said_of_nothing(form):
    assert REPORTERS[form]([], sources(""), color=True) == ""


def test_a_few_of_each_kind_are_told_and_the_others_counted():
    alike = [unknown(line, f"x{line}") for line in range(1, 250)]
    told = summarize([*alike, unknown(1, path="other.yml")])
    assert told[:FEW] == tuple(alike[:FEW])
    assert told[FEW].span == alike[FEW].span
    assert told[FEW].message == "found 244 more like these, the first of them here"
    assert told[FEW + 1 :] == (unknown(1, path="other.yml"),)


def test_one_more_than_a_few_is_told():
    alike = tuple(unknown(line) for line in range(FEW + 1))
    assert summarize(alike) == alike


def found(line: int, *, id: str = "", cause: str = "nobody owns it", help: str = "add an owner") -> Diagnostic:
    subject = f"metric:{id or f'm{line}'}"
    return Diagnostic("leaf", Span("tree.yml", line), f"nobody owns M{line}", help, "warning", "", subject, (), cause)


def test_one_cause_on_many_objects_is_told_once_with_the_first_few():
    alike = [found(line) for line in range(1, 250)]
    other = unknown(300)
    told = summarize([alike[0], other, *alike[1:]])
    assert told[0].span == alike[0].span
    assert told[0].message == "found 249 times: nobody owns it (`m1`, `m2`, `m3`, `m4`, `m5` and 244 more)"
    assert told[0].help == "add an owner"
    assert told[1:] == (other,)


def test_one_cause_on_a_few_objects_is_told_of_each():
    alike = tuple(found(line) for line in range(FEW))
    assert summarize(alike) == alike


def test_different_causes_are_told_apart_and_different_help_is_told_of_the_first():
    alike = [found(line, cause=f"no value since {line % 2}", help=f"report `m{line}`") for line in range(1, 13)]
    first, second = summarize(alike)
    assert first.message == "found 6 times: no value since 1 (`m1`, `m3`, `m5`, `m7`, `m9` and 1 more)"
    assert second.help == "report `m2`; and so for the others"


def test_an_object_that_is_found_twice_is_named_once():
    alike = [found(line, id=f"m{line % 2}") for line in range(8)]
    assert summarize(alike)[0].message == "found 8 times: nobody owns it (`m0`, `m1`)"
