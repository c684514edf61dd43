"""Invalid records are left out of a table and reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.contract.errors import DatelineError
from streams.contract.json_lines import JsonLine, UnreadableLine
from streams.export.event_selection import event_id
from streams.export.happening_selection import HighestVersions
from streams.export.latest_versions import LatestVersions

DEEP = b'{"x": ' + b"[" * 5000 + b"]" * 5000 + b"}"


@pytest.mark.parametrize("value", [b"", b"{", b"null", b'{"event_id": "\xff"}', b'{"happening_id": "\xff"}', DEEP])
def test_invalid_records_are_reported_as_unreadable(value: bytes) -> None:
    line = JsonLine(value, "events/0/7")
    for found in (event_id(line), HighestVersions().happening_id(line)):
        assert isinstance(found, UnreadableLine)
        assert found.origin == "events/0/7"


def test_a_scratch_file_that_cannot_be_made_is_not_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """This happens on a full disk."""
    monkeypatch.setattr("streams.export.latest_versions._MAKE", "INSERT INTO nothing VALUES (1)")
    with pytest.raises(DatelineError, match="cannot be written"), LatestVersions(tmp_path / "scratch"):
        pass
    assert not list(tmp_path.iterdir())
