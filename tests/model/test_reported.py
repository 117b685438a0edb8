"""Reported values: what is read from tables of both forms, and that nothing in them is passed over in silence."""

import csv
import io
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from product_handbook.diagnostics.collector import FEW, summarize
from product_handbook.diagnostics.diagnostic import Diagnostic, Source, Span
from product_handbook.formulas.period_notation import parse_period
from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.strategy import PartialStrategy, Strategy
from product_handbook.model.values.cell_numbers import CLEAN, read_number
from product_handbook.model.values.file import MOST_PROBLEMS, read_values
from product_handbook.source.csv.cells import read_rows
from product_handbook.source.number_notation import MOST_DIGITS

SPAN = Span("f", 2, 3, 2, 4)
METRICS = ("documents", "users", "revenue")
MONTHS = [str(parse_period("2024-11").shifted(month)) for month in range(30)]
UNWRITTEN_BY_CSV = (' "', '\t"', '" ', '"\t')
"""Spaces around quotes, which are no part of a cell here, and are one to the csv module."""
SIGNS = st.text(alphabet="0123456789.,-+%'\" eE$€()#N/A−–x;\t\n\u00a0٣½=_", max_size=8)

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12).map(
    lambda number: f"{number:f}"
)
tables = st.dictionaries(
    st.sampled_from(MONTHS), st.dictionaries(st.sampled_from(METRICS), numbers, max_size=3), max_size=8
)


def read(*texts: str) -> tuple[dict, list[str]]:
    """What is read from files, and what is wrong with them."""
    parts, problems = PartialStrategy(), []
    parts.ids["metric"] = METRICS
    sources = [Source(f"{number}.csv", text) for number, text in enumerate(texts)]
    return read_values(sources, parts, problems), [str(problem) for problem in summarize(problems)]


def plain(series) -> dict[str, dict[str, str]]:
    """Values as text, by metric and period."""
    return {metric: {str(period): str(found.value) for period, found in of.items()} for metric, of in series.items()}


def written(rows) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def wide(table) -> str:
    return written(
        [["period", *METRICS], *([month, *(row.get(m, "") for m in METRICS)] for month, row in table.items())]
    )


def long(table) -> str:
    cells = [[month, metric, number] for month, row in table.items() for metric, number in row.items()]
    return written([["period", "metric", "value"], *cells])


def fits_csv(text: str) -> bool:
    return not any(signs in text for signs in UNWRITTEN_BY_CSV)


@given(st.text(alphabet='a1," \n', max_size=40))
def test_cells_are_those_that_the_csv_module_reads(text):
    assume(fits_csv(text))
    problems = []
    found = [row.cells for row in read_rows(Source("f", text), problems)]
    try:
        expected = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error:
        assert problems
        return
    assert not problems
    assert found == [row for row in expected if any(map(str.strip, row))]


@given(st.lists(st.lists(st.text(alphabet='a1," \nü', max_size=5), min_size=1, max_size=4), max_size=6))
def test_every_cell_knows_where_it_starts(cells):
    text = written(cells)
    assume(fits_csv(text))
    for row in read_rows(Source("f", text), []):
        for column, (cell, start) in enumerate(zip(row.cells, row.starts(), strict=True)):
            assert row.start_of(column) == start
            assert text[start:].startswith((cell, cell.lstrip(), '"' + cell.replace('"', '""') + '"'))
            if cell.strip():
                assert not text[row.place(column)].isspace()


@given(tables)
def test_a_table_reads_the_same_in_both_forms(table):
    one, other = read(wide(table)), read(long(table))
    assert one[1] == other[1] == []
    assert plain(one[0]) == plain(other[0])
    for metric, series in one[0].items():
        assert list(series) == sorted(series)
        assert {str(period): str(found.value) for period, found in series.items()} == {
            month: table[month][metric] for month in sorted(table) if metric in table[month]
        }


@given(tables.filter(lambda table: any(table.values())), st.data(), SIGNS)
def test_another_text_in_a_cell_is_a_problem_at_that_cell_or_a_number(table, data, junk):
    month = data.draw(st.sampled_from(sorted(month for month in table if table[month])))
    metric = data.draw(st.sampled_from(sorted(table[month])))
    spoiled = table | {month: table[month] | {metric: junk}}
    for write in (wide, long):
        text = write(spoiled)
        series, problems = read(text)
        column = METRICS.index(metric) + 1 if write is wide else 2
        (row,) = (
            row
            for row in read_rows(Source("0.csv", text), [])
            if row.cells[0] == month and (write is wide or row.cells[1] == metric)
        )
        number = {str(period): found for period, found in series.get(metric, {}).items()}.get(month)
        if not junk.strip():
            assert problems == []
            assert number is None
        elif number is None:
            (problem,) = problems
            assert problem.startswith(f"{Source('0.csv', text).span(row.place(column))}: error: found ")
        else:
            assert problems == []
            is_share = junk.rstrip().endswith("%")
            assert number.value == Decimal(junk.strip().rstrip("% ")) / (100 if is_share else 1)
            assert str(number.location) == str(Source("0.csv", text).span(row.place(column)))


