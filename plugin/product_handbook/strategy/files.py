"""Which strategy files lie in a folder, and which names there nobody would read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from product_handbook.strategy.problems import Location, Problem

REQUIRED = ("mission", "stakeholders", "north-star", "tree")
READ = (*REQUIRED, "owners", "glossary")
"""The files that are read, in the order in which their problems are shown."""
UNREAD = ("value-web", "impact", "bets", "requests", "orientation", "values")
"""Files of the format that this version does not read yet."""
COLLECTIONS = ("tree", "bets", "requests", "values")
"""The files that may be a folder of files instead."""


@dataclass(frozen=True)
class StrategyFile:
    """A file on disk, and its path as problems and pages name it."""

    file: Path
    path: str


@dataclass
class Survey:
    """The strategy files of a folder, by the name of what they hold, and the problems of their names."""

    files: dict[str, list[StrategyFile]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def paths(self) -> tuple[str, ...]:
        """The path of every file, in the order in which problems are shown."""
        return tuple(file.path for name in (*READ, *UNREAD) for file in self.files.get(name, ()))


def survey(folder: Path, shown: str) -> Survey:
    """Looks through a strategy folder; a YAML file of an unknown name is a problem, for nobody would miss it."""
    found = Survey()
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        path = f"{shown}/{entry.name}"
        if entry.is_dir():
            _look_into(entry, path, found)
        elif entry.suffix.lower() in {".yml", ".yaml", ".csv"}:
            _take(entry.stem, StrategyFile(entry, path), found)
    found.problems.extend(_missing(found, shown))
    return found


def _look_into(folder: Path, path: str, found: Survey) -> None:
    inside = sorted(entry for entry in folder.rglob("*") if entry.suffix.lower() in {".yml", ".yaml", ".csv"})
    for entry in inside:
        file = StrategyFile(entry, f"{path}/{entry.relative_to(folder).as_posix()}")
        if entry.parent != folder:
            _reject(file, "found a folder within a folder of strategy files", "move the file one folder up", found)
        elif folder.name in COLLECTIONS:
            _take(folder.name, file, found)
        else:
            _reject(
                file, f"no folder of strategy files is called {folder.name}", _proposal(folder.name, COLLECTIONS), found
            )


def _take(name: str, file: StrategyFile, found: Survey) -> None:
    ending = ".csv" if name == "values" else ".yml"
    if name not in {*READ, *UNREAD}:
        _reject(file, f"no strategy file is called {file.file.name}", _proposal(name, (*READ, *UNREAD)), found)
    elif file.file.suffix != ending:
        mend = f"rename it to {file.file.stem}{ending}"
        _reject(file, f"found the ending {file.file.suffix}, expected {ending}", mend, found)
    elif _is_folder(file, name) != _is_folder(found.files.get(name, [file])[0], name):
        _reject(file, f"found both {name}{ending} and a folder {name}/", "move all of it into one of the two", found)
    found.files.setdefault(name, []).append(file)


def _is_folder(file: StrategyFile, name: str) -> bool:
    return file.file.stem != name or file.file.parent.name == name


def _reject(file: StrategyFile, message: str, mend: str, found: Survey) -> None:
    found.problems.append(Problem(Location(file.path), message, mend))


def _proposal(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name.lower().replace("_", "-"), known, n=1)
    ending = "" if known is COLLECTIONS else ".csv" if near == ["values"] else ".yml"
    return f"did you mean `{near[0]}{ending}`?" if near else "rename it, or move it to another folder"


def _missing(found: Survey, shown: str) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in found.files:
            mend = "create it; the reference of the strategy files shows what goes in"
            yield Problem(Location(f"{shown}/{name}.yml"), f"the file {name}.yml is missing", mend)
