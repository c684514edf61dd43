"""What is no record is left out of a table, and said."""

from __future__ import annotations

import pytest

from streams.contract.json_lines import JsonLine, UnreadableLine
from streams.export.event_selection import event_id
from streams.export.happening_selection import HighestVersions

DEEP = b'{"x": ' + b"[" * 5000 + b"]" * 5000 + b"}"


@pytest.mark.parametrize("value", [b"", b"{", b"null", b'{"event_id": "\xff"}', b'{"happening_id": "\xff"}', DEEP])
def test_what_is_no_record_is_said_to_be_unreadable(value: bytes) -> None:
    line = JsonLine(value, "events/0/7")
    for found in (event_id(line), HighestVersions().happening_id(line)):
        assert isinstance(found, UnreadableLine)
        assert found.origin == "events/0/7"
