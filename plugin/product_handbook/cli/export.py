"""`handbook export`: the pages as a folder of Markdown files."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from product_handbook.cli.shared import day_of, docs_folder, report, today_option
from product_handbook.model.loading.load import Invalid, load
from product_handbook.wording.terms import count


@click.command()
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
@today_option
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
    from product_handbook.drawing.cards.engines import graphviz_engine  # noqa: PLC0415
    from product_handbook.site.export import Place, export_handbook, site_of  # noqa: PLC0415
    from product_handbook.site.publish import publish  # noqa: PLC0415

    day = day_of(today)
    strategy, base = (_folder_inside(name) for name in (strategy, base))
    docs = docs or docs_folder(strategy, "--docs")
    _refuse_target(target, docs)
    loaded = load(docs / strategy, root=docs)
    if isinstance(loaded, Invalid):
        report(loaded.problems, None, "problem")
        sys.exit(1)
    try:
        site = site_of(Place(docs, strategy, base, directory_urls, edit_url))
        handbook = publish(loaded, site, graphviz_engine(engine, None), day)
    except LayoutError as error:
        raise click.ClickException(f"the diagrams could not be laid out: {error}") from error
    exported = export_handbook(handbook, docs, strategy)
    _write(exported.files, target, docs)
    for warning in exported.warnings:
        click.echo(str(warning), err=True)
    click.echo(f"{count(len(exported.files), 'file')} in {target}")


def _refuse_target(target: Path, docs: Path) -> None:
    """Refuses a target that is not a new or empty folder outside the documents."""
    if target.resolve().is_relative_to(docs.resolve()):
        raise click.UsageError(f"{target} is inside the folder of the documents; choose one elsewhere")
    if target.is_symlink() and not target.exists():
        raise click.UsageError(f"{target} is a link to nothing; choose a new folder")
    if target.exists() and any(target.iterdir()):
        raise click.UsageError(f"{target} is not empty; choose a new folder")


def _write(files: Mapping[str, bytes], target: Path, docs: Path) -> None:
    """Writes all files, or none where one of them stands where another needs a folder."""
    for uri in files:
        if blocking := next((parent.as_posix() for parent in Path(uri).parents if parent.as_posix() in files), None):
            raise click.UsageError(
                f"{blocking} would be a file and the folder of {uri}; rename what lies there in {docs}, or choose "
                "another --base"
            )
    try:
        for uri, content in files.items():
            (target / uri).parent.mkdir(parents=True, exist_ok=True)
            (target / uri).write_bytes(content)
    except OSError as error:
        raise click.UsageError(f"{target} cannot be written: {error.strerror}; choose another folder") from error


def _folder_inside(name: str) -> str:
    """A folder inside that of the documents, without slashes around it; empty for that folder itself."""
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if not name.isprintable():
        raise click.UsageError(f"{name!r} cannot be the name of a folder")
    if ".." in parts:
        raise click.UsageError(f"{name} is not inside the folder of the documents")
    return "/".join(parts)
