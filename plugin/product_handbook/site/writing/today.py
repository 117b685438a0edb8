"""The day on which a handbook is looked at; nothing else reads the clock."""

import os
from datetime import UTC, date, datetime


def present_day() -> date:
    """The day of `SOURCE_DATE_EPOCH` where it is set, so that builds can be repeated, else of the clock, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()  # noqa: TID251
