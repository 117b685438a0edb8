"""Which strategy files lie in a folder, and which names there nobody would read."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from pathlib import Path

from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.diagnostics.suggest import closest_match

ENDINGS = frozenset({".yml", ".yaml", ".csv"})
"""What the name of a file ends with for somebody to believe that it is read."""
WHO_MAY_READ = "check who may read it"


@dataclass(frozen=True)
class FileName:
    """What a file can be called for somebody to read it."""

    name: str
    """Without its ending."""
    _: KW_ONLY
    required: bool = False
    can_be_folder: bool = False
    """Whether a folder of such files may stand in its place."""
    ending: str = ".yml"


@dataclass(frozen=True)
class StrategyFile:
    """A file on disk, and its path as problems and pages name it."""

    file: Path
    path: str


@dataclass
class Survey:
    """The strategy files of a folder, by the name of what they hold, and the problems of their names."""

    names: Mapping[str, FileName]
    """What files may be called, in the order in which their problems are shown."""
    files: dict[str, list[StrategyFile]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def paths(self) -> tuple[str, ...]:
        """The path of every file, in the order in which problems are shown."""
        return tuple(file.path for name in self.names for file in self.files.get(name, ()))

    def can_be_folder(self, name: str) -> bool:
        """Whether a folder of files is read under a name."""
        return name in self.names and self.names[name].can_be_folder

    def choices(self, candidate: "_Candidate") -> tuple[str, ...]:
        """The names under which a file, or a folder of files, is read."""
        return tuple(name for name in self.names if self.can_be_folder(name) or not candidate.is_folder)

    def report(self, code: str, path: str, message: str, help: str) -> None:
        """Adds a problem of a file or a folder as a whole."""
        self.problems.append(Diagnostic(code, Span(path), message, help))


@dataclass(frozen=True)
class _Candidate:
    """A file, or a folder of files, that is to be read if its name says so."""

    name: str
    """Without an ending."""
    path: str
    files: tuple[StrategyFile, ...]
    is_folder: bool


def leads_outside(file: Path, *roots: Path) -> bool:
    """Whether a file or a folder lies in none of some folders, once all links are followed."""
    # Unlike `Path.resolve`, this takes links that go round in a circle.
    place = Path(os.path.realpath(file))
    return not any(place.is_relative_to(os.path.realpath(root)) for root in roots)


def survey(folder: Path, shown: str, names: Iterable[FileName], root: Path | None = None) -> Survey:
    """Looks through a strategy folder for files of some names.

    A YAML file of an unknown name is a problem, for nobody would miss it. Where the name is nearly that of a file that
    is missing, it is read as that one, so that the misspelled name is the only problem.
    """
    found = Survey({name.name: name for name in names})
    try:
        if not folder.is_dir():
            *needed, last = (f"{name.name}{name.ending}" for name in found.names.values() if name.required)
            help = f"create it with {', '.join(needed)} and {last}, or correct the option"
            found.report("file_missing", shown, "there is no such strategy folder", help)
            return found
        entries = sorted(folder.iterdir())
        candidates = list(_candidates(entries, shown, found))
    except OSError as error:
        found.report("file_unreadable", shown, f"the folder cannot be opened ({error.strerror})", WHO_MAY_READ)
        return found
    candidates = list(_inside(candidates, (folder, folder.parent if root is None else root), found))
    for candidate in candidates:
        if candidate.name in found.choices(candidate):
            _take(candidate, found)
    for candidate in candidates:
        if candidate.name not in found.choices(candidate):
            _take_misspelled(candidate, found)
    for name in found.names:
        if found.names[name].required and name not in found.files:
            near = closest_match(f"{name}.yml", [printable(entry.name) for entry in entries])
            help = f"rename `{near}` to `{name}.yml`" if near else "create it; the reference shows what goes in"
            found.report("file_missing", f"{shown}/{name}.yml", f"the file {name}.yml is missing", help)
    return found


def _candidates(entries: list[Path], shown: str, found: Survey) -> Iterator[_Candidate]:
    """What in a folder looks like strategy files; hidden files are left alone."""
    for entry in entries:
        path = f"{shown}/{printable(entry.name)}"
        is_file_name = entry.suffix.lower() in ENDINGS
        if entry.name.startswith("."):
            continue
        if not entry.is_dir():
            if is_file_name:
                yield _Candidate(entry.stem, path, (StrategyFile(entry, path),), is_folder=False)
        elif is_file_name:
            found.report(
                "misplaced_file",
                path,
                f"found a folder called `{printable(entry.name)}`, expected a file",
                "rename the folder",
            )
            found.files.setdefault(entry.stem, [])
        elif files := tuple(_files_inside(entry, path, found)):
            yield _Candidate(entry.name, path, files, is_folder=True)


def _inside(candidates: Iterable[_Candidate], roots: tuple[Path, Path], found: Survey) -> Iterator[_Candidate]:
    """The candidates without links that lead outside; each of these is a problem, for a build would publish it."""
    for candidate in candidates:
        outside = [file for file in candidate.files if leads_outside(file.file, *roots)]
        for file in outside:
            message = "found a link that leads outside the folder of the documents"
            found.report("outside_docs", file.path, message, "put the file itself in its place")
            found.files.setdefault(candidate.name, [])
        if not outside:
            yield candidate
        elif files := tuple(file for file in candidate.files if file not in outside):
            yield replace(candidate, files=files)


def _files_inside(folder: Path, path: str, found: Survey) -> Iterator[StrategyFile]:
    """The files of a folder of files, and those of folders within it, which are a problem each."""
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(place).relative_to(folder).as_posix()
        prefix = path if below == "." else f"{path}/{printable(below)}"
        files = sorted(name for name in names if Path(name).suffix.lower() in ENDINGS and not name.startswith("."))
        if files and below != "." and found.can_be_folder(folder.name):
            found.report(
                "misplaced_file",
                prefix,
                f"found a folder within the folder `{folder.name}`",
                "move its files one folder up",
            )
        for name in files:
            if printable(name) != name:
                found.report(
                    "wrong_file_name",
                    f"{prefix}/{printable(name)}",
                    "found a file whose name cannot be shown",
                    "rename it",
                )
            yield StrategyFile(Path(place, name), f"{prefix}/{printable(name)}")
    for error in closed if found.can_be_folder(folder.name) else ():
        found.report("file_unreadable", path, f"the folder cannot be opened ({error.strerror})", WHO_MAY_READ)
        found.files.setdefault(folder.name, [])


def _take(candidate: _Candidate, found: Survey) -> None:
    """Takes a file or a folder of a known name."""
    name, ending = candidate.name, found.names[candidate.name].ending
    if found.can_be_folder(name) and found.files.get(name) and not candidate.is_folder:
        message = f"found the file `{candidate.files[0].file.name}` beside other files for `{name}`"
        found.report(
            "misplaced_file",
            candidate.path,
            message,
            f"keep either one file `{name}{ending}` or the files in a folder `{name}`",
        )
    for file in candidate.files:
        suffix, right = file.file.suffix, file.file.with_suffix(ending)
        if suffix != ending:
            help = (
                f"put what is in it into `{right.name}`"
                if right.exists()
                else f"rename it to `{printable(right.name)}`"
            )
            found.report(
                "wrong_file_name", file.path, f"found a name that ends with `{suffix}`, expected `{ending}`", help
            )
        if ".csv" not in {suffix, ending} or suffix == ending:
            found.files.setdefault(name, []).append(file)
    found.files.setdefault(name, [])


def _take_misspelled(candidate: _Candidate, found: Survey) -> None:
    """Reports a name that nobody reads, and reads its files as those that are missing where it is nearly their name."""
    names = found.choices(candidate)
    near = closest_match(candidate.name.replace("_", "-"), names) or closest_match(candidate.name, names)
    shown = printable(candidate.name)
    help = f"did you mean `{near}`?" if near else "rename it, or move it out of this folder"
    if candidate.is_folder:
        message = f"found strategy files in a folder `{shown}`, where nobody reads them"
        help = f"put them into one file `{shown}.yml`" if candidate.name in found.names else help
    else:
        message = f"found the file `{printable(candidate.files[0].file.name)}`, but no strategy file has this name"
        help = help.replace(f"`{near}`", f"`{near}{found.names[near].ending}`") if near else help
    found.report("unknown_file", candidate.path, message, help)
    if near and not found.files.get(near):
        found.files[near] = list(candidate.files)


def printable(name: str) -> str:
    """A name on disk as a message can show it: what is no printable text in it is replaced."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