@given(st.from_regex(CLEAN, fullmatch=True))
def test_a_clean_number_is_read_as_any_other(text):
    assert str(read_number(text, "users", None, lambda: SPAN)) == str(Decimal(text))


@pytest.mark.parametrize(
    "text", ["9" * 5_000_000, "1,234" * 100_000, "(" * 100_000, "0" * 100_000, "1" + " " * 500 + "x"]
)
def test_an_endless_text_is_no_number(text):
    found = read_number(text, "users", None, lambda: SPAN)
    assert isinstance(found, Diagnostic)
    assert found.span == SPAN


@pytest.mark.parametrize(
    ("text", "number"), [("0.410", "0.410"), ("41%", "0.41"), ("41.0%", "0.410"), ("-0.5 %", "-0.005"), ("7", "7")]
)
def test_digits_are_kept_as_written(text, number):
    assert str(read_number(text, "users", None, lambda: SPAN)) == number


def test_no_digit_of_a_share_is_rounded_away():
    digits = "1" * (MOST_DIGITS - 2) + "." + "1" * (MOST_DIGITS - 2)
    assert str(read_number(f"{digits}%", "users", None, lambda: SPAN)).replace(".", "") == digits.replace(".", "")


def test_a_restatement_keeps_what_was_said_before():
    header = "period,metric,value,note\n"
    rows = ["2026-10,users,5,first\n", "2026-10,users,6,Late  events\n", "2026-10,users,7,Bots"]
    series, problems = read(header + "".join(rows[:2]), header + rows[2])
    (found,) = series["users"].values()
    assert problems == []
    assert (found.value, found.note, str(found.location)) == (7, "Bots", "1.csv:2:15")
    assert [(before.value, before.note, before.before) for before in found.before] == [
        (5, "first", ()),
        (6, "Late events", ()),
    ]


def test_values_stand_under_the_id_that_their_metric_has_now(write_handbook):
    tree = "documents: {formula: users * fee}\nusers: {formerly: [mau]}\nrevenue:\nfee: {value: 3}\n"
    files = {"tree.yml": tree, "values/b.csv": "period,mau\n2026-10,5\n", "values/a.csv": "period,users\n2026-11,6\n"}
    loaded = load(write_handbook(files), "strategy")
    assert isinstance(loaded, Strategy)
    assert plain(loaded.reported) == {"users": {"2026-10": "5", "2026-11": "6"}}
    assert [str(found.location) for found in loaded.reported["users"].values()] == [
        "strategy/values/b.csv:2:9",
        "strategy/values/a.csv:2:9",
    ]


def test_a_handbook_without_values_has_none(write_handbook):
    loaded = load(write_handbook({}), "strategy")
    assert isinstance(loaded, Strategy)
    assert loaded.reported == {}


def test_values_of_a_broken_tree_are_looked_at_all_the_same(write_handbook):
    files = {"tree.yml": "documents: [", "values.csv": "period,anything\n2026-10,n/a\n"}
    loaded = load(write_handbook(files), "strategy")
    assert isinstance(loaded, Invalid)
    assert [problem.span.path for problem in loaded.problems] == ["strategy/tree.yml", "strategy/values.csv"]


@pytest.mark.parametrize(("number", "told"), [(FEW + 1, FEW + 1), (FEW + 2, FEW + 1)])
def test_a_problem_all_over_a_column_is_told_a_few_times_and_counted(number, told):
    problems = read("period,users\n" + "".join(f"{month},n/a\n" for month in MONTHS[:number]))[1]
    assert len(problems) == told
    assert (f"found {number - FEW} more like these" in problems[-1]) == (number > FEW + 1)


def test_a_problem_all_over_a_file_is_told_a_few_times_and_counted():
    rows = [["period", "metric", "value", "note"]]
    rows += [
        [f"{year}", metric, f"{number}"] for number in range(25) for year in (1950 + number,) for metric in METRICS
    ]
    again = [[f"{1950 + number}", *["-1"] * len(METRICS)] for number in range(25)]
    problems = read(written(rows), written([["period", *METRICS], *again]))[1]
    assert len(problems) == FEW + 1
    assert "found 70 more like these, the first of them here" in problems[-1]


