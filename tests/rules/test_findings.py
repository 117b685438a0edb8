"""What holds for all findings: their order, that they are the same each time, their tone, their cost."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from product_handbook.analysis.analysis import Analysis
from product_handbook.diagnostics.diagnostic import SEVERITIES
from product_handbook.model.loading.load import load
from product_handbook.rules.find import find

BASE = Path(__file__).parent / "base"
BLUE = Path(__file__).parents[2] / "content" / "strategy"
TODAY = date(2026, 11, 20)
MESSY = {
    "mission.yml": "owner: Product\nreview_by: 2020-01-01\nmission: Become the leader in bread.\npromise: a till\n",
    "north-star.yml": "{business_metric: loaves_sold, metric: loaves_sold, because: So., review_by: 2020-01-01}",
    "owners.yml": "product: {review_by: 2020-01-01}\nsales:\ncare:\n",
    "tree.yml": "c: {review_by: 2020-01-01}\nloaves_sold:\nb: {review_by: 2020-01-01, owner: Sales}\na:\n",
    "requests.yml": "x: {request: A bun., review_by: 2020-01-01}",
}


def test_what_matters_most_comes_first(read):
    files = MESSY | {
        "tree.yml": "lonely:\nalone:\nloaves_sold: {formula: bakers * loaves_per_baker, targets: {2027-01: 5}}\n"
        "bakers: {targets: {2027-01: 5}}\nloaves_per_baker: {owner: sales}\n"
        "revenue: {formula: loaves_sold * fee, targets: {2027-01: 5}}\nfee: {owner: Sales, targets: {2027-01: 5}}\n"
        "complaints: {targets: {2027-01: 5}, influenced_by: [{metric: bakers, because: So.}]}\n",
        "north-star.yml": "{metric: loaves_sold, business_metric: revenue, because: So., review_by: 2020-01-01, "
        "guardrails: [{metric: complaints, at_most: 4, because: So.}]}",
        "values.csv": "period,complaints,lonely\n2026-10,5,1\n",
    }
    found = [(each.severity, each.subject, each.code) for each in find(Analysis(read(files), TODAY)).open]
    assert found[0] == ("advice", "metric:complaints", "guardrail_broken")
    severities = [severity for severity, _, _ in found[1:]]
    assert severities == sorted(severities, key=SEVERITIES.index)
    warnings = [each for each in found if each[0] == "warning"]
    assert warnings == [
        ("warning", "metric:loaves_sold", "target_without_aim"),
        ("warning", "metric:revenue", "target_without_aim"),
        ("warning", "metric:complaints", "target_without_aim"),
        ("warning", "page:north_star", "north_star_without_criteria"),
        ("warning", "metric:bakers", "target_without_aim"),
        ("warning", "metric:fee", "target_without_aim"),
        ("warning", "metric:bakers", "leaf_without_owner"),
        ("warning", "metric:lonely", "metric_joined_to_nothing"),
        ("warning", "metric:alone", "metric_joined_to_nothing"),
    ]


def test_findings_of_one_weight_come_in_the_order_of_files_then_places_then_codes(read):
    strategy = read(MESSY)
    findings = [each for each in find(Analysis(strategy, TODAY)).open if each.severity == "advice"]
    elsewhere = [each for each in findings if each.subject not in {"page:north_star", "metric:loaves_sold"}]
    keys = [(strategy.files.index(each.span.path), each.span.line, each.span.column, each.code) for each in elsewhere]
    assert keys == sorted(keys)
    assert len({key[0] for key in keys}) == len(MESSY)
    same_place = [found.code for found in findings if found.subject == "page:north_star" and found.span.line == 1]
    assert len(same_place) > 2


def test_broken_guardrails_come_before_all_others(read):
    tree = (BASE / "tree.yml").read_text("utf-8") + "lonely: {owner: sales}\n"
    found = find(Analysis(read({"tree.yml": tree, "values.csv": "period,complaints\n2026-10,1\n"}), TODAY)).open
    assert [each.code for each in found if each.severity == "warning"] == ["metric_joined_to_nothing"]
    assert found[0].code == "guardrail_broken"


def test_open_findings_are_grouped_by_object(read):
    findings = find(Analysis(read(MESSY), TODAY))
    grouped = findings.open_by_object
    assert [finding.code for finding in grouped["metric:b"]] == [
        "metric_joined_to_nothing",
        "review_overdue",
        "owner_spelled_otherwise",
    ]
    assert sorted(map(str, findings.open)) == sorted(str(finding) for group in grouped.values() for finding in group)


def test_findings_do_not_depend_on_the_hash_seed(read, tmp_path):
    read(MESSY)
    script = (
        "import sys, datetime, pathlib; from product_handbook.rules.find import find; "
        "from product_handbook.analysis.analysis import Analysis; "
        "from product_handbook.model.loading.load import load; "
        "print(*find(Analysis(load(pathlib.Path(sys.argv[1]), 's'), datetime.date(2026, 11, 20))).open, sep='\\n')"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1
    assert "review" in printed.pop()


def test_messages_and_mends_are_sentences_without_a_full_stop(read):
    findings = find(Analysis(read(MESSY), TODAY)).open
    assert len({finding.code for finding in findings}) > 10
    for finding in findings:
        assert not finding.message.endswith((".", ";"))
        assert not finding.help.endswith((".", ";"))
        assert finding.help[0].islower()
        assert finding.message == " ".join(finding.message.split())


def test_the_shipped_handbook_is_clean():
    assert [str(finding) for finding in find(Analysis(load(BLUE), TODAY)).open] == []


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 7, 1), date(2100, 1, 1)])
def test_time_alone_brings_the_shipped_handbook_nothing_but_advice(today):
    assert {finding.severity for finding in find(Analysis(load(BLUE), today)).open} <= {"advice"}


def test_time_alone_brings_any_handbook_nothing_but_advice(read):
    strategy = read(MESSY)
    early, late = (find(Analysis(strategy, day)).open for day in (date(2000, 1, 1), date(2100, 1, 1)))
    assert len(late) > len(early)
    assert set(map(str, early)) <= set(map(str, late))
    assert {found.severity for found in late if str(found) not in set(map(str, early))} == {"advice"}


@pytest.mark.parametrize("shape", ["chain", "broad", "alone"])
def test_a_thousand_metrics_are_looked_at(shape, read):
    feeds = {"chain": lambda i: i + 1, "broad": lambda i: i * 4 + 1, "alone": lambda i: 1000}[shape]
    tree = (Path(__file__).parent / "base" / "tree.yml").read_text("utf-8")
    for i in range(1000):
        inputs = " + ".join(f"m{j}" for j in range(feeds(i), min(feeds(i) + 4, 1000)))
        formula = f"formula: {inputs}, " if inputs else ""
        tree += (
            f"m{i}: {{{formula}indicator: lagging, review_by: 2020-01-01, definition: 'See [metric:m{i}], **so**.'}}\n"
        )
    strategy = read({"tree.yml": tree.replace("bakers: {", "bakers: {influenced_by: [{metric: m0}], ")})
    overdue = [found for found in find(Analysis(strategy, TODAY)).open if found.code == "review_overdue"]
    assert len(overdue) == 1000
