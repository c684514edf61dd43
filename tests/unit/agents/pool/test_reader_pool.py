"""The pool with real processes and the stub reader: outcomes, and which article gets the blame for a crash."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from agents.pool.outcome import DeadArticle, Outcome
from agents.pool.reader_pool import ReaderPool
from streams.contract.errors import Misconfigured, Reason
from streams.ops.settings import Settings
from tests.broker.topics_fixture import article, enriched, expected
from tests.support.patience import until_async

ROOT = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def _reader_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def _settings(processes: int = 1, **others: object) -> Settings:
    values: dict[str, object] = {
        "reader": "tests.broker.stub_reader:build",
        "processes": processes,
        "article_timeout_seconds": 30.0,
        "max_article_chars": 50_000,
        "max_message_bytes": 200_000,
    }
    return Settings(**values | others)  # type: ignore[arg-type]


@asynccontextmanager
async def _pool(settings: Settings, changes: Counter[str]) -> AsyncIterator[ReaderPool]:
    pool = ReaderPool(settings, lambda change: changes.update([change]))
    await pool.start()
    try:
        await pool.ready()
        yield pool
    finally:
        await pool.stop()


async def _read(raws: list[bytes | None], settings: Settings) -> tuple[list[Outcome], Counter[str]]:
    changes: Counter[str] = Counter()
    async with _pool(settings, changes) as pool:
        outcomes, _ = await pool.read(raws, "then")
    return outcomes, changes


async def test_outcomes_in_order() -> None:
    """The outcomes equal those of the reader in this process."""
    raws = [article(0), b"not JSON", None, article(1, "[print] Envoys met in Oslo."), article(2)]
    outcomes, changes = await _read(raws, _settings())
    assert outcomes == expected(raws)
    assert changes == {"started": 1}


@pytest.mark.parametrize(
    ("marker", "reason", "change"),
    [
        ("[die]", Reason.READER_CRASHED, "crashed"),
        ("[exit]", Reason.READER_CRASHED, "crashed"),
        ("[hang]", Reason.READER_TIMED_OUT, "timed_out"),
    ],
)
async def test_the_article_that_breaks_a_reader_is_found(marker: str, reason: Reason, change: str) -> None:
    """The article is tried in the batch and twice alone; the other articles are read."""
    raws: list[bytes | None] = [article(0), article(1, marker), article(2)]
    outcomes, changes = await _read(raws, _settings(article_timeout_seconds=2.0 if marker == "[hang]" else 30.0))
    culprit = outcomes.pop(1)
    assert isinstance(culprit, DeadArticle)
    assert (culprit.reason, culprit.stage, culprit.attempts) == (reason, "read", 3)
    assert outcomes == enriched(expected([article(0), article(2)]))
    assert changes[change] == 3


async def test_no_article_is_blamed_when_idle_processes_end() -> None:
    """This holds even if every process died while it waited."""
    changes: Counter[str] = Counter()
    async with _pool(_settings(4), changes) as pool:
        await until_async(lambda: pool.alive == 4, "four processes")
        processes = list(pool._alive)
        for process in processes:
            os.kill(process._process.pid, signal.SIGKILL)
        await until_async(lambda: all(process.ended for process in processes), "their end")
        outcomes, _ = await pool.read([article(0)], "then")
        assert outcomes == expected([article(0)])
        assert changes["crashed"] == 4


async def test_a_process_over_the_memory_limit_is_replaced() -> None:
    """It is replaced after the batch with which it exceeded the limit."""
    changes: Counter[str] = Counter()
    settings = _settings().model_copy(update={"reader_memory_bytes": 1})
    async with _pool(settings, changes) as pool:
        for number in range(2):
            outcomes, _ = await pool.read([article(number)], "then")
            assert outcomes == expected([article(number)])
    assert changes["recycled"] == 2


async def test_a_reader_that_cannot_start() -> None:
    """The error is raised at once, and not retried."""
    with pytest.raises(Misconfigured, match="cannot start"):
        await _read([], _settings(reader="tests.broker.stub_reader:broken"))


async def test_a_package_of_the_same_name_where_a_worker_is_started_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "__init__.py").write_text("raise SystemExit('not ours')\n")
    monkeypatch.chdir(tmp_path)
    outcomes, _ = await _read([article(1)], _settings())
    assert outcomes == expected([article(1)])


async def test_readers_are_not_told_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """They read untrusted text."""
    settings = _settings(reader="tests.broker.stub_reader:build_without_password")
    for name in ("DATELINE_SASL_PASSWORD", "DATELINE_DOOR_TOKEN", "DATELINE_REGISTRY_AUTH"):
        monkeypatch.setenv(name, "open sesame")
    outcomes, _ = await _read([article(1)], settings)
    assert len(outcomes) == 1
