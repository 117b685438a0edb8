"""A catalogue of 278 metrics that is no tree and whose data has ended: a line for each cause, what matters first."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from built_pages import BuildSite, WriteSite
from click.testing import CliRunner

from product_handbook.cli.main import main

ALONE = tuple(f"m{number:03}" for number in range(1, 273))
REPORTED = ALONE[:249]
TOP = ("loaves_delivered", "orders", "loaves_per_order", "revenue", "price_per_loaf", "late")
PLACE = re.compile(r"(?P<place>strategy/[\w.-]+:\d+:\d+): (?P<severity>\w+): (?P<said>.*) \[(?P<code>\w+)\]")

LINES = """\
advice guardrail_broken: Late stood at 5 in June 2025, and should be at most 4
warning number_off_its_formula: Loaves delivered is off its formula in January 2024: reported is 1,100, and the \
formula gives 1,000; as much or less in 17 other periods
warning metric_joined_to_nothing: found 272 times: a live metric is joined to no other metric, and nothing names it \
(`m001`, `m002`, `m003`, `m004`, `m005` and 267 more)
advice values_out_of_date: found 255 times: the latest value is that of June 2025 (`loaves_delivered`, `revenue`, \
`late`, `orders`, `loaves_per_order` and 250 more)
advice live_metric_without_values: found 23 times: a live metric has no value, though the handbook holds values of \
others (`m250`, `m251`, `m252`, `m253`, `m254` and 18 more)
""".splitlines()
"""What is told, and in which order."""


def files() -> Mapping[str, str]:
    months = [f"{2024 + number // 12}-{number % 12 + 1:02}" for number in range(18)]
    rest = ",".join("12" for _ in REPORTED)
    rows = [f"{month},1100,100,10,110,0.1,5,{rest}" for month in months]
    lonely = "".join(f"{id}: {{cadence: month}}\n" for id in ALONE)
    return {
        "mission.yml": "mission: Bring bread to every door.\nvision: A town where nobody queues for bread.\n",
        "north-star.yml": "metric: loaves_delivered\nbusiness_metric: revenue\nbecause: Bread that arrives is eaten.\n"
        "criteria: {measurable: Riders count., customer_success: It is eaten., actionable: By more riders.}\n"
        "guardrails: [{metric: late, at_most: 4}]\n",
        "stakeholders.yml": "current_customer: {who: Families.}\nfuture_customer: {who: Hotels.}\n"
        "company: {who: A bakery.}\n",
        "tree.yml": "loaves_delivered: {formula: orders * loaves_per_order, serves: [current_customer]}\n"
        "orders: {owner: sales, serves: [future_customer]}\nloaves_per_order: {owner: sales}\n"
        "revenue: {formula: loaves_delivered * price_per_loaf, serves: [company]}\nprice_per_loaf: {owner: sales}\n"
        f"late: {{owner: riders}}\n{lonely}",
        "values.csv": "\n".join([f"period,{','.join((*TOP, *REPORTED))}", *rows]) + "\n",
    }


@pytest.fixture
def catalogue(write_site: WriteSite) -> Path:
    return write_site({f"strategy/{name}": text for name, text in files().items()})


def assert_told(lines: Iterable[str]) -> None:
    """That the lines say what is to be told; what to do about it, and more of a message, may follow."""
    found = [match for line in lines if (match := PLACE.search(line))]
    told = [f"{match['severity']} {match['code']}: {match['said']}" for match in found]
    assert [said[: len(wanted) + 1] for said, wanted in zip(told, LINES, strict=True)] == [f"{line};" for line in LINES]


def test_the_terminal_tells_each_cause_in_a_line(catalogue: Path):
    done = CliRunner().invoke(main, ["check", str(catalogue / "docs" / "strategy"), "--today", "2026-11-21"])
    assert done.exit_code == 1
    assert_told(done.stdout.splitlines())
    assert done.stderr == "552 findings\n"


def test_the_log_and_health_tell_each_cause_in_a_line(catalogue: Path, build_site: BuildSite):
    built = build_site(catalogue, use_directory_urls=False, may_fail=True)
    assert_told(built.log)
    health = (built.site / "handbook" / "health.html").read_text("utf-8")
    codes = re.findall(r"findings\.html#(\w+)\"", health)
    assert codes == [line.partition(":")[0].split()[1] for line in LINES]
    text = re.sub(r"<[^>]*>", "", health)
    assert "Found 272 times: M001, M002, M003, M004, M005 and 267 more." in text
    assert "Found 255 times: Loaves delivered, Revenue, Late, Orders, Loaves per order and 250 more." in text
    assert "values.csv as m250, or say status: planned; and so for the others." in text
    page = (built.site / "handbook" / "tree" / "m200.html").read_text("utf-8")
    assert re.findall(r"findings\.html#(\w+)\"", page) == ["metric_joined_to_nothing", "values_out_of_date"]
