"""What was fed is remembered once it is kept, and only then."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from streams.contract.errors import Misconfigured
from streams.ingest.web.seen_store import KEEP_DAYS, SeenStore


def test_what_is_kept_is_known_later_and_what_is_dropped_is_not(tmp_path: Path) -> None:
    with SeenStore(tmp_path / "fed.db") as position:
        position.note("a")
        position.read("https://lenz.example/rss", {"If-None-Match": '"7"'})
        position.keep()
        position.note("b")
        assert position.knows("b")
        position.drop()
        assert not position.knows("b")
        position.note("c")
    with SeenStore(tmp_path / "fed.db") as position:
        assert [position.knows(mark) for mark in "abc"] == [True, False, False]
        assert position.validators("https://lenz.example/rss") == {"If-None-Match": '"7"'}
        assert position.validators("https://lenz.example/") == {}


def test_what_is_seen_no_more_is_forgotten_and_what_still_is_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = 24 * 60 * 60.0
    now = 0.0
    monkeypatch.setattr("streams.ingest.web.seen_store.time.time", lambda: now)
    with SeenStore(tmp_path / "fed.db") as position:
        position.note("gone")
        position.note("still")
        position.keep()
        now = (KEEP_DAYS - 1) * day
        assert position.knows("still")
        position.keep()
        now = (KEEP_DAYS + 1) * day
        position.keep()
        assert [position.knows(mark) for mark in ("gone", "still")] == [False, True]


def test_a_file_that_is_none_or_that_another_uses_is_said(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database" * 100)
    for path in (tmp_path / "text", tmp_path / "nowhere" / "fed.db"):
        with pytest.raises(Misconfigured, match="--remember"):
            SeenStore(path)
    with SeenStore(tmp_path / "fed.db"), pytest.raises(Misconfigured, match="its own file"):
        SeenStore(tmp_path / "fed.db")


@pytest.mark.parametrize("damaged", ["", "no json", "7", '["a"]', '{"ETag": 7}', "[" * 5000])
def test_a_damaged_row_is_a_document_that_is_not_known(tmp_path: Path, damaged: str) -> None:
    url = "https://lenz.example/rss"
    with SeenStore(tmp_path / "fed.db") as position:
        position.read(url, {"If-None-Match": '"7"'})
        position.keep()
    with sqlite3.connect(tmp_path / "fed.db") as store:
        store.execute("UPDATE documents SET validators = ?", (damaged,))
    store.close()
    with SeenStore(tmp_path / "fed.db") as position:
        assert position.validators(url) == {}
        position.read(url, {"If-None-Match": '"8"'})
        assert position.validators(url) == {"If-None-Match": '"8"'}
