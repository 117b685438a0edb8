"""From the files of a folder to a strategy, or to every problem that prevents one."""

from dataclasses import dataclass, fields
from pathlib import Path

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.dimensions.check import check_dimensions
from product_handbook.model.graph import build_graph
from product_handbook.model.kinds import FILES
from product_handbook.model.loading.consistency import check_consistency, check_cycles
from product_handbook.model.loading.default_rubric import default_rubric
from product_handbook.model.loading.reader import Reader
from product_handbook.model.loading.resolve import check_references
from product_handbook.model.strategy import PartialStrategy, Strategy, share_names
from product_handbook.source.files import printable, survey


@dataclass(frozen=True)
class Invalid:
    """Strategy files that cannot be read as meant."""

    problems: tuple[Diagnostic, ...]
    """At least one, each once: those of missing files and unknown names, then the others in the order of the files."""
    files: tuple[str, ...]
    """The paths of the files that were found."""


def load(folder: Path, shown: str | None = None, root: Path | None = None) -> Strategy | Invalid:
    """The strategy in a folder, or all its problems; `shown` is the path of the folder in their spans.

    No link in it may lead outside the folder of the documents, `root`, which is the one around it if not given.
    """
    shown = printable(folder.as_posix()) if shown is None else shown
    found = survey(folder, shown, FILES, root)
    reader = Reader(found)
    reader.read_all()
    share_names(reader.parts.subjects)
    parts, problems = reader.parts, [*found.problems, *reader.problems]
    named = () if parts.north_star is None else (parts.north_star.metric.id, parts.north_star.business_metric.id)
    graph = build_graph(parts.metrics, named)
    problems += [*check_references(parts), *check_consistency(parts)]
    problems += [*check_dimensions(parts), *check_cycles(graph)]
    if problems or parts.mission is None or parts.stakeholders is None or parts.north_star is None:
        return Invalid(_ordered(problems, found.paths), found.paths)
    read = {part.name: getattr(parts, part.name) for part in fields(PartialStrategy) if part.name != "ids"}
    return Strategy(
        folder=shown,
        files=found.paths,
        **read,
        rubric=None if parts.orientation is None else parts.orientation.rubric or default_rubric(),
        subjects=tuple(parts.subjects),
        graph=graph,
    )


def _ordered(problems: list[Diagnostic], paths: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    position = {path: index for index, path in enumerate(paths)}
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda one: (position.get(one.span.path, -1), one.span, one.message))
    )
