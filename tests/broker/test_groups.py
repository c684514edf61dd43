"""One, two, then three workers on one topic share its partitions, and each message is handled."""

from __future__ import annotations

from streams.contract.topics import ENRICHED
from tests.broker.clusters import SHORT_SESSION
from tests.broker.conftest import MakeRig
from tests.broker.topics_fixture import Rig, article
from tests.broker.worker_process import WorkerProcess

SETTINGS = SHORT_SESSION | {"DATELINE_BATCH_ARTICLES": "8"}
PARTITIONS = 6
"""Faust gives a worker at most ceil(partitions / workers): with four partitions the third worker gets none."""


class Feed:
    """The articles fed so far, and whether each has an outcome."""

    def __init__(self, rig: Rig) -> None:
        self._rig, self._consumer, self.count = rig, rig.consumer(ENRICHED), 0

    def more(self) -> None:
        """Feed more articles to every partition."""
        first, self.count = self.count, self.count + 20 * PARTITIONS
        self._rig.feed([article(i) for i in range(first, self.count)])

    def until_read(self, when: str) -> None:
        """Wait for the outcome of every article fed so far."""
        self._consumer.until(
            lambda: len({message.key for message in self._consumer.messages}) == self.count, f"every article fed {when}"
        )


def test_workers_share_the_partitions(make_rig: MakeRig) -> None:
    """Workers join and leave: each gets a share of the partitions, and none stalls."""
    rig = make_rig(DATELINE_PARTITIONS=str(PARTITIONS))
    feed = Feed(rig)
    workers: list[WorkerProcess] = []
    for _ in range(3):
        workers.append(rig.worker(**SETTINGS))
        feed.more()
        feed.until_read("while the group shares out again")
        for worker in workers:
            worker.until_ready()
        before = [_taken(worker) for worker in workers]
        feed.more()
        feed.until_read("when all were ready")
        for worker, taken in zip(workers, before, strict=True):
            _until_more(worker, taken)
    assert workers[0].stop() == 0
    workers[1].kill()
    feed.more()
    feed.until_read("after two of three left")
    workers[2].until(lambda: rig.committed() == feed.count, "everything to be committed")
    assert workers[2].stop() == 0


def _until_more(worker: WorkerProcess, taken: float) -> None:
    worker.until(lambda: _taken(worker) > taken, "its share")


def _taken(worker: WorkerProcess) -> float:
    return worker.metric("dateline_messages_taken_total")
