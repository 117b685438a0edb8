"""The suite runs on one day, whatever the machine's clock says, and a test that asks for the present day fails."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from clock import DAY
from product_handbook.cli.main import main
from product_handbook.site.writing.today import present_day

ROOT = Path(__file__).parent.parent
MINIMAL = ROOT / "tests" / "handbooks" / "minimal"
READINGS = """\
import time
from datetime import date, datetime
date.today()
datetime.today()
datetime.now()
datetime.utcnow()
time.time()
time.time_ns()
time.localtime()
time.gmtime()
time.monotonic()
time.perf_counter()
time.process_time()
"""
PRINT_THE_DAY = f"from {present_day.__module__} import present_day; print(present_day())"


def test_builds_checks_and_programs_are_on_the_day_of_the_suite():
    said = subprocess.run([sys.executable, "-c", PRINT_THE_DAY], capture_output=True, text=True, check=True).stdout
    assert (str(present_day()), said.strip()) == (str(DAY), str(DAY))


@pytest.fixture
def dayless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the day of the suite, as no other test may be."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")


def test_a_build_that_asks_for_the_present_day_fails(dayless: None, build_site: Callable):
    with pytest.raises(pytest.fail.Exception, match="asked for the present day"):
        build_site(MINIMAL)


def test_a_check_that_asks_for_the_present_day_fails(dayless: None):
    with pytest.raises(pytest.fail.Exception, match="asked for the present day"):
        CliRunner().invoke(main, ["check", str(MINIMAL / "docs" / "strategy")])


@pytest.mark.parametrize("environment", [{}, {"PATH": ""}, None], ids=["empty", "of its own", "of the test"])
def test_a_program_that_could_ask_for_the_present_day_is_not_started(dayless: None, environment: dict[str, str] | None):
    with pytest.raises(pytest.fail.Exception, match="without the day of the suite"):
        subprocess.run([sys.executable, "-c", PRINT_THE_DAY], env=environment, check=True)


@pytest.mark.parametrize("room", ["plugin/product_handbook", "tests"])
def test_the_linter_refuses_a_second_reading_of_the_clock(room: str):
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", f"{room}/new.py", "-"]
    done = subprocess.run(command, cwd=ROOT, input=READINGS, capture_output=True, text=True, check=False)
    assert done.stdout.count("TID251") == len(READINGS.splitlines()) - 2, done.stdout + done.stderr


def test_the_product_reads_the_clock_in_one_place():
    lines = [line for file in (ROOT / "plugin").rglob("*.py") for line in file.read_text("utf-8").splitlines()]
    (reading,) = [line for line in lines if "noqa: TID251" in line]
    assert "datetime.now(UTC)" in reading


@pytest.mark.skipif("FAKETIME" not in os.environ, reason="the clock is the machine's; see make test-2031")
def test_both_clocks_are_in_another_year(page: Page):
    assert datetime.now().year == page.evaluate("new Date().getFullYear()") == 2031  # noqa: DTZ005, TID251
