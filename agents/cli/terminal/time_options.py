"""Command-line options for times."""

from __future__ import annotations

from streams.contract.codec import parse_moment
from streams.contract.errors import Misconfigured


def parse_time_ms(option: str, moment: str | None) -> int | None:
    """Return an option's time as Unix time in milliseconds; None if it is not given.

    Raises:
        Misconfigured: the value is not an RFC 3339 time or a date; the message names the option.
    """
    if moment is None:
        return None
    parsed = parse_moment(moment)
    if parsed is None:
        raise Misconfigured(f"{option} {moment}: not an RFC 3339 time or a date")
    return int(parsed.timestamp() * 1000)
