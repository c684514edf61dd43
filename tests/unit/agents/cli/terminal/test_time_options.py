"""Times in options: milliseconds in UTC, and an error that names the option."""

from __future__ import annotations

import pytest

from agents.cli.terminal.time_options import parse_time_ms
from streams.contract.errors import Misconfigured


@pytest.mark.parametrize(
    ("moment", "milliseconds"),
    [
        (None, None),
        ("1970-01-01T00:00:01Z", 1_000),
        ("1970-01-02", 86_400_000),
        ("1970-01-01T02:00:00+02:00", 0),
    ],
)
def test_moments_and_dates(moment: str | None, milliseconds: int | None) -> None:
    assert parse_time_ms("--since", moment) == milliseconds


def test_invalid_times_are_refused() -> None:
    with pytest.raises(Misconfigured, match="--since yesterday: not an RFC 3339 time or a date"):
        parse_time_ms("--since", "yesterday")
