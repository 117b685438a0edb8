"""`handbook` on the command line: exit codes, output, and what it says when called wrongly."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clock import NOON
from product_handbook.cli.main import main
from waiting import LONGEST_WAIT

ROOT = Path(__file__).parents[2]
BLUE = ROOT / "content" / "strategy"
MINIMAL = ROOT / "tests" / "handbooks" / "minimal" / "docs"

WITHOUT_OWNER = (
    "loaves_delivered: {formula: orders * loaves}\norders: {owner: a}\nloaves:\nrevenue: {formula: orders}\n"
)
BROKEN = "loaves_delivered: {formula: orders * loavs}\norders: {owner: 5}\nloaves:\nrevenue: {formula: orders}\n"


def handbook(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of documents whose handbook is the least that is valid."""
    return shutil.copytree(MINIMAL, tmp_path / "docs")


def write(docs: Path, files: Mapping[str, str]) -> Path:
    """Writes strategy files, and gives their folder."""
    for name, text in files.items():
        (docs / "strategy" / name).write_text(text, "utf-8")
    return docs / "strategy"


def test_the_version_is_that_of_the_package():
    done = handbook("--version")
    assert done.exit_code == 0
    assert version("mkdocs-product-handbook") in done.output


@pytest.mark.parametrize("command", [(), ("check",), ("export",)])
def test_each_command_explains_itself(command: tuple[str, ...]):
    done = handbook(*command, "--help")
    assert done.exit_code == 0
    assert "Usage: " in done.output
    for said in (
        ("  check ", "  export ") if not command else ("exit code", "--fail-on") if "check" in command else ("TARGET",)
    ):
        assert said in done.output


def test_check_finds_nothing_wrong_with_blue():
    done = handbook("check", BLUE, "--today", "2026-11-21", "--fail-on", "advice")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "no finding\n")


def test_check_prints_every_problem_with_its_place(docs: Path):
    folder = write(docs, {"tree.yml": BROKEN, "mission.yml": "misson: Bread.\n"})
    done = handbook("check", folder)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    places = [line.removeprefix(f"{folder.as_posix()}/").partition(": ")[0] for line in lines]
    assert places == ["mission.yml:1:1", "tree.yml:1:38", "tree.yml:2:17"]
    assert done.stderr == "3 problems\n"


def test_check_prints_every_finding_with_place_severity_and_rule(docs: Path):
    folder = write(docs, {"tree.yml": WITHOUT_OWNER, "mission.yml": "mission: Bread.\nreview_by: 2026-11-20\n"})
    done = handbook("check", folder, "--today", "2026-11-21")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert any(line.startswith(f"{folder}/mission.yml:2:1: advice: ") and "[review_overdue]" in line for line in lines)
    assert any(
        line.startswith(f"{folder}/tree.yml:3:1: warning: ") and "[leaf_without_owner]" in line for line in lines
    )
    assert done.stderr == f"{len(lines)} findings\n"


@pytest.mark.parametrize(
    ("tree", "fail_on", "exit_code"),
    [
        (None, "error", 0),
        (None, "warning", 0),
        (None, "advice", 1),
        (WITHOUT_OWNER, "error", 0),
        (WITHOUT_OWNER, "warning", 1),
        (WITHOUT_OWNER, "advice", 1),
    ],
)
def test_the_exit_code_follows_the_mildest_severity_that_fails(
    docs: Path, tree: str | None, fail_on: str, exit_code: int
):
    folder = write(docs, {} if tree is None else {"tree.yml": tree})
    assert handbook("check", folder, "--fail-on", fail_on).exit_code == exit_code


def test_advice_of_the_day_follows_the_day(docs: Path):
    folder = write(docs, {"mission.yml": "mission: Bread for all.\nreview_by: 2026-11-20\n"})
    said = {
        day: "review_overdue" in handbook("check", folder, "--today", day).stdout
        for day in ("2026-11-20", "2026-11-21")
    }
    assert said == {"2026-11-20": False, "2026-11-21": True}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no/such/folder"),
        ("check", "--fail-on", "hint"),
        ("check", "--today", "soon"),
        ("check", "--no-such-option"),
        ("export",),
        ("export", "out", "--docs", "no/such/folder"),
        ("export", "out", "--engine", "fast"),
        ("export", "out", "--docs", ".", "--base", "../out"),
        ("frobnicate",),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_said_and_exits_with_2(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    done = handbook(*arguments)
    assert done.exit_code == 2
    assert "Error: " in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["docs", "content"])
