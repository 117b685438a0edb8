"""Every rule against its golden file: `cases/CODE.yml` holds cases that must fire and cases that must not."""

from datetime import date
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml

from product_handbook import rules
from product_handbook.analysis.analysis import Analysis
from product_handbook.rules.catalogue import RULES
from product_handbook.rules.find import find

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 20)
CODES = [rule.code for rule in RULES]


CASES_OF_ALL = [
    pytest.param(file.stem, case, id=f"{file.stem}-{case['case']}")
    for file in sorted(CASES.glob("*.yml"))
    for case in yaml.safe_load(file.read_text("utf-8"))
]


@pytest.mark.parametrize(("code", "case"), CASES_OF_ALL)
def test_rule_finds_what_its_case_says(code, case, read):
    strategy = read(case.get("files", {}))
    findings = find(Analysis(strategy, case.get("today", TODAY))).open
    # In the order of the files: in which order people are told is not the rule's business.
    position = {path: number for number, path in enumerate(strategy.files)}
    found = sorted(
        (finding for finding in findings if finding.code == code),
        key=lambda finding: (position[finding.span.path], finding.span),
    )
    seen = [
        {
            "subject": finding.subject,
            "at": f"{finding.span.path.removeprefix('strategy/')}:{finding.span.line}",
            "message": finding.message,
        }
        for finding in found
    ]
    assert seen == [{key: value for key, value in entry.items() if key != "help"} for entry in case["finds"]]
    for finding, entry in zip(found, case["finds"], strict=True):
        assert entry["help"] in finding.help


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_cases_that_fire_and_cases_that_do_not(code):
    cases = yaml.safe_load((CASES / f"{code}.yml").read_text("utf-8"))
    assert {bool(case["finds"]) for case in cases} == {True, False}


def test_every_rule_is_in_the_catalogue():
    """What says in its docstring how to fix what it finds is a rule."""
    modules = [import_module(f"{rules.__name__}.{found.name}") for found in iter_modules(rules.__path__)]
    written = {name for module in modules for name, one in vars(module).items() if "To fix it," in (getdoc(one) or "")}
    assert written - {*CODES} == set(), "list them in rules/catalogue.py"


def test_every_file_of_cases_belongs_to_a_rule():
    assert sorted(file.stem for file in CASES.iterdir()) == sorted(CODES)


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_rule_is_documented(rule):
    first, empty, *rest = rule.documentation.splitlines()
    assert first.endswith(".")
    assert empty == ""
    assert any(line.startswith("To fix it, ") for line in rest)
    assert rule.source.strip()
    assert rule.code.replace("_", "").isalpha()


def test_no_two_rules_share_a_code():
    assert len(set(CODES)) == len(CODES)


def test_base_strategy_has_no_findings(read):
    findings = find(Analysis(read({}), TODAY))
    assert [str(finding) for finding in (*findings.open, *findings.accepted)] == []
