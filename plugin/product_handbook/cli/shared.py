"""What the commands share: options, the folder of the documents, and how diagnostics are printed."""

import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.diagnostics.reporters import REPORTERS
from product_handbook.site.writing.today import present_day
from product_handbook.wording.terms import count

today_option = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to look at it on, instead of the present one."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(tuple(REPORTERS)),
    help="A line for each problem or finding, or also the line of its file.  [default: text on a terminal, else line]",
)


def report(diagnostics: Sequence[Diagnostic], form: str | None, noun: str) -> None:
    """Prints diagnostics, and how many there are."""
    is_terminal = sys.stdout.isatty()
    reporter = REPORTERS[form or ("text" if is_terminal else "line")]
    color = is_terminal and not os.environ.get("NO_COLOR")
    click.echo(reporter(diagnostics, _lines, color=color), nl=False, color=color)
    click.echo(count(len(diagnostics), noun), err=True)


def _lines(path: str) -> Sequence[str]:
    try:
        return Path(path).read_text("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (OSError, ValueError):
        return ()


def day_of(today: datetime | None) -> date:
    """The day of an option, else the present one."""
    if today is not None:
        return today.date()
    try:
        return present_day()
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def docs_folder(strategy: str, means: str) -> Path:
    """The folder of the documents, where nobody says which."""
    for folder in (Path("docs"), Path("content")):
        if (folder / strategy).is_dir():
            return folder
    raise click.UsageError(f"found neither docs/{strategy} nor content/{strategy}; say where, with {means}")
