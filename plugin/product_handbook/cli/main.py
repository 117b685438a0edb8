"""`handbook` on the command line: the group of its commands."""

import errno
import io
import os
import sys

import click

from product_handbook.cli.check import check
from product_handbook.cli.export import export


class _Commands(click.Group):
    """Says in one line that something could not be read or written."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            if error.filename is None and error.errno == errno.ENOSPC:
                # Or Python would try again at its end, and fail aloud.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            named = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
            raise click.ClickException(f"{named}{error.strerror or error}") from error


@click.group(cls=_Commands)
@click.version_option(package_name="mkdocs-product-handbook")
def main() -> None:
    """Checks and exports a product handbook."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter gets a question mark, not a traceback.
            stream.reconfigure(errors="replace")


main.add_command(check)
main.add_command(export)

if __name__ == "__main__":
    main()
