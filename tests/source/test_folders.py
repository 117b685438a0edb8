"""What can lie in a strategy folder besides well-named text files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.strategy import Strategy
from product_handbook.source.text import LARGEST_FILE

NOBODY = 65534


def problems(folder: Path) -> list[str]:
    loaded = load(folder, "strategy")
    return [
        f"{problem.span}: {problem.message}; {problem.help}"
        for problem in (loaded.problems if isinstance(loaded, Invalid) else ())
    ]


@contextmanager
def without_rights() -> Iterator[None]:
    """Gives up the right to read everything, where the tests run with it."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def open_to_all(write_handbook, tmp_path_factory) -> Path:
    """The tiny handbook in a folder that everybody may enter."""
    folder, root = write_handbook({}), tmp_path_factory.getbasetemp().parent
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # a worker has a folder of its own in that of the run
    for place in (folder, *folder.parents):
        if place.is_relative_to(root):
            place.chmod(0o755)
    return folder


def test_a_folder_that_is_not_there(tmp_path):
    help = "create it with mission.yml, stakeholders.yml, north-star.yml and tree.yml, or correct the option"
    assert problems(tmp_path / "strategy") == [f"strategy:1:1: there is no such strategy folder; {help}"]


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "strategy").write_text("mission: Help.")
    assert problems(tmp_path / "strategy")[0].startswith("strategy:1:1: there is no such strategy folder")


def test_an_empty_folder(tmp_path):
    missing = ["mission.yml", "north-star.yml", "stakeholders.yml", "tree.yml"]
    help = "create it; the reference shows what goes in"
    assert problems(tmp_path) == [f"strategy/{name}:1:1: the file {name} is missing; {help}" for name in missing]


@pytest.mark.parametrize("content", [None, "mission: Help."])
def test_a_folder_called_like_a_file(content, write_handbook):
    folder = write_handbook({"mission.yml": None})
    (folder / "mission.yml").mkdir()
    if content:
        (folder / "mission.yml" / "mission.yml").write_text(content)
    assert problems(folder) == [
        "strategy/mission.yml:1:1: found a folder called `mission.yml`, expected a file; rename the folder"
    ]


def test_links_that_lead_nowhere_or_round_in_circles(write_handbook):
    folder = write_handbook({"mission.yml": None, "north-star.yml": None})
    (folder / "mission.yml").symlink_to("mission.yml")
    (folder / "north-star.yml").symlink_to("gone.yml")
    (folder / "tree").symlink_to("tree")
    found = "found something other than a file; put a text file in its place"
    assert problems(folder) == [f"strategy/{name}:1:1: {found}" for name in ("mission.yml", "north-star.yml")]


def test_a_folder_that_links_to_the_one_above_it(write_handbook):
    folder = write_handbook({"tree.yml": None, "tree/a.yml": "documents: {formula: users}\nusers:\nrevenue:\n"})
    (folder / "tree" / "again").symlink_to(folder, target_is_directory=True)
    assert problems(folder) == []


def test_links_to_files_and_folders_elsewhere_are_followed(write_handbook, tmp_path):
    folder = write_handbook({"tree.yml": None})
    (tmp_path / "elsewhere").mkdir()
    (folder / "mission.yml").rename(tmp_path / "elsewhere" / "mission.txt")
    (folder / "mission.yml").symlink_to(tmp_path / "elsewhere" / "mission.txt")
    (tmp_path / "elsewhere" / "a.yml").write_text("documents: {formula: users}\nusers:\nrevenue:\n")
    (folder / "tree").symlink_to(tmp_path / "elsewhere")
    assert problems(folder) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such files")
def test_a_pipe_is_not_waited_for(write_handbook):
    folder = write_handbook({"mission.yml": None})
    os.mkfifo(folder / "mission.yml")
    assert problems(folder) == [
        "strategy/mission.yml:1:1: found something other than a file; put a text file in its place"
    ]


def test_a_device_is_not_read(write_handbook):
    folder = write_handbook({"mission.yml": None})
    (folder / "mission.yml").symlink_to("/dev/zero")
    (problem,) = problems(folder)
    assert problem.startswith("strategy/mission.yml:1:1: found a link that leads outside")


@pytest.mark.parametrize("name", ["mission.yml", "tree.yml"])
def test_a_file_that_nobody_may_read(name, open_to_all):
    (open_to_all / name).chmod(0)
    with without_rights():
        found = problems(open_to_all)
    assert found == [f"strategy/{name}:1:1: the file cannot be opened (Permission denied); check who may read it"]


@pytest.mark.parametrize("mode", [0o311, 0o644])
def test_a_folder_that_nobody_may_list_or_enter(mode, open_to_all):
    open_to_all.chmod(mode)
    try:
        with without_rights():
            found = problems(open_to_all)
    finally:
        open_to_all.chmod(0o755)
    assert found
    assert all("cannot be opened (Permission denied)" in problem for problem in found)


def test_a_folder_of_files_that_nobody_may_list(open_to_all):
    (open_to_all / "tree.yml").unlink()
    (open_to_all / "tree").mkdir(mode=0o300)
    with without_rights():
        found = problems(open_to_all)
    assert found == ["strategy/tree:1:1: the folder cannot be opened (Permission denied); check who may read it"]