def test_without_a_folder_the_usual_ones_are_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    write(shutil.copytree(MINIMAL, tmp_path / name), {"mission.yml": "misson: Bread.\n"})
    monkeypatch.chdir(tmp_path)
    done = handbook("check")
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{name}/strategy/mission.yml:1:1: ")


def test_without_a_folder_where_there_is_none_the_mend_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    done = handbook("check")
    assert done.exit_code == 2
    assert "found neither docs/strategy nor content/strategy; say where, with an argument" in done.stderr
    assert "--docs" not in done.stderr
    assert "say where, with --docs" in handbook("export", tmp_path / "target").stderr


def test_check_works_from_inside_the_strategy_folder(docs: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(write(docs, {"mission.yml": "misson: Bread.\n"}))
    assert handbook("check", ".").stdout.startswith("./mission.yml:1:1: ")


def test_export_writes_pages_and_says_how_many_files(docs: Path, tmp_path: Path):
    done = handbook("export", tmp_path / "out", "--docs", docs)
    written = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert done.exit_code == 0
    assert done.stdout == f"{len(written)} files in {tmp_path / 'out'}\n"
    assert (tmp_path / "out" / "handbook" / "tree" / "orders.md").is_file()


def test_export_refuses_a_folder_that_holds_something(docs: Path, tmp_path: Path):
    (tmp_path / "out").mkdir()
    assert handbook("export", tmp_path / "out", "--docs", docs).exit_code == 0
    done = handbook("export", tmp_path / "out", "--docs", docs)
    assert done.exit_code == 2
    assert "is not empty" in done.stderr


def test_export_of_a_broken_handbook_writes_nothing(docs: Path, tmp_path: Path):
    write(docs, {"tree.yml": BROKEN})
    done = handbook("export", tmp_path / "out", "--docs", docs)
    assert done.exit_code == 1
    assert "tree.yml:1:38: " in done.stdout
    assert not (tmp_path / "out").exists()


def test_export_says_which_links_by_id_lead_nowhere(docs: Path, tmp_path: Path):
    (docs / "guide.md").write_text("---\ntitle: '[metric:ordres]'\n---\n\n[metric:ordres]\n", "utf-8")
    done = handbook("export", tmp_path / "out", "--docs", docs)
    assert done.exit_code == 0
    assert [line for line in done.stderr.splitlines() if "guide.md" in line] == [
        f"{docs}/guide.md:5:1: warning: there is no metric `ordres`; did you mean `[metric:orders]`? [unknown_id]"
    ]


def test_export_says_which_pages_it_cannot_read(docs: Path, tmp_path: Path):
    (docs / "guide.md").write_bytes("# Bread\n\nBrötchen\n".encode("latin-1"))
    done = handbook("export", tmp_path / "out", "--docs", docs)
    assert done.exit_code == 0
    assert f"{docs}/guide.md:3:1: warning: found a byte that is not UTF-8" in done.stderr


def test_export_leaves_front_matter_as_it_is(docs: Path, tmp_path: Path):
    text = "---\ntitle: '[metric:orders]'\n---\n\n[metric:orders]\n"
    (docs / "guide.md").write_text(text, "utf-8")
    handbook("export", tmp_path / "out", "--docs", docs)
    exported = (tmp_path / "out" / "guide.md").read_text("utf-8")
    assert exported == "---\ntitle: '[metric:orders]'\n---\n\n[Orders](handbook/tree/orders.md)\n"


def test_export_links_to_where_files_are_edited(docs: Path, tmp_path: Path):
    handbook("export", tmp_path / "out", "--docs", docs, "--edit-url", "https://edit.example/docs/")
    mission = (tmp_path / "out" / "handbook" / "mission.md").read_text("utf-8")
    assert 'href="https://edit.example/docs/strategy/mission.yml"' in mission


def test_export_without_the_engine_it_asks_for_says_so(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    done = handbook("export", tmp_path / "out", "--docs", docs, "--engine", "dot")
    assert done.exit_code == 1
    assert "there is no `dot` on this machine" in done.stderr


def test_the_command_is_installed_and_bears_a_terminal_with_few_letters(docs: Path):
    folder = write(docs, {"tree.yml": WITHOUT_OWNER.replace("loaves:", "loaves: {name: 収益}")})
    command = [str(Path(sys.executable).with_name("handbook")), "check", str(folder)]
    environment = {"PYTHONIOENCODING": "latin-1", "PATH": "", "SOURCE_DATE_EPOCH": str(NOON)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LONGEST_WAIT, check=False)
    assert done.returncode == 1
    assert "??" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_form_of_output_can_be_chosen(docs: Path):
    folder = write(docs, {"tree.yml": BROKEN})
    lines, text = (handbook("check", folder, "--format", form).stdout for form in ("line", "text"))
    first = f"{folder}/tree.yml:1:38: error: there is no metric `loavs`; did you mean `loaves`? [unknown_id]\n"
    assert lines.startswith(first)
    assert text.startswith(f"{first}  |\n1 | {BROKEN.splitlines()[0]}\n  | {' ' * 37}^^^^^\n")
    assert handbook("check", folder).stdout == lines


@pytest.mark.parametrize("epoch", ["abc", "99999999999999999", "-99999999999999"])
@pytest.mark.parametrize("command", ["check", "export"])
def test_a_wrong_day_in_the_environment_is_said(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, epoch: str
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = handbook("check", docs / "strategy") if command == "check" else export_of(docs, tmp_path)
    assert done.exit_code == 2
    assert f"Error: SOURCE_DATE_EPOCH is '{epoch}', expected seconds" in done.stderr


def export_of(docs: Path, tmp_path: Path, *options: str) -> Result:
    return handbook("export", tmp_path / "out", "--docs", docs, *options)


@pytest.mark.parametrize("blocking", ["handbook", "handbook/tree", "handbook/mission.md/notes.txt"])
def test_export_refuses_what_would_be_a_file_and_a_folder(docs: Path, tmp_path: Path, blocking: str):
    (docs / blocking).parent.mkdir(parents=True, exist_ok=True)
    (docs / blocking).write_text("x", "utf-8")
    done = export_of(docs, tmp_path)
    assert done.exit_code == 2
    assert "would be a file and the folder of" in done.stderr
    assert not (tmp_path / "out").exists()


def test_export_to_a_link_to_nothing(docs: Path, tmp_path: Path):
    (tmp_path / "out").symlink_to(tmp_path / "nowhere")
    done = export_of(docs, tmp_path)
    assert done.exit_code == 2
    assert "is a link to nothing" in done.stderr


@pytest.mark.parametrize("target", ["/dev/null/out", "/proc/out"])
def test_export_to_where_nothing_can_be_written(docs: Path, target: str):
    done = handbook("export", target, "--docs", docs)
    assert done.exit_code == 2
    assert "Error: " in done.stderr
    assert not isinstance(done.exception, OSError)


def test_a_base_that_no_folder_can_be_called(docs: Path, tmp_path: Path):
    done = export_of(docs, tmp_path, "--base", "a\0b")
    assert done.exit_code == 2
    assert "cannot be the name of a folder" in done.stderr


def test_a_full_disk_is_said_in_one_line(docs: Path):
    folder = write(docs, {"tree.yml": BROKEN})
    command = [str(Path(sys.executable).with_name("handbook")), "check", str(folder)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Error: No space left on device\n"


def test_export_leaves_out_links_that_lead_outside(docs: Path, tmp_path: Path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.txt").write_text("hush", "utf-8")
    (docs / "key.txt").symlink_to(tmp_path / "secret" / "key.txt")
    (docs / "inside.txt").symlink_to(docs / "index.md")
    (docs / "index.md").write_text("# Home\n", "utf-8")
    done = export_of(docs, tmp_path)
    assert done.exit_code == 0
    assert f"{docs}/key.txt:1:1: warning: found a link that leads outside" in done.stderr
    assert not (tmp_path / "out" / "key.txt").exists()
    assert (tmp_path / "out" / "inside.txt").read_text("utf-8") == "# Home\n"
