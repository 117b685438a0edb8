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
    acceptance = {"rule": code, "because": "We know."}
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
