"""`handbook` on the command line; the only place that prints."""

import gc
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import click

from product_handbook.analysis.analysis import Analysis
from product_handbook.model.loading.load import Invalid, load
from product_handbook.rules.find import find
from product_handbook.rules.finding import SEVERITIES, Severity
from product_handbook.site.parts.words import count
from product_handbook.site.writing.today import present_day


@click.group()
@click.version_option(package_name="mkdocs-product-handbook")
def main() -> None:
    """Checks and exports a product handbook."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter gets a question mark, not a traceback.
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="warning",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to check on, instead of the present one.")
def check(folder: Path | None, fail_on: Severity, today: datetime | None) -> None:
    """Checks the strategy files in FOLDER, and prints every problem, or else every finding.

    The exit code is 0 when all is well, 1 for problems or findings, 2 for a wrong call.
    """
    with _uncollected():
        strategy = load(folder or _docs_folder("strategy", "an argument") / "strategy")
        if isinstance(strategy, Invalid):
            _print_problems(strategy)
            sys.exit(1)
        found = find(Analysis(strategy), _day(today)).open
    for finding in found:
        click.echo(
            f"{finding.location}: {finding.rule.severity}: {finding.message}; {finding.help} [{finding.rule.code}]"
        )
    click.echo(count(len(found), "finding"), err=True)
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    sys.exit(1 if any(finding.rule.severity in grave for finding in found) else 0)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spares a short-lived process the search for garbage: it finds none, and takes a fifth of a check."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@main.command()
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--docs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the documents, which holds the strategy folder.  [default: docs or content]",
)
@click.option("--strategy", default="strategy", show_default=True, help="The strategy folder inside it.")
@click.option(
    "--base", default="handbook", show_default=True, help='The folder of the generated pages; "" for the root.'
)
@click.option(
    "--engine", type=click.Choice(["wasm", "dot"]), default="wasm", show_default=True, help="What lays diagrams out."
)
@click.option(
    "--directory-urls/--no-directory-urls",
    default=True,
    show_default=True,
    help="Whether the generator publishes mission.md as mission/ or as mission.html.",
)
@click.option(
    "--edit-url", default="", help="What the path of a file in the folder of the documents follows in an edit link."
)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to look at it on, instead of the present one."
)
def export(  # noqa: PLR0913 - an option of the command line each
    target: Path,
    *,
    docs: Path | None,
    strategy: str,
    base: str,
    engine: Literal["wasm", "dot"],
    directory_urls: bool,
    edit_url: str,
    today: datetime | None,
) -> None:
    """Writes the pages into the folder TARGET as Markdown files, with their drawings inside.

    What lies in the folder of the documents goes with them, except the strategy files. TARGET must be new or empty.
    """
    # Jinja2, Python-Markdown and Graphviz take longer to load than a check takes, so only an export loads them.
    from product_handbook.drawing.cards.dot import LayoutError  # noqa: PLC0415
    from product_handbook.site.export import Place, export_strategy  # noqa: PLC0415

    strategy, base = (_folder_inside(name) for name in (strategy, base))
    docs = docs or _docs_folder(strategy, "--docs")
    if target.resolve().is_relative_to(docs.resolve()):
        raise click.UsageError(f"{target} is inside the folder of the documents; choose one elsewhere")
    if target.exists() and any(target.iterdir()):
        raise click.UsageError(f"{target} is not empty; choose a new folder")
    loaded = load(docs / strategy)
    if isinstance(loaded, Invalid):
        _print_problems(loaded)
        sys.exit(1)
    try:
        place = Place(docs, strategy, base, directory_urls, edit_url)
        exported = export_strategy(loaded, place, engine, _day(today))
    except LayoutError as error:
        raise click.ClickException(f"the diagrams could not be laid out: {error}") from error
    for uri, content in exported.files.items():
        (target / uri).parent.mkdir(parents=True, exist_ok=True)
        (target / uri).write_bytes(content)
    for warning in exported.warnings:
        click.echo(warning, err=True)
    click.echo(f"{count(len(exported.files), 'file')} in {target}")


def _print_problems(invalid: Invalid) -> None:
    for problem in invalid.problems:
        click.echo(str(problem))
    click.echo(count(len(invalid.problems), "problem"), err=True)


def _day(today: datetime | None) -> date:
    return present_day() if today is None else today.date()


def _docs_folder(strategy: str, means: str) -> Path:
    """The folder of the documents, where nobody says which."""
    for folder in (Path("docs"), Path("content")):
        if (folder / strategy).is_dir():
            return folder
    raise click.UsageError(f"found neither docs/{strategy} nor content/{strategy}; say where, with {means}")


def _folder_inside(name: str) -> str:
    """A folder inside that of the documents, without slashes around it; empty for that folder itself."""
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if ".." in parts:
        raise click.UsageError(f"{name} is not inside the folder of the documents")
    return "/".join(parts)


if __name__ == "__main__":
    main()
