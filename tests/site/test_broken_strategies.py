"""Problems stop a build, all said with their places; warnings of the linter fail a strict build, advice does not."""

import subprocess
import sys
from pathlib import Path

import pytest
from built_pages import BuildSite, WriteSite

from waiting import LONGEST_WAIT

pytestmark = pytest.mark.site

BROKEN = {
    "strategy/mission.yml": "misson: Bring bread.\n",
    "strategy/tree.yml": "loaves_delivered: {formula: orders * loavs}\norders:\nloaves:\nrevenue:\n",
}
WITHOUT_OWNER = (
    "loaves_delivered: {formula: orders * loaves}\norders: {owner: a}\nloaves:\nrevenue: {formula: orders}\n"
)
OVERDUE = "mission: Bring bread to people who cannot come to the shop.\nreview_by: 2000-01-01\n"


def mkdocs(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=LONGEST_WAIT, check=False)


def problems(output: str) -> list[str]:
    """What is logged with a place, without the level and the plugin's name."""
    lines = [line.partition("product-handbook: ")[2] for line in output.splitlines() if ".yml:" in line]
    return [line for line in lines if line]


@pytest.mark.parametrize("strict", [["--strict"], []], ids=["strict", "not strict"])
def test_every_problem_is_logged_from_the_working_folder_and_the_build_fails(write_site: WriteSite, strict: list[str]):
    done = mkdocs("build", *strict, cwd=write_site(BROKEN))
    assert done.returncode == 1
    found = problems(done.stderr)
    assert [line.partition(": ")[0] for line in found] == [
        "docs/strategy/mission.yml:1:1",
        "docs/strategy/tree.yml:1:38",
    ]
    assert "did you mean `loaves`?" in found[-1]
    assert f"The strategy files have {len(found)} problems, listed above." in done.stderr
    assert "Traceback" not in done.stderr


def test_the_paths_in_problems_follow_the_working_folder(write_site: WriteSite):
    folder = write_site(BROKEN)
    done = mkdocs("build", "--config-file", str(folder / "mkdocs.yml"), cwd=folder / "docs" / "strategy")
    assert problems(done.stderr)[0].startswith("./mission.yml:1:1: ")
    done = mkdocs("build", "--config-file", str(folder / "mkdocs.yml"), cwd=folder.parent)
    assert problems(done.stderr)[0].startswith(f"{folder.name}/docs/strategy/mission.yml:1:1: ")


def test_a_missing_folder_is_a_problem(build_site: BuildSite, write_site: WriteSite):
    built = build_site(write_site(options={"strategy": "stratgy"}), may_fail=True)
    assert built.failure
    assert any("The strategy files have 1 problem, listed above." in line for line in built.log)
    assert any("there is no such strategy folder" in line for line in built.log)


def test_a_warning_of_the_linter_fails_a_strict_build_only(build_site: BuildSite, write_site: WriteSite):
    folder = write_site({"strategy/tree.yml": WITHOUT_OWNER})
    strict, relaxed = (build_site(folder, may_fail=True, strict=strict) for strict in (True, False))
    for built in (strict, relaxed):
        (warning,) = [line for line in built.log if line.startswith("WARNING")]
        assert "docs/strategy/tree.yml:3:1: " in warning
    assert strict.failure
    assert not relaxed.failure


def test_advice_fails_nothing(build_site: BuildSite, write_site: WriteSite):
    built = build_site(write_site({"strategy/mission.yml": OVERDUE}))
    assert any(
        line.startswith("INFO") and "mission.yml:2:1: advice: the mission was to be" in line for line in built.log
    )