def test_a_folder_in_a_folder_that_nobody_may_enter(open_to_all):
    open_to_all.parent.chmod(0)
    try:
        with without_rights():
            found = problems(open_to_all)
    finally:
        open_to_all.parent.chmod(0o755)
    assert found == ["strategy:1:1: the folder cannot be opened (Permission denied); check who may read it"]


@pytest.mark.parametrize("name", [b"tree/caf\xe9.yml", b"tree/a\nb.yml", b"tree/\x1b[31m.yml"])
def test_names_that_cannot_be_shown(name, write_handbook):
    folder = write_handbook({"tree.yml": None})
    (folder / "tree").mkdir()
    file = os.fsencode(folder) + b"/" + name
    try:
        with open(file, "w") as stream:  # noqa: PTH123 - a path of bytes
            stream.write("documents: {formula: nowhere}\nusers:\nrevenue:\n")
    except OSError:
        pytest.skip("the file system knows no such names")
    first, second = problems(folder)
    assert first.endswith("found a file whose name cannot be shown; rename it")
    assert "there is no metric `nowhere`" in second
    assert all(problem.isprintable() for problem in (first, second))


def test_a_name_that_cannot_be_shown_and_that_nobody_reads(write_handbook):
    folder = write_handbook({})
    try:
        os.close(os.open(os.fsencode(folder) + b"/caf\xe9.yml", os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("the file system knows no such names")
    (problem,) = problems(folder)
    assert problem.startswith("strategy/caf\ufffd.yml:1:1: found the file `caf\ufffd.yml`, but no strategy file has")


def test_a_file_that_is_too_large_is_not_read(write_handbook):
    folder = write_handbook({"glossary.yml": b"#" * (LARGEST_FILE + 1)})
    help = "split it into a folder of files"
    found = f"strategy/glossary.yml:1:1: found a file of 5,000,001 bytes, expected at most 5,000,000; {help}"
    assert problems(folder) == [found]


def test_paths_are_shown_as_the_caller_names_the_folder(write_handbook):
    folder = write_handbook({"mission.yml": "mission: 3"})
    loaded = load(folder)
    assert isinstance(loaded, Invalid)
    assert loaded.problems[0].span.path == f"{folder.as_posix()}/mission.yml"
    assert loaded.files == tuple(f"{folder}/{name}.yml" for name in ("mission", "stakeholders", "north-star", "tree"))


def test_the_optional_files_are_read_too(write_handbook):
    bet = "{serves: {current_customer: {score: 1, because: a}, future_customer: {score: 0, because: b}, "
    bet += "company: {score: -2, because: c}}, requests: [tunnel]}"
    files = {
        "bets/a.yml": f"offline: {bet}\n",
        "bets/b.yml": f"mobile: {bet}\n",
        "requests.yml": "tunnel: {request: I lose my work.}\n",
        "value-web.yml": "parties: {us: , them: }\nexchanges: [{from: us, to: them, value: Files, kind: content}]\n",
        "impact.yml": "outcomes: {job: {customer: current_customer, outcome: Gets a job.}}\n",
        "orientation.yml": "rubric: default\n",
    }
    loaded = load(write_handbook(files), "s")
    assert isinstance(loaded, Strategy), loaded.problems
    assert (list(loaded.bets), list(loaded.requests)) == (["offline", "mobile"], ["tunnel"])
    assert loaded.value_web is not None
    assert [exchange.giver.id for exchange in loaded.value_web.exchanges] == ["us"]
    assert loaded.impact is not None
    assert loaded.rubric is not None
    assert list(loaded.rubric.dimensions) == ["responsive", "decisions", "proposition"]


@pytest.mark.parametrize("name", ["glossary.yml", "tree", "values.csv"])
def test_a_link_that_leads_outside_the_folder_of_the_documents(name, write_handbook, tmp_path_factory):
    folder = write_handbook({})
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "secret.yml").write_text("root: x:0:0", "utf-8")
    (folder / "tree.yml").rename(elsewhere / "tree.yml")
    (folder / name).symlink_to(elsewhere if name == "tree" else elsewhere / "secret.yml")
    loaded = load(folder, "strategy", root=folder.parent)
    assert isinstance(loaded, Invalid)
    outside = [problem for problem in loaded.problems if problem.code == "outside_docs"]
    assert {problem.span.path.removeprefix("strategy/").split("/")[0] for problem in outside} == {name}
    assert not any("root" in str(problem) for problem in loaded.problems)


def test_links_inside_the_folder_of_the_documents_are_followed(write_handbook):
    folder = write_handbook({})
    shared = folder.parent / "shared"
    shared.mkdir()
    (folder / "tree.yml").rename(shared / "tree.yml")
    (folder / "tree.yml").symlink_to(shared / "tree.yml")
    assert not isinstance(load(folder, "strategy", root=folder.parent), Invalid)


def test_a_strategy_folder_that_is_a_link_itself_is_followed(write_handbook, tmp_path_factory):
    folder = write_handbook({})
    docs = tmp_path_factory.mktemp("docs")
    (docs / "strategy").symlink_to(folder)
    assert not isinstance(load(docs / "strategy", "strategy", root=docs), Invalid)


def test_a_link_that_leads_to_itself(write_handbook):
    folder = write_handbook({})
    (folder / "glossary.yml").symlink_to(folder / "glossary.yml")
    (problem,) = problems(folder)
    assert problem.startswith("strategy/glossary.yml:1:1: ")
