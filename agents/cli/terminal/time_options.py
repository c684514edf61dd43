"""Times given as options."""

from __future__ import annotations

from streams.contract.codec import parse_moment
from streams.contract.errors import Misconfigured


def parse_time_ms(option: str, moment: str | None) -> int | None:
    """Return the time as milliseconds since 1970 UTC; None where none is given.

    Raises:
        Misconfigured: it is not an RFC 3339 time or a date; the message names the option.
    """
    if moment is None:
        return None
    parsed = parse_moment(moment)
    if parsed is None:
        raise Misconfigured(f"{option} {moment}: not an RFC 3339 time or a date")
    return int(parsed.timestamp() * 1000)
