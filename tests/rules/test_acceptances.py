"""Acceptances of every finding in the golden cases: each hides what it is about, and nothing else, while it holds."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from product_handbook.analysis.analysis import Analysis
from product_handbook.rules.catalogue import OBJECT_RULES
from product_handbook.rules.find import find

HERE = Path(__file__).parent
TODAY = date(2026, 11, 20)
FIRING = [
    pytest.param(rule.code, case, subject, id=f"{rule.code}-{case['case']}-{subject}")
    for rule in OBJECT_RULES
    for case in yaml.safe_load((HERE / "cases" / f"{rule.code}.yml").read_text("utf-8"))
    for subject in sorted({entry["subject"] for entry in case["finds"]})
]
FILES = {
    "page:mission": "mission.yml",
    "page:north_star": "north-star.yml",
    "group": "stakeholders.yml",
    "segment": "stakeholders.yml",
    "metric": "tree.yml",
    "owner": "owners.yml",
    "party": "value-web.yml",
    "outcome": "impact.yml",
    "loop": "impact.yml",
    "bet": "bets.yml",
    "request": "requests.yml",
    "page:orientation": "orientation.yml",
}
INSIDE = {"party": "parties", "outcome": "outcomes", "loop": "loops"}
"""The key below which the objects of a kind stand in their file."""


def _with_acceptance(files, subject, acceptance):
    """The files, with an acceptance written into an object of one of them."""
    kind, name = subject.split(":")
    file = FILES.get(subject) or FILES[kind]
    content = yaml.safe_load(files.get(file) or (HERE / "base" / file).read_text("utf-8"))
    if kind in {"metric", "owner"}:
        content = {key: fields or {} for key, fields in content.items()}
    if kind in INSIDE:
        objects = content[INSIDE[kind]]
        objects.update({key: fields or {} for key, fields in objects.items()})
    if kind == "page":
        holder = content
    elif kind == "segment":
        holder = next(group["segments"][name] for group in content.values() if name in group.get("segments", ()))
    elif kind in INSIDE:
        holder = content[INSIDE[kind]][name]
    else:
        holder = content[name]
    holder["accept"] = [acceptance]
    return {**files, file: yaml.safe_dump(content, sort_keys=False, allow_unicode=True)}


def _for(code, subject, findings):
    """What makes an acceptance be for all that a rule finds on an object; nothing where the rule asks for none."""
    cases = [case.name for each in findings.open if (each.code, each.subject) == (code, subject) for case in each.cases]
    return {"for": cases} if cases else {}


def _all(findings):
    """The findings, open and accepted."""
    return [*findings.open, *(finding for finding, _ in findings.accepted)]


def _identities(findings):
    """The findings without their places, which move as an acceptance is written in."""
    return sorted((finding.code, finding.subject, finding.message) for finding in findings)


@pytest.mark.parametrize(("code", "case", "subject"), FIRING)
@pytest.mark.parametrize("days_left", [None, 0, 30])
def test_an_acceptance_hides_the_findings_of_its_rule_on_its_object(code, case, subject, days_left, read):
    files, today = case.get("files", {}), case.get("today", TODAY)
    before = find(Analysis(read(files), today))
    acceptance = {"rule": code, "because": "We know.", **_for(code, subject, before)}
    if days_left is not None:
        acceptance["until"] = today + timedelta(days=days_left)
    after = find(Analysis(read(_with_acceptance(files, subject, acceptance)), today))
    about = [finding for finding, _ in after.accepted if finding.code == code]
    assert about
    assert {finding.subject for finding, _ in after.accepted} == {subject}
    assert {reason.because.text for _, reason in after.accepted} == {"We know."}
    assert _identities(_all(after)) == _identities(_all(before))


@pytest.mark.parametrize(("code", "case", "subject"), FIRING)
def test_an_acceptance_that_ran_out_hides_nothing_and_is_reported(code, case, subject, read):
    files, today = case.get("files", {}), case.get("today", TODAY)
    before = find(Analysis(read(files), today))
    acceptance = {"rule": code, "because": "We know.", "until": today - timedelta(days=1)}
    acceptance |= _for(code, subject, before)
    after = find(Analysis(read(_with_acceptance(files, subject, acceptance)), today))
    assert after.accepted == ()
    reported = [finding for finding in after.open if finding.code == "acceptance_run_out"]
    assert [finding.subject for finding in reported] == [subject]
    others = [finding for finding in after.open if finding not in reported]
    assert _identities(others) == _identities(before.open)


def test_an_acceptance_that_holds_wins_over_one_that_ran_out(read):
    findings = find(
        Analysis(
            read(
                {
                    "mission.yml": "mission: Help every baker sell the whole day's bread.\n"
                    "accept:\n"
                    "- {rule: mission_without_vision, because: For good.}\n"
                    "- {rule: mission_without_vision, because: For a while., until: 2020-01-01}\n"
                }
            ),
            TODAY,
        ),
    )
    assert [reason.because.text for _, reason in findings.accepted] == ["For good."]
    assert [finding.code for finding in findings.open] == ["acceptance_run_out"]


def test_accepting_a_finding_on_a_group_leaves_those_on_its_segments_open(read):
    stakeholders = (
        "current_customer: {who: Bakers who sell through us.}\n"
        "future_customer:\n"
        "  who: Butchers and greengrocers.\n"
        "  review_by: 2020-01-01\n"
        "  accept: [{rule: review_overdue, because: We wait for the shops to open.}]\n"
        "  segments: {butchers: {review_by: 2020-01-01}}\n"
        "company: {who: A company that ends waste.}\n"
    )
    findings = find(Analysis(read({"stakeholders.yml": stakeholders}), TODAY))
    assert [finding.subject for finding, _ in findings.accepted] == ["group:future_customer"]
    assert [finding.subject for finding in findings.open] == ["segment:butchers"]


@pytest.mark.parametrize(("code", "case", "subject"), FIRING)
def test_a_rule_asks_for_its_cases_where_it_has_some(code, case, subject, read):
    rule = next(rule for rule in OBJECT_RULES if rule.code == code)
    for found in find(Analysis(read(case.get("files", {})), case.get("today", TODAY))).open:
        if (found.code, found.subject) == (code, subject):
            assert bool(found.cases) == bool(rule.cases)
            assert {"period" if each.days else each.name.partition(":")[0] for each in found.cases} <= {
                kind.replace("day", "period") for kind in rule.cases
            }
            assert all((each.size is not None) == rule.has_sizes for each in found.cases)


OFF = "\n".join(
    [
        "period,loaves_sold,bakers,loaves_per_baker",
        *(f"{2025 + n // 12}-{n % 12 + 1:02},{1100 + n},10,100" for n in range(18)),
    ]
)
"""A formula that is off in 18 of 18 months, by ten percent and then by more."""


def _accepted(read, values=OFF, **accept):
    """What is found of a formula that is off, open and accepted, and which findings about acceptances."""
    acceptance = {"rule": "number_off_its_formula", "because": "We counted two ways.", **accept}
    found = find(Analysis(read(_with_acceptance({"values.csv": values}, "metric:loaves_sold", acceptance)), TODAY))
    left = [each for each in found.open if each.code == "number_off_its_formula"]
    about_it = [each for each in found.open if each.code.startswith("acceptance_")]
    return left, [each for each, _ in found.accepted], about_it


def _names(finding):
    return [case.name for case in finding.cases]


def test_an_accepted_month_hides_no_other_of_18_that_are_off(read):
    [left], [accepted], [] = _accepted(read, **{"for": "2026-06"})
    assert left.message.endswith(
        "in May 2026: reported is 1,116, and the formula gives 1,000; as much or less in 16 other periods"
    )
    assert left.span.line == 18
    assert len(left.cases) == 17
    assert _names(accepted) == ["2026-06"]
    assert accepted.message.endswith("in June 2026: reported is 1,117, and the formula gives 1,000")


def test_without_its_cases_an_acceptance_accepts_none_and_the_warning_writes_them_out(read):
    [left], [], [advised] = _accepted(read)
    assert (advised.code, advised.severity) == ("acceptance_without_case", "warning")
    written = advised.help.partition("`for: ")[2].partition("`")[0]
    assert yaml.safe_load(written) == _names(left)
    assert len(left.cases) == 18
    assert _accepted(read, **{"for": yaml.safe_load(written)})[0::2] == ([], [])


@pytest.mark.parametrize(
    ("held", "number"),
    [
        ("2026", 6),
        ("2026-Q1", 3),
        (["2025", "2026-Q1"], 15),
        (["2025", "2026", "2025-03"], 18),
        ("2026-06-30", 0),
        ("2026-W10", 0),
    ],
)
def test_a_period_is_accepted_with_those_inside_it(held, number, read):
    left, accepted, about_it = _accepted(read, **{"for": held})
    assert sum(len(each.cases) for each in accepted) == number
    assert sum(len(each.cases) for each in left) == 18 - number
    assert [each.code for each in about_it] == ["acceptance_that_matches_nothing"] * (number == 0)


def test_a_fiscal_year_is_a_period_too(read):
    files = {"values.csv": OFF, "mission.yml": "mission: Bread.\nfiscal_year_starts: 4\nvision: More of it.\n"}
    acceptance = {"rule": "number_off_its_formula", "because": "We know.", "for": "FY26"}
    found = find(Analysis(read(_with_acceptance(files, "metric:loaves_sold", acceptance)), TODAY))
    [(accepted, _)] = found.accepted
    assert (_names(accepted)[0], _names(accepted)[-1]) == ("2025-04", "2026-03")


def test_what_comes_later_is_found_again(read):
    held = {"for": ["2025", "2026-Q1", "2026-04", "2026-05"]}
    assert _accepted(read, "\n".join(OFF.splitlines()[:-1]), **held)[0] == []
    [left], [accepted], [] = _accepted(read, **held)
    assert _names(left) == ["2026-06"]
    assert len(accepted.cases) == 17


def test_a_case_that_grew_is_found_again_and_the_acceptance_with_it(read):
    [left], [accepted], [grown] = _accepted(read, **{"for": ["2025", "2026"], "up_to": "11.5%"})
    assert len(accepted.cases) == 16
    assert _names(left) == ["2026-05", "2026-06"]
    assert grown.code == "acceptance_run_out"
    assert grown.message.endswith("up to 11.5%, and 2026-05, 2026-06 is 11.7%")


def test_a_case_may_be_named_by_a_former_id(read):
    tree = (
        "loaves_sold: {formula: bakers * loaves_per_baker, "
        "accept: [{rule: retired_metric_that_steers, for: metric:shops, because: Soon.}]}\n"
        "bakers: {owner: sales, status: retired, formerly: [shops]}\n"
        "loaves_per_baker: {owner: product}\nrevenue: {formula: loaves_sold * fee_per_loaf}\n"
        "fee_per_loaf: {owner: sales}\ncomplaints: {owner: care}\n"
    )
    found = find(Analysis(read({"tree.yml": tree}), TODAY))
    assert [finding.code for finding, _ in found.accepted] == ["retired_metric_that_steers"]
    assert "acceptance_that_matches_nothing" not in {finding.code for finding in found.open}
