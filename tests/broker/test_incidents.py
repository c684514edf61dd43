"""Incidents show in the metrics and in the health checks while they last, and no longer."""

from __future__ import annotations

from collections.abc import Callable

from tests.broker.topics_fixture import PARTITIONS, Rig, article
from tests.broker.worker_process import WorkerProcess
from tests.support.patience import TOOL_SECONDS


def test_a_reader_that_hangs(rig: Rig) -> None:
    """A reader that hangs is killed and replaced. Its article is retried alone twice and then becomes a dead letter."""
    rig.feed([article(0), article(1, "[hang]"), article(2)])
    worker = rig.worker(DATELINE_ARTICLE_TIMEOUT_SECONDS="2")
    dead = r'dateline_articles_total\{outcome="dead",reason="reader_timed_out"'
    worker.until(lambda: worker.metric(dead) == 1, "the dead letter")
    assert worker.metric(r'dateline_reader_process_changes_total\{change="timed_out"') == 3
    worker.until(lambda: worker.metric(r"dateline_reader_processes(?!_)") == 1, "the process to be replaced")
    assert worker.log.count("dead letter reader_timed_out") == 1
    assert worker.stop() == 0


def test_a_stalled_worker(rig: Rig) -> None:
    """If messages wait and none is acknowledged for DATELINE_STALL_SECONDS, the worker is not live until one is."""
    worker = rig.worker(DATELINE_STALL_SECONDS="3", DATELINE_ARTICLE_TIMEOUT_SECONDS="3", DATELINE_BATCH_ARTICLES="1")
    worker.until(lambda: worker.metric("dateline_ready") == 1, "the worker to be at work")
    rig.feed([article(number, "[hang]") for number in range(PARTITIONS)])
    for start in (10, 20, 30):
        rig.feed([article(start + number) for number in range(PARTITIONS)])
    signs: dict[str, Callable[[], bool]] = {
        "it finds itself stalled": lambda: worker.metric("dateline_live") == 0,
        "its health says so": lambda: _stalled(worker),
        "its batch is old": lambda: worker.metric("dateline_oldest_batch_under_way_seconds") > 2,
    }
    seen: set[str] = set()

    def all_seen() -> bool:
        """Each condition shows for some seconds, in any order."""
        seen.update(sign for sign, shows in signs.items() if shows())
        return len(seen) == len(signs)

    worker.until(all_seen, "every sign")
    worker.until(
        lambda: worker.metric("dateline_messages_taken_total") == 4 * PARTITIONS, "the rest", within=TOOL_SECONDS
    )
    worker.until(lambda: worker.metric("dateline_live") == 1, "the worker to be well again")
    worker.until(lambda: worker.metric("dateline_oldest_batch_under_way_seconds") == 0, "no batch to be left")


def _stalled(worker: WorkerProcess) -> bool:
    """Return whether one response reports a stall. The next may come right after an article was given up."""
    status, body = worker.get("/livez")
    return status == 503 and "none was acknowledged" in body
