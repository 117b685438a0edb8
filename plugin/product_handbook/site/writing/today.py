"""The day on which a handbook is looked at; nothing else reads the clock."""

import os
from datetime import UTC, date, datetime


def present_day() -> date:
    """The day of `SOURCE_DATE_EPOCH` where it is set, so that builds can be repeated, else of the clock, in UTC.

    Raises ValueError where it is no time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()  # noqa: TID251
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {epoch!r}, expected seconds since 1970, such as 1764547200"
        raise ValueError(message) from None
