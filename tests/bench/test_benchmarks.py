"""Each benchmark runs on a few articles. The figures are meaningless here; the test shows that the program works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import happenings, latency, memory, reading, stream
from tests.bench.articles import article_number, load, repeat
from tests.bench.results import Row
from tests.bench.testbed import StreamTestbed, open_testbed

STAND_IN = {"READER": "tests.broker.stub_reader:build", "PROCESSES": "1"}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StreamTestbed]:
    with open_testbed(kafka=False, folder=tmp_path_factory.mktemp("bench")) as it:
        yield it


@pytest.fixture(scope="module")
def raws() -> list[bytes]:
    return load()


def value(rows: list[Row], what: str) -> float:
    return next(row.value for row in rows if row.what == what and row.value is not None)


def test_repeated_articles_have_new_ids(raws: list[bytes]) -> None:
    many = [json.loads(raw) for raw in repeat(raws, 100, first=7)]
    assert [article_number(a["id"].encode()) for a in many] == list(range(7, 107))
    assert len({a["text"] for a in many}) == len({json.loads(raw)["text"] for raw in raws})


def test_fresh_articles_have_new_words(raws: list[bytes]) -> None:
    assert len({json.loads(raw)["text"] for raw in repeat(raws, 100, fresh=True)}) == 100


def test_a_file_without_articles_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("not json\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no article"):
        load(empty)


def test_reading(raws: list[bytes]) -> None:
    rows = reading.run(raws, count=30, rounds=1, newest=False)
    assert value(rows, reading.OURS) > 0
    assert value(rows, f"against {reading.PINNED}") > 0


def test_happenings(raws: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_READER", STAND_IN["READER"])
    for row in happenings.run(raws, count=8, rounds=1):
        assert row.value is not None
        assert row.value > 0
        assert "8 articles" in row.note


def test_the_bare_loop(raws: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_READER", STAND_IN["READER"])
    assert stream.bare(raws, 960, 2) > 0


@pytest.mark.broker
def test_stream(started: StreamTestbed, raws: list[bytes]) -> None:
    with started.rig(**STAND_IN) as rig:
        run_worker = stream.run_worker(started, rig, list(repeat(raws, 400)))
    assert run_worker.rate > 0


@pytest.mark.broker
def test_latency(started: StreamTestbed, raws: list[bytes]) -> None:
    with started.rig(**STAND_IN) as rig:
        rows = latency.measure_rig(rig, raws, count=400, seconds=0.1)
    assert 0 < value(rows, "p50 at 50% of it") <= value(rows, "p99 at 50% of it") < 60


@pytest.mark.broker
def test_memory(started: StreamTestbed, raws: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of the articles become dead letters."""
    dead = b'{"id": "a", "text": 7}'
    monkeypatch.setattr(memory, "AHEAD", 100)
    with started.rig(**STAND_IN) as rig:
        rows = memory.measure_rig(rig, [*raws, dead], 800)
    assert value(rows, "worker and one reader, at most") > 20
