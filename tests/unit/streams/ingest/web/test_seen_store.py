"""An article counts as seen only after it was stored as such."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from streams.contract.errors import Misconfigured
from streams.ingest.web.seen_store import KEEP_DAYS, SeenStore


def test_what_is_kept_is_known_later_and_what_is_dropped_is_not(tmp_path: Path) -> None:
    with SeenStore(tmp_path / "fed.db") as seen:
        seen.add_article("a")
        seen.add_document("https://lenz.example/rss", {"If-None-Match": '"7"'})
        seen.commit()
        seen.add_article("b")
        assert seen.contains("b")
        seen.rollback()
        assert not seen.contains("b")
        seen.add_article("c")
    with SeenStore(tmp_path / "fed.db") as seen:
        assert [seen.contains(mark) for mark in "abc"] == [True, False, False]
        assert seen.validators("https://lenz.example/rss") == {"If-None-Match": '"7"'}
        assert seen.validators("https://lenz.example/") == {}


def test_only_articles_no_longer_listed_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = 24 * 60 * 60.0
    now = 0.0
    monkeypatch.setattr("streams.ingest.web.seen_store.time.time", lambda: now)
    with SeenStore(tmp_path / "fed.db") as seen:
        seen.add_article("gone")
        seen.add_article("still")
        seen.commit()
        now = (KEEP_DAYS - 1) * day
        assert seen.contains("still")
        seen.commit()
        now = (KEEP_DAYS + 1) * day
        seen.commit()
        assert [seen.contains(mark) for mark in ("gone", "still")] == [False, True]


def test_an_invalid_or_locked_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database" * 100)
    for path in (tmp_path / "text", tmp_path / "nowhere" / "fed.db"):
        with pytest.raises(Misconfigured, match="--remember"):
            SeenStore(path)
    with SeenStore(tmp_path / "fed.db"), pytest.raises(Misconfigured, match="its own file"):
        SeenStore(tmp_path / "fed.db")


@pytest.mark.parametrize("damaged", ["", "no json", "7", '["a"]', '{"ETag": 7}', "[" * 5000])
def test_a_damaged_row_counts_as_unknown(tmp_path: Path, damaged: str) -> None:
    url = "https://lenz.example/rss"
    with SeenStore(tmp_path / "fed.db") as seen:
        seen.add_document(url, {"If-None-Match": '"7"'})
        seen.commit()
    with sqlite3.connect(tmp_path / "fed.db") as store:
        store.execute("UPDATE documents SET validators = ?", (damaged,))
    store.close()
    with SeenStore(tmp_path / "fed.db") as seen:
        assert seen.validators(url) == {}
        seen.add_document(url, {"If-None-Match": '"8"'})
        assert seen.validators(url) == {"If-None-Match": '"8"'}
