"""The one day on which the suite runs, and what keeps a test from asking for another.

`make test-2031` runs a part of the suite with the clock of the machine, and that of the browser, in another year.
"""

import os
import subprocess
from datetime import UTC, date, datetime, tzinfo
from typing import NoReturn, Self

import pytest
from playwright.sync_api import BrowserContext

from product_handbook.site.writing.today import present_day

DAY = date(2026, 11, 21)
"""The day on which Blue's story stands, and that of every build, check and export without a day of its own."""

NOON = int(datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC).timestamp())
FAKETIME = ("LD_PRELOAD", "FAKETIME", "FAKETIME_SHARED")
"""What `faketime` puts into the environment; Chromium does not run with it."""


class NoClock(datetime):
    """Stands where the product reads the clock."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        refuse("a test asked for the present day")


def refuse(what: str) -> NoReturn:
    pytest.fail(f"{what}. Fix: keep SOURCE_DATE_EPOCH as the suite sets it, or name a day", pytrace=False)


def stop_clock(patch: pytest.MonkeyPatch) -> None:
    """Puts the suite, and each program that it starts, on its day; whatever asks for the present one fails."""
    start = subprocess.Popen.__init__

    def start_on_the_day(self: subprocess.Popen, *args: object, **options: object) -> None:
        environment = options.get("env")
        if "SOURCE_DATE_EPOCH" not in (os.environ if environment is None else environment):
            refuse("a test started a program without the day of the suite")
        start(self, *args, **options)

    patch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    patch.setitem(present_day.__globals__, "datetime", NoClock)
    patch.setattr(subprocess.Popen, "__init__", start_on_the_day)


def share_clock(context: BrowserContext) -> None:
    """Sets the browser's clock where Python's is faked."""
    if "FAKETIME" in os.environ:
        context.clock.install(time=datetime.now(UTC))  # noqa: TID251 - the clock that is faked
