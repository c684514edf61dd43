"""Workers and readers are killed or stopped while they work: nothing is lost, and repeated records are identical."""

from __future__ import annotations

import os
import signal
from collections import defaultdict
from contextlib import suppress

import msgspec

from streams.contract.topics import ENRICHED, EVENTS, route_topic
from tests.broker.clusters import SHORT_SESSION
from tests.broker.topic_consumer import TopicConsumer
from tests.broker.topics_fixture import Rig, article, enriched, expected, without_time
from tests.broker.worker_process import WorkerProcess
from tests.support.patience import until

COUNT = 200
RAWS: list[bytes | None] = [article(i, f"[slow] Rebels attacked village {i} near Kabul.") for i in range(COUNT)]
"""Ten seconds of work for one reader."""
QUICKLY: dict[str, str] = SHORT_SESSION | {"DATELINE_BATCH_ARTICLES": "8", "DATELINE_PROCESSES": "2"}


def test_worker_killed(rig: Rig) -> None:
    """A worker gets SIGKILL while it works. Another worker takes over what was in flight."""
    consumer = rig.consumer()
    rig.feed(RAWS)
    first = rig.worker(**QUICKLY)
    consumer.until(lambda: rig.settled(consumer) > COUNT // 4, "a quarter of the outcomes")
    first.kill()
    assert rig.committed() < COUNT
    second = rig.worker(**QUICKLY)
    _finish(rig, consumer, second)


def test_worker_stopped(rig: Rig) -> None:
    """A worker gets SIGTERM while it works. It finishes what is in flight and exits 0; nothing is repeated."""
    consumer = rig.consumer()
    rig.feed(RAWS)
    first = rig.worker(**QUICKLY)
    consumer.until(lambda: rig.settled(consumer) > COUNT // 4, "a quarter of the outcomes")
    assert first.stop() == 0
    consumer.drain()
    assert COUNT // 4 < rig.committed() == rig.settled(consumer) < COUNT
    _finish(rig, consumer, rig.worker(**QUICKLY))
    assert len(consumer.of(rig.topic(ENRICHED))) == COUNT


def test_reader_processes_killed(rig: Rig) -> None:
    """The tests kill each reader process in turn. They are replaced, and no article becomes a dead letter."""
    consumer = rig.consumer()
    rig.feed(RAWS)
    worker = rig.worker(**QUICKLY)
    for share in (1, 2, 3):
        consumer.until(lambda goal=share * COUNT // 5: rig.settled(consumer) > goal, "some outcomes")  # type: ignore[misc]
        for pid in worker.readers():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        worker.until(lambda: len(worker.readers()) == 2, "new readers")
    consumer.until(lambda: rig.settled(consumer) == COUNT, "every outcome")
    assert worker.metric('dateline_reader_process_changes_total{change="crashed"') >= 3
    assert worker.metric('dateline_articles_total{outcome="dead"') == 0
    _finish(rig, consumer, worker)


def test_readers_end_with_their_worker(rig: Rig) -> None:
    """Readers end even if the worker is killed while they hang."""
    rig.feed([article(0, "[hang]")])
    worker = rig.worker(DATELINE_ARTICLE_TIMEOUT_SECONDS="60")
    worker.until(lambda: worker.metric("dateline_batches_under_way") == 1, "the batch to be in progress")
    (reader,) = worker.readers()
    worker.kill()
    until(lambda: not _runs(reader), "the reader to end after its worker")


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _finish(rig: Rig, consumer: TopicConsumer, worker: WorkerProcess) -> None:
    """All of RAWS are read, routed and acknowledged, and the worker stops. Repeats are equal except for their time."""
    good = enriched(expected(RAWS))
    wanted = {e.id for o in good for e in o.events}
    consumer.until(lambda: rig.settled(consumer) == COUNT, "every outcome")
    consumer.until(lambda: _ids(consumer, rig.topic(route_topic("violence"))) == wanted, "every routed event")
    worker.until(lambda: rig.committed() == COUNT, "everything to be committed")
    assert worker.stop() == 0
    consumer.drain()
    assert _ids(consumer, rig.topic(EVENTS)) == wanted
    assert {m.key for m in consumer.of(rig.topic(ENRICHED))} == {o.article_id.encode() for o in good}
    versions: dict[str, set[bytes]] = defaultdict(set)
    for message in consumer.of(rig.topic(ENRICHED)) + consumer.of(rig.topic(EVENTS)):
        versions[message.header("ce_id")].add(without_time(message.value))
    assert {identity for identity, contents in versions.items() if len(contents) > 1} == set()


def _ids(consumer: TopicConsumer, topic: str) -> set[str]:
    return {msgspec.json.decode(m.value or b"")["event_id"] for m in consumer.of(topic)}
