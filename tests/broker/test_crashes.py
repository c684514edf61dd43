"""Workers and readers killed or stopped in mid-stream: nothing is lost, and what repeats is the same."""

from __future__ import annotations

import os
import signal
from collections import defaultdict

import msgspec

from streams.contract.topics import ENRICHED, EVENTS, route_topic
from tests.broker.topic_consumer import Tap
from tests.broker.topics_fixture import River, article, enriched, expected, timeless
from tests.broker.worker_process import WorkerProcess

COUNT = 200
RAWS: list[bytes | None] = [article(i, f"[slow] Rebels attacked village {i} near Kabul.") for i in range(COUNT)]
"""Ten seconds of work for one reader."""
QUICKLY: dict[str, str] = {"DATELINE_BATCH_ARTICLES": "8", "DATELINE_PROCESSES": "2"}


def test_worker_killed(river: River) -> None:
    """SIGKILL in mid-stream; another worker takes over what was in flight."""
    tap = river.tap()
    river.feed(RAWS)
    first = river.worker(**QUICKLY)
    tap.until(lambda: river.settled(tap) > COUNT // 4, "a quarter of the outcomes")
    first.kill()
    assert river.committed() < COUNT
    second = river.worker(**QUICKLY)
    _finish(river, tap, second)


def test_worker_stopped(river: River) -> None:
    """SIGTERM in mid-stream: it finishes what is in flight, acknowledges it, exits 0; nothing comes twice."""
    tap = river.tap()
    river.feed(RAWS)
    first = river.worker(**QUICKLY)
    tap.until(lambda: river.settled(tap) > COUNT // 4, "a quarter of the outcomes")
    assert first.stop() == 0
    tap.drain()
    assert COUNT // 4 < river.committed() == river.settled(tap) < COUNT
    _finish(river, tap, river.worker(**QUICKLY))
    assert len(tap.of(river.topic(ENRICHED))) == COUNT


def test_reader_processes_killed(river: River) -> None:
    """Each reader in turn, from outside: they are replaced, and no article is blamed."""
    tap = river.tap()
    river.feed(RAWS)
    worker = river.worker(**QUICKLY)
    for share in (1, 2, 3):
        tap.until(lambda goal=share * COUNT // 5: river.settled(tap) > goal, "some outcomes")  # type: ignore[misc]
        for pid in worker.readers():
            os.kill(pid, signal.SIGKILL)
        worker.until(lambda: len(worker.readers()) == 2, "new readers")
    tap.until(lambda: river.settled(tap) == COUNT, "every outcome")
    assert worker.metric('dateline_reader_process_changes_total{change="crashed"') >= 3
    assert worker.metric('dateline_articles_total{outcome="dead"') == 0
    _finish(river, tap, worker)


def test_readers_end_with_their_worker(river: River) -> None:
    """Even when it is killed while they hang."""
    river.feed([article(0, "[hang]")])
    worker = river.worker(DATELINE_ARTICLE_TIMEOUT_SECONDS="60")
    worker.until(lambda: worker.metric("dateline_batches_under_way") == 1, "the batch to be in progress")
    (reader,) = worker.readers()
    worker.kill()
    while _runs(reader):
        os.sched_yield()


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _finish(river: River, tap: Tap, worker: WorkerProcess) -> None:
    """All of RAWS read and routed, acknowledged and stopped; every repeat the same but for its time."""
    good = enriched(expected(RAWS))
    wanted = {e.id for o in good for e in o.events}
    tap.until(lambda: river.settled(tap) == COUNT, "every outcome")
    tap.until(lambda: _ids(tap, river.topic(route_topic("violence"))) == wanted, "every routed event")
    worker.until(lambda: river.committed() == COUNT, "everything to be committed")
    assert worker.stop() == 0
    tap.drain()
    assert _ids(tap, river.topic(EVENTS)) == wanted
    assert {m.key for m in tap.of(river.topic(ENRICHED))} == {o.article_id.encode() for o in good}
    versions: dict[str, set[bytes]] = defaultdict(set)
    for message in tap.of(river.topic(ENRICHED)) + tap.of(river.topic(EVENTS)):
        versions[message.header("ce_id")].add(timeless(message.value))
    assert {identity for identity, contents in versions.items() if len(contents) > 1} == set()


def _ids(tap: Tap, topic: str) -> set[str]:
    return {msgspec.json.decode(m.value or b"")["event_id"] for m in tap.of(topic)}