HOSTILE = {
    "comments": "#\n" * 1_000_000,
    "columns": "period" + ",a" * 1_000_000,
    "empty cells": "period,users\n2026-10,1" + "," * 1_000_000,
    "short rows": "period," + ",".join(METRICS) + "\n" + "x\n" * 1_000_000,
    "metrics": "period,metric,value\n" + "".join(f"2026-10,m{number},1\n" for number in range(100_000)),
    "quotes": '"\n' * 500_000 + '"',
    "broken quotes": '"a"b\n' * 500_000,
    "restated": "period,metric,value\n" + "".join(f"2026-10,users,{number}\n" for number in range(100_000)),
    "digits": "period,users\n2026-10," + "9" * 4_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_table_yields_few_problems(text):
    problems = read(text)[1]
    assert len(problems) <= 4 * (FEW + 1)
    assert all(problem.isprintable() and len(problem) < 1_000 for problem in problems)


def test_reading_stops_after_very_many_mistakes():
    problems = read("period,users\n" + "x,y\n" * MOST_PROBLEMS, "period,users\n2026-10,z\n")[1]
    assert problems[-1].startswith(f"0.csv:{MOST_PROBLEMS // 2 + 3}:1: error: found more than 10,000 problems")


def test_every_problem_of_the_parts_of_a_file_is_shown_at_once():
    rows = chain(
        ["period,users,nobody"], (f"{month},{number},x" for month, number in zip(MONTHS, "12a4", strict=False))
    )
    assert [problem.split(": ")[0] for problem in read("\n".join(rows))[1]] == ["0.csv:1:14", "0.csv:4:9"]


@pytest.mark.parametrize(("plain_file", "noted_file"), [("a", "b"), ("b", "a")])
def test_a_value_with_a_note_counts_whichever_file_comes_first(write_handbook, plain_file, noted_file):
    files = {
        f"values/{plain_file}.csv": "period,users\n2026-10,6\n",
        f"values/{noted_file}.csv": "period,metric,value,note\n2026-10,users,5,One was counted twice.\n",
    }
    loaded = load(write_handbook(files), "strategy")
    assert isinstance(loaded, Strategy)
    (value,) = loaded.reported["users"].values()
    assert (value.value, [old.value for old in value.before]) == (5, [6])


def test_first_moments_of_the_periods_of_a_metric_are_these_periods(write_handbook):
    files = {
        "tree.yml": (
            "documents: {formula: users, cadence: month}\nusers: {cadence: month}\nrevenue: {cadence: quarter}\n"
            "sign_ups: {cadence: week}\nstaff: {cadence: year}\nvisits: {cadence: day}\n"
        ),
        "values/rows.csv": (
            "period,metric,value\n2026-08-01,users,1\n2026-09-01 00:00:00,users,2\n2026-10-01T00:00:00Z,users,3\n"
            "2026-11-01T00:00:00+00:00,users,4\n2026-07-01,revenue,5\n2026-10-05T00:00:00.000,sign_ups,6\n"
            "2026-01-01 00:00,staff,7\n2026-10-14 00:00:00 UTC,visits,8\n"
        ),
        "values/wide.csv": "period,users,revenue\n2026-04-01 00:00:00,9,10\n",
    }
    loaded = load(write_handbook(files), "strategy")
    assert isinstance(loaded, Strategy)
    months = {"2026-04": "9", "2026-08": "1", "2026-09": "2", "2026-10": "3", "2026-11": "4"}
    assert plain(loaded.reported) == {
        "users": months,
        "revenue": {"2026-Q2": "10", "2026-Q3": "5"},
        "sign_ups": {"2026-W41": "6"},
        "staff": {"2026": "7"},
        "visits": {"2026-10-14": "8"},
    }


def test_a_metric_may_go_by_its_name(write_handbook):
    files = {
        "tree.yml": "documents: {formula: users}\nusers: {name: Monthly active users}\nrevenue: {name: documents}\n",
        "values/wide.csv": "period,MONTHLY active  users,documents\n2026-10,1,2\n",
        "values/long.csv": "period,metric,value\n2026-11,Monthly active users,3\n",
    }
    loaded = load(write_handbook(files), "strategy")
    assert isinstance(loaded, Strategy)
    assert plain(loaded.reported) == {"users": {"2026-10": "1", "2026-11": "3"}, "documents": {"2026-10": "2"}}
