"""`handbook check`: every problem in the strategy files, or else every finding."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from product_handbook.analysis.analysis import Analysis
from product_handbook.cli.shared import day_of, docs_folder, format_option, report, today_option
from product_handbook.diagnostics.diagnostic import SEVERITIES, Severity
from product_handbook.model.loading.load import Invalid, load
from product_handbook.rules.find import find


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="warning",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@format_option
@today_option
def check(folder: Path | None, fail_on: Severity, form: str | None, today: datetime | None) -> None:
    """Checks the strategy files in FOLDER, and prints the problems, or else the findings, a few of each kind.

    The exit code is 0 when all is well, 1 for problems or findings, 2 for a wrong call.
    """
    day = day_of(today)
    with _uncollected():
        strategy = load(folder or docs_folder("strategy", "an argument") / "strategy")
        found = () if isinstance(strategy, Invalid) else find(Analysis(strategy, day)).open
    if isinstance(strategy, Invalid):
        report(strategy.problems, form, "problem")
        sys.exit(1)
    report(found, form, "finding")
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    sys.exit(1 if any(finding.severity in grave for finding in found) else 0)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spares a short-lived process the search for garbage: it finds none, and takes a fifth of a check."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
